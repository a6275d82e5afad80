// SPDX-License-Identifier: Apache-2.0

/// What is counted of a policy, day by day. Rooms that see it happen count it in the transaction in which it
/// happened; the red and black list 政策红黑榜 and the statistics read it.
public enum PolicyCounter: String, CaseIterable, Codable, Sendable {
    /// 浏览: its page was opened.
    case views
    /// 匹配: an enterprise that did not qualify before qualifies now.
    case matches
    /// 咨询: a question to the responsible office.
    case questions
    /// 投诉: a complaint about it.
    case complaints
    /// 申报: an application, on its day.
    case applications
    /// 通过: an application that was approved, on the day of the decision.
    case approvals
    /// 评价: one person's or browser's rating.
    case ratings
    /// The levels of all ratings added up, 1 to 5 each; a rating that is changed adds the difference.
    case ratingSum
    /// 兑付: a payment whose day of approval is known as well.
    case payments
    /// Working days from approval to payment, of all payments added up.
    case paidDays
}

/// How often each thing happened over some days; what was not counted is 0.
public struct PolicyCounts: Hashable, Sendable {
    private var counts: [PolicyCounter: Int64]

    /// Counts by name.
    public init(_ counts: [PolicyCounter: Int64] = [:]) { self.counts = counts }

    /// How often.
    public subscript(_ name: PolicyCounter) -> Int64 {
        get { counts[name] ?? 0 }
        set { counts[name] = newValue }
    }

    /// Whether nothing was counted at all.
    public var isEmpty: Bool { counts.allSatisfy { $0.value == 0 } }
}

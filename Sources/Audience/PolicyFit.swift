// SPDX-License-Identifier: Apache-2.0
import Policies
import Rules

/// How well a policy fits an enterprise: the best of its items.
public struct PolicyFit: Hashable, Sendable {
    /// 可以申请, 差一点, 待补充, 需人工判断, 不符合.
    public enum Group: String, CaseIterable, Codable, Sendable {
        case eligible, near, incomplete, person, missed
    }

    /// Of the best item.
    public var group: Group
    /// How many clauses of the best item are met.
    public var met: Int
    /// How many clauses it has.
    public var clauses: Int
    /// The most that the enterprise may get of it, in fen; nil when nothing says.
    public var mostFen: Int64?

    /// A fit.
    public init(group: Group, met: Int, clauses: Int, mostFen: Int64? = nil) {
        self.group = group
        self.met = met
        self.clauses = clauses
        self.mostFen = mostFen
    }
}

extension PolicyFit.Group {
    /// The group of a report's entry.
    public init(_ group: Report.Group) {
        switch group {
        case .eligible: self = .eligible
        case .near: self = .near
        case .incomplete: self = .incomplete
        case .person: self = .person
        case .missed: self = .missed
        }
    }

    /// The group as reports name it.
    public var reported: Report.Group {
        switch self {
        case .eligible: .eligible
        case .near: .near
        case .incomplete: .incomplete
        case .person: .person
        case .missed: .missed
        }
    }

    /// 0 for the best.
    public var rank: Int { PolicyFit.Group.allCases.firstIndex(of: self) ?? 0 }
}

/// What an enterprise may get, in fen: at least and at most; nil where nothing bounds it.
public struct SupportRange: Hashable, Sendable {
    /// The least.
    public var leastFen: Int64
    /// The most; nil when nobody says.
    public var mostFen: Int64?

    /// A range.
    public init(leastFen: Int64, mostFen: Int64?) {
        self.leastFen = leastFen
        self.mostFen = mostFen
    }

    /// Of an item whose rule was judged: as the rule computes, else as the item states, nil when neither
    /// says anything.
    public init?(_ item: PolicyItem, _ verdict: Verdict) {
        if let amount = verdict.amount {
            self.init(leastFen: amount.low.fen, mostFen: amount.high?.fen)
        } else if item.mostFen != nil || item.leastFen != nil {
            self.init(leastFen: item.leastFen ?? 0, mostFen: item.mostFen)
        } else {
            return nil
        }
    }
}

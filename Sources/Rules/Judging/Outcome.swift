// SPDX-License-Identifier: Apache-2.0

/// What became of a clause or a rule. 全部 takes the worst in the order missed, unknown, person, met;
/// 任一 the best in the order missed, person, unknown, met; 非 swaps met and missed. Unknown never counts as no.
public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
    case missed
    /// A fact is missing, or cannot be computed with.
    case unknown
    /// A judgement that no program makes.
    case person
    case met

    /// The word that rules and examples use.
    public var name: String {
        switch self {
        case .missed: "不符合"
        case .unknown: "未知"
        case .person: "需人工判断"
        case .met: "符合"
        }
    }

    /// The outcome of that word.
    public init?(name: String) {
        guard let found = Outcome.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// Both must hold.
    public func and(_ other: Outcome) -> Outcome { rankInAll <= other.rankInAll ? self : other }

    /// Either must hold.
    public func or(_ other: Outcome) -> Outcome { rankInAny >= other.rankInAny ? self : other }

    /// The opposite.
    public var negated: Outcome {
        switch self {
        case .met: .missed
        case .missed: .met
        case .unknown, .person: self
        }
    }

    /// The outcome of a plain truth value.
    public init(_ holds: Bool) { self = holds ? .met : .missed }

    /// 全部 of the outcomes; of none, met.
    public static func all(_ outcomes: some Sequence<Outcome>) -> Outcome {
        outcomes.reduce(.met) { $0.and($1) }
    }

    /// 任一 of the outcomes; of none, missed.
    public static func any(_ outcomes: some Sequence<Outcome>) -> Outcome {
        outcomes.reduce(.missed) { $0.or($1) }
    }

    /// At least that many hold.
    public static func atLeast(_ count: Int, of outcomes: [Outcome]) -> Outcome {
        let met = outcomes.count { $0 == .met }
        let open = outcomes.count { $0 == .unknown || $0 == .person }
        if met >= count { return .met }
        if met + open < count { return .missed }
        return outcomes.contains(.unknown) ? .unknown : .person
    }

    private var rankInAll: Int {
        switch self {
        case .missed: 0
        case .unknown: 1
        case .person: 2
        case .met: 3
        }
    }

    private var rankInAny: Int {
        switch self {
        case .missed: 0
        case .person: 1
        case .unknown: 2
        case .met: 3
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// What a clause or a whole rule says of one enterprise.
///
/// The raw value packs three claims as bits: 1 met, 2 possible (not missed), 4 settled (met or waiting for a
/// person, so that no fact is missing). "All" is then the bitwise AND of its parts.
public enum Verdict: UInt8, Sendable, CaseIterable {
    /// The facts are there and the clause does not hold.
    case missed = 0
    /// A fact is missing, and could change the result.
    case unknown = 2
    /// Only a person can judge it.
    case person = 6
    /// The clause holds.
    case met = 7

    /// The worse of two in the order missed, unknown, person, met.
    public func and(_ other: Verdict) -> Verdict { rank(met: 3) < other.rank(met: 3) ? self : other }

    /// The better of two in the order missed, person, unknown, met.
    public func or(_ other: Verdict) -> Verdict {
        Verdict.orRank(self) > Verdict.orRank(other) ? self : other
    }

    /// Met and missed exchanged, the two in the middle kept.
    public var negated: Verdict {
        switch self {
        case .missed: .met
        case .met: .missed
        case .unknown, .person: self
        }
    }

    /// At least `needed` of the verdicts: met, missed, or else unknown before person.
    public static func some(_ needed: Int, of verdicts: some Sequence<Verdict>) -> Verdict {
        var met = 0, possible = 0, isUnknown = false
        for verdict in verdicts {
            met += verdict == .met ? 1 : 0
            possible += verdict == .missed ? 0 : 1
            isUnknown = isUnknown || verdict == .unknown
        }
        if met >= needed { return .met }
        if possible < needed { return .missed }
        return isUnknown ? .unknown : .person
    }

    private func rank(met: Int) -> Int {
        switch self {
        case .missed: 0
        case .unknown: 1
        case .person: 2
        case .met: met
        }
    }

    private static func orRank(_ verdict: Verdict) -> Int {
        switch verdict {
        case .missed: 0
        case .person: 1
        case .unknown: 2
        case .met: 3
        }
    }
}

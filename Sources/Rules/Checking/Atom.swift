// SPDX-License-Identifier: Apache-2.0
import Standards

/// One plain demand on one fact, so that two of them can be held against each other.
struct Atom {
    /// Equal for demands on the same thing: the same fact, ratio, score or date.
    let key: String
    let allowed: Allowed
    /// Holds already when one year of a window meets it.
    let isForSomeYear: Bool
    /// A single number, not one for each year of a window.
    let isSingle: Bool

    enum Allowed {
        case number(Relation, Rational)
        case options(Set<Int>, of: Int)
        case flag(Bool)
    }

    /// Whether no value meets both.
    func contradicts(_ other: Atom) -> Bool {
        guard key == other.key, !(isForSomeYear && other.isForSomeYear) else { return false }
        switch (allowed, other.allowed) {
        case (.number(let a, let x), .number(let b, let y)): return Relation.excludes(a, x, b, y)
        case (.options(let a, _), .options(let b, _)):
            return a.isDisjoint(with: b) && !a.isEmpty && !b.isEmpty
        case (.flag(let a), .flag(let b)): return a != b
        default: return false
        }
    }

    /// Whether every value meets one of both.
    func completes(_ other: Atom) -> Bool {
        guard key == other.key, isSingle, other.isSingle else { return false }
        switch (allowed, other.allowed) {
        case (.number(let a, let x), .number(let b, let y)):
            return Relation.excludes(a.negated, x, b.negated, y)
        case (.options(let a, let count), .options(let b, _)):
            return a.union(b).count == count && a.count < count && b.count < count
        case (.flag(let a), .flag(let b)): return a != b
        default: return false
        }
    }

    var isNeverMet: Bool { if case .options(let set, _) = allowed { set.isEmpty } else { false } }

    var isAlwaysMet: Bool {
        switch allowed {
        case .options(let set, let count): set.count == count
        case .number(.atLeast, .zero): key.hasPrefix("score")
        default: false
        }
    }
}

extension Relation {
    /// The relation that holds exactly when this one does not.
    var negated: Relation {
        switch self {
        case .atLeast: .below
        case .atMost: .above
        case .above: .atMost
        case .below: .atLeast
        case .equal: .unequal
        case .unequal: .equal
        }
    }

    /// Seen from the other side: 5 ≤ x is x ≥ 5.
    var mirrored: Relation {
        switch self {
        case .atLeast: .atMost
        case .atMost: .atLeast
        case .above: .below
        case .below: .above
        case .equal, .unequal: self
        }
    }

    /// Whether no number stands in relation `a` to `x` and in relation `b` to `y`.
    static func excludes(_ a: Relation, _ x: Rational, _ b: Relation, _ y: Rational) -> Bool {
        switch (a, b) {
        case (.equal, _): !b.holds(x, y)
        case (_, .equal): !a.holds(y, x)
        case (.atLeast, .atMost): x > y
        case (.atMost, .atLeast): y > x
        case (.atLeast, .below), (.above, .atMost), (.above, .below): x >= y
        case (.below, .atLeast), (.atMost, .above), (.below, .above): y >= x
        default: false
        }
    }
}

extension Condition {
    /// The plain demand that it makes, if it is one.
    func atom(_ vocabulary: Vocabulary) -> Atom? {
        switch self {
        case .compare(let comparison): comparison.atom
        case .holds(let fact):
            Atom(key: "holds \(fact.shape)", allowed: .flag(true), isForSomeYear: false, isSingle: true)
        case .option(let test):
            Atom(
                key: "option \(test.fact.shape)",
                allowed: .options(test.accepted, of: vocabulary[test.fact.word].options.count),
                isForSomeYear: false, isSingle: true)
        case .date(let test):
            Atom(
                key: "date \(test.fact.shape)",
                allowed: .number(test.relation, Rational(test.day.number)), isForSomeYear: false,
                isSingle: true)
        case .elapsed(let test):
            Atom(
                key: "elapsed \(test.fact.shape) \(test.anchor) \(test.step)",
                allowed: .number(test.relation, Rational(test.count)), isForSomeYear: false, isSingle: true)
        case .not(let inner): inner.atom(vocabulary)?.negated
        default: nil
        }
    }
}

extension Atom {
    /// The opposite demand on a single value.
    fileprivate var negated: Atom? {
        guard isSingle else { return nil }
        let opposite: Allowed =
            switch allowed {
            case .number(let relation, let number): .number(relation.negated, number)
            case .options(let set, let count): .options(Set(0..<count).subtracting(set), of: count)
            case .flag(let flag): .flag(!flag)
            }
        return Atom(key: key, allowed: opposite, isForSomeYear: false, isSingle: true)
    }
}

extension Comparison {
    /// A comparison with a written number; with anything else it is no plain demand.
    fileprivate var atom: Atom? {
        let isSome = quantifier == .some
        if case .literal(let limit) = right {
            return Atom(
                key: left.shape, allowed: .number(relation, limit.value), isForSomeYear: isSome,
                isSingle: quantifier == nil)
        }
        guard case .literal(let limit) = left else { return nil }
        return Atom(
            key: right.shape, allowed: .number(relation.mirrored, limit.value), isForSomeYear: isSome,
            isSingle: quantifier == nil)
    }
}

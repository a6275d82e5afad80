// SPDX-License-Identifier: Apache-2.0
import Standards

/// The smallest change found that would turn a missed clause into one that is met, all else as it is.
public struct Advice: Sendable {
    public let steps: [Step]
    /// How large the change is against what there is: 0.1 is a tenth more of one figure. For ordering only.
    public let effort: Double

    /// One thing that would have to be otherwise.
    public enum Step: Hashable, Sendable {
        /// A figure has to move to another value.
        case move(Gap)
        /// A yes-or-no fact has to be the other way.
        case become(Facts.Key, Bool)
        /// One of these options has to be reached.
        case reach(Facts.Key, Set<Int>)
        /// Time has to pass: the first day on which it holds.
        case wait(Facts.Key, until: Day)
    }

    static let nothing = Advice(steps: [], effort: 0)

    /// Both together. Two moves of one figure the same way become the further one, whose effort covers both.
    func and(_ other: Advice) -> Advice {
        var joined = steps
        var effort = self.effort
        for step in other.steps where !joined.contains(step) {
            if case .move(let gap) = step, let index = joined.firstIndex(where: { gap.goesTheWay(of: $0) }) {
                if case .move(let held) = joined[index], gap.isFurther(than: held) { joined[index] = step }
                effort = max(effort, other.effort)
            } else {
                joined.append(step)
                effort += other.effort / Double(other.steps.count)
            }
        }
        return Advice(steps: joined, effort: effort)
    }
}

/// How far a figure is from where it has to be, in base units.
public struct Gap: Hashable, Sendable {
    public let key: Facts.Key
    public let present: Rational
    /// The value that suffices; with `isBeyond`, one that has to be passed.
    public let needed: Rational
    public let isBeyond: Bool

    /// How much has to be added; negative when the figure has to fall.
    public var change: Rational { needed - present }

    /// Whether a step moves the same figure in the same direction.
    func goesTheWay(of step: Advice.Step) -> Bool {
        guard case .move(let other) = step else { return false }
        return other.key == key && (other.change < .zero) == (change < .zero)
    }

    func isFurther(than other: Gap) -> Bool {
        change.magnitude > other.change.magnitude || (needed == other.needed && isBeyond)
    }

    /// The change against what there is; where there is next to nothing, against one thing or a twentieth of
    /// the goal.
    func effort(_ unit: Unit) -> Double {
        let twentieth = max(needed.magnitude * Rational(1, over: 20), unit.isCount ? .one : .zero)
        let floor = unit.dimension == .none ? Rational(1, over: 100) : twentieth
        let scale = max(present.magnitude, floor)
        return scale == .zero ? 0.01 : max(0.0001, (change.magnitude.divided(by: scale) ?? .one).double)
    }
}

extension Library {
    /// Advice for each missed top clause of a verdict, by the clause's position; clauses that nobody can
    /// change (a region, an industry, a past event) have none. Each advice has been tried: with its steps
    /// taken, the clause is no longer missed.
    public func advice(for verdict: Verdict, facts: Facts) -> [Int: Advice] {
        var found: [Int: Advice] = [:]
        for (index, judged) in verdict.clauses.enumerated() where judged.outcome == .missed {
            let advising = Advising(library: self, facts: facts, verdict: verdict)
            if let advice = advising.advice(judged.clause), advising.suffices(advice, for: judged.clause) {
                found[index] = advice
            }
        }
        return found
    }
}

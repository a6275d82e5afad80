// SPDX-License-Identifier: Apache-2.0
import Standards

extension Advising {
    private struct Offer {
        /// Half points, rounded down, that the advice brings.
        let gain: Int
        let advice: Advice
    }

    /// The cheapest points: for each indicator at most one better band or award, together enough, at least
    /// effort. Exact for points in halves; cost is (points short) × (offers), both small.
    func scoreAdvice(_ group: String?, _ comparison: Comparison) -> Advice? {
        guard comparison.relation == .atLeast || comparison.relation == .above,
            case .literal(let limit) = comparison.right, let score = verdict.score
        else { return nil }
        let part = group.map { name in score.groups.filter { $0.group.name == name } } ?? score.groups
        let reached = group == nil ? score.range.high : part.first?.range.high ?? .zero
        let short = halves(limit.value - reached, up: true) + (comparison.relation == .above ? 1 : 0)
        guard short > 0, short <= 400 else { return nil }
        let offers = part.flatMap(\.indicators).map { self.offers($0) }
        var best = [Advice?](repeating: nil, count: short + 1)
        best[0] = .nothing
        for choices in offers {
            var next = best
            for (have, advice) in best.enumerated() {
                guard let advice else { continue }
                for offer in choices {
                    let total = min(short, have + offer.gain)
                    let joined = advice.and(offer.advice)
                    if joined.effort < next[total]?.effort ?? .infinity { next[total] = joined }
                }
            }
            best = next
        }
        return best[short]
    }

    private func halves(_ points: Rational, up: Bool) -> Int {
        let doubled = points * 2
        let whole = Int(doubled.floor.int64 ?? 0)
        return up && Rational(whole) < doubled ? whole + 1 : whole
    }

    /// What would bring an indicator more points than it may have now.
    private func offers(_ judged: ScoreJudgement.Indicator) -> [Offer] {
        offers(judged.indicator.method).compactMap { points, condition in
            let gain = halves(min(points, judged.indicator.full) - judged.range.high, up: false)
            guard gain > 0, let advice = advice(condition, wanted: true), !advice.steps.isEmpty else {
                return nil
            }
            return Offer(gain: gain, advice: advice)
        }
    }

    /// Points with the condition that earns them.
    private func offers(_ method: Scoring.Method) -> [(Rational, Condition)] {
        switch method {
        case .bands(let expression, let bands):
            return bands.compactMap { band in
                band.bound.map { bound in
                    let comparison = Comparison(
                        left: expression, quantifier: nil, relation: bound.relation,
                        right: .literal(bound.literal))
                    return (band.points.high, .compare(comparison))
                }
            }
        case .highest(let awards):
            return awards.compactMap { award in award.condition.map { (award.points.high, $0) } }
        case .sum(let awards):
            let have = awards.filter { $0.condition.map { outcome($0) == .met } ?? true }.map(\.points.high)
            let sum = have.reduce(.zero, +)
            return awards.compactMap { award in
                award.condition.flatMap { outcome($0) == .missed ? (sum + award.points.high, $0) : nil }
            }
        case .best(let methods): return methods.flatMap { offers($0) }
        case .perStep, .expert: return []
        }
    }
}

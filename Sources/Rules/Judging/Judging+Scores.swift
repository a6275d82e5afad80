// SPDX-License-Identifier: Apache-2.0
import Standards

extension Judging {
    /// The score from what is known: a range where facts are missing or a person gives points.
    func scoreJudgement(_ scoring: Scoring) -> ScoreJudgement {
        let groups = scoring.groups.map { group in
            let indicators = group.indicators.map { indicator($0) }
            let sum = Scoring.Points.sum(indicators.map(\.range)).capped(group.full)
            return ScoreJudgement.Group(group: group, range: sum, indicators: indicators)
        }
        let indicators = groups.flatMap(\.indicators)
        var missing: [Facts.Key] = []
        for key in indicators.flatMap(\.trace.missing) where !missing.contains(key) { missing.append(key) }
        return ScoreJudgement(
            range: Scoring.Points.sum(groups.map(\.range)).capped(scoring.full), groups: groups,
            missing: missing,
            needsPerson: indicators.contains(where: \.needsPerson))
    }

    private func indicator(_ indicator: Scoring.Indicator) -> ScoreJudgement.Indicator {
        var trace = Trace()
        var measured: Rational?
        let range = points(indicator.method, &trace, &measured).capped(indicator.full)
        let open = range.low != range.high
        return ScoreJudgement.Indicator(
            indicator: indicator, range: range, trace: trace,
            needsPerson: open && trace.missing.isEmpty && trace.undefined.isEmpty, measured: measured)
    }

    private func points(
        _ method: Scoring.Method, _ trace: inout Trace, _ measured: inout Rational?
    ) -> Scoring.Points {
        switch method {
        case .bands(let expression, let bands):
            measured = scalar(expression, &trace)
            return Judging.band(measured, bands)
        case .highest(let awards): return highest(awards, &trace)
        case .sum(let awards):
            return .sum(awards.map { award in award.points.times(awardOutcome(award, &trace)) })
        case .perStep(let expression, let step, let points):
            measured = scalar(expression, &trace)
            guard let measured, let steps = measured.divided(by: step.value) else {
                return Scoring.Points(low: .zero, high: Rational(1_000_000))
            }
            let whole = max(steps.floor, .zero)
            return Scoring.Points(low: points.low * whole, high: points.high * whole)
        case .best(let methods):
            var best = Scoring.Points(low: .zero, high: .zero)
            for method in methods {
                var inner: Rational?
                let range = points(method, &trace, &inner)
                best = Scoring.Points(low: max(best.low, range.low), high: max(best.high, range.high))
            }
            return best
        case .expert(let points, _): return points
        }
    }

    private func awardOutcome(_ award: Scoring.Award, _ trace: inout Trace) -> Outcome {
        award.condition.map { outcome($0, &trace) } ?? .met
    }

    /// The most that certainly holds, and the most that still may.
    private func highest(_ awards: [Scoring.Award], _ trace: inout Trace) -> Scoring.Points {
        var range = Scoring.Points(low: .zero, high: .zero)
        for award in awards {
            let outcome = awardOutcome(award, &trace)
            let low = outcome == .met ? max(range.low, award.points.low) : range.low
            let high = outcome == .missed ? range.high : max(range.high, award.points.high)
            range = Scoring.Points(low: low, high: high)
        }
        return range
    }

    /// The first band from the top that holds; all of them while the number is not known.
    static func band(_ number: Rational?, _ bands: [Scoring.Band]) -> Scoring.Points {
        guard let number else {
            return Scoring.Points(
                low: bands.map(\.points.low).min() ?? .zero, high: bands.map(\.points.high).max() ?? .zero)
        }
        let found = bands.first { $0.bound.map { $0.relation.holds(number, $0.literal.value) } ?? true }
        return found?.points ?? Scoring.Points(low: .zero, high: .zero)
    }
}

extension Scoring.Points {
    static func sum(_ parts: [Scoring.Points]) -> Scoring.Points {
        parts.reduce(Scoring.Points(low: .zero, high: .zero)) {
            Scoring.Points(low: $0.low + $1.low, high: $0.high + $1.high)
        }
    }

    func capped(_ full: Rational) -> Scoring.Points {
        Scoring.Points(low: min(low, full), high: min(high, full))
    }

    /// What they are worth when their condition came out so.
    func times(_ outcome: Outcome) -> Scoring.Points {
        switch outcome {
        case .met: self
        case .missed: Scoring.Points(low: .zero, high: .zero)
        case .unknown, .person: Scoring.Points(low: .zero, high: high)
        }
    }
}

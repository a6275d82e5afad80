// SPDX-License-Identifier: Apache-2.0
import Standards

extension Judging {
    /// The class by the lowest over the indicators of the industry's group; several while facts are missing.
    func classJudgement(_ classification: Classification) -> ClassJudgement {
        var trace = Trace()
        let all = Set(vocabulary[classification.result].options.indices)
        guard case .industry(let industry)? = value(key(classification.industry), &trace) else {
            return ClassJudgement(possible: all, group: nil, indicators: [], trace: trace, question: nil)
        }
        let groups = classification.groups.filter { $0.codes.mayHold(industry) }
        guard let group = groups.first(where: { $0.codes.holds(industry) }) else {
            // A wider code than the groups use: the class is open until a finer one is known.
            if groups.isEmpty {
                return ClassJudgement(
                    possible: all, group: nil, indicators: [], trace: trace,
                    question: classification.otherwise)
            }
            trace.undefined.append(key(classification.industry))
            return ClassJudgement(possible: all, group: nil, indicators: [], trace: trace, question: nil)
        }
        var indicators: [ClassJudgement.Indicator] = []
        for indicator in group.indicators {
            let number = number(key(indicator.fact), &trace)
            indicators.append(
                ClassJudgement.Indicator(
                    indicator: indicator, value: number, option: number.map { indicator.option(of: $0) }))
        }
        let known = indicators.compactMap(\.option)
        let highest = known.min() ?? all.max() ?? 0
        let isComplete = known.count == indicators.count || highest == 0
        let possible = isComplete ? [highest] : Set(0...highest)
        return ClassJudgement(
            possible: possible, group: group, indicators: indicators, trace: trace, question: nil)
    }
}

extension Classification.Indicator {
    /// The class by this indicator alone: the highest whose floor is reached, else the lowest.
    public func option(of number: Rational) -> Int {
        floors.first { number >= $0.limit.value }?.option ?? 0
    }
}

extension CodeSet {
    func holds(_ industry: Industry) -> Bool {
        if case .industries(let listed) = self { return listed.contains { industry.isWithin($0) } }
        return false
    }

    /// Whether it holds, or could hold with a finer code.
    func mayHold(_ industry: Industry) -> Bool {
        if case .industries(let listed) = self {
            return listed.contains { industry.isWithin($0) || $0.isWithin(industry) }
        }
        return false
    }
}

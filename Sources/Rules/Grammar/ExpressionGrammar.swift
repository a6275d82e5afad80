// SPDX-License-Identifier: Apache-2.0
import Standards

/// Reads the arithmetic of a line: 项 { ＋ － 项 }, 因子 { × ÷ 因子 }, with dimensions checked as it goes.
struct ExpressionGrammar {
    let vocabulary: Vocabulary
    let lexicon: Lexicon
    /// Groups of the rule's own score, or nil where no score may be named.
    let scoreGroups: [String]?
    /// True inside 推算, where words take the period of what is derived.
    let isDerivation: Bool
    /// Every number that was read, for the mutation check.
    var numbers: [StatedNumber] = []

    init(vocabulary: Vocabulary, lexicon: Lexicon, scoreGroups: [String]?, isDerivation: Bool = false) {
        self.vocabulary = vocabulary
        self.lexicon = lexicon
        self.scoreGroups = scoreGroups
        self.isDerivation = isDerivation
    }

    /// 项 { (+|-) 项 }.
    mutating func sum(_ line: inout Line, depth: Int = 0) throws(RuleFault) -> Expression {
        var left = try product(&line, depth: depth)
        while true {
            let start = line.position
            guard let sign = line.takeFirst(of: ["+", "-"]) else { return left }
            let right = try product(&line, depth: depth)
            try requireEqual(left, right, line.place(from: start))
            try requireSameWindow(left, right, line.place(from: start))
            left = .arithmetic(sign == 0 ? .plus : .minus, left, right)
        }
    }

    private mutating func product(_ line: inout Line, depth: Int) throws(RuleFault) -> Expression {
        var left = try aggregated(&line, depth: depth)
        while true {
            let start = line.position
            guard let sign = line.takeFirst(of: ["*", "/"]) else { return left }
            let right = try aggregated(&line, depth: depth)
            try requireSameWindow(left, right, line.place(from: start))
            left = .arithmetic(sign == 0 ? .times : .over, left, right)
        }
    }

    /// 因子 [合计|平均|最高|最低|增长率 …].
    private mutating func aggregated(_ line: inout Line, depth: Int) throws(RuleFault) -> Expression {
        let start = line.position
        let factor = try factor(&line, depth: depth)
        let growths = [Expression.Growth.mean, .compound, .single]
        if let index = line.takeFirst(of: growths.map(\.rawValue)) {
            return try growth(growths[index], of: factor, line.place(from: start))
        }
        let aggregates = Expression.Aggregate.allCases
        if let index = line.takeFirst(of: aggregates.map(\.rawValue)) {
            return .aggregate(aggregates[index], factor)
        }
        return factor
    }

    private func growth(
        _ growth: Expression.Growth, of factor: Expression, _ place: Place
    ) throws(RuleFault) -> Expression {
        guard case .fact(let fact) = factor else {
            throw RuleFault(.unexpected(growth.rawValue, expected: "年度词"), at: place)
        }
        let word = vocabulary[fact.word]
        let fits =
            switch (growth, fact.period) {
            case (.single, .year), (.mean, .years), (.compound, .years): true
            default: false
            }
        guard fits else { throw RuleFault(.growthNeedsYears(word: word.name), at: place) }
        return .growth(growth, fact)
    }

    private mutating func factor(_ line: inout Line, depth: Int) throws(RuleFault) -> Expression {
        guard depth < Line.depthLimit else { throw line.fault(.groupedTooDeep(limit: Line.depthLimit)) }
        if line.take("(") {
            let inner = try sum(&line, depth: depth + 1)
            guard line.take(")") else { throw line.fault(.unexpected(line.rest(), expected: "）")) }
            return inner
        }
        if line.take("-") { return .negated(try factor(&line, depth: depth + 1)) }
        if let literal = try literal(&line) { return .literal(literal) }
        if let score = try score(&line) { return score }
        let fact = try fact(&line)
        guard case .number = vocabulary[fact.word].kind else {
            let word = vocabulary[fact.word]
            throw RuleFault(
                .wrongKind(word: word.name, kind: word.kind.name, expected: "数量"), at: fact.place)
        }
        return .fact(fact)
    }

    private func score(_ line: inout Line) throws(RuleFault) -> Expression? {
        line.skipSpace()
        let start = line.position
        guard lexicon.match(line.scalars, at: start) == nil, line.take("得分") else { return nil }
        guard let scoreGroups else { throw RuleFault(.scoreMissing, at: line.place(from: start)) }
        guard line.take(".") else { return .score(group: nil, line.place(from: start)) }
        let ordered = scoreGroups.sorted { $0.count > $1.count }
        if let index = line.takeFirst(of: ordered) {
            return .score(group: ordered[index], line.place(from: start))
        }
        let found = line.word(at: line.position)
        throw line.fault(.unknownGroup(found, near: Nearest.nearest(to: found, in: scoreGroups, limit: 2)))
    }
}

// SPDX-License-Identifier: Apache-2.0
import Standards

/// The signs and words of comparison, longer words before their prefixes.
private let relations: [(text: String, relation: Relation)] = [
    ("≥", .atLeast), (">=", .atLeast), ("不低于", .atLeast), ("不少于", .atLeast), ("达到", .atLeast),
    ("至少", .atLeast),
    ("≤", .atMost), ("<=", .atMost), ("不超过", .atMost), ("不高于", .atMost), ("不多于", .atMost), ("至多", .atMost),
    ("≠", .unequal), ("不等于", .unequal),
    (">", .above), ("超过", .above), ("高于", .above), ("多于", .above),
    ("<", .below), ("低于", .below), ("少于", .below), ("不足", .below), ("不满", .below),
    ("满", .atLeast), ("=", .equal), ("等于", .equal),
]

extension ConditionGrammar {
    /// A sign or word of comparison at the position.
    func relation(_ line: inout Line) -> Relation? {
        line.takeFirst(of: relations.map(\.text)).map { relations[$0].relation }
    }

    /// 算式 [均|任一] 比较符 算式, 算式 达 数以上, 算式 在 数 至 数 之间.
    mutating func comparison(_ line: inout Line) throws(RuleFault) -> Condition {
        let start = line.position
        let left = try numbers.sum(&line)
        let quantifier = self.quantifier(&line)
        if line.take("在") { return try range(left, quantifier, &line, start: start) }
        if let relation = relation(&line) {
            let right = try numbers.sum(&line)
            return try compared(left, quantifier, relation, right, line.place(from: start))
        }
        guard line.take("达") || line.take("为") else {
            throw line.fault(.unexpected(line.rest(), expected: "≥ ≤ > < =、达…以上、在…之间"))
        }
        let right = try numbers.sum(&line)
        guard let relation = suffix(&line) else {
            throw line.fault(.unexpected(line.rest(), expected: "以上、以下"))
        }
        return try compared(left, quantifier, relation, right, line.place(from: start))
    }

    private func quantifier(_ line: inout Line) -> Comparison.Quantifier? {
        if line.take("均") { return .each }
        return line.take("任一") ? .some : nil
    }

    /// 以上 and 以下 include the number.
    private func suffix(_ line: inout Line) -> Relation? {
        if line.take("以上") { return .atLeast }
        return line.take("以下") || line.take("以内") ? .atMost : nil
    }

    private mutating func range(
        _ left: Expression, _ quantifier: Comparison.Quantifier?, _ line: inout Line, start: Int
    ) throws(RuleFault) -> Condition {
        let low = try numbers.sum(&line)
        guard line.take("至") else { throw line.fault(.unexpected(line.rest(), expected: "至")) }
        let high = try numbers.sum(&line)
        guard line.take("之间") else { throw line.fault(.unexpected(line.rest(), expected: "之间")) }
        let place = line.place(from: start)
        return .and([
            try compared(left, quantifier, .atLeast, low, place),
            try compared(left, quantifier, .atMost, high, place),
        ])
    }

    private func compared(
        _ left: Expression, _ quantifier: Comparison.Quantifier?, _ relation: Relation, _ right: Expression,
        _ place: Place
    ) throws(RuleFault) -> Condition {
        try numbers.requireEqual(left, right, place)
        try numbers.requireSameWindow(left, right, place)
        try numbers.requireAlone(left, against: right)
        let window = max(numbers.window(left), numbers.window(right))
        if window > 1 && quantifier == nil {
            throw RuleFault(.windowNeedsQuantifier(count: window), at: place)
        }
        if window == 1 && quantifier != nil { throw RuleFault(.quantifierWithoutWindow, at: place) }
        return .compare(Comparison(left: left, quantifier: quantifier, relation: relation, right: right))
    }

    /// A boundary with its side: 5%以上, 55%以下, 超过20%, 不足5%. For bands of tables.
    mutating func bound(_ text: Tree.Text, against expression: Expression) throws(RuleFault) -> Scoring.Bound
    {
        var line = Line(text)
        let prefix = relation(&line)
        guard let literal = try numbers.literal(&line) else {
            throw line.fault(.unexpected(line.rest(), expected: "5%以上、55%以下、超过20%、不足5%、其余"))
        }
        guard let relation = prefix ?? suffix(&line) else {
            throw line.fault(.unexpected(line.rest(), expected: "以上、以下"))
        }
        guard line.isAtEnd else { throw line.fault(.unexpected(line.rest(), expected: "行尾")) }
        try numbers.requireEqual(expression, .literal(literal), text.place)
        return Scoring.Bound(relation: relation, literal: literal)
    }

    /// A single number with its unit, such as a cap.
    mutating func amount(_ text: Tree.Text, like dimension: Dimension) throws(RuleFault) -> Literal {
        var line = Line(text)
        guard let literal = try numbers.literal(&line), line.isAtEnd else {
            throw line.fault(.unexpected(line.rest(), expected: "一个数和单位"))
        }
        guard literal.unit.dimension == dimension || (literal.unit == .plain && dimension.isPoints) else {
            if literal.unit == .plain {
                throw RuleFault(.missingUnit(digits: literal.text, expected: dimension.name), at: text.place)
            }
            throw RuleFault(
                .dimensions(left: dimension.name, right: literal.unit.dimension.name), at: text.place)
        }
        return literal
    }
}

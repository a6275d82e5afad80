// SPDX-License-Identifier: Apache-2.0
import Standards

/// Reads a line that is true or false: 或, 且, 非, comparisons and tests.
struct ConditionGrammar {
    var numbers: ExpressionGrammar

    init(vocabulary: Vocabulary, lexicon: Lexicon, scoreGroups: [String]?) {
        numbers = ExpressionGrammar(vocabulary: vocabulary, lexicon: lexicon, scoreGroups: scoreGroups)
    }

    var vocabulary: Vocabulary { numbers.vocabulary }

    /// The whole line as a condition.
    mutating func condition(_ text: Tree.Text) throws(RuleFault) -> Condition {
        var line = Line(text)
        guard line.scalars.count <= Line.lengthLimit else {
            throw RuleFault(.lineTooLong(limit: Line.lengthLimit), at: text.place)
        }
        let condition = try either(&line, depth: 0)
        guard line.isAtEnd else { throw line.fault(.unexpected(line.rest(), expected: "且、或、行尾")) }
        return condition
    }

    /// The whole line as a number.
    mutating func expression(_ text: Tree.Text) throws(RuleFault) -> Expression {
        var line = Line(text)
        guard line.scalars.count <= Line.lengthLimit else {
            throw RuleFault(.lineTooLong(limit: Line.lengthLimit), at: text.place)
        }
        let expression = try numbers.sum(&line)
        guard line.isAtEnd else { throw line.fault(.unexpected(line.rest(), expected: "＋ － × ÷、行尾")) }
        try numbers.requireNoneAlone(expression)
        return expression
    }

    private mutating func either(_ line: inout Line, depth: Int) throws(RuleFault) -> Condition {
        var parts = [try both(&line, depth: depth)]
        while line.take("或者") || line.take("或") { parts.append(try both(&line, depth: depth)) }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    private mutating func both(_ line: inout Line, depth: Int) throws(RuleFault) -> Condition {
        var parts = [try single(&line, depth: depth)]
        while line.take("并且") || line.take("且") { parts.append(try single(&line, depth: depth)) }
        return parts.count == 1 ? parts[0] : .and(parts)
    }

    private mutating func single(_ line: inout Line, depth: Int) throws(RuleFault) -> Condition {
        guard depth < Line.depthLimit else { throw line.fault(.groupedTooDeep(limit: Line.depthLimit)) }
        line.skipSpace()
        let start = line.position
        if numbers.lexicon.match(line.scalars, at: start) == nil {
            if line.take("非") { return .not(try single(&line, depth: depth + 1)) }
            if line.take("符合《") { return .satisfies(try ruleReference(&line)) }
        }
        if line.sees("("), isGroupOfConditions(line) {
            _ = line.take("(")
            let inner = try either(&line, depth: depth + 1)
            guard line.take(")") else { throw line.fault(.unexpected(line.rest(), expected: "）")) }
            return inner
        }
        if let fact = try plainFact(&line) { return try test(of: fact, &line) }
        return try comparison(&line)
    }

    /// Whether the group that opens here is a condition: what follows it is not arithmetic or a comparison.
    private func isGroupOfConditions(_ line: Line) -> Bool {
        var look = line
        look.skipSpace()
        var depth = 0
        while look.position < look.scalars.count {
            let scalar = look.scalars[look.position]
            look.position += 1
            if scalar == "(" { depth += 1 }
            if scalar == ")" {
                depth -= 1
                if depth == 0 { break }
            }
        }
        return look.isAtEnd || [")", "且", "或", "并且"].contains { look.sees($0) }
    }

    private func ruleReference(_ line: inout Line) throws(RuleFault) -> RuleReference {
        let start = line.position
        var name = ""
        while line.position < line.scalars.count, line.scalars[line.position] != "》" {
            name.unicodeScalars.append(line.scalars[line.position])
            line.position += 1
        }
        let place = line.place(from: start)
        guard line.take("》") else { throw line.fault(.unexpected(line.rest(), expected: "》")) }
        return RuleReference(name: name, place: place)
    }

    /// A fact that is not a number, if one stands here; nothing is consumed otherwise.
    private func plainFact(_ line: inout Line) throws(RuleFault) -> FactReference? {
        let start = line.position
        guard let fact = try? numbers.fact(&line) else {
            line.position = start
            return nil
        }
        if case .number = vocabulary[fact.word].kind {
            line.position = start
            return nil
        }
        return fact
    }
}

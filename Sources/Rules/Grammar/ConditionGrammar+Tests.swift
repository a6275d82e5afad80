// SPDX-License-Identifier: Apache-2.0
import Standards

extension ConditionGrammar {
    /// What may follow a fact that is not a number.
    mutating func test(of fact: FactReference, _ line: inout Line) throws(RuleFault) -> Condition {
        switch vocabulary[fact.word].kind {
        case .flag: .holds(fact)
        case .option(let options, let ordered): try optionTest(fact, options, ordered, &line)
        case .options(let options): try inclusion(fact, options, &line)
        case .date: try dateTest(fact, &line)
        case .industry, .region: try membership(fact, &line)
        case .number: try comparison(&line)
        }
    }

    private func optionTest(
        _ fact: FactReference, _ options: [String], _ ordered: Bool, _ line: inout Line
    ) throws(RuleFault) -> Condition {
        line.skipSpace()
        let start = line.position
        let accepted: Set<Int>
        if line.take("不属于") || line.take("不是") {
            let named = try optionList(fact, options, &line)
            accepted = Set(options.indices).subtracting(named)
        } else if line.take("属于") || line.take("是") {
            accepted = Set(try optionList(fact, options, &line))
        } else if let relation = relation(&line) {
            let index = try option(fact, options, &line)
            let isOrder = relation != .equal && relation != .unequal
            if isOrder && !ordered {
                throw RuleFault(.notOrdered(word: vocabulary[fact.word].name), at: fact.place)
            }
            accepted = Set(options.indices.filter { relation.holds($0, index) })
        } else {
            throw line.fault(.unexpected(line.rest(), expected: ordered ? "是、属于、≥、≤" : "是、不是、属于"))
        }
        let text = String(String.UnicodeScalarView(line.scalars[start..<line.position]))
        return .option(OptionTest(fact: fact, accepted: accepted, text: text))
    }

    private func inclusion(
        _ fact: FactReference, _ options: [String], _ line: inout Line
    ) throws(RuleFault) -> Condition {
        let forms = ["包含任一", "包含全部", "不包含", "包含"]
        guard let form = line.takeFirst(of: forms) else {
            throw line.fault(.unexpected(line.rest(), expected: "包含、包含任一、包含全部、不包含"))
        }
        let named = Set(try optionList(fact, options, &line))
        let mode: InclusionTest.Mode = form == 1 ? .all : form == 2 ? .none : .any
        return .includes(InclusionTest(fact: fact, mode: mode, options: named))
    }

    private func optionList(
        _ fact: FactReference, _ options: [String], _ line: inout Line
    ) throws(RuleFault) -> [Int] {
        let isBracketed = line.take("[")
        var found = [try option(fact, options, &line)]
        while line.take("、") || line.take(",") { found.append(try option(fact, options, &line)) }
        if isBracketed, !line.take("]") { throw line.fault(.unexpected(line.rest(), expected: "]")) }
        return found
    }

    private func option(
        _ fact: FactReference, _ options: [String], _ line: inout Line
    ) throws(RuleFault) -> Int {
        line.skipSpace()
        let longestFirst = options.indices.sorted { options[$0].count > options[$1].count }
        for index in longestFirst {
            let scalars = Line.normalised(options[index])
            if line.scalars[line.position...].starts(with: scalars) {
                line.position += scalars.count
                return index
            }
        }
        let found = line.word(at: line.position)
        let near = Nearest.nearest(to: found, in: options, limit: 3)
        throw line.fault(.unknownOption(found, word: vocabulary[fact.word].name, near: near))
    }

    private mutating func dateTest(_ fact: FactReference, _ line: inout Line) throws(RuleFault) -> Condition {
        for anchor in [ElapsedTest.Anchor.judgementDay, .endOfLastYear] where line.take(anchor.rawValue) {
            return try elapsed(fact, anchor, &line)
        }
        guard let relation = relation(&line) else {
            throw line.fault(.unexpected(line.rest(), expected: "距今 满 2年、≥ 2020-01-01"))
        }
        line.skipSpace()
        let start = line.position
        let allowed: Set<Unicode.Scalar> = Set("0123456789-/.年月日".unicodeScalars)
        var text = ""
        while line.position < line.scalars.count, allowed.contains(line.scalars[line.position]) {
            text.unicodeScalars.append(line.scalars[line.position])
            line.position += 1
        }
        let place = line.place(from: start)
        guard let day = Day(reading: text) else {
            throw RuleFault(.badValue(text, key: "日期", expected: "2020-01-01"), at: place)
        }
        numbers.numbers.append(StatedNumber(digits: text, place: place))
        return .date(DateTest(fact: fact, relation: relation, day: day, place: place))
    }

    private mutating func elapsed(
        _ fact: FactReference, _ anchor: ElapsedTest.Anchor, _ line: inout Line
    ) throws(RuleFault) -> Condition {
        let prefix = relation(&line)
        line.skipSpace()
        let start = line.position
        let digits = numbers.digits(&line)
        let place = line.place(from: start)
        guard let count = Int(digits), count <= 100_000 else {
            throw line.fault(.unexpected(line.rest(), expected: "整数和 年、个月、天"))
        }
        numbers.numbers.append(StatedNumber(digits: digits, place: place))
        let steps: [(String, ElapsedTest.Step)] = [
            ("年", .years), ("个月", .months), ("月", .months), ("天", .days), ("日", .days),
        ]
        guard let step = line.takeFirst(of: steps.map(\.0)) else {
            throw line.fault(.unexpected(line.rest(), expected: "年、个月、天"))
        }
        let suffix: Relation? =
            line.take("以上") ? .atLeast : line.take("以内") || line.take("以下") ? .atMost : nil
        guard let relation = prefix ?? suffix else {
            throw line.fault(.unexpected(line.rest(), expected: "满、不满、不超过、≥、≤"))
        }
        return .elapsed(
            ElapsedTest(
                fact: fact, anchor: anchor, relation: relation, count: count, step: steps[step].1,
                place: place))
    }
}

// SPDX-License-Identifier: Apache-2.0
import Standards

extension ExpressionGrammar {
    /// [期间 .] 词, with the period that the word's cadence asks for.
    func fact(_ line: inout Line) throws(RuleFault) -> FactReference {
        line.skipSpace()
        let start = line.position
        let period = try period(&line)
        guard let (id, length) = lexicon.match(line.scalars, at: line.position) else {
            let found = line.word(at: line.position)
            let near = Nearest.nearest(to: found, in: lexicon.names, limit: 3)
            throw line.fault(
                found.isEmpty ? .unexpected(line.rest(), expected: "一个词或数") : .unknownWord(found, near: near))
        }
        line.position += length
        let reference = FactReference(
            word: id, period: period?.period ?? (isDerivation ? .inherited : .present),
            place: line.place(from: start))
        try checkPeriod(period, of: vocabulary[id], reference)
        return reference
    }

    private func checkPeriod(
        _ period: WrittenPeriod?, of word: Word, _ reference: FactReference
    ) throws(RuleFault) {
        if let period {
            guard word.isPeriodic else { throw RuleFault(.hasNoPeriod(word: word.name), at: reference.place) }
            if period.isYearEnd != (word.cadence == .yearEnd) { throw wrongPeriod(word, reference) }
        } else if word.isPeriodic && !isDerivation {
            throw wrongPeriod(word, reference)
        }
    }

    private func wrongPeriod(_ word: Word, _ reference: FactReference) -> RuleFault {
        let forms =
            word.cadence == .yearEnd
            ? ["上年末.\(word.name)", "近2年末.\(word.name)"] : ["上年度.\(word.name)", "近2年.\(word.name)"]
        return RuleFault(.needsPeriod(word: word.name, forms: forms), at: reference.place)
    }

    struct WrittenPeriod {
        let period: Period
        let isYearEnd: Bool
    }

    /// A period followed by a dot; nothing is consumed when there is none.
    private func period(_ line: inout Line) throws(RuleFault) -> WrittenPeriod? {
        let start = line.position
        let fixed: [(String, Int, Bool)] = [
            ("上上年末", 2, true), ("上年末", 1, true), ("本年末", 0, true),
            ("上上年度", 2, false), ("上年度", 1, false), ("本年度", 0, false),
        ]
        for (name, back, isYearEnd) in fixed where line.take(name) {
            if line.take(".") { return WrittenPeriod(period: .year(back), isYearEnd: isYearEnd) }
            line.position = start
        }
        guard line.take("近") else { return nil }
        let digits = self.digits(&line)
        guard !digits.isEmpty, line.take("年") else {
            line.position = start
            return nil
        }
        let isYearEnd = line.take("末")
        guard line.take(".") else {
            line.position = start
            return nil
        }
        guard let count = Int(digits), (1...20).contains(count) else {
            throw RuleFault(
                .badValue(digits, key: "近N年", expected: "1 至 20"), at: line.place(from: start))
        }
        return WrittenPeriod(period: .years(count), isYearEnd: isYearEnd)
    }

    /// ASCII digits at the position.
    func digits(_ line: inout Line) -> String {
        line.skipSpace()
        var text = ""
        while line.position < line.scalars.count, ("0"..."9").contains(line.scalars[line.position]) {
            text.unicodeScalars.append(line.scalars[line.position])
            line.position += 1
        }
        return text
    }

    /// A number with its unit, or nil when no digit stands here.
    mutating func literal(_ line: inout Line) throws(RuleFault) -> Literal? {
        line.skipSpace()
        let start = line.position
        let written = decimal(&line)
        guard !written.isEmpty else { return nil }
        let place = line.place(from: start)
        guard written.hasRegularGroups, let value = Rational(decimal: written.filter { $0 != "," }) else {
            throw RuleFault(.badValue(written, key: "数", expected: "1500、12.5、1,200"), at: place)
        }
        numbers.append(StatedNumber(digits: written, place: place))
        let afterDigits = line.position
        if let unit = Unit.all.first(where: { line.take($0.name) }) {
            return Literal(value: value * unit.factor, unit: unit, text: written + unit.name, place: place)
        }
        line.position = afterDigits
        return Literal(value: value, unit: .plain, text: written, place: place)
    }

    /// Digits with one point and thousands separators.
    private func decimal(_ line: inout Line) -> String {
        var text = ""
        while line.position < line.scalars.count {
            let scalar = line.scalars[line.position]
            let isDigit = ("0"..."9").contains(scalar)
            let next = line.position + 1 < line.scalars.count ? line.scalars[line.position + 1] : " "
            let joins = (scalar == "." || scalar == ",") && !text.isEmpty && ("0"..."9").contains(next)
            guard isDigit || joins else { break }
            text.unicodeScalars.append(scalar)
            line.position += 1
        }
        return text
    }
}

extension String {
    /// Commas stand between groups of three digits: 1,200 is a number, 1,2 a slip.
    fileprivate var hasRegularGroups: Bool {
        let whole = prefix { $0 != "." }
        let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
        guard groups.count > 1 else { return !contains(",") }
        return (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
            && !dropFirst(whole.count).contains(",")
    }
}

extension Word.Kind {
    /// The name that the vocabulary's 类型 uses.
    var name: String {
        switch self {
        case .number: "数量"
        case .flag: "是非"
        case .option: "选项"
        case .options: "多选"
        case .date: "日期"
        case .industry: "行业"
        case .region: "地区"
        }
    }
}

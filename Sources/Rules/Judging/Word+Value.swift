// SPDX-License-Identifier: Apache-2.0
import Standards

/// What a person can get wrong when stating a fact.
public enum ValueFault: Error, Hashable, Sendable {
    case figure(FigureFault)
    /// An amount without unit: 1200 may be yuan or 万元.
    case unitMissing(digits: String, unit: String)
    case unitWrong(found: String, expected: String)
    /// 0.03 in a field of shares: 3% or 0.03%?
    case shareAmbiguous(written: String, asShare: String, asPercent: String)
    case optionUnknown(found: String, near: [String], all: [String])
    case dateUnreadable(found: String)
    case industryUnknown(found: String, near: [String])
    case regionUnknown(found: String, near: [String])
    case notYesOrNo(found: String)
    /// Larger than any enterprise's figure.
    case tooLarge
}

extension Word {
    /// Words with which a person says that a fact is not known to them.
    public static let unknownAnswers: Set<String> = ["", "不清楚", "不知道", "未知", "unknown", "not sure"]

    /// Reads a value as a person types it; nil means that they do not know.
    ///
    /// - Parameter impliedUnit: the unit printed beside the field, which a bare number takes; nil where none
    ///   is shown, and then a bare amount of money or a bare share is asked back.
    public func value(from text: String, impliedUnit: Unit? = nil) throws(ValueFault) -> Value? {
        let trimmed = text.trimmed
        if Word.unknownAnswers.contains(trimmed.lowercased()) { return nil }
        switch kind {
        case .number(let unit): return .number(try Word.number(trimmed, unit, impliedUnit))
        case .flag: return .flag(try Word.yesOrNo(trimmed))
        case .option(let options, _): return .option(try Word.option(trimmed, options))
        case .options(let options): return .options(try Word.optionSet(trimmed, options))
        case .date:
            guard let day = Day(reading: trimmed) else { throw .dateUnreadable(found: trimmed) }
            return .date(day)
        case .industry:
            guard let industry = Industry.reading(trimmed.uppercased()) ?? Industry.reading(trimmed) else {
                throw .industryUnknown(
                    found: trimmed, near: Nearest.nearest(to: trimmed, in: Industry.officialNames, limit: 3))
            }
            return .industry(industry)
        case .region:
            guard let region = Region.reading(trimmed) else {
                throw .regionUnknown(found: trimmed, near: Region.named(trimmed).prefix(3).map(\.fullName))
            }
            return .region(region)
        }
    }

    /// No enterprise's figure in base units is as large as this.
    private static let largest = Rational(1_000_000_000_000_000)

    private static func number(_ text: String, _ unit: Unit, _ implied: Unit?) throws(ValueFault) -> Rational
    {
        let figure: Figure
        switch Figure.read(text) {
        case .success(let read): figure = read
        case .failure(let fault): throw .figure(fault)
        }
        var value = figure.value
        if let written = figure.unit {
            guard let found = Unit.named(written), found.dimension == unit.dimension else {
                throw .unitWrong(found: written, expected: unit.name)
            }
            // Figures fold multiples (万元, %) into their value already; only 月 and the like remain.
            if !found.isFolded { value = value * found.factor }
        } else {
            value = try bare(value, text, unit, implied)
        }
        guard value.magnitude < largest else { throw .tooLarge }
        return value
    }

    private static func bare(
        _ value: Rational, _ text: String, _ unit: Unit, _ implied: Unit?
    ) throws(ValueFault) -> Rational {
        let isShare = unit.dimension == .none && unit.factor != 1
        if isShare, value != .zero, value.magnitude < 1 {
            throw .shareAmbiguous(
                written: text, asShare: (value * 100).decimalText(places: 6) + "%",
                asPercent: value.decimalText(places: 6) + "%")
        }
        // 1200万 is twelve million yuan, also where the field's unit is 万元.
        let isMoney = unit.dimension == .base(.yuan) || unit.dimension == .base(.dollar)
        let isWritten = implied != nil && text.contains { "万亿萬億".contains($0) }
        if isMoney, isWritten { return value }
        if let implied { return value * implied.factor }
        if isShare || isMoney {
            if value == .zero { return value }
            throw .unitMissing(digits: text, unit: unit.name)
        }
        return value * unit.factor
    }

    private static func yesOrNo(_ text: String) throws(ValueFault) -> Bool {
        switch text.lowercased() {
        case "是", "有", "yes", "true", "y", "1": true
        case "否", "无", "没有", "不是", "no", "false", "n", "0": false
        default: throw .notYesOrNo(found: text)
        }
    }

    private static func option(_ text: String, _ options: [String]) throws(ValueFault) -> Int {
        guard let index = options.firstIndex(where: { Line.normalised($0) == Line.normalised(text) }) else {
            throw .optionUnknown(
                found: text, near: Nearest.nearest(to: text, in: options, limit: 2), all: options)
        }
        return index
    }

    /// Several options with 、 between them; 无 alone is none of them.
    private static func optionSet(_ text: String, _ options: [String]) throws(ValueFault) -> Set<Int> {
        if text == "无" || text == "none" { return [] }
        var found: Set<Int> = []
        for part in text.split(whereSeparator: { "、,，;；".contains($0) }) {
            found.insert(try option(String(part).trimmed, options))
        }
        return found
    }
}

extension Unit {
    /// Whether `Figure` has multiplied its factor into the value already.
    fileprivate var isFolded: Bool { dimension != .base(.year) }
}

extension String {
    /// Without space at either end.
    var trimmed: String {
        var view = Substring(self)
        while view.first?.isWhitespace == true { view.removeFirst() }
        while view.last?.isWhitespace == true { view.removeLast() }
        return String(view)
    }
}

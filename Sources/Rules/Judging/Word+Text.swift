// SPDX-License-Identifier: Apache-2.0
import Standards

extension Word {
    /// The value as people write it, in the word's own unit: 1500万元, 3.2%, 是, 2020-05-01, C3670 ….
    public func text(of value: Value, english: Bool = false) -> String {
        switch value {
        case .number(let number): text(of: number, english: english)
        case .flag(let flag): english ? (flag ? "yes" : "no") : (flag ? "是" : "否")
        case .option(let index):
            options.indices.contains(index) ? name(ofOption: options[index], english: english) : "?"
        case .options(let set):
            set.isEmpty
                ? (english ? "none" : "无")
                : set.sorted().filter(options.indices.contains).map {
                    name(ofOption: options[$0], english: english)
                }
                .joined(separator: english ? ", " : "、")
        case .date(let day): english ? day.isoText : day.chineseText
        case .industry(let industry):
            english && !industry.englishName.isEmpty
                ? "\(industry.fullCode) \(industry.englishName)" : "\(industry.fullCode) \(industry.name)"
        case .region(let region): english ? "\(region.fullName) (\(region.code))" : region.fullName
        }
    }

    /// A number in the word's own unit, at most four decimals, shown as rounded when it is.
    public func text(of number: Rational, english: Bool = false) -> String {
        guard case .number(let unit) = kind else { return number.decimalText(places: 4) }
        return Word.text(of: number, unit: unit, english: english)
    }

    static func text(of number: Rational, unit: Unit, english: Bool) -> String {
        guard let inUnit = number.divided(by: unit.factor) else { return "" }
        if english, unit.dimension == .base(.yuan) { return "CNY " + englishAmount(number) }
        let digits = inUnit.decimalText(places: 4)
        if unit.name == "%" || unit.name == "‰" { return digits + unit.name }
        return english ? "\(digits) \(unit.english)" : digits + unit.name
    }

    /// Yuan as English readers write them: `12.5 million` from a million on, `850,000` below.
    private static func englishAmount(_ yuan: Rational) -> String {
        let million = Rational(1_000_000)
        if yuan.magnitude >= million, let inMillions = yuan.divided(by: million) {
            return grouped(inMillions.decimalText(places: 4)) + " million"
        }
        return grouped(yuan.decimalText(places: 2))
    }

    /// A comma before each three digits of the whole part.
    private static func grouped(_ digits: String) -> String {
        let whole = digits.prefix { $0 != "." }
        var text = ""
        for (index, digit) in whole.enumerated() {
            let left = whole.count - index
            if index > 0, left % 3 == 0, whole.dropFirst(index - 1).first != "-" { text.append(",") }
            text.append(digit)
        }
        return text + digits.dropFirst(whole.count)
    }

    /// The value as it is stored and read back exactly: a form that `value(from:)` understands.
    public func storedText(of value: Value) -> String {
        switch value {
        case .number(let number): storedText(of: number)
        case .date(let day): day.isoText
        case .industry(let industry): industry.code
        case .region(let region): region.code
        case .flag, .option, .options: text(of: value)
        }
    }

    /// Exact: decimals as decimals in the base unit, anything else as a fraction.
    private func storedText(of number: Rational) -> String {
        guard case .number(let unit) = kind else { return number.description }
        guard let inUnit = number.divided(by: unit.factor), inUnit.isDecimal else {
            return number.description
        }
        return inUnit.decimalText(places: 40) + unit.name
    }
}

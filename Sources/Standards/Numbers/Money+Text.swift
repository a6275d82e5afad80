// SPDX-License-Identifier: Apache-2.0

extension Money: CustomStringConvertible {
    private static let wan = Rational(10_000)
    private static let yi = Rational(100_000_000)

    /// The amount as documents write it, exactly: `1.5亿元`, `1200万元`, `12,345.67元`.
    ///
    /// 亿元 and 万元 are used where they need at most two decimals; otherwise yuan with separators.
    public var text: String {
        let size = yuan.magnitude
        for (unit, name) in [(Money.yi, "亿元"), (Money.wan, "万元")] where size >= unit {
            if let scaled = yuan.divided(by: unit), (scaled * 100).isInteger {
                return scaled.decimalText(places: 2) + name
            }
        }
        return Money.grouped(yuan) + "元"
    }

    /// The amount in English, exactly: `CNY 1.5 billion`, `CNY 12 million`, `CNY 12,345.67`.
    public var englishText: String {
        let size = yuan.magnitude
        for (unit, name) in [(Rational(1_000_000_000), "billion"), (Rational(1_000_000), "million")]
        where size >= unit {
            if let scaled = yuan.divided(by: unit), (scaled * 100).isInteger {
                return "CNY \(scaled.decimalText(places: 2)) \(name)"
            }
        }
        return "CNY " + Money.grouped(yuan)
    }

    /// `text`, for logs and tests.
    public var description: String { text }

    /// The amount in yuan with two decimals and no separators, as payment files want it: `12345.60`.
    public var plainText: String {
        let digits = String(fen.magnitude)
        let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        return (fen < 0 ? "-" : "") + padded.dropLast(2) + "." + padded.suffix(2)
    }

    /// Separators every three digits; decimals only when there are any, and then two.
    private static func grouped(_ yuan: Rational) -> String {
        let plain = yuan.magnitude.decimalText(places: 2)
        let parts = plain.split(separator: ".")
        var whole = ""
        for (index, digit) in parts[0].enumerated() {
            if index > 0, (parts[0].count - index).isMultiple(of: 3) { whole.append(",") }
            whole.append(digit)
        }
        let fraction = parts.count == 2 ? "." + parts[1] + (parts[1].count == 1 ? "0" : "") : ""
        return (yuan < .zero ? "-" : "") + whole + fraction
    }

    /// Reads an amount as people and documents write it: `1200万元`, `1,200 万`, `1.5亿元`, `￥300.00`, `叁佰万元整`,
    /// `100万元人民币`, `壹仟贰佰元伍角陆分`.
    ///
    /// - Returns: nil when it is not an amount of 人民币, is finer than a fen, or does not fit. `Figure.read`
    ///   says why.
    public init?(reading text: String) {
        guard case .success(let figure) = Figure.read(text), figure.unit == "元" || figure.unit == nil else {
            return nil
        }
        self.init(yuan: figure.value)
    }
}

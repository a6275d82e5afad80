// SPDX-License-Identifier: Apache-2.0

extension Day: CustomStringConvertible, TextCoded {
    /// `2026-04-01`.
    public var isoText: String {
        let (year, month, day) = parts
        return "\(Day.padded(year, to: 4))-\(Day.padded(month, to: 2))-\(Day.padded(day, to: 2))"
    }

    /// `2026年4月1日`.
    public var chineseText: String {
        let (year, month, day) = parts
        return "\(year)年\(month)月\(day)日"
    }

    /// `1 April 2026`.
    public var englishText: String {
        let (year, month, day) = parts
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        return "\(day) \(months[month - 1]) \(year)"
    }

    /// The ISO form, for logs and tests.
    public var description: String { isoText }

    /// Reads `2026-04-01` and nothing else.
    public init?(isoText text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
            return nil
        }
        let parts = [bytes[0..<4], bytes[5..<7], bytes[8..<10]].map(Day.value)
        guard let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Reads the ISO form.
    public init?(codedText: String) { self.init(isoText: codedText) }

    /// The ISO form.
    public var codedText: String { isoText }

    private static func padded(_ value: Int, to width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func value(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}

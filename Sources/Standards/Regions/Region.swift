// SPDX-License-Identifier: Apache-2.0

/// An administrative division of China (GB/T 2260, 中华人民共和国行政区划代码), from the nation down to the county.
///
/// Codes that were withdrawn are regions too, because enterprises keep the credit codes that they were given
/// under them; `isWithdrawn` and `successor` say so. Which day the table speaks for:
/// Documentation/standards-data.md.
///
/// ```swift
/// Region(code: "320508")?.fullName                        // 江苏省苏州市姑苏区
/// Region(code: "320508")?.isWithin(Region(code: "32")!)   // true
/// ```
public struct Region: Hashable, Comparable, Sendable {
    /// The six digits as a number: 320508.
    public let number: Int32

    /// The whole country. Its code is 100000, the one that credit codes of national registrars carry.
    public static let nation = Region(known: 100_000)

    /// For codes that the table is known to hold.
    init(known number: Int32) { self.number = number }

    /// The region with this code, or nil when there is and was none.
    ///
    /// Two digits (province) and four (city) are completed with zeros; 000000 is the nation. The virtual
    /// nodes of statistical codes mean what they stand for: 110100 (市辖区) is 北京市, 429000 (省直辖县) is 湖北省.
    public init?(code: String) {
        let digits = Array(code.utf8)
        guard [2, 4, 6].contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        var number = digits.reduce(Int32(0)) { $0 * 10 + Int32($1 - 0x30) }
        for _ in digits.count..<6 { number *= 10 }
        self.init(number: number)
    }

    /// The region with this code as a number, with the same leniency as `init(code:)`.
    public init?(number: Int32) {
        guard (0...999_999).contains(number) else { return nil }
        if number == 0 || number == Region.nation.number {
            self = .nation
        } else if Regions.shared.isKnown(number) {
            self.number = number
        } else if Region.isVirtual(number), Regions.shared.isKnown(number / 10_000 * 10_000) {
            self.number = number / 10_000 * 10_000
        } else {
            return nil
        }
    }

    /// Six digits.
    public var code: String { String(number) }

    /// The order of codes, which keeps each province and city together.
    public static func < (left: Region, right: Region) -> Bool { left.number < right.number }

    /// What kind of division a region is.
    public enum Level: Int, Comparable, Sendable, CaseIterable, Codable {
        case nation, province, city, county

        /// Upper levels come first.
        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// By its code: 仙桃 (429004) and other counties directly under a province are counties, 东莞 (441900) is a
    /// city.
    public var level: Level {
        if self == .nation { return .nation }
        if number % 10_000 == 0 { return .province }
        return number % 100 == 0 ? .city : .county
    }

    /// The division above: a county's city, or its province where there is no city between them.
    public var parent: Region? {
        switch level {
        case .nation: return nil
        case .province: return .nation
        case .city: return Region(known: number / 10_000 * 10_000)
        case .county:
            let city = number / 100 * 100
            return Region(known: Regions.shared.isKnown(city) ? city : number / 10_000 * 10_000)
        }
    }

    /// Whether the region is the other one or lies in it. By codes alone, so that it costs a division.
    ///
    /// A withdrawn county counts as lying in the city whose digits it carries; ask its `successor` where the
    /// area is today.
    @inlinable public func isWithin(_ other: Region) -> Bool {
        let bound = other.number
        if number == bound || bound == 100_000 { return true }
        if bound % 10_000 == 0 { return number / 10_000 == bound / 10_000 }
        return bound % 100 == 0 && number / 100 == bound / 100
    }

    /// The divisions directly below that exist today, in the order of their codes.
    ///
    /// The municipalities' districts follow their municipality at once; 东莞 and other cities without counties
    /// have none.
    public var children: [Region] { Regions.shared.children(of: self) }

    /// All provinces and equals, in the order of their codes.
    public static var provinces: [Region] { nation.children }

    /// 市辖区 and 县 of municipalities (110100, 500200) and 省直辖县级行政区划 (429000).
    private static func isVirtual(_ number: Int32) -> Bool {
        let city = number % 10_000
        let isMunicipality = [11, 12, 31, 50].contains(number / 10_000)
        return city == 9_000 || (isMunicipality && (city == 100 || city == 200))
    }
}

extension Region: CustomStringConvertible, TextCoded {
    /// The code and the name, for logs and tests.
    public var description: String { "\(code) \(name)" }

    /// Reads a code.
    public init?(codedText: String) { self.init(code: codedText) }

    /// The code.
    public var codedText: String { code }
}

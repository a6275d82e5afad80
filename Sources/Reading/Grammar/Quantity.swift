// SPDX-License-Identifier: Apache-2.0
import Standards

/// A number with its unit in running text.
struct Quantity: Sendable {
    enum Unit: Hashable, Sendable {
        case yuan, foreignMoney, share, year, month, day, person
        /// Counted things; the measure word.
        case count(Word)
        /// Areas, weights, energy.
        case measure(Word)
    }

    /// Number and unit.
    let range: Range<Int>
    /// In the unit itself; shares as they are (50% is 1/2), money in yuan.
    let value: Rational
    /// The upper end of 20%~30%, 16—24岁.
    let upper: Rational?
    let unit: Unit
    /// Behind the number, where the unit begins.
    let unitStart: Int

    var isMoney: Bool { unit == .yuan }
    var isShare: Bool { unit == .share }
}

/// A calendar date in running text; parts that are not written are nil.
struct DateMention: Sendable {
    let range: Range<Int>
    let year: Int?
    let month: Int
    let day: Int?

    /// The day, when it is fully written or a year is lent to it.
    func day(year lent: Int?) -> Day? {
        guard let day, let year = year ?? lent else { return nil }
        return Day(year: year, month: month, day: day)
    }
}

/// All numbers, dates and years of a text, found once and looked up by place.
struct Figures: Sendable {
    private(set) var quantities: [Quantity] = []
    private(set) var dates: [DateMention] = []

    init(_ text: Stretch) {
        var scanner = FigureScanner(text: text)
        scanner.scan()
        quantities = scanner.quantities
        dates = scanner.dates
    }

    func quantities(in range: Range<Int>) -> ArraySlice<Quantity> {
        Self.slice(quantities, range) { $0.range }
    }

    func dates(in range: Range<Int>) -> ArraySlice<DateMention> {
        Self.slice(dates, range) { $0.range }
    }

    private static func slice<T>(_ all: [T], _ range: Range<Int>, _ place: (T) -> Range<Int>) -> ArraySlice<T>
    {
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if place(all[middle]).lowerBound < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < all.count, place(all[end]).upperBound <= range.upperBound { end += 1 }
        return all[low..<end]
    }
}

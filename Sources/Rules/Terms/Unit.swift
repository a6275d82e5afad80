// SPDX-License-Identifier: Apache-2.0
import Standards

/// A unit as rules and people write it: a word, what it measures, and how many base units it is.
public struct Unit: Hashable, Sendable {
    /// The word, such as `万元`.
    public let name: String
    public let dimension: Dimension
    /// How many base units one of it is: 万元 is 10000 元, % is 1/100.
    public let factor: Rational
    /// English word for pages in English.
    public let english: String

    private init(_ name: String, _ dimension: Dimension, _ factor: Rational, _ english: String) {
        self.name = name
        self.dimension = dimension
        self.factor = factor
        self.english = english
    }

    /// All units, longest name first so that a reader can take the first that fits.
    public static let all: [Unit] = table.sorted {
        $0.name.unicodeScalars.count > $1.name.unicodeScalars.count
    }

    /// The unit of that name, or nil.
    public static func named(_ name: String) -> Unit? { byName[name] }

    /// Whether it counts whole things: people, items, enterprises, times, machines.
    var isCount: Bool {
        [.person, .item, .household, .occurrence, .machine].contains { dimension == .base($0) }
    }

    /// A number without a unit.
    public static let plain = Unit("", .none, 1, "")

    private static let byName = Dictionary(
        table.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    private static let table: [Unit] = [
        Unit("元", .base(.yuan), 1, "yuan"),
        Unit("千元", .base(.yuan), 1_000, "thousand yuan"),
        Unit("万元", .base(.yuan), 10_000, "ten thousand yuan"),
        Unit("百万元", .base(.yuan), 1_000_000, "million yuan"),
        Unit("千万元", .base(.yuan), 10_000_000, "ten million yuan"),
        Unit("亿元", .base(.yuan), 100_000_000, "hundred million yuan"),
        Unit("美元", .base(.dollar), 1, "US dollars"),
        Unit("万美元", .base(.dollar), 10_000, "ten thousand US dollars"),
        Unit("亿美元", .base(.dollar), 100_000_000, "hundred million US dollars"),
        Unit("人", .base(.person), 1, "people"),
        Unit("名", .base(.person), 1, "people"),
        Unit("项", .base(.item), 1, "items"),
        Unit("件", .base(.item), 1, "items"),
        Unit("个", .base(.item), 1, "items"),
        Unit("家", .base(.household), 1, "enterprises"),
        Unit("次", .base(.occurrence), 1, "times"),
        Unit("台", .base(.machine), 1, "sets"),
        Unit("分", .base(.point), 1, "points"),
        Unit("年", .base(.year), 1, "years"),
        Unit("个月", .base(.year), Rational(1, over: 12), "months"),
        Unit("月", .base(.year), Rational(1, over: 12), "months"),
        Unit("天", .base(.day), 1, "days"),
        Unit("日", .base(.day), 1, "days"),
        Unit("平方米", .base(.squareMetre), 1, "square metres"),
        Unit("吨", .base(.tonne), 1, "tonnes"),
        Unit("%", .none, Rational(1, over: 100), "%"),
        Unit("‰", .none, Rational(1, over: 1000), "per mille"),
        Unit("倍", .none, 1, "times"),
    ]
}

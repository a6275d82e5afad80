// SPDX-License-Identifier: Apache-2.0

/// The units that figures carry, each with the spellings that people type.
public enum FigureUnit {
    /// A unit's one written form, what one of it is worth in that form, and its other spellings.
    struct Entry {
        let canonical: String
        let worth: Rational
        let spellings: [String]
        /// False for a coin of a currency, whose canonical form is another entry's.
        let isBase: Bool

        init(_ canonical: String, worth: Rational = 1, isBase: Bool = true, _ spellings: String...) {
            self.canonical = canonical
            self.worth = worth
            self.isBase = isBase
            self.spellings = spellings
        }
    }

    /// The unit that a text spells, and the factor that its canonical form takes; nil for an unknown unit.
    static func entry(_ spelling: String) -> (canonical: String, worth: Rational)? { bySpelling[spelling] }

    /// Every spelling that is read, for suggestions.
    public static let spellings: [String] = bySpelling.keys.sorted()

    private static let bySpelling: [String: (canonical: String, worth: Rational)] = {
        var result: [String: (canonical: String, worth: Rational)] = [:]
        for entry in entries {
            for spelling in entry.spellings { result[spelling] = (entry.canonical, entry.worth) }
            if entry.isBase { result[entry.canonical] = (entry.canonical, entry.worth) }
        }
        return result
    }()

    private static let entries: [Entry] = [
        Entry("元", "圆", "圓", "块", "块钱", "元整", "元正", "圆整", "圆正", "圓整", "元人民币", "元整人民币"),
        Entry("元", worth: Rational(1, over: 10), isBase: false, "角"),
        Entry("美元", "美金", "USD"), Entry("欧元", "EUR"), Entry("港元", "港币", "HKD"),
        Entry("日元", "JPY"), Entry("英镑", "GBP"),
        Entry("%", worth: Rational(1, over: 100), "％", "个百分点", "百分点"),
        Entry("‰", worth: Rational(1, over: 1_000)),
        Entry("人", "名", "位", "个人"), Entry("人次"), Entry("户"), Entry("家", "家企业"), Entry("个"),
        Entry("项"), Entry("件"), Entry("条"), Entry("份"), Entry("种"), Entry("款"), Entry("篇"), Entry("场"),
        Entry("次"), Entry("期"), Entry("分"), Entry("级"), Entry("岁", "周岁"), Entry("倍"), Entry("股"),
        Entry("台"), Entry("套", "台套", "台（套）", "台(套)"), Entry("辆"), Entry("间"), Entry("门"), Entry("课时"),
        Entry("年", "周年"), Entry("月", "个月"), Entry("周", "个星期", "星期"),
        Entry("天", "日", "自然日", "个自然日"), Entry("工作日", "个工作日"),
        Entry("小时", "个小时"), Entry("分钟"),
        Entry("吨", "t"), Entry("千克", "公斤", "kg"), Entry("克", "g"), Entry("吨标准煤", "吨标煤"),
        Entry("平方米", "平米", "㎡", "m²", "m2"), Entry("亩"), Entry("公顷"), Entry("立方米", "m³", "m3"),
        Entry("米", "m"), Entry("公里", "千米", "km"),
        Entry("千瓦", "kW", "KW"), Entry("千瓦时", "度", "kWh"), Entry("兆瓦", "MW"),
    ]
}

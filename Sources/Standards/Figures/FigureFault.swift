// SPDX-License-Identifier: Apache-2.0

/// What a person can get wrong when typing a number with a unit. Offsets count characters from 0.
public enum FigureFault: Error, Hashable, Sendable {
    /// Nothing was written.
    case empty
    /// More characters than any figure has.
    case tooLong(limit: Int)
    /// A number was expected here.
    case noNumber(found: String, offset: Int)
    /// A second decimal point.
    case secondPoint(offset: Int)
    /// A decimal point without a digit on one side.
    case barePoint(offset: Int)
    /// Separators that do not cut into groups of three: `1,5` or `12,34`.
    case grouping(found: String, offset: Int)
    /// Point and comma in the order of other countries: `1.200,5` may mean two things.
    case ambiguousSeparators(found: String, offset: Int)
    /// Scientific notation.
    case exponent(offset: Int)
    /// Two numbers where one is asked: `3-5`.
    case range(offset: Int)
    /// Chinese numerals that do not make one number, or more than one: `三百五`.
    case numeral(found: String, offset: Int)
    /// Words such as 约 and 以上, where an exact number is asked.
    case approximate(found: String, offset: Int)
    /// Letters or signs after the number that are no unit; the nearest units that are.
    case unknownUnit(found: String, offset: Int, nearest: [String])
    /// Two units or currencies that contradict each other.
    case conflictingUnits(first: String, second: String, offset: Int)

    /// Where the reader stopped, in characters from 0.
    public var offset: Int {
        switch self {
        case .empty, .tooLong: 0
        case .noNumber(_, let offset), .secondPoint(let offset), .barePoint(let offset),
            .grouping(_, let offset),
            .ambiguousSeparators(_, let offset), .exponent(let offset), .range(let offset),
            .numeral(_, let offset), .approximate(_, let offset), .unknownUnit(_, let offset, _),
            .conflictingUnits(_, _, let offset):
            offset
        }
    }

    /// What happened and how to write it, in Chinese.
    public var chineseText: String {
        switch self {
        case .empty: "这里还没有填写。请写一个数，例如 1200万元、3%、25人。"
        case .tooLong(let limit): "内容太长（最多 \(limit) 个字）。请只写一个数和它的单位，例如 1200万元。"
        case .noNumber(let found, let offset):
            "第 \(offset + 1) 个字“\(found)”处应当是数字。请以数字开头，例如 1200万元。"
        case .secondPoint(let offset): "第 \(offset + 1) 个字处出现了第二个小数点。一个数只能有一个小数点，例如 12.5。"
        case .barePoint(let offset): "第 \(offset + 1) 个字处的小数点前后都要有数字，例如 0.5。"
        case .grouping(let found, let offset):
            "第 \(offset + 1) 个字起的“\(found)”分节不对：逗号每三位一个（如 1,200,000），小数请用点（如 1.5）。"
        case .ambiguousSeparators(let found, _):
            "“\(found)”可能有两种读法。千位分隔用逗号、小数用点，例如 1,200.5；也可以不写分隔。"
        case .exponent: "请写普通数字，不要用科学计数法，例如 1000000 或 100万。"
        case .range(let offset): "第 \(offset + 1) 个字处像是一个范围。这里只填一个数；不确定时请填最近一次的实际数。"
        case .numeral(let found, _): "“\(found)”不是唯一确定的数。请改用阿拉伯数字，例如 350 或 305。"
        case .approximate(let found, _): "请填写实际的数，不写“\(found)”。例如 3年、1200万元。"
        case .unknownUnit(let found, _, let nearest):
            "不认识单位“\(found)”。" + (nearest.isEmpty ? "" : "是否想写：\(nearest.joined(separator: "、"))？")
                + "常用单位：元、万元、亿元、%、人、项、年、个月、天。"
        case .conflictingUnits(let first, let second, _): "“\(first)”与“\(second)”互相矛盾，请只写一个单位。"
        }
    }

    /// What happened and how to write it, in English.
    public var englishText: String {
        switch self {
        case .empty: "Nothing is written here yet. Please write a number, for example 1200万元, 3% or 25人."
        case .tooLong(let limit):
            "This is too long (at most \(limit) characters). Please write one number and its unit, as in 1200万元."
        case .noNumber(let found, let offset):
            "A number was expected at character \(offset + 1), not “\(found)”. Begin with digits, as in 1200万元."
        case .secondPoint(let offset):
            "A second decimal point at character \(offset + 1). Write one, as in 12.5."
        case .barePoint(let offset):
            "The decimal point at character \(offset + 1) needs digits on both sides, as in 0.5."
        case .grouping(let found, let offset):
            "The separators in “\(found)” (character \(offset + 1)) are off: a comma every three digits (1,200,000), "
                + "a point for decimals (1.5)."
        case .ambiguousSeparators(let found, _):
            "“\(found)” can be read in two ways. Use commas for thousands and a point for decimals, as in 1,200.5."
        case .exponent: "Please write plain digits instead of scientific notation: 1000000, or 100万."
        case .range(let offset):
            "This looks like a range at character \(offset + 1). Write one number; if unsure, the latest actual one."
        case .numeral(let found, _):
            "“\(found)” is not one certain number. Please use digits, as in 350 or 305."
        case .approximate(let found, _):
            "Please write the actual number without “\(found)”, for example 3年 or 1200万元."
        case .unknownUnit(let found, _, let nearest):
            "The unit “\(found)” is not known. "
                + (nearest.isEmpty ? "" : "Did you mean \(nearest.joined(separator: ", "))? ")
                + "Common units: 元, 万元, 亿元, %, 人, 项, 年, 个月, 天."
        case .conflictingUnits(let first, let second, _):
            "“\(first)” and “\(second)” contradict each other. Write one unit."
        }
    }
}

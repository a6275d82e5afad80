// SPDX-License-Identifier: Apache-2.0

/// What is wrong in an operator's file of a year's holidays, and where.
public struct YearPlanFault: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Problem: Hashable, Sendable {
        /// The text is longer than any plan.
        case tooLong(limit: Int)
        /// A line without a colon.
        case noColon
        /// A word in front of the colon that is none of 年份, 依据, 放假, 上班; the nearest of them.
        case unknownKey(String, nearest: String?)
        /// The year is missing or stands behind the first days.
        case noYear
        /// What stands there is no year from 2000 to 2100.
        case badYear(String)
        /// The same key with another value before.
        case repeated(String)
        /// What stands there is no date.
        case badDay(String)
        /// The day lies in another year.
        case otherYear(Day, expected: Int)
        /// The end lies before the beginning.
        case reversed(Day, Day)
        /// A holiday without a name.
        case noName
        /// More days off in a row than any holiday has.
        case tooManyDays(Int)
        /// A day that is worked in exchange must be a Saturday or Sunday.
        case exchangedWeekday(Day)
        /// A day cannot be both off and worked.
        case exchangedHoliday(Day)
        /// A day that the law makes a holiday is missing.
        case missingHoliday(Day)
        /// A day belongs to two holidays.
        case overlap(Day)
        /// There are no days at all.
        case noDays
    }

    /// From 1.
    public let line: Int
    /// From 1, in characters.
    public let column: Int
    /// What is wrong.
    public let problem: Problem

    /// Where it is, what is wrong and how to write it, in Chinese.
    public var chineseText: String { "第 \(line) 行第 \(column) 个字：" + problem.chineseText }

    /// Where it is, what is wrong and how to write it, in English.
    public var englishText: String { "Line \(line), column \(column): " + problem.englishText }
}

extension YearPlanFault.Problem {
    /// What is wrong and how to write it, in Chinese.
    public var chineseText: String {
        switch self {
        case .tooLong(let limit): "内容过长（最多 \(limit) 个字）。一个文件只写一年的安排。"
        case .noColon: "这一行缺少冒号。请写成“放假: 元旦 1月1日至1月3日”。"
        case .unknownKey(let key, let nearest):
            "不认识“\(key)”。" + (nearest.map { "是否想写“\($0)”？" } ?? "") + "可用：年份、依据、放假、上班。"
        case .noYear: "请先写年份，例如“年份: 2027”。"
        case .badYear(let text): "“\(text)”不是年份。请写四位数字，例如 2027。"
        case .repeated(let key): "“\(key)”前面已经写过，每个文件只写一次。"
        case .badDay(let text): "“\(text)”不是日期。请写成 2027-02-05 或 2月5日。"
        case .otherYear(let day, let expected): "\(day.chineseText)不在 \(expected) 年。跨年的假期请分别写在两年的文件里。"
        case .reversed(let first, let last): "\(first.chineseText)在\(last.chineseText)之后，请检查起止日期。"
        case .noName: "放假前面请写节日名称，例如“放假: 春节 2月5日至2月12日”。"
        case .tooManyDays(let count): "连续放假 \(count) 天，超过任何法定安排，请检查起止日期。"
        case .exchangedWeekday(let day): "\(day.chineseText)是\(day.weekday.chineseText)，本来就上班；“上班”只写调休的周六、周日。"
        case .exchangedHoliday(let day): "\(day.chineseText)既写了放假又写了上班。"
        case .missingHoliday(let day): "缺少法定节日\(day.chineseText)（《全国年节及纪念日放假办法》）。请补上它的放假安排。"
        case .overlap(let day): "\(day.chineseText)属于两段放假，请合并。"
        case .noDays: "没有任何放假日期。"
        }
    }

    /// What is wrong and how to write it, in English.
    public var englishText: String {
        switch self {
        case .tooLong(let limit): "This is too long (at most \(limit) characters). A file holds one year."
        case .noColon: "The line lacks a colon. Write “放假: 元旦 1月1日至1月3日”."
        case .unknownKey(let key, let nearest):
            "“\(key)” is not known. " + (nearest.map { "Did you mean “\($0)”? " } ?? "")
                + "Use 年份, 依据, 放假, 上班."
        case .noYear: "Write the year first, as in “年份: 2027”."
        case .badYear(let text): "“\(text)” is no year. Write four digits, as in 2027."
        case .repeated(let key): "“\(key)” was written before; once is enough."
        case .badDay(let text): "“\(text)” is no date. Write 2027-02-05 or 2月5日."
        case .otherYear(let day, let expected):
            "\(day.englishText) is not in \(expected). Put each part of a holiday into the file of its own year."
        case .reversed(let first, let last): "\(first.englishText) is after \(last.englishText)."
        case .noName: "Write the holiday's name first, as in “放假: 春节 2月5日至2月12日”."
        case .tooManyDays(let count): "\(count) days off in a row are more than any arrangement has."
        case .exchangedWeekday(let day):
            "\(day.englishText) is no weekend, so it is worked anyway; 上班 is for exchanged Saturdays and Sundays."
        case .exchangedHoliday(let day): "\(day.englishText) is both off and worked."
        case .missingHoliday(let day): "The statutory holiday on \(day.englishText) is missing."
        case .overlap(let day): "\(day.englishText) belongs to two holidays. Join them."
        case .noDays: "There are no days off."
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Standards

@Suite("YearPlan: an operator's file")
struct YearPlanTests {
    /// An invented year: no notice for 2099 exists.
    static let example = """
        # 演示用，不是真实安排
        年份：2099年
        依据: 演示
        放假: 元旦 1月1日至3日
        放假: 春节 2099-01-20 至 2099-01-26   # 也可以写全
        放假：清明节 4月4日
        放假: 劳动节 五月一日至五月五日
        放假: 国庆节 10月1日～10月7日
        上班: 1月17日, 2099-02-01、 10月10日
        """

    @Test("statements are read in the ways a bureau writes them")
    func reads() throws {
        let plan = try YearPlan(text: Self.example)
        #expect(plan.year == 2_099 && plan.source == "演示" && plan.holidays.count == 5)
        #expect(plan.holidays.map(\.name) == ["元旦", "春节", "清明节", "劳动节", "国庆节"])
        #expect(
            plan.holidays[0].last.isoText == "2099-01-03" && plan.holidays[2].first == plan.holidays[2].last)
        #expect(plan.exchanged.map(\.isoText) == ["2099-01-17", "2099-02-01", "2099-10-10"])
    }

    @Test("the built-in plans hold no contradiction and survive being written and read")
    func builtInPlans() throws {
        for plan in YearPlan.published {
            #expect(plan.contradiction == nil)
            #expect(try YearPlan(text: plan.text) == plan)
        }
    }

    @Test(
        "each fault stands at its line and column",
        arguments: [
            ("放假 元旦", 1, 1, .noColon), ("年分: 2099", 1, 1, .unknownKey("年分", nearest: "年份")),
            ("放假: 元旦 1月1日", 1, 8, .noYear), ("\n年份: 二千", 2, 5, .badYear("二千")),
            ("年份: 1999", 1, 5, .badYear("1999")),
            ("年份: 2099\n年份: 2099", 2, 5, .repeated("年份")), ("年份: 2099\n放假: 元旦 13月1日", 2, 8, .badDay("13月1日")),
            ("年份: 2099\n放假: 元旦 1月3日至1日", 2, 8, .reversed(day(2099, 1, 3), day(2099, 1, 1))),
            ("年份: 2099\n放假: 元旦 2098-12-31至1月1日", 2, 8, .otherYear(day(2098, 12, 31), expected: 2_099)),
            ("年份: 2099\n放假: 1月1日", 2, 5, .noName), ("年份: 2099\n放假: 元旦 1月1日至2月1日", 2, 8, .tooManyDays(32)),
            ("年份: 2099\n上班: 1月17日、1月17日", 2, 11, .repeated("2099年1月17日")), ("年份: 2099", 1, 1, .noDays),
            ("", 1, 1, .noYear),
            ("年份: 2099\n上班: 1月17日\n上班: 1月18日，1月x日", 3, 11, .badDay("1月x日")),
        ] as [(String, Int, Int, YearPlanFault.Problem)])
    func faults(example: (text: String, line: Int, column: Int, problem: YearPlanFault.Problem)) {
        let fault = YearPlanFault(line: example.line, column: example.column, problem: example.problem)
        #expect(throws: fault) { try YearPlan(text: example.text) }
        #expect(fault.chineseText.hasPrefix("第 \(example.line) 行") && fault.englishText.hasPrefix("Line"))
    }

    @Test(
        "plans that contradict themselves or the law are refused",
        arguments: [
            (", 10月10日", ", 10月8日", .exchangedWeekday(day(2099, 10, 8))),
            (", 10月10日", ", 10月3日", .exchangedHoliday(day(2099, 10, 3))),
            ("10月7日", "10月2日", .missingHoliday(day(2099, 10, 3))),
            ("五月一日至五月五日", "5月1日", .missingHoliday(day(2099, 5, 2))),
            ("4月4日", "1月3日", .overlap(day(2099, 1, 3))),
        ] as [(String, String, YearPlanFault.Problem)])
    func contradictions(example: (old: String, new: String, problem: YearPlanFault.Problem)) {
        let source = Self.example.replacing("、 10月10日", with: ", 10月10日")
        do {
            _ = try YearPlan(text: source.replacing(example.old, with: example.new))
            Issue.record("accepted")
        } catch {
            #expect(error.problem == example.problem)
            #expect(!error.chineseText.isEmpty && !error.englishText.isEmpty)
        }
    }

    @Test("a text beyond the limit is refused before it is read")
    func tooLong() {
        let text = String(repeating: "#", count: YearPlan.longestText + 1)
        #expect(throws: YearPlanFault.self) { try YearPlan(text: text) }
    }
}

/// A day of a test's own making.
private func day(_ year: Int, _ month: Int, _ number: Int) -> Day {
    Day(year: year, month: month, day: number) ?? .earliest
}

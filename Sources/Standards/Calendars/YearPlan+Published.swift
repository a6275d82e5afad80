// SPDX-License-Identifier: Apache-2.0

extension YearPlan {
    /// What the State Council's General Office published for 2021 to 2026, each year with its own notice
    /// (国务院办公厅关于…年部分节假日安排的通知). Days off include the weekends beside them; a new year's holiday that begins in
    /// December stands in the year of its days. Compared day by day with the package chinesecalendar 1.11.0
    /// (Scripts/check-calendar.py).
    static let published: [YearPlan] = [
        plan(
            2021,
            off: [
                ("元旦", 101, 103), ("春节", 211, 217), ("清明节", 403, 405), ("劳动节", 501, 505), ("端午节", 612, 614),
                ("中秋节", 919, 921), ("国庆节", 1001, 1007),
            ],
            exchanged: [207, 220, 425, 508, 918, 926, 1009]),
        plan(
            2022,
            off: [
                ("元旦", 101, 103), ("春节", 131, 206), ("清明节", 403, 405), ("劳动节", 430, 504), ("端午节", 603, 605),
                ("中秋节", 910, 912), ("国庆节", 1001, 1007), ("元旦", 1231, 1231),
            ],
            exchanged: [129, 130, 402, 424, 507, 1008, 1009]),
        plan(
            2023,
            off: [
                ("元旦", 101, 102), ("春节", 121, 127), ("清明节", 405, 405), ("劳动节", 429, 503), ("端午节", 622, 624),
                ("中秋节、国庆节", 929, 1006), ("元旦", 1230, 1231),
            ],
            exchanged: [128, 129, 423, 506, 625, 1007, 1008]),
        plan(
            2024,
            off: [
                ("元旦", 101, 101), ("春节", 210, 217), ("清明节", 404, 406), ("劳动节", 501, 505), ("端午节", 608, 610),
                ("中秋节", 915, 917), ("国庆节", 1001, 1007),
            ],
            exchanged: [204, 218, 407, 428, 511, 914, 929, 1012]),
        plan(
            2025,
            off: [
                ("元旦", 101, 101), ("春节", 128, 204), ("清明节", 404, 406), ("劳动节", 501, 505), ("端午节", 531, 602),
                ("国庆节、中秋节", 1001, 1008),
            ],
            exchanged: [126, 208, 427, 928, 1011]),
        plan(
            2026,
            off: [
                ("元旦", 101, 103), ("春节", 215, 223), ("清明节", 404, 406), ("劳动节", 501, 505), ("端午节", 619, 621),
                ("中秋节", 925, 927), ("国庆节", 1001, 1007),
            ],
            exchanged: [104, 214, 228, 509, 920, 1010]),
    ]

    /// Days are written as month times 100 plus day.
    private static func plan(_ year: Int, off: [(String, Int, Int)], exchanged: [Int]) -> YearPlan {
        func day(_ number: Int) -> Day? { Day(year: year, month: number / 100, day: number % 100) }
        return YearPlan(
            unchecked: year, source: "国务院办公厅关于\(year)年部分节假日安排的通知",
            holidays: off.compactMap { name, first, last in
                guard let first = day(first), let last = day(last) else { return nil }
                return Holiday(name: name, first: first, last: last)
            },
            exchanged: exchanged.compactMap(day))
    }
}

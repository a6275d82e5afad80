// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Standards
import Store
import StoreTesting
import Testing

@testable import Enterprises

/// Lists and searches over a register of the size that `YUMIAO_REGISTER_ROWS` says; prints what was measured.
/// `YUMIAO_REGISTER_DIALECT=postgres` asks PostgreSQL.
@Suite("A large register")
struct ScaleTests {
    private static let surroundings = ProcessInfo.processInfo.environment
    private static let rows = surroundings["YUMIAO_REGISTER_ROWS"].flatMap(Int.init)

    private static let marks = Array("华宏达盛鑫恒远通安信诚瑞泰嘉博创新天海金龙飞腾兴隆丰源顺德美佳康明光正凯旺")
    private static let trades = ["精密机械", "电子科技", "纺织", "生物医药", "汽车配件", "新材料", "软件", "食品", "物流", "贸易"]
    private static let counties = [
        "320505", "320506", "320507", "320508", "320509", "320211", "320213", "110105", "440305",
    ]

    private func entry(_ number: Int) -> RegisterEntry {
        let marks = Self.marks
        let county = Self.counties[number % Self.counties.count]
        let name = [
            String(Region(code: county)!.parent!.shortName), String(marks[number % marks.count]),
            String(marks[number / marks.count % marks.count]), String(marks[number / 1_444 % marks.count]),
            Self.trades[number % 10], "有限公司",
        ].joined()
        return RegisterEntry(
            code: World.code(number % 1_000_000, in: String(320_500 + number / 1_000_000)), name: name,
            region: Region(code: county)!,
            industry: Industry(code: ["3913", "3670", "6513", "5211"][number % 4]),
            source: "市场监管")
    }

    private func measured(_ name: String, _ body: () async throws -> Int) async throws {
        var times: [Double] = []
        var count = 0
        for _ in 0..<5 {
            let start = ContinuousClock.now
            count = try await body()
            times.append((ContinuousClock.now - start) / .milliseconds(1))
        }
        let sorted = times.sorted()
        print(String(format: "%@: %d found, first %.1f ms, median %.1f ms", name, count, times[0], sorted[2]))
    }

    @Test("Lists and searches stay quick", .enabled(if: rows != nil))
    func large() async throws {
        let dialect = Dialect(rawValue: Self.surroundings["YUMIAO_REGISTER_DIALECT"] ?? "") ?? .sqlite
        let rows = Self.rows ?? 0
        try await World.with(dialect) { (world: World) async throws -> Void in
            let start = ContinuousClock.now
            for first in stride(from: 0, to: rows, by: 2_000) {
                try await world.database.write { tx in
                    for number in first..<min(first + 2_000, rows) {
                        _ = try tx.record(entry(number), over: nil, by: "t")
                    }
                }
            }
            print("\(rows) entries recorded in \(ContinuousClock.now - start)")
            func part(
                _ typed: String, _ scope: Region = World.suzhou,
                _ change: (inout Selection) -> Void = { _ in }
            ) async throws -> Int {
                var selection = Selection(scope: [scope])
                change(&selection)
                return try await world.room.part(typed, selection, after: nil).enterprises.count
            }
            try await measured("list of a city") { try await part("") }
            try await measured("list of the nation") { try await part("", .nation) }
            try await measured("list by division") {
                try await part("") { $0.industry = Industry(code: "39") }
            }
            try await measured("list by class code") {
                try await part("") { $0.industry = Industry(code: "3913") }
            }
            for typed in ["华宏达", "华宏", "华", "有限公司", "苏州", "hhd", "huahongda", "szhhd", "精密机械", "不存在的名"] {
                try await measured("search \(typed) in a city") { try await part(typed) }
            }
            try await measured("search 华宏 in the nation") { try await part("华宏", .nation) }
            try await measured("search 精密机械, dormant only") { try await part("精密机械") { $0.state = .dormant } }
            try await measured("search a code") { try await part(entry(rows / 2).code.text, .nation) }
        }
    }
}

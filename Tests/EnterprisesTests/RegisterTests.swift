// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Standards
import Store
import StoreTesting
import Testing

@testable import Enterprises

@Suite("Register")
struct RegisterTests {
    @Test(
        "An entry is added once, changed by a later one, and left alone by the same", arguments: everyDialect)
    func recording(_ dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let entry = RegisterEntry(
                code: World.code(7), name: "苏州甲技术有限公司", region: World.gusu, industry: Industry(code: "3913"),
                source: "市场监管")
            var later = entry
            later.name = "苏州乙技术有限公司"
            let changed = later
            let outcomes = try await world.database.write { tx in
                [
                    try tx.record(entry, by: "t").outcome, try tx.record(entry, by: "t").outcome,
                    try tx.record(changed, by: "t").outcome,
                ]
            }
            #expect(outcomes == [.added, .unchanged, .changed])
            let found = try #require(try await world.room.enterprise(coded: entry.code))
            #expect(found.name == "苏州乙技术有限公司" && found.industry?.code == "3913" && found.state == .active)
            let former = try await world.room.register.formerNames(of: found.id)
            #expect(former.map(\.name) == ["苏州甲技术有限公司"])
        }
    }

    @Test("What a source says nothing of stays as it is")
    func partial() async throws {
        try await World.with { (world: World) async throws -> Void in
            let first = try await world.add("苏州甲技术有限公司", industry: "3913")
            let entry = RegisterEntry(code: first.code, name: first.name, region: first.region, source: "统计")
            let outcome = try await world.database.write { try $0.record(entry, by: "t").outcome }
            #expect(outcome == .unchanged)
            #expect(try await world.room.enterprise(first.id)?.industry?.code == "3913")
        }
    }

    @Test("The places of entries grow in the order in which they were made")
    func numbers() async throws {
        try await World.with { (world: World) async throws -> Void in
            var numbers: [Int64] = []
            for number in 1...50 { numbers.append(try await world.add("甲\(number)厂", number).number) }
            #expect(numbers == numbers.sorted() && Set(numbers).count == 50)
        }
    }

    @Test("A list is walked page by page in the order of regions, each entry once", arguments: everyDialect)
    func paging(_ dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            for number in 1...23 {
                _ = try await world.add(
                    "甲\(number)厂", number, in: number % 2 == 0 ? World.gusu : Region(code: "320505")!)
            }
            _ = try await world.add("无锡厂", 99, in: World.binhu)
            let selection = Selection(scope: [World.suzhou])
            var seen: [Enterprise] = []
            var place: ListPlace?
            var pages = 0
            repeat {
                let part = try await world.room.finder.list(selection, after: place, limit: 5)
                seen += part.enterprises
                place = part.next
                pages += 1
            } while place != nil
            #expect(pages == 5 && seen.count == 23 && Set(seen.map(\.id)).count == 23)
            #expect(seen.map(\.region.number) == seen.map(\.region.number).sorted())
        }
    }

    @Test("Filters restrict by region, industry, state and label", arguments: everyDialect)
    func filters(_ dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let chips = try await world.add("芯片厂", 1, industry: "3973")
            let shop = try await world.add("商店", 2, industry: "5211", state: .closed)
            _ = try await world.add("无锡厂", 3, in: World.binhu, industry: "3973")
            try await world.state([("已获称号", 0, "专精特新中小企业", "部门认定")], of: chips)
            func names(_ change: (inout Selection) -> Void) async throws -> [String] {
                var selection = Selection(scope: [World.suzhou])
                change(&selection)
                return try await world.room.finder.list(selection, after: nil, limit: 10).enterprises.map(
                    \.name)
            }
            #expect(try await names { $0.industry = Industry(code: "C") } == ["芯片厂"])
            #expect(try await names { $0.industry = Industry(code: "39") } == ["芯片厂"])
            #expect(try await names { $0.industry = Industry(code: "397") } == ["芯片厂"])
            #expect(try await names { $0.industry = Industry(code: "398") } == [])
            #expect(try await names { $0.state = .closed } == [shop.name])
            #expect(try await names { $0.label = "专精特新中小企业" } == ["芯片厂"])
            #expect(try await names { $0.label = "高新技术企业" } == [])
            #expect(try await names { $0.region = World.binhu } == [], "not outside the scope")
            #expect(
                try await names { $0.region = Region(code: "320000") }.count == 2, "the scope's part of it")
        }
    }

    @Test("A label leaves with its fact, and moves with the enterprise")
    func labels() async throws {
        try await World.with { (world: World) async throws -> Void in
            let enterprise = try await world.add("芯片厂", 1)
            try await world.state([("已获称号", 0, "高新技术企业、创新型中小企业", "部门认定")], of: enterprise)
            var moved = Selection(scope: [World.wuxi])
            moved.label = "高新技术企业"
            #expect(try await world.room.finder.list(moved, after: nil, limit: 9).enterprises.isEmpty)
            _ = try await world.add("芯片厂", 1, in: World.binhu)
            #expect(try await world.room.finder.list(moved, after: nil, limit: 9).enterprises.count == 1)
            try await world.state([("已获称号", 0, "无", "部门认定")], of: enterprise)
            #expect(try await world.room.finder.list(moved, after: nil, limit: 9).enterprises.isEmpty)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Rules
import Sheets
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Enterprises

@Suite("Imports")
struct ImportTests {
    private static let heads = "企业名称,统一社会信用代码,行政区划,行业代码,成立日期,2025年.营业收入,上年度.从业人员"

    private func sheet(_ rows: [String], heads: String = ImportTests.heads) -> [UInt8] {
        Array(([heads] + rows).joined(separator: "\r\n").utf8)
    }

    private func rows(_ count: Int) -> [String] {
        (1...count).map { "苏州第\($0)厂,\(World.code($0).text),320508,C3913,2010-05-01,\($0)万元,\($0)" }
    }

    private func keep(
        _ world: World, _ bytes: [UInt8], source: String = "统计", name: String = "表.csv"
    ) async throws -> ID<ImportRun> {
        let new = try world.room.receive(bytes, named: name, source: source, regions: [World.suzhou])
        return try await world.room.importStore.keep(new, by: "official", named: "王", once: UUID().uuidString)
    }

    /// Keeps a sheet, runs it to its end, gives the run.
    private func imported(_ world: World, _ bytes: [UInt8], name: String = "表.csv") async throws -> ImportRun
    {
        let id = try await keep(world, bytes, name: name)
        try await world.room.importStore.begin(id, by: "official")
        let runner = JobRunner(world.database, handlers: world.room.handlers, holder: "test")
        while try await runner.runDue() > 0 {}
        return try #require(try await world.room.importStore.run(id))
    }

    @Test("A sheet goes in with its facts, and again changes nothing", arguments: everyDialect)
    func idempotent(_ dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let first = try await imported(world, sheet(rows(620)))
            #expect(first.state == .done && first.counts == ImportCounts(added: 620))
            let again = try await imported(world, sheet(rows(620)))
            #expect(again.counts == ImportCounts(unchanged: 620))
            var changed = rows(620)
            changed[4] = changed[4].replacing("5万元", with: "50万元")
            #expect(
                try await imported(world, sheet(changed)).counts == ImportCounts(changed: 1, unchanged: 619))
            let one = try #require(try await world.room.enterprise(coded: World.code(5)))
            let word = try #require(world.room.library.vocabulary.word(named: "营业收入"))
            let report = try await world.room.facts(of: one.id)[Facts.Key(word: word.id, year: 2025)]
            #expect(report.map { word.storedText(of: $0.value) } == "50万元" && report?.source == "统计")
        }
    }

    @Test(
        "Faulty rows are refused with line, column, what was read and what to write; the rest goes in",
        arguments: everyDialect)
    func refusals(_ dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            var all = rows(9)
            all[1] = "苏州第2厂,\(World.code(2).text.dropLast())0,320508,C3913,2010-05-01,2万元,2"
            all[2] = "苏州第3厂,\(World.code(3).text),320211,C3913,2010-05-01,3万元,3"
            all[3] = "苏州第4厂,\(World.code(4).text),320508,C9999,2010-13-01,很多,4"
            all[4] = ",\(World.code(5).text),320508,C3913,2010-05-01,5万元,5"
            let run = try await imported(world, sheet(all))
            #expect(run.counts == ImportCounts(added: 5, refused: 4))
            let refusals = try await world.room.importStore.refusals(of: run.id, limit: 100)
            #expect(refusals.map(\.line) == [3, 4, 5, 5, 5, 6])
            #expect(refusals.map(\.head) == ["统一社会信用代码", "行政区划", "行业代码", "成立日期", "2025年.营业收入", "企业名称"])
            #expect(refusals[1].chinese.contains("滨湖区不在您负责的地区"))
            #expect(refusals[3].found == "2010-13-01" && refusals[3].chinese.contains("2020-05-01"))
            let rows = try await world.room.importStore.refusedRows(of: run.id)
            #expect(rows.map(\.line) == [3, 4, 5, 6] && rows[0].cells.first == "苏州第2厂")
        }
    }

    @Test(
        "Killed between two stretches it goes on where it stopped; a second worker records nothing twice",
        arguments: everyDialect)
    func resuming(_ dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let id = try await keep(world, sheet(rows(1_300)))
            try await world.room.importStore.begin(id, by: "official")
            let run = try #require(try await world.room.importStore.run(id))
            let reading = world.room.reading(of: run)
            let stretch = try world.room.rows(of: run, limit: 500)
            // The first stretch is committed, then the process dies: its lease ends, nothing else happens.
            #expect(try await world.room.importStore.record(stretch, of: run, by: reading, isLast: false))
            // A worker that still believes to be at the beginning comes too late.
            #expect(try await !world.room.importStore.record(stretch, of: run, by: reading, isLast: false))
            world.ground.pass(milliseconds: 300_000)
            let runner = JobRunner(world.database, handlers: world.room.handlers, holder: "another")
            while try await runner.runDue() > 0 {}
            let ended = try #require(try await world.room.importStore.run(id))
            #expect(ended.state == .done && ended.counts == ImportCounts(added: 1_300))
        }
    }

    @Test("GB18030, a byte order mark and XLSX are read alike")
    func encodings() async throws {
        try await World.with { (world: World) async throws -> Void in
            let bom = [0xEF, 0xBB, 0xBF] + sheet(rows(3))
            #expect(try await imported(world, bom).counts.added == 3)
            let gb = try #require(
                String(decoding: sheet(rows(3)), as: UTF8.self).data(
                    using: String.Encoding(rawValue: 0x8000_0632)))
            #expect(try await imported(world, [UInt8](gb)).counts.unchanged == 3)
            let cells = rows(3).map { $0.split(separator: ",").map { SheetTable.Cell.text(String($0)) } }
            let table = SheetTable(
                "表", columns: Self.heads.split(separator: ",").map(String.init), rows: cells)
            let run = try await imported(world, try table.workbook(), name: "表.xlsx")
            #expect(run.counts.unchanged == 3)
        }
    }

    @Test("Heads are matched to register and vocabulary; unknown ones name the nearest")
    func columns() throws {
        let vocabulary = try World.library.get().vocabulary
        func read(_ head: String) -> ImportColumn { ImportColumn(reading: head, vocabulary, year: 2026) }
        let revenue = try #require(vocabulary.word(named: "营业收入")).id
        #expect(read("企业名称") == .name && read("统一社会信用代码") == .code && read("区划代码") == .region)
        for head in ["2025年.营业收入", "上年度.营业收入", "2025年营业收入", "营业收入（2025年）", "2025.营业收入", " 2025年度 . 营业收入 "] {
            #expect(read(head) == .fact(word: revenue, year: 2025), "\(head)")
        }
        #expect(read("营业收入") == .yearMissing(word: revenue))
        guard case .unknown(let near) = read("2025年.营业收人") else {
            Issue.record("a misspelt head was taken for something")
            return
        }
        #expect(near.first == "营业收入")
        #expect(
            read("2031年.营业收入") == .unknown(near: ["营业收入"])
                || read("2031年.营业收入") != .fact(word: revenue, year: 2031))
    }

    @Test(
        "An official uploads, sees what columns will be, begins, mends refused rows and sends them again"
    )
    func pages() async throws {
        try await World.with { (world: World) async throws -> Void in
            var all = rows(3)
            all[1] = "苏州第2厂,\(World.code(2).text),320508,C3913,2010-05-01,很多,2"
            let bytes = sheet(all, heads: Self.heads + ",备住")
            let official = world.official
            let mended = Found()
            try await world.visit(as: official) { (browser: Browser) async throws -> Void in
                let page = try await browser.open("/enterprises/import")
                let none = try await browser.send(page, [("source", "统计")])
                #expect(none.status == 422)
                let wrong = try await browser.send(
                    page, [("source", "统计")], file: ("sheet", "图.png", [0x89, 0x50, 0x4E, 0x47, 0, 0, 0]))
                #expect(wrong.status == 422)
                let preview = try await browser.send(
                    page, [("source", "统计")], file: ("sheet", "表.csv", bytes))
                #expect(preview.text.contains("没写单位的按万元") && preview.text.contains("不认识这个列名"))
                #expect(preview.text.contains("苏州第1厂"))
                _ = try await browser.send(preview, [])
                await mended.add(preview.address)
            }
            let runner = JobRunner(world.database, handlers: world.room.handlers, holder: "test")
            while try await runner.runDue() > 0 {}
            let address = try #require(await mended.all.first)
            try await world.visit(as: official) { (browser: Browser) async throws -> Void in
                let done = try await browser.open(address)
                #expect(done.text.contains("退回的行 1") && done.text.contains("很多"))
                let file = try await browser.open(try #require(done.link("下载退回的行")))
                let text = String(decoding: file.bytes, as: UTF8.self)
                #expect(text.contains("苏州第2厂") && text.contains("原因"))
                let page = try await browser.open("/enterprises/import")
                let again = try await browser.send(
                    page, [("source", "统计")],
                    file: ("sheet", "改.csv", Array(text.replacing("很多", with: "2万元").utf8)))
                _ = try await browser.send(again, [])
            }
            while try await runner.runDue() > 0 {}
            #expect(try await world.room.enterprise(coded: World.code(2)) != nil)
            try await world.visit(as: world.official) { (browser: Browser) async throws -> Void in
                #expect(try await browser.open(address).status == 404, "another official's run")
            }
        }
    }

    @Test("A sheet without code or name is not begun")
    func incomplete() async throws {
        try await World.with { (world: World) async throws -> Void in
            try await world.visit(as: world.official) { (browser: Browser) async throws -> Void in
                let page = try await browser.open("/enterprises/import")
                let bytes = Array("名字,区\n甲厂,320508\n".utf8)
                let preview = try await browser.send(
                    page, [("source", "统计")], file: ("sheet", "表.csv", bytes))
                #expect(preview.text.contains("不能导入") && !preview.html.contains("<form action"))
            }
        }
    }

    @Test("Nobody moves an enterprise of another region into their own")
    func stealing() async throws {
        try await World.with { (world: World) async throws -> Void in
            let other = try await world.add("无锡厂", 1, in: World.binhu)
            let run = try await imported(world, sheet(rows(2)))
            #expect(run.counts == ImportCounts(added: 1, refused: 1))
            let refusal = try await world.room.importStore.refusals(of: run.id, limit: 9).first
            #expect(refusal?.line == 2 && refusal?.chinese.contains("别的地区") == true)
            let kept = try await world.room.enterprise(other.id)
            #expect(kept?.region == World.binhu && kept?.name == "无锡厂")
        }
    }

    @Test("An exported sheet comes back unchanged")
    func roundTrip() async throws {
        try await World.with { (world: World) async throws -> Void in
            _ = try await imported(world, sheet(rows(20)))
            let exported = Bytes()
            try await world.visit(as: world.official) { (browser: Browser) async throws -> Void in
                await exported.set(try await browser.open("/enterprises/export.xlsx").bytes)
            }
            let run = try await imported(world, await exported.all, name: "企业.xlsx")
            #expect(run.counts == ImportCounts(unchanged: 20))
        }
    }
}

/// Carries bytes over tasks.
actor Bytes {
    var all: [UInt8] = []
    func set(_ bytes: [UInt8]) { all = bytes }
}

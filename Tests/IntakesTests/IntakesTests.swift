// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Standards
import Store
import StoreTesting
import Testing

@testable import Intakes

@Suite("Imports of policies")
struct IntakesTests {
    private static let heads = "政策标题,文号,发文机关,层级,适用地区,发布日期,失效日期,条目1.名称,条目1.最高金额"

    private func sheet(_ rows: [String]) -> [UInt8] {
        Array(([Self.heads] + rows).joined(separator: "\r\n").utf8)
    }

    private func rows(_ count: Int) -> [String] {
        (1...count).map {
            "关于第\($0)项措施的通知,苏工信〔2026〕\($0)号,苏州市工业和信息化局,市,苏州市,2026-01-05,,设备补助,\($0)万元"
        }
    }

    private func keep(
        _ world: World, _ bytes: [UInt8], name: String, isRelease: Bool, by who: Identity
    ) async throws -> ID<IntakeRun> {
        let file = try StatedFile.open(bytes, named: name)
        let new = try world.room.received(
            file, named: name, isRelease: isRelease, region: World.suzhou, regions: [World.suzhou])
        return try await world.room.runStore.keep(new, by: who, once: UUID().uuidString)
    }

    /// Sends a file, has it tried, has another person begin it, gives both states.
    private func imported(
        _ world: World, _ bytes: [UInt8], name: String = "表.csv", isRelease: Bool = true
    ) async throws -> (tried: IntakeCounts, run: IntakeRun) {
        let id = try await keep(world, bytes, name: name, isRelease: isRelease, by: world.editor)
        try await world.work()
        let tried = try #require(try await world.room.runStore.run(id))
        #expect(tried.state == .shown)
        try await world.room.runStore.begin(id, by: world.colleague)
        try await world.work()
        return (tried.counts, try #require(try await world.room.runStore.run(id)))
    }

    private func released(_ world: World) async throws -> [PolicyVersion] {
        try await world.room.policies.store.versions(at: .released, limit: 5_000)
    }

    @Test(
        "A file is tried without effect, then goes in; again it changes nothing, changed it makes versions",
        arguments: everyDialect)
    func versions(_ dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let id = try await keep(
                world, sheet(rows(450)), name: "表.csv", isRelease: true, by: world.editor)
            try await world.work()
            #expect(try await world.room.runStore.run(id)?.counts == IntakeCounts(added: 450))
            #expect(try await released(world).isEmpty)
            try await world.room.runStore.begin(id, by: world.colleague)
            try await world.work()
            #expect(try await world.room.runStore.run(id)?.state == .done)
            #expect(try await released(world).count == 450)

            let again = try await imported(world, sheet(rows(450)))
            #expect(again.tried == IntakeCounts(unchanged: 450) && again.run.counts == again.tried)
            var changed = rows(450)
            // Other brackets and widths of the same 文号 find it, too.
            changed[4] = changed[4].replacing("〔2026〕5号", with: "[2026] ５号").replacing("5万元", with: "50万元")
            let mended = try await imported(world, sheet(changed))
            #expect(mended.tried == IntakeCounts(revised: 1, unchanged: 449))
            #expect(mended.run.counts == mended.tried)
            let all = try await released(world)
            let fifth = try #require(all.first { $0.version == 2 })
            #expect(all.count == 450 && fifth.content.items.first?.mostFen == 50_000_000)
            let versions = try await world.room.policies.store.versions(of: fifth.policy.id)
            #expect(versions.map(\.stage) == [.released, .superseded])
        }
    }

    @Test("What came as released is begun by another person than its sender", arguments: everyDialect)
    func twoPeople(_ dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let sender = world.editor
            let id = try await keep(world, sheet(rows(2)), name: "表.csv", isRelease: true, by: sender)
            try await world.work()
            await #expect(throws: IntakeFault.samePerson) {
                try await world.room.runStore.begin(id, by: sender)
            }
            #expect(try await world.room.runStore.run(id)?.state == .shown)
            let draft = try await keep(world, sheet(rows(2)), name: "表.csv", isRelease: false, by: sender)
            try await world.work()
            try await world.room.runStore.begin(draft, by: sender)
            try await world.work()
            let drafts = try await world.room.policies.store.versions(at: .draft)
            #expect(drafts.count == 2)
            #expect(try await released(world).isEmpty)
        }
    }

    @Test(
        "Faulty policies are refused with line, column, content and remedy; the rest goes in",
        arguments: everyDialect)
    func refusals(_ dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            var all = rows(9)
            all[1] = ",苏工信〔2026〕2号,苏州市工业和信息化局,市,苏州市,2026-01-05,,设备补助,2万元"
            all[2] = all[2].replacing("2026-01-05,", with: "2026-13-05,")
            all[3] = all[3].replacing(",市,苏州市", with: ",乡,苏洲市")
            all[4] = all[4].replacing("5万元", with: "很多")
            all[5] = all[0]
            all[6] = all[6].replacing("2026-01-05,,", with: "2026-01-05,2025-01-01,").replacing(
                "设备补助", with: "")
            let (tried, run) = try await imported(world, sheet(all))
            #expect(tried == run.counts)
            #expect(run.counts == IntakeCounts(added: 3, refused: 6))
            let faults = try await world.room.runStore.refusals(of: run.id, limit: 100).map(\.fault)
            #expect(Set(faults.map(\.line)) == [3, 4, 5, 6, 7, 8])
            let third = try #require(faults.first { $0.line == 4 })
            #expect(third.head == "发布日期" && third.column == 6 && third.found == "2026-13-05")
            #expect(third.chinese.contains("2026-05-01"))
            let place = try #require(faults.first { $0.line == 5 && $0.head == "适用地区" })
            #expect(place.chinese.contains("苏州市"))
            #expect(faults.contains { $0.line == 7 && $0.chinese.contains("第 2 行") })
        }
    }

    @Test(
        "A policy that another region keeps, or that is being written, is left alone", arguments: everyDialect
    )
    func foreign(_ dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            var content = PolicyContent(title: "关于第1项措施的通知", level: .city, region: World.wuxi)
            content.documentNumber = "苏工信〔2026〕1号"
            _ = try await world.room.policies.store.adopt(
                content, keptBy: World.wuxi, department: nil, from: Day(isoText: "2026-01-01")!,
                by: world.stranger, once: "a")
            content.title = "关于第2项措施的通知"
            content.documentNumber = "苏工信〔2026〕2号"
            _ = try await world.room.policies.store.make(
                content, keptBy: World.suzhou, department: nil, by: world.editor, once: "b")
            let (_, run) = try await imported(world, sheet(rows(3)))
            #expect(run.counts == IntakeCounts(added: 1, refused: 2))
            let faults = try await world.room.runStore.refusals(of: run.id, limit: 9).map(\.fault.chinese)
            #expect(faults[0].contains("无锡市") && faults[1].contains("起草"))
        }
    }

    @Test("What is past ends at once, and no import is news", arguments: everyDialect)
    func history(_ dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let row = rows(1)[0].replacing("2026-01-05,,", with: "2019-01-05,2020-12-31,")
            let (_, run) = try await imported(world, sheet([row] + rows(2).dropFirst()))
            #expect(run.counts == IntakeCounts(added: 2))
            let expired = try await world.room.policies.store.versions(at: .expired)
            #expect(expired.count == 1 && expired[0].inForceTo == Day(isoText: "2020-12-31"))
            let events = try await world.database.read { reader in
                try reader.rows("SELECT payload FROM store_event WHERE topic = 'policy.released'").map {
                    try JSONDecoder().decode(
                        PolicyReleased.self, from: Data((try $0["payload"] as String).utf8))
                }
            }
            #expect(events.count == 2 && events.allSatisfy { $0.isHistory == true })
        }
    }

    @Test(
        "Killed between two stretches it goes on where it stopped; a second worker records nothing twice",
        arguments: everyDialect)
    func resuming(_ dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let id = try await keep(
                world, sheet(rows(500)), name: "表.csv", isRelease: false, by: world.editor)
            try await world.work()
            try await world.room.runStore.begin(id, by: world.editor)
            let run = try #require(try await world.room.runStore.run(id))
            let stretch = IntakeStretch(
                try world.room.policies(of: run, limit: 200), of: run,
                by: try await world.room.reading(of: run), actor: world.editor)
            // The first stretch is committed, then the process dies: its lease ends, nothing else happens.
            #expect(try await world.room.runStore.record(stretch, isLast: false))
            #expect(try await !world.room.runStore.record(stretch, isLast: false))
            world.ground.pass(milliseconds: 300_000)
            try await world.work()
            let ended = try #require(try await world.room.runStore.run(id))
            #expect(ended.state == .done && ended.counts == IntakeCounts(added: 500))
            let count = try await world.database.read {
                try $0.value("SELECT count(*) FROM policy", as: Int.self)
            }
            #expect(count == 500)
        }
    }
}

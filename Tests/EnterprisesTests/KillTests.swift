// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Standards
import Store
import StoreTesting
import Testing

@testable import Enterprises

/// An import in a process of its own, which is ended by `kill -9` in the middle of its work.
@Suite("Imports that are killed", .serialized)
struct KillTests {
    private static let folder = ProcessInfo.processInfo.environment["YUMIAO_IMPORT_FOLDER"]
    private static let rows = 6_000

    private func room(_ database: Database, _ ground: TestGround) throws -> Enterprises {
        Enterprises(
            database: database,
            vault: try FileVault(path: database.configuration.filesPath, ground: ground.ground),
            library: try World.library.get(), authorisation: try Authorisation([Enterprises.admissions]),
            codeKey: try CodeKey(seed: Array(repeating: 9, count: 32)))
    }

    @Test("The process that is killed", .enabled(if: folder != nil))
    func child() async throws {
        let ground = TestGround()
        let folder = try #require(Self.folder)
        let database = try await Database.open(
            try configuration(.sqlite, folder), ground: ground.ground, migrations: Enterprises.migrations)
        let room = try room(database, ground)
        let runner = JobRunner(database, handlers: room.handlers, holder: "child")
        let id = try #require(try await room.importStore.runs(of: "o", limit: 1).first?.id)
        // The process ends itself: one that watches from outside, beside all other tests, comes too late.
        let executioner = Task {
            while (try await room.importStore.run(id)?.place ?? 0) < 1_000 {
                try await Task.sleep(for: .milliseconds(5))
            }
            kill(getpid(), SIGKILL)
        }
        while try await runner.runDue() > 0 {}
        executioner.cancel()
        await database.close()
    }

    @Test("After kill -9 the rest goes in, every row once", .enabled(if: folder == nil))
    func killed() async throws {
        try await withFolder { (folder: String) async throws -> Void in
            let ground = TestGround()
            let database = try await Database.open(
                try configuration(.sqlite, folder), ground: ground.ground, migrations: Enterprises.migrations)
            let room = try room(database, ground)
            let lines = (1...Self.rows).map { "甲\($0)厂,\(World.code($0).text),320508,\($0)万元" }
            let bytes = Array((["企业名称,统一社会信用代码,行政区划,2025年.营业收入"] + lines).joined(separator: "\n").utf8)
            let new = try room.receive(bytes, named: "表.csv", source: "统计", regions: [World.suzhou])
            let id = try await room.importStore.keep(new, by: "o", named: "王", once: "k")
            try await room.importStore.begin(id, by: "o")

            let child = try spawnedChild(folder)
            var status: Int32 = 0
            for _ in 0..<6_000 where waitpid(child, &status, WNOHANG) == 0 {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(status & 0x7f == SIGKILL)
            let stopped = try #require(try await room.importStore.run(id))
            #expect(stopped.state == .running && stopped.place >= 1_000 && stopped.place < Self.rows)

            ground.pass(milliseconds: 600_000)
            let runner = JobRunner(database, handlers: room.handlers, holder: "next")
            while try await runner.runDue() > 0 {}
            let ended = try #require(try await room.importStore.run(id))
            #expect(ended.state == .done && ended.counts == ImportCounts(added: Self.rows))
            let counts = try await database.read { reader in
                [
                    try reader.value("SELECT count(*) FROM enterprise", as: Int.self),
                    try reader.value("SELECT count(*) FROM enterprise_fact", as: Int.self),
                    try reader.value("SELECT count(*) FROM enterprise_search", as: Int.self),
                ]
            }
            #expect(counts == [Self.rows, Self.rows, Self.rows])
            await database.close()
        }
    }

    /// This program once more, told to run only the child's test.
    private func spawnedChild(_ folder: String) throws -> pid_t {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let arguments = [program, "--testing-library", "swift-testing", "--filter", "KillTests/child"]
        var words = arguments.map { strdup($0) } + [nil]
        var surroundings = ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") }
        surroundings += [strdup("YUMIAO_IMPORT_FOLDER=" + folder), nil]
        defer { for word in words + surroundings { free(word) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var child: pid_t = 0
        let code = posix_spawn(&child, program, &actions, nil, &words, &surroundings)
        try #require(code == 0)
        return child
    }
}

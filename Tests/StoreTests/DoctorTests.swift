// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import StoreTesting
import Testing

@Suite struct DoctorTests {
    private func examined(
        _ dialect: Dialect, _ change: (inout StoreConfiguration) -> Void = { _ in },
        harm: (Database, FileVault) async throws -> Void = { _, _ in }
    ) async throws -> [Finding] {
        var findings: [Finding] = []
        try await withDatabase(dialect, change: change) { database in
            try await withFolder { folder in
                let vault = try FileVault(path: folder, ground: database.ground)
                let file = try vault.receive(Array("附件".utf8), limits: FileLimits())
                try await database.write { tx in
                    _ = try tx.attach(file, name: "a.txt")
                    try tx.audit(actor: "a", action: "b", subject: "c")
                }
                try await harm(database, vault)
                findings = try await database.examine(vault: vault, migrations: budgetSchema)
            }
        }
        return findings
    }

    @Test("A sound store has nothing broken", arguments: everyDialect)
    func sound(_ dialect: Dialect) async throws {
        let findings = try await examined(dialect)
        #expect(findings.filter { $0.weight == .broken } == [])
        #expect(findings.count >= 8)
        #expect(findings.contains { $0.subject == .audit(entries: 1, breaks: []) })
        #expect(findings.contains { $0.subject == .provenRestore(hours: nil) && $0.weight == .notice })
    }

    @Test("The figures of a working store are told, and that it was closed", arguments: everyDialect)
    func gauges(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            try await database.write { try $0.pay("p", 1) }
            let gauges = await database.gauges()
            #expect(gauges.condition == .well && gauges.waitingWrites == 0)
            #expect((gauges.walBytes ?? 0 > 0) == (dialect == .sqlite))
            await database.close()
            #expect(await database.gauges().condition == .closed)
        }
    }

    @Test("A durability setting that is not as promised is broken")
    func settings() async throws {
        let findings = try await examined(.sqlite, { $0.sabotage = .synchronousNormal })
        let setting = Finding.Subject.setting(name: "synchronous", value: "1", expected: "2")
        #expect(findings.first { $0.subject == setting }?.weight == .broken)
    }

    @Test("A damaged attachment is found by its digest", arguments: everyDialect)
    func files(_ dialect: Dialect) async throws {
        let digest = SHA256.hex("附件".utf8)
        let findings = try await examined(
            dialect,
            harm: { _, vault in
                try Data("other".utf8).write(to: URL(fileURLWithPath: vault.location(of: digest)))
            })
        let subject = Finding.Subject.files(checked: 1, missing: [], damaged: [digest])
        #expect(findings.first { $0.subject == subject }?.weight == .broken)
    }

    @Test("Dead letters are brought to somebody's notice", arguments: everyDialect)
    func deadLetters(_ dialect: Dialect) async throws {
        struct Outage: Error {}
        let kind = JobKind<String>("tests.dead", attemptLimit: 1)
        let findings = try await examined(
            dialect,
            harm: { database, _ in
                try await database.write { try $0.enqueue(kind, "x") }
                let handler = JobWork(kind) { _, _ in throw Outage() }
                try await JobRunner(database, handlers: [handler], holder: "a").runDue()
            })
        #expect(findings.first { $0.subject == .deadLetters(1) }?.weight == .notice)
    }

    @Test("Every finding and every fault has words in both languages")
    func words() async throws {
        let findings = try await examined(.sqlite)
        let message = EngineMessage(code: "1", text: "SECRET")
        let faults: [StoreFault] = [
            .addressUnreadable("x"), .unreachable(message), .refused(.unique, message), .statement(message),
            .textHoldsNull, .diskFull, .storageFailed(message), .busy(message), .timedOut(milliseconds: 1),
            .overloaded(waiting: 1), .outcomeUnknown, .keyReused("k"), .closed, .leaseLost(job: "j"),
            .migration(.edited("m")),
        ]
        for words in findings.map(\.words) + faults.map(\.words) {
            #expect(words.chinese.contains { "\u{4E00}" <= $0 && $0 <= "\u{9FFF}" })
            #expect(words.english.contains { $0.isASCII && $0.isLetter })
            #expect(
                !(words.chinese + words.english).contains("SECRET"), "the database's words are for the log")
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import StoreTesting
import Testing

@Suite struct AuditTests {
    private func filled(_ database: Database) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    try await database.write { tx in
                        try tx.audit(actor: "王科长", action: "appeal.transfer", subject: "a\(number % 4)")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Takes the guard away, as somebody with the database's password would.
    private func disarm(_ database: Database) async throws {
        try await database.write { tx in
            try tx.run(
                SQL(
                    sqlite: "DROP TRIGGER store_audit_unchanged",
                    postgres: "DROP TRIGGER store_audit_unchanged ON store_audit"))
            if tx.dialect == .sqlite { try tx.run("DROP TRIGGER store_audit_kept") }
        }
    }

    @Test("Entries written side by side verify", arguments: everyDialect)
    func sound(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            try await filled(database)
            let report = try await database.read { try $0.verifyAudit() }
            #expect(report.entries == 40)
            #expect(report.breaks == [])
            #expect(try await database.read { try $0.auditHeads() } == report.heads)
            #expect(try await database.read { try $0.auditEntries(of: "a1") }.count == 10)
        }
    }

    @Test("Entries refuse to be changed or removed", arguments: everyDialect)
    func appendOnly(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            try await filled(database)
            for text: SQL in ["UPDATE store_audit SET actor = 'x'", "DELETE FROM store_audit"] {
                guard
                    case .refused(.appendOnly, _)? = await fault({
                        try await database.write { try $0.run(text) }
                    })
                else {
                    Issue.record("the audit let itself be changed")
                    return
                }
            }
        }
    }

    @Test(
        "Whoever gets past the guard is found by the check, whichever column is touched",
        arguments: everyDialect)
    func tampered(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            try await filled(database)
            try await disarm(database)
            let kept = try await database.read { try $0.auditHeads() }
            let sound = try await database.read { try $0.verifyAudit(against: kept) }
            #expect(sound.breaks == [], "the control: untouched entries verify")
            let changes: [SQL] = [
                "UPDATE store_audit SET actor = actor || ' '",
                "UPDATE store_audit SET action = 'appeal.close'",
                "UPDATE store_audit SET subject = 'other'", "UPDATE store_audit SET detail = 'x'",
                "UPDATE store_audit SET recorded_at = recorded_at + 1",
                "UPDATE store_audit SET previous = digest", "UPDATE store_audit SET digest = previous",
                "DELETE FROM store_audit",
            ]
            for change in changes {
                // The first entry of the longest chain is touched, looked at, and put back.
                var breaks: [AuditReport.Break] = []
                do {
                    breaks = try await database.write { tx in
                        let target: SQL =
                            " WHERE seq = 1 AND lane = (SELECT max(lane) FROM store_audit WHERE seq = 2)"
                        #expect(try tx.run(change + target) == 1)
                        let breaks = try tx.verifyAudit(against: kept).breaks
                        throw Found(breaks: breaks)
                    }
                } catch let found as Found {
                    breaks = found.breaks
                }
                #expect(!breaks.isEmpty, "\(change) was not found")
            }
        }
    }

    @Test("An end that was cut off is found by an end that was kept elsewhere", arguments: everyDialect)
    func cutOff(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            try await filled(database)
            let kept = try await database.read { try $0.auditHeads() }
            try await disarm(database)
            let last = try #require(kept.last)
            try await database.write { tx in
                try tx.run("DELETE FROM store_audit WHERE lane = $1 AND seq = $2", last.lane, last.sequence)
            }
            let unaware = try await database.read { reader in try reader.verifyAudit() }
            #expect(unaware.breaks == [])
            let found = try await database.read { try $0.verifyAudit(against: kept) }.breaks
            #expect(found.map(\.kind) == [.cutOff])
            #expect(found.first?.sequence == last.sequence)
        }
    }

    private struct Found: Error {
        let breaks: [AuditReport.Break]
    }
}

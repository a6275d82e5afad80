// SPDX-License-Identifier: Apache-2.0
import Store

extension AccountStore {
    /// Entries that answer a question, and the names of the people in them by their ids.
    func audit(
        _ question: AuditQuestion, after place: AuditPlace?, limit: Int
    ) async throws -> ([AuditEntry], [String: String]) {
        try await database.read { reader in
            let entries = try reader.auditEntries(question, after: place, limit: limit)
            let people = Set(entries.flatMap { [$0.actor, $0.subject] }.compactMap { ID<Person>($0) })
            let names = try reader.names(of: people)
            let pairs = names.map { ($0.key.text, $0.value) }
            return (entries, Dictionary(pairs, uniquingKeysWith: { one, _ in one }))
        }
    }

    /// Checks all chains; that it was checked is recorded too.
    func checkAudit(actor: String) async throws -> AuditReport {
        let report = try await database.read { try $0.verifyAudit() }
        try await database.write { tx in
            try tx.audit(
                actor: actor, action: "audit.check", subject: "audit",
                detail: "\(report.entries) entries, \(report.breaks.count) breaks")
        }
        return report
    }
}

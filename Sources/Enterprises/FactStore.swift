// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Rules
import Standards
import Store

/// Facts: stated, corrected, withdrawn, and read as they were known at any moment.
struct FactStore: Sendable {
    let database: Database
    let book: FactBook

    /// An enterprise with what is known of it; nil when there is none.
    func known(_ id: EnterpriseID, at moment: Int64? = nil) async throws -> KnownEnterprise? {
        let book = book
        return try await database.read { reader in
            guard let enterprise = try reader.enterprise(id) else { return nil }
            return book.known(enterprise, try reader.records(of: id), at: moment)
        }
    }

    /// Several enterprises with what is known of them now, in the same order.
    func known(_ enterprises: [Enterprise]) async throws -> [KnownEnterprise] {
        let book = book
        var known: [KnownEnterprise] = []
        for start in stride(from: 0, to: enterprises.count, by: 500) {
            let part = Array(enterprises[start..<min(start + 500, enterprises.count)])
            known += try await database.read { reader in
                let standing = try reader.standing(of: part.map(\.id))
                return part.map { book.known($0, standing[$0.id] ?? [], at: nil) }
            }
        }
        return known
    }

    /// Every record of an enterprise, ended ones too, the latest first.
    func records(of id: EnterpriseID) async throws -> [FactRecord] {
        try await database.read { try $0.records(of: id).reversed() }
    }

    /// Records what was stated; the same request twice takes effect once. Gives how many facts are new.
    func state(
        _ statements: [FactStatement], of id: EnterpriseID, evidence: ReceivedEvidence? = nil,
        by actor: String, once key: String
    ) async throws -> Int {
        let book = book
        let fingerprint = statements.map { "\($0.word) \($0.year) \($0.value) \($0.source)" }
            .joined(separator: "\n")
        return try await database.write(once: key, fingerprint: evidence?.file.digest ?? fingerprint) { tx in
            let file = try evidence.map { try tx.attach($0.file, name: $0.name) }
            let filed = statements.map { statement in
                var statement = statement
                statement.evidence = statement.evidence ?? file
                return statement
            }
            let changed = try tx.state(filed, of: id, by: actor)
            guard !changed.isEmpty else { return 0 }
            try tx.relabel(id, by: book)
            try tx.note(.factStated, of: id, changed.factNames, by: actor)
            try tx.publish(FactsChanged.topic, FactsChanged(enterprises: [id], words: changed.map(\.word)))
            try tx.audit(
                actor: actor, action: "enterprise.state-facts", subject: id.text, detail: changed.factNames)
            return changed.count
        }
    }

    /// Ends a record that was found wrong, and records what is right in its place.
    func correct(
        _ record: FactRecord, to value: String, reason: String, by actor: String, once key: String
    ) async throws {
        let book = book
        try await database.write(once: key, fingerprint: value + reason) { tx in
            guard try tx.end(record.id, as: .corrected, reason: reason, by: actor) else { return false }
            let right = FactStatement(
                word: record.word, year: record.year, value: value, source: record.source,
                evidence: record.evidence, reason: reason)
            try tx.insert(right, of: record.enterprise, by: actor)
            try tx.relabel(record.enterprise, by: book)
            let detail = "\(record.word) \(record.year) \(reason)"
            try tx.note(.factCorrected, of: record.enterprise, detail, by: actor)
            try tx.publish(
                FactsChanged.topic, FactsChanged(enterprises: [record.enterprise], words: [record.word]))
            try tx.audit(
                actor: actor, action: "enterprise.correct-fact", subject: record.enterprise.text,
                detail: detail)
            return true
        }
    }

    /// Takes back the use of all that a source stated. From then on nothing judges by it and no page shows
    /// it.
    func withdraw(
        source: String, of id: EnterpriseID, reason: String, by actor: String, once key: String
    ) async throws -> Int {
        let book = book
        return try await database.write(once: key) { tx in
            let standing = try tx.records(of: id).filter { $0.ending == nil && $0.source == source }
            for record in standing { try tx.end(record.id, as: .withdrawn, reason: reason, by: actor) }
            guard !standing.isEmpty else { return 0 }
            try tx.relabel(id, by: book)
            try tx.note(.factWithdrawn, of: id, source, by: actor)
            try tx.publish(
                FactsChanged.topic,
                FactsChanged(enterprises: [id], words: Set(standing.map(\.word)).sorted()))
            try tx.audit(
                actor: actor, action: "enterprise.withdraw-facts", subject: id.text,
                detail: "\(source) \(reason)")
            return standing.count
        }
    }
}

/// Evidence that the vault has kept and that waits for its row.
struct ReceivedEvidence: Sendable {
    let file: ReceivedFile
    let name: String
}

extension [FactStatement] {
    /// The words that they speak of, for the timeline and the audit.
    var factNames: String {
        map { $0.year == 0 ? $0.word : "\($0.year) \($0.word)" }.joined(separator: "、")
    }
}

extension Reader {
    private static let record: SQL = """
        SELECT id, enterprise, word, year, value, source, evidence, reason, recorded_at, recorded_by,
            ended_at,
            ended_by, ended_as, ended_reason
        FROM enterprise_fact
        """

    /// Every record of an enterprise in the order in which they were made.
    func records(of id: EnterpriseID) throws -> [FactRecord] {
        try rows(Self.record + " WHERE enterprise = $1 ORDER BY id LIMIT 20000", id).map(
            FactRecord.init(row:))
    }

    /// One record; nil when there is none.
    func record(_ id: ID<FactRecord>) throws -> FactRecord? {
        try first(Self.record + " WHERE id = $1", id).map(FactRecord.init(row:))
    }

    /// The standing records of several enterprises.
    func standing(of ids: [EnterpriseID]) throws -> [EnterpriseID: [FactRecord]] {
        guard !ids.isEmpty else { return [:] }
        let found = try rows(
            Self.record + " WHERE ended_at IS NULL AND enterprise IN " + SQL.list(from: 1, count: ids.count),
            values: ids)
        return Dictionary(grouping: try found.map(FactRecord.init(row:)), by: \.enterprise)
    }
}

extension FactRecord {
    init(row: Row) throws {
        let endedAt: Int64? = try row["ended_at"]
        let endedAs: Ending.Kind? = try row["ended_as"]
        let (endedBy, endedReason): (String?, String?) = (try row["ended_by"], try row["ended_reason"])
        self.init(
            id: try row["id"], enterprise: try row["enterprise"], word: try row["word"],
            year: try row["year"],
            value: try row["value"], source: try row["source"], evidence: try row["evidence"],
            reason: try row["reason"], recordedAt: try row["recorded_at"], recordedBy: try row["recorded_by"],
            ending: endedAt.flatMap { at in
                endedAs.map { Ending(at: at, by: endedBy ?? "", kind: $0, reason: endedReason ?? "") }
            })
    }
}

extension Transaction {
    /// Records statements; gives those that were not known. What the same source said before is ended.
    func state(_ statements: [FactStatement], of id: EnterpriseID, by actor: String) throws -> [FactStatement]
    {
        try state(statements, of: id, over: standing(of: [id])[id] ?? [], by: actor)
    }

    /// The same when the standing records were read in this transaction.
    func state(
        _ statements: [FactStatement], of id: EnterpriseID, over standing: [FactRecord], by actor: String
    ) throws -> [FactStatement] {
        struct Said: Hashable {
            let word: String
            let year: Int
            let source: String
        }
        var known: [Said: (id: ID<FactRecord>, value: String)] = [:]
        for record in standing {
            known[Said(word: record.word, year: record.year, source: record.source)] = (
                record.id, record.value
            )
        }
        var changed: [FactStatement] = []
        for statement in statements {
            let said = Said(word: statement.word, year: statement.year, source: statement.source)
            let before = known[said]
            if before?.value == statement.value { continue }
            if let before { try end(before.id, as: .replaced, reason: statement.reason, by: actor) }
            known[said] = (try insert(statement, of: id, by: actor), statement.value)
            changed.append(statement)
        }
        return changed
    }

    /// Writes one record.
    @discardableResult
    fileprivate func insert(
        _ statement: FactStatement, of enterprise: EnterpriseID, by actor: String
    ) throws -> ID<FactRecord> {
        let id: ID<FactRecord> = ground.id()
        try run(
            """
            INSERT INTO enterprise_fact (id, enterprise, word, year, value, source, evidence, reason,
                recorded_at,
                recorded_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, id, enterprise, statement.word, statement.year, statement.value, statement.source,
            statement.evidence, statement.reason, ground.now(), actor)
        return id
    }

    /// Ends a record; false when it had ended already.
    @discardableResult
    fileprivate func end(
        _ id: ID<FactRecord>, as kind: FactRecord.Ending.Kind, reason: String, by actor: String
    ) throws -> Bool {
        try run(
            """
            UPDATE enterprise_fact
            SET ended_at = CASE WHEN recorded_at > $1 THEN recorded_at ELSE $1 END, ended_by = $2,
                ended_as = $3,
                ended_reason = $4
            WHERE id = $5 AND ended_at IS NULL
            """, ground.now(), actor, kind, reason, id) == 1
    }

    /// Keeps what the register said before it changed, as ended records, so that a look back finds it.
    func keepPast(of known: Enterprise, before entry: RegisterEntry, by actor: String) throws {
        var past: [(FactBook.RegisterWord, String)] = []
        if entry.region != known.region { past.append((.region, known.region.code)) }
        if let old = known.industry, let new = entry.industry, old != new {
            past.append((.industry, old.code))
        }
        if let old = known.founded, let new = entry.founded, old != new {
            past.append((.founded, old.isoText))
        }
        for (word, value) in past {
            let id: ID<FactRecord> = ground.id()
            try run(
                """
                INSERT INTO enterprise_fact (id, enterprise, word, year, value, source, reason, recorded_at,
                    recorded_by, ended_at, ended_by, ended_as, ended_reason)
                SELECT $1, e.id, $2, 0, $3, $4, '',
                    coalesce((
                        SELECT max(f.ended_at) FROM enterprise_fact f
                        WHERE f.enterprise = e.id AND f.word = $2 AND f.recorded_by = $5
                    ), e.recorded_at), $5, CAST($6 AS bigint), $7, 'replaced', ''
                FROM enterprise e
                WHERE e.id = $8
                """, id, word.rawValue, value, known.source, FactBook.register, ground.now(), actor, known.id)
        }
    }

    /// Writes the labels anew by which lists filter.
    func relabel(_ id: EnterpriseID, by book: FactBook) throws {
        guard let enterprise = try enterprise(id) else { return }
        try relabel(enterprise, standing(of: [id])[id] ?? [], by: book)
    }

    /// The same when enterprise and records were read in this transaction.
    func relabel(_ enterprise: Enterprise, _ records: [FactRecord], by book: FactBook) throws {
        let known = book.known(enterprise, records, at: nil)
        let labels = book.labels(known) + book.classes(known, on: Day(milliseconds: ground.now()))
        try run("DELETE FROM enterprise_label WHERE number = $1", enterprise.number)
        for label in Set(labels).sorted() {
            try run(
                "INSERT INTO enterprise_label (label, region, number) VALUES ($1, $2, $3)", label,
                Int64(enterprise.region.number), enterprise.number)
        }
    }
}

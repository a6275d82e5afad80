// SPDX-License-Identifier: Apache-2.0

/// A step that the data has behind it.
public struct AppliedMigration: Hashable, Sendable, Codable {
    /// Date and name.
    public let id: String
    /// The digest of its text when it ran.
    public let digest: String
    /// Whether an older program must not work on the data any more.
    public let isBreaking: Bool
    /// When it ran, in milliseconds since 1970.
    public let appliedAt: Int64
}

extension Database {
    /// Brings the schema up to date, each step in a transaction of its own: killed at any moment, the next
    /// start goes on where it stopped. Two servers that start at once do not cross.
    func migrate(_ migrations: [Migration]) async throws {
        // A step over a large table may take hours; the limits of daily work are not for it.
        try await patiently { try await $0.runMigrations(migrations) }
    }

    private func runMigrations(_ migrations: [Migration]) async throws {
        let all = (StoreSchema.migrations + migrations).sorted { $0.id < $1.id }
        try check(all)
        try await write(WriteManner(takesWork: true)) { tx in
            try tx.lockSchema()
            try tx.run(StoreSchema.migrationTable)
        }
        for migration in all { try await apply(migration) }
        try await refuseBreakingStrangers(Set(all.map(\.id)))
    }

    private func check(_ all: [Migration]) throws {
        for (one, next) in zip(all, all.dropFirst()) where one.id == next.id {
            throw StoreFault.migration(.doubled(one.id))
        }
    }

    private func apply(_ migration: Migration) async throws {
        try await write(WriteManner(takesWork: true)) { tx in
            try tx.lockSchema()
            let known: String? = try tx.value(
                "SELECT digest FROM store_migration WHERE id = $1", migration.id)
            if let known {
                guard known == migration.digest else { throw StoreFault.migration(.edited(migration.id)) }
                return
            }
            do {
                try tx.session.script(tx.dialect == .sqlite ? migration.sqlite : migration.postgres)
            } catch StoreFault.statement(let message) {
                throw StoreFault.migration(.failed(migration.id, message))
            } catch StoreFault.refused(_, let message) {
                throw StoreFault.migration(.failed(migration.id, message))
            }
            try tx.run(
                """
                INSERT INTO store_migration (id, digest, is_breaking, applied_at)
                VALUES ($1, $2, $3, $4)
                """, migration.id, migration.digest, migration.isBreaking, tx.ground.now())
        }
    }

    /// Data of a newer release is welcome unless that release said that this one cannot live with it.
    private func refuseBreakingStrangers(_ known: Set<String>) async throws {
        for applied in try await appliedMigrations() where applied.isBreaking && !known.contains(applied.id) {
            throw StoreFault.migration(.fromNewerProgram(applied.id))
        }
    }

    /// The steps that the data has behind it, in their order.
    public func appliedMigrations() async throws -> [AppliedMigration] {
        try await read { try $0.migrationRows() }
    }
}

extension Reader {
    func migrationRows() throws -> [AppliedMigration] {
        try rows("SELECT id, digest, is_breaking, applied_at FROM store_migration ORDER BY id").map { row in
            AppliedMigration(
                id: try row["id"], digest: try row["digest"],
                isBreaking: try row["is_breaking"], appliedAt: try row["applied_at"])
        }
    }
}

extension Transaction {
    /// One server at a time changes the schema. SQLite has one writer anyway.
    fileprivate func lockSchema() throws {
        if dialect == .postgres { _ = try rows("SELECT CAST(pg_advisory_xact_lock(2036425085) AS text)") }
    }
}

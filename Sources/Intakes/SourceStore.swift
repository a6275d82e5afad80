// SPDX-License-Identifier: Apache-2.0
import Accounts
import Standards
import Store

/// Watched sources: declared, looked at, and how they fare.
struct SourceStore: Sendable {
    let database: Database

    /// Looks at one source.
    static let look = JobKind<ID<WatchedSource>>("intakes.look", attemptLimit: 3)
    /// Sends for all that are due.
    static let round = JobKind<Int64>("intakes.round", attemptLimit: 3)
    /// Sends for them every five minutes.
    static let schedule = Schedule("intakes.round", .everyMinutes(5), kind: round)
    /// How long a document that was read rests before it is asked for again.
    static let restMilliseconds: Int64 = 24 * 3_600_000

    /// Declares a source; it is due at once.
    ///
    /// - Throws: ``IntakeFault/known`` when its address is declared already.
    func declare(_ entry: SourceEntry, by who: Identity, once key: String) async throws -> ID<WatchedSource> {
        try await database.write(once: key) { tx in
            let known = try tx.first("SELECT 1 AS one FROM intake_source WHERE address = $1", entry.address)
            guard known == nil else { throw IntakeFault.known }
            let id: ID<WatchedSource> = tx.ground.id()
            try tx.run(
                """
                INSERT INTO intake_source (id, name, address, kind, pattern, region, department,
                    interval_hours, is_active, etag, modified, next_at, fault, failures)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, TRUE, '', '', $9, '', 0)
                """, id, entry.name, entry.address, entry.kind, entry.pattern, Int64(entry.region.number),
                entry.department, entry.intervalHours, tx.ground.now())
            try tx.audit(
                actor: who.actor, action: "intake.source", subject: id.text, detail: entry.address)
            try tx.enqueue(Self.look, id, key: .whileWaiting(id.text))
            return id
        }
    }

    /// Changes what was declared, or whether it is looked at. It is due at once.
    func change(
        _ id: ID<WatchedSource>, to entry: SourceEntry, isActive: Bool, by who: Identity
    ) async throws {
        try await database.write { tx in
            let other = try tx.first(
                "SELECT 1 AS one FROM intake_source WHERE address = $1 AND id <> $2", entry.address, id)
            guard other == nil else { throw IntakeFault.known }
            try tx.run(
                """
                UPDATE intake_source
                SET name = $1, address = $2, kind = $3, pattern = $4, region = $5, department = $6,
                    interval_hours = $7, is_active = $8, etag = '', modified = '', next_at = $9, fault = '',
                    failures = 0
                WHERE id = $10
                """, entry.name, entry.address, entry.kind, entry.pattern, Int64(entry.region.number),
                entry.department, entry.intervalHours, isActive, tx.ground.now(), id)
            try tx.audit(
                actor: who.actor, action: isActive ? "intake.source.change" : "intake.source.end",
                subject: id.text, detail: entry.address)
            if isActive { try tx.enqueue(Self.look, id, key: .whileWaiting(id.text)) }
        }
    }

    /// Sends for the sources that are due.
    func sendForDue(_ context: JobContext) async throws {
        try await context.finish { tx in
            let rows = try tx.rows(
                """
                SELECT id FROM intake_source
                WHERE is_active AND next_at <= $1
                ORDER BY next_at
                LIMIT 500
                """, tx.ground.now())
            for row in rows {
                let id: ID<WatchedSource> = try row["id"]
                try tx.enqueue(Self.look, id, key: .whileWaiting(id.text))
            }
        }
    }

    /// All sources, those that fail first.
    func sources() async throws -> [WatchedSource] {
        try await database.read { reader in
            try reader.rows(Reader.sourceColumns + " ORDER BY failures DESC, name, id LIMIT 1000")
                .map(WatchedSource.init(row:))
        }
    }

    /// One source; nil when there is none.
    func source(_ id: ID<WatchedSource>) async throws -> WatchedSource? {
        try await database.read {
            try $0.first(Reader.sourceColumns + " WHERE id = $1", id).map(WatchedSource.init(row:))
        }
    }

    /// Keeps what a source lists now; documents that are known keep what was read of them.
    func keep(_ listed: [ListedDocument], of source: ID<WatchedSource>) async throws {
        try await database.write { tx in
            for document in listed {
                let id: ID<WatchedPage> = tx.ground.id()
                try tx.run(
                    """
                    INSERT INTO intake_page (id, source, address, title, etag, modified, fault, listed_at)
                    VALUES ($1, $2, $3, $4, '', '', '', $5)
                    ON CONFLICT (source, address) DO UPDATE SET listed_at = excluded.listed_at
                    """, id, source, document.address, document.title, tx.ground.now())
            }
        }
    }

    /// Documents to be read now: those never read, then those that were read longest ago.
    func pagesToRead(of source: ID<WatchedSource>, limit: Int) async throws -> [WatchedPage] {
        let rested = database.ground.now() - Self.restMilliseconds
        return try await database.read { reader in
            try reader.rows(
                Reader.pageColumns
                    + """
                     WHERE source = $1 AND (checked_at IS NULL OR checked_at <= $2)
                    ORDER BY COALESCE(checked_at, 0), id
                    LIMIT $3
                    """, source, rested, limit
            ).map(WatchedPage.init(row:))
        }
    }

    /// Documents of a source, those listed last first.
    func pages(of source: ID<WatchedSource>, limit: Int) async throws -> [WatchedPage] {
        try await database.read { reader in
            try reader.rows(
                Reader.pageColumns + " WHERE source = $1 ORDER BY id DESC LIMIT $2", source, limit
            ).map(WatchedPage.init(row:))
        }
    }

    /// Notes how a look went: nothing in `fault` for well.
    func note(
        _ source: WatchedSource, etag: String?, modified: String?, fault: FetchFault?, isUnfinished: Bool
    ) async throws {
        try await database.write { tx in
            let now = tx.ground.now()
            let interval = Int64(source.entry.intervalHours) * 3_600_000
            if let fault {
                // After each failure twice as long, up to a day: a site in trouble is left in peace.
                let longer = interval << Int64(min(source.failures, 5))
                try tx.run(
                    """
                    UPDATE intake_source
                    SET tried_at = $1, fault = $2, failures = failures + 1, next_at = $3
                    WHERE id = $4
                    """, now, fault.code, now + max(interval, min(longer, 24 * 3_600_000)), source.id)
            } else {
                try tx.run(
                    """
                    UPDATE intake_source
                    SET tried_at = $1, succeeded_at = $1, fault = '', failures = 0, next_at = $2,
                        etag = COALESCE(CAST($3 AS text), etag),
                        modified = COALESCE(CAST($4 AS text), modified)
                    WHERE id = $5
                    """, now, now + (isUnfinished ? 60_000 : interval), etag, modified, source.id)
            }
        }
    }
}

extension Reader {
    fileprivate static let sourceColumns: SQL = """
        SELECT id, name, address, kind, pattern, region, department, interval_hours, is_active, etag,
            modified, next_at, tried_at, succeeded_at, fault, failures
        FROM intake_source
        """

    fileprivate static let pageColumns: SQL = """
        SELECT id, source, address, title, etag, modified, body, fault, checked_at
        FROM intake_page
        """
}

extension WatchedSource {
    fileprivate init(row: Row) throws {
        let number: Int64 = try row["region"]
        self.init(
            id: try row["id"],
            entry: SourceEntry(
                name: try row["name"], address: try row["address"], kind: try row["kind"],
                pattern: try row["pattern"],
                region: Region(number: Int32(truncatingIfNeeded: number)) ?? .nation,
                department: try row["department"], intervalHours: try row["interval_hours"]),
            isActive: try row["is_active"], etag: try row["etag"], modified: try row["modified"],
            nextAt: try row["next_at"], triedAt: try row["tried_at"], succeededAt: try row["succeeded_at"],
            fault: try row["fault"], failures: try row["failures"])
    }
}

extension WatchedPage {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row["id"], source: try row["source"], address: try row["address"],
            title: try row["title"], etag: try row["etag"], modified: try row["modified"],
            text: try row["body"], fault: try row["fault"], checkedAt: try row["checked_at"])
    }
}

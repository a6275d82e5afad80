// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Standards
import Store

/// What watched sources bring, and what people decided about it.
struct FindingStore: Sendable {
    let database: Database

    /// Keeps what was read of a document, with a finding when it is new or says something else than before.
    func keep(
        _ text: String, titled title: String, of page: WatchedPage, etag: String, modified: String
    ) async throws {
        try await database.write { tx in
            let now = tx.ground.now()
            let count = try tx.run(
                """
                UPDATE intake_page
                SET body = $1, title = $2, etag = $3, modified = $4, fault = '', checked_at = $5
                WHERE id = $6 AND COALESCE(checked_at, 0) = $7
                """, text, title, etag, modified, now, page.id, page.checkedAt ?? 0)
            // Another worker was quicker: its finding stands.
            guard count == 1, page.text != text else { return }
            let open: ID<Finding>? = try tx.first(
                "SELECT id FROM intake_finding WHERE page = $1 AND state = 'open'", page.id)?["id"]
            if let open {
                // Nobody has looked at it yet: it shows the latest text, against what was decided about last.
                try tx.run(
                    "UPDATE intake_finding SET body = $1, title = $2, found_at = $3 WHERE id = $4", text,
                    title, now, open)
                return
            }
            let id: ID<Finding> = tx.ground.id()
            try tx.run(
                """
                INSERT INTO intake_finding (id, page, title, body, before, found_at, state, reason)
                VALUES ($1, $2, $3, $4, $5, $6, 'open', '')
                """, id, page.id, title, text, page.text, now)
        }
    }

    /// Notes that a document is as it was, or why it could not be read.
    func note(_ page: WatchedPage, fault: FetchFault?) async throws {
        try await database.write { tx in
            try tx.run(
                "UPDATE intake_page SET fault = $1, checked_at = $2 WHERE id = $3", fault?.code ?? "",
                tx.ground.now(), page.id)
        }
    }

    /// Findings of a state in some regions, the latest first. Regions are asked for before the limit, so that
    /// a busy neighbour pushes none of one's own out of the list.
    func findings(in state: Finding.State, of regions: [Region], limit: Int = 500) async throws -> [Finding] {
        try await database.read { reader in
            var found: [ID<Finding>: Finding] = [:]
            for region in regions {
                let span = region.span
                let rows = try reader.rows(
                    Reader.findingColumns
                        + """
                         WHERE f.state = $1 AND s.region BETWEEN $2 AND $3
                        ORDER BY f.id DESC
                        LIMIT $4
                        """, state, span.from, span.to, limit)
                for row in rows {
                    let finding = try Finding(row: row)
                    found[finding.id] = finding
                }
            }
            return Array(found.values.sorted { $0.id.text > $1.id.text }.prefix(limit))
        }
    }

    /// One finding; nil when there is none.
    func finding(_ id: ID<Finding>) async throws -> Finding? {
        try await database.read { try $0.finding(id) }
    }

    /// What people can decide about a finding.
    enum Decision: Sendable {
        case taken(ID<PolicyVersion>)
        case same(policy: Int64)
        case ignored(reason: String)
    }

    /// Keeps a decision.
    ///
    /// - Throws: ``IntakeFault/decided`` when another one was quicker.
    func decide(_ decision: Decision, about id: ID<Finding>, by who: Identity, once key: String) async throws
    {
        let (state, reason, number, version): (Finding.State, String, Int64?, ID<PolicyVersion>?) =
            switch decision {
            case .taken(let version): (.taken, "", nil, version)
            case .same(let number): (.same, "", number, nil)
            case .ignored(let reason): (.ignored, reason, nil, nil)
            }
        try await database.write(once: key) { tx in
            let count = try tx.run(
                """
                UPDATE intake_finding
                SET state = $1, reason = $2, policy_number = $3, version = $4, decided_by = $5,
                    decided_name = $6, decided_at = $7
                WHERE id = $8 AND state = 'open'
                """, state, reason, number, version, who.actor, who.name, tx.ground.now(), id)
            guard count == 1 else { throw IntakeFault.decided }
            try tx.audit(
                actor: who.actor, action: "intake.finding.\(state.rawValue)", subject: id.text, detail: reason
            )
            return true
        }
    }
}

extension Reader {
    fileprivate static let findingColumns: SQL = """
        SELECT f.id, p.source, s.name AS source_name, s.region, s.department, p.address, f.title, f.body,
            f.before, f.found_at, f.state, f.reason, f.policy_number, f.version, f.decided_name
        FROM intake_finding f
        JOIN intake_page p ON p.id = f.page
        JOIN intake_source s ON s.id = p.source
        """

    fileprivate func finding(_ id: ID<Finding>) throws -> Finding? {
        try first(Self.findingColumns + " WHERE f.id = $1", id).map(Finding.init(row:))
    }
}

extension Finding {
    fileprivate init(row: Row) throws {
        let number: Int64 = try row["region"]
        self.init(
            id: try row["id"], source: try row["source"], sourceName: try row["source_name"],
            region: Region(number: Int32(truncatingIfNeeded: number)) ?? .nation,
            department: try row["department"], address: try row["address"], title: try row["title"],
            text: try row["body"], before: try row["before"], foundAt: try row["found_at"],
            state: try row["state"], reason: try row["reason"], policyNumber: try row["policy_number"],
            version: try row["version"], decidedBy: try row["decided_name"])
    }
}

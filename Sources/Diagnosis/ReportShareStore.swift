// SPDX-License-Identifier: Apache-2.0
import Accounts
import Store

/// Links by which reports are shared, in the database.
extension ReportStore {
    /// Makes a link; a repeated key gives the first one's id, whose token nobody knows any more.
    func share(
        _ report: KeptReport, _ id: ID<ReportShare>, digest: String, days: Int, by person: Identity,
        once key: String
    ) async throws -> ID<ReportShare> {
        try await database.write(once: "share:\(person.person.text):\(key)") { tx in
            let now = tx.ground.now()
            try tx.run(
                """
                INSERT INTO diagnosis_share
                    (id, digest, report, made_at, made_by, made_by_name, until, opened)
                VALUES ($1, $2, $3, $4, $5, $6, $7, 0)
                """, id, digest, report.id, now, person.person, person.name, now + Int64(days) * 86_400_000)
            try tx.audit(
                actor: person.actor, action: "report.share", subject: report.enterprise.text,
                detail: "\(report.id) \(id) \(days) d")
            return id
        }
    }

    /// Ends a link of a report at once; one that is ended already stays as it is.
    func end(_ share: ID<ReportShare>, of report: KeptReport, by person: Identity) async throws {
        try await database.write { tx in
            let count = try tx.run(
                """
                UPDATE diagnosis_share SET ended_at = $1
                WHERE id = $2 AND report = $3 AND ended_at IS NULL
                """, tx.ground.now(), share, report.id)
            guard count > 0 else { return }
            try tx.audit(
                actor: person.actor, action: "report.share.end", subject: report.enterprise.text,
                detail: "\(report.id) \(share)")
        }
    }

    /// All links of a report, the latest first.
    func shares(of report: ID<KeptReport>) async throws -> [ReportShare] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT id, report, made_at, made_by_name, until, ended_at, opened, opened_at
                FROM diagnosis_share
                WHERE report = $1
                ORDER BY id DESC
                LIMIT $2
                """, report, Self.pageSize
            ).map { try ReportShare($0) }
        }
    }

    /// Opens a link and gives its report; nil for a token that nobody was given. One that has ended comes
    /// without the report. Counted is what a person opens.
    func open(token: String, isCounted: Bool) async throws -> (share: ReportShare, stored: StoredReport?)? {
        let digest = ReportShare.digest(of: token)
        let now = database.ground.now()
        guard isCounted else { return try await database.read { try $0.opened(digest, at: now) } }
        return try await database.write { tx in
            guard let opened = try tx.opened(digest, at: now) else { return nil }
            guard opened.stored != nil else { return opened }
            try tx.run(
                "UPDATE diagnosis_share SET opened = opened + 1, opened_at = $1 WHERE id = $2",
                now, opened.share.id)
            return opened
        }
    }
}

extension Reader {
    /// A link by the digest of its token, with the report while it is open.
    fileprivate func opened(
        _ digest: String, at now: Int64
    ) throws -> (share: ReportShare, stored: StoredReport?)? {
        guard
            let row = try first(
                """
                SELECT id, report, made_at, made_by_name, until, ended_at, opened, opened_at
                FROM diagnosis_share
                WHERE digest = $1
                """, digest)
        else { return nil }
        let share = try ReportShare(row)
        guard share.isOpen(at: now) else { return (share, nil) }
        let stored = try first(
            "SELECT content, made_by_name FROM diagnosis_report WHERE id = $1", share.report)
        return (share, try stored.map { try StoredReport($0) })
    }
}

extension ReportShare {
    init(_ row: Row) throws {
        id = try row["id"]
        report = try row["report"]
        madeAt = try row["made_at"]
        madeBy = try row["made_by_name"]
        until = try row["until"]
        endedAt = try row["ended_at"]
        opened = try row["opened"]
        openedAt = try row["opened_at"]
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Standards
import Store

extension PolicyStore {
    /// Days for comments at least, the first included: less than the usual ones of
    /// 重大行政决策程序暂行条例第十五条 needs a reason, which the note gives.
    public static let commentDays = (usual: 30, least: 7)

    /// Puts a checked version up for comment until a day.
    ///
    /// - Throws: ``PolicyFault/ownWork`` for who wrote at it, ``PolicyFault/dayPast``,
    ///   ``PolicyFault/commentsTooShort(least:)``, ``PolicyFault/commentsUnexplained(usual:)``.
    public func openComments(
        _ version: ID<PolicyVersion>, until day: Day, over revision: Int64, note: String, by actor: Identity,
        once key: String
    ) async throws {
        try await database.write(once: key) { tx in
            let now = try tx.open(version, over: revision)
            guard now.stage == .checking else {
                throw PolicyFault.notPossible(from: now.stage, to: .commenting)
            }
            let today = Day(milliseconds: tx.ground.now())
            guard day >= today else { throw PolicyFault.dayPast }
            guard try !tx.hands(of: version).contains(actor.person) else { throw PolicyFault.ownWork }
            let (days, needed) = (today.days(until: day) + 1, Self.commentDays)
            guard days >= needed.least else { throw PolicyFault.commentsTooShort(least: needed.least) }
            guard days >= needed.usual || note.count >= 5 else {
                throw PolicyFault.commentsUnexplained(usual: needed.usual)
            }
            try tx.step(now, to: .commenting, note: note, by: actor)
            try tx.setCommentEnd(day, of: version)
            return true
        }
    }

    /// Approves a version that was checked by another one, or whose time for comments is over.
    ///
    /// - Throws: ``PolicyFault/ownWork``, ``PolicyFault/commentsOpen(until:)``.
    public func approve(
        _ version: ID<PolicyVersion>, over revision: Int64, note: String, by actor: Identity, once key: String
    ) async throws {
        try await database.write(once: key) { tx in
            let now = try tx.open(version, over: revision)
            guard now.stage.next.contains(.approved) else {
                throw PolicyFault.notPossible(from: now.stage, to: .approved)
            }
            guard try !tx.hands(of: version).contains(actor.person) else { throw PolicyFault.ownWork }
            if now.takesComments(on: Day(milliseconds: tx.ground.now())), let last = now.commentTo {
                throw PolicyFault.commentsOpen(until: last.number)
            }
            try tx.step(now, to: .approved, note: note, by: actor)
            return true
        }
    }

    /// Who wrote at a version.
    public func hands(of version: ID<PolicyVersion>) async throws -> Set<ID<Person>> {
        try await database.read { try $0.hands(of: version) }
    }

    /// Ends what is past its last day, and tells of it; gives how many ended. Run every night; a second run
    /// finds nothing.
    @discardableResult
    public func expireDue(on day: Day, limit: Int = 500) async throws -> Int {
        try await database.write { tx in
            let due = try tx.rows(
                """
                SELECT id
                FROM policy_version
                WHERE stage = 'released' AND in_force_to < $1
                ORDER BY id
                LIMIT $2
                """, day.number, limit
            ).map { try $0["id"] as ID<PolicyVersion> }
            for id in due {
                guard let version = try tx.version(id) else { continue }
                try tx.run(
                    """
                    UPDATE policy_version
                    SET stage = 'expired', revision = revision + 1, changed_at = $1
                    WHERE id = $2
                    """, tx.ground.now(), id)
                try tx.run(
                    """
                    INSERT INTO policy_step (id, version, at, actor, actor_name, stage, note)
                    VALUES ($1, $2, $3, $4, $5, $6, $7)
                    """, tx.ground.uuid().uuidString.lowercased(), id, tx.ground.now(), Self.clock, "",
                    PolicyStage.expired, "")
                try tx.audit(
                    actor: Self.clock, action: "policy.expired", subject: version.policy.id.text,
                    detail: id.text)
                try tx.publish(
                    PolicyEnded.topic, PolicyEnded(policy: version.policy.id, version: id, stage: .expired))
            }
            return due.count
        }
    }

    /// Who acts where the calendar does.
    public static let clock = "clock"

    /// Versions in the order of their last change, the latest first, as lists show them.
    public func lines(_ selection: PolicySelection, limit: Int) async throws -> [PolicyLine] {
        try await database.read { try $0.lines(selection, limit: limit) }
    }
}

extension Transaction {
    /// Sets the last day on which comments on a version are taken.
    public func setCommentEnd(_ day: Day, of version: ID<PolicyVersion>) throws {
        try run("UPDATE policy_version SET comment_to = $1 WHERE id = $2", day.number, version)
    }
}

extension Reader {
    /// Who wrote at a version.
    func hands(of version: ID<PolicyVersion>) throws -> Set<ID<Person>> {
        Set(
            try rows(
                "SELECT person FROM policy_hand WHERE version = $1 ORDER BY person LIMIT 1000", version
            ).map { try $0["person"] })
    }

    fileprivate func lines(_ selection: PolicySelection, limit: Int) throws -> [PolicyLine] {
        var values: [any SQLBindable] = [
            selection.firstRegion, selection.lastRegion, selection.before?.at ?? Int64.max,
            selection.before?.id ?? "~", selection.words.isEmpty ? nil : pattern(selection.words),
            selection.hand?.text, selection.notHand?.text, limit,
        ]
        var sql = Self.selected
        if !selection.stages.isEmpty {
            sql = sql + " AND v.stage IN " + SQL.list(from: values.count + 1, count: selection.stages.count)
            values += selection.stages.map { $0 as any SQLBindable }
        }
        return try rows(sql + " ORDER BY v.changed_at DESC, v.id DESC LIMIT $8", values: values).map { row in
            let number: Int64 = try row["region"]
            guard let region = Region(number: Int32(truncatingIfNeeded: number)) else {
                throw PolicyFault.gone
            }
            return PolicyLine(
                id: try row["id"],
                policy: Policy(
                    id: try row["policy"], number: try row["number"], region: region,
                    department: try row["department"], createdAt: try row["created_at"]),
                version: try row["version"], stage: try row["stage"], title: try row["title"],
                changedAt: try row["changed_at"], firstReleasedBy: try row["first_released_by"],
                commentTo: (try row["comment_to"] as Int64?).map { Day(number: Int($0)) })
        }
    }

    private static let selected: SQL = """
        SELECT p.id AS policy, p.number, p.region, p.department, p.created_at, v.id, v.version, v.stage,
            v.title, v.changed_at, v.first_released_by, v.comment_to
        FROM policy_version v
        JOIN policy p ON p.id = v.policy
        WHERE p.region BETWEEN $1 AND $2 AND (v.changed_at, v.id) < ($3, $4)
            AND (CAST($5 AS text) IS NULL OR v.title LIKE $5 ESCAPE '!')
            AND (CAST($6 AS text) IS NULL
                OR EXISTS (SELECT 1 FROM policy_hand h WHERE h.version = v.id AND h.person = $6))
            AND (CAST($7 AS text) IS NULL
                OR NOT EXISTS (SELECT 1 FROM policy_hand h WHERE h.version = v.id AND h.person = $7))
        """

    private func pattern(_ words: String) -> String {
        let plain = words.replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_")
        return "%\(plain)%"
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Standards
import Store

extension Reader {
    static let columns: SQL = """
        SELECT p.id AS policy, p.number, p.region, p.department, p.created_at, v.id, v.version, v.stage,
            v.revision, v.content, v.made_by, v.made_at, v.first_released_by, v.released_by, v.released_at,
            v.in_force_from, v.in_force_to, v.comment_to
        FROM policy_version v
        JOIN policy p ON p.id = v.policy
        """

    /// A version; nil when there is none. For rooms that work on policies within a transaction of their own.
    public func version(_ id: ID<PolicyVersion>) throws -> PolicyVersion? {
        try first(Self.columns + " WHERE v.id = $1", id).map(PolicyVersion.init(row:))
    }

    /// All versions of a policy, the latest first.
    public func versions(of policy: ID<Policy>) throws -> [PolicyVersion] {
        try rows(Self.columns + " WHERE v.policy = $1 ORDER BY v.version DESC LIMIT 500", policy)
            .map(PolicyVersion.init(row:))
    }

    /// Versions at a stage, by their ids.
    public func versions(
        at stage: PolicyStage, after id: ID<PolicyVersion>?, limit: Int
    ) throws -> [PolicyVersion] {
        try rows(
            Self.columns + " WHERE v.stage = $1 AND v.id > $2 ORDER BY v.id LIMIT $3", stage, id?.text ?? "",
            limit
        ).map(PolicyVersion.init(row:))
    }

    /// Versions in force on a day, by their ids.
    public func versionsInForce(
        on day: Day, after id: ID<PolicyVersion>?, limit: Int
    ) throws -> [PolicyVersion] {
        try rows(
            Self.columns + """
                 WHERE v.stage IN ('released', 'superseded') AND v.in_force_from <= $1
                    AND (v.in_force_to IS NULL OR v.in_force_to >= $1) AND v.id > $2
                ORDER BY v.id
                LIMIT $3
                """, day.number, id?.text ?? "", limit
        ).map(PolicyVersion.init(row:))
    }
}

extension PolicyVersion {
    init(row: Row) throws {
        let number: Int64 = try row["region"]
        guard let region = Region(number: Int32(truncatingIfNeeded: number)) else { throw PolicyFault.gone }
        let content: String = try row["content"]
        let day = { (name: String) throws -> Day? in
            (try row[name] as Int64?).map { Day(number: Int($0)) }
        }
        self.init(
            id: try row["id"],
            policy: Policy(
                id: try row["policy"], number: try row["number"], region: region,
                department: try row["department"], createdAt: try row["created_at"]),
            version: try row["version"], stage: try row["stage"], revision: try row["revision"],
            content: try JSONDecoder().decode(PolicyContent.self, from: Data(content.utf8)),
            madeBy: try row["made_by"], madeAt: try row["made_at"],
            firstReleasedBy: try row["first_released_by"], releasedBy: try row["released_by"],
            releasedAt: try row["released_at"], inForceFrom: try day("in_force_from"),
            inForceTo: try day("in_force_to"), commentTo: try day("comment_to"))
    }
}

extension PolicyContent {
    /// As it is kept: keys in order, so that equal contents are equal texts.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

extension Transaction {
    /// Adds a draft.
    func add(
        _ content: PolicyContent, to policy: ID<Policy>, version: Int, by actor: Identity
    ) throws -> ID<PolicyVersion> {
        let id: ID<PolicyVersion> = ground.id()
        let now = ground.now()
        try run(
            """
            INSERT INTO policy_version (id, policy, version, stage, revision, title, place, level,
                published_on, apply_from, apply_to, content, made_by, made_at, changed_at)
            VALUES ($1, $2, $3, 'draft', 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)
            """, id, policy, version, content.title, Int64(content.region.number), content.level.rawValue,
            content.publishedOn?.number, content.applyFrom?.number, content.applyTo?.number,
            try content.json(), actor.actor, now)
        try mark(content, in: id)
        try note(id, .draft, "", by: actor)
        try addHand(actor, to: id)
        try audit(actor: actor.actor, action: "policy.draft", subject: policy.text, detail: id.text)
        return id
    }

    /// The version as it is now, locked by the revision that its editor saw.
    func open(_ id: ID<PolicyVersion>, over revision: Int64) throws -> PolicyVersion {
        let count = try run(
            """
            UPDATE policy_version SET revision = revision + 1, changed_at = $1
            WHERE id = $2 AND revision = $3
            """, ground.now(), id, revision)
        guard let version = try version(id) else { throw PolicyFault.gone }
        guard count == 1 else { throw PolicyFault.changedMeanwhile }
        return version
    }

    /// Writes what a version says.
    func write(_ content: PolicyContent, in id: ID<PolicyVersion>) throws {
        try run(
            """
            UPDATE policy_version
            SET title = $1, place = $2, level = $3, published_on = $4, apply_from = $5, apply_to = $6,
                content = $7
            WHERE id = $8
            """, content.title, Int64(content.region.number), content.level.rawValue,
            content.publishedOn?.number, content.applyFrom?.number, content.applyTo?.number,
            try content.json(), id)
        try mark(content, in: id)
    }

    /// Takes a version to a stage. Whoever sends it back takes back the first release as well.
    func step(_ version: PolicyVersion, to stage: PolicyStage, note text: String, by actor: Identity) throws {
        try run(
            """
            UPDATE policy_version
            SET stage = $1, first_released_by = CASE WHEN $1 = 'draft' THEN NULL ELSE first_released_by END,
                in_force_to = CASE WHEN $1 IN ('expired', 'withdrawn') THEN CAST($2 AS bigint)
                    ELSE in_force_to END
            WHERE id = $3
            """, stage, lastDay(of: version, at: ground.now()), version.id)
        try note(version.id, stage, text, by: actor)
        try audit(
            actor: actor.actor, action: "policy.\(stage.rawValue)", subject: version.policy.id.text,
            detail: "\(version.id.text) \(text)")
    }

    private func lastDay(of version: PolicyVersion, at now: Int64) -> Int {
        let today = Day(milliseconds: now).number
        return max(today, version.inForceFrom?.number ?? today)
    }

    /// Keeps the first of the two releases.
    func noteFirstRelease(_ version: PolicyVersion, by actor: Identity) throws {
        try run(
            "UPDATE policy_version SET first_released_by = $1 WHERE id = $2", actor.person, version.id)
        try note(version.id, .approved, "", by: actor)
        try audit(
            actor: actor.actor, action: "policy.release-first", subject: version.policy.id.text,
            detail: version.id.text)
    }

    /// Puts a version in force and ends the one before it on the day before.
    func putInForce(
        _ version: PolicyVersion, from day: Day, by actor: Identity, isHistory: Bool = false
    ) throws {
        let previous = try versions(of: version.policy.id).first { $0.stage == .released }
        if let previous {
            // A term that ends sooner is not made longer by the next version.
            let before = min(day.adding(days: -1).number, previous.inForceTo?.number ?? Int.max)
            try run(
                "UPDATE policy_version SET stage = 'superseded', in_force_to = $1 WHERE id = $2",
                max(before, previous.inForceFrom?.number ?? before), previous.id)
            try note(previous.id, .superseded, "", by: actor)
        }
        try makeRoom(for: version, from: day, by: actor)
        try run(
            """
            UPDATE policy_version
            SET stage = 'released', released_by = $1, released_at = $2, in_force_from = $3, in_force_to = $4
            WHERE id = $5
            """, actor.person, ground.now(), day.number, version.content.validTo?.number, version.id)
        try note(version.id, .released, "", by: actor)
        try audit(
            actor: actor.actor, action: "policy.released", subject: version.policy.id.text,
            detail: version.id.text)
        try publish(
            PolicyReleased.topic,
            PolicyReleased(
                policy: version.policy.id, version: version.id, previous: previous?.id,
                isHistory: isHistory ? true : nil))
    }

    /// Ends on the day before what would still be in force then, and lets never begin what would begin later:
    /// versions may be released for days to come, and a newer one may overtake them.
    private func makeRoom(for version: PolicyVersion, from day: Day, by actor: Identity) throws {
        let today = Day(milliseconds: ground.now())
        for other in try versions(of: version.policy.id) where other.stage == .superseded {
            guard let from = other.inForceFrom, other.id != version.id else { continue }
            if from >= day, from > today {
                try run(
                    "UPDATE policy_version SET in_force_from = NULL, in_force_to = NULL WHERE id = $1",
                    other.id)
            } else if from < day, other.inForceTo.map({ $0 >= day }) ?? true {
                try run(
                    "UPDATE policy_version SET in_force_to = $1 WHERE id = $2",
                    day.adding(days: -1).number, other.id)
            } else {
                continue
            }
            try note(other.id, .superseded, "", by: actor)
        }
    }

    /// When a version is withdrawn before its first day, the one that it would have ended goes on to the end
    /// of its own term.
    func takeBackEnd(before version: PolicyVersion, by actor: Identity) throws {
        let today = Day(milliseconds: ground.now())
        guard version.isComing(after: today),
            let last = try versions(of: version.policy.id).first(where: {
                $0.stage == .superseded && $0.isInForce(on: today)
            })
        else { return }
        try run(
            "UPDATE policy_version SET stage = 'released', in_force_to = $1 WHERE id = $2",
            last.content.validTo?.number, last.id)
        try note(last.id, .released, "", by: actor)
        try audit(
            actor: actor.actor, action: "policy.goes-on", subject: version.policy.id.text,
            detail: last.id.text)
    }

    /// Keeps that a person wrote at a version.
    func addHand(_ actor: Identity, to version: ID<PolicyVersion>) throws {
        try run(
            """
            INSERT INTO policy_hand (version, person)
            VALUES ($1, $2)
            ON CONFLICT (version, person) DO NOTHING
            """, version, actor.person)
    }

    func note(
        _ version: ID<PolicyVersion>, _ stage: PolicyStage, _ text: String, by actor: Identity
    ) throws {
        try run(
            """
            INSERT INTO policy_step (id, version, at, actor, actor_name, stage, note)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """, ground.uuid().uuidString.lowercased(), version, ground.now(), actor.actor, actor.name, stage,
            text)
    }
}

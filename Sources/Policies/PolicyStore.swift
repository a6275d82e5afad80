// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Standards
import Store

/// Policies and their versions: named writes, and reads. The door for rooms that work on policies.
public struct PolicyStore: Sendable {
    /// The database with ``Policies/migrations``.
    public let database: Database

    /// A store on an open database.
    public init(database: Database) { self.database = database }

    /// Makes a policy with its first draft; the same key twice gives the first one's id.
    public func make(
        _ content: PolicyContent, keptBy region: Region, department: ID<Department>?, by actor: Identity,
        once key: String
    ) async throws -> ID<PolicyVersion> {
        try await database.write(once: key) { tx in
            let policy: ID<Policy> = tx.ground.id()
            let last: Int64? = try tx.value("SELECT coalesce(max(number), 0) FROM policy")
            try tx.run(
                """
                INSERT INTO policy (id, number, region, department, created_at)
                VALUES ($1, $2, $3, $4, $5)
                """, policy, (last ?? 0) + 1, Int64(region.number), department, tx.ground.now())
            return try tx.add(content, to: policy, version: 1, by: actor)
        }
    }

    /// Begins the next version of a policy with what the last one says; gives the open version when there is
    /// one already.
    public func revise(_ policy: ID<Policy>, by actor: Identity, once key: String) async throws
        -> ID<PolicyVersion>
    {
        try await database.write(once: key) { tx in
            guard let last = try tx.versions(of: policy).first else { throw PolicyFault.gone }
            if last.stage.isOpen { return last.id }
            return try tx.add(last.content, to: policy, version: last.version + 1, by: actor)
        }
    }

    /// Changes what a draft says.
    ///
    /// - Parameter revision: of the version that the writer saw.
    /// - Throws: ``PolicyFault/changedMeanwhile`` when another one was quicker, ``PolicyFault/notADraft``.
    public func save(
        _ content: PolicyContent, in version: ID<PolicyVersion>, over revision: Int64, by actor: Identity,
        once key: String
    ) async throws {
        try await database.write(once: key) { tx in
            let now = try tx.open(version, over: revision)
            guard now.stage == .draft else { throw PolicyFault.notADraft }
            try tx.write(content, in: version)
            try tx.addHand(actor, to: version)
            try tx.audit(
                actor: actor.actor, action: "policy.save", subject: now.policy.id.text, detail: version.text)
            return true
        }
    }

    /// Takes a version one step on, or back to the draft, with a note why. Comments, approval and release
    /// are steps of their own, for which somebody else is needed than who wrote.
    ///
    /// - Throws: ``PolicyFault/notPossible`` for these, and for a step that ``PolicyStage/next`` does not
    ///   have.
    public func move(
        _ version: ID<PolicyVersion>, to stage: PolicyStage, over revision: Int64, note: String,
        by actor: Identity, once key: String
    ) async throws {
        try await database.write(once: key) { tx in
            let now = try tx.open(version, over: revision)
            let isOwn: Set<PolicyStage> = [.commenting, .approved, .released, .superseded]
            guard now.stage.next.contains(stage), !isOwn.contains(stage) else {
                throw PolicyFault.notPossible(from: now.stage, to: stage)
            }
            try tx.step(now, to: stage, note: note, by: actor)
            if stage == .withdrawn { try tx.takeBackEnd(before: now, by: actor) }
            if stage == .withdrawn || stage == .expired {
                try tx.publish(
                    PolicyEnded.topic, PolicyEnded(policy: now.policy.id, version: version, stage: stage))
            }
            return true
        }
    }

    /// Gives one of the two releases. The second one, by another person, puts the version in force from a day
    /// on and ends the one before it.
    ///
    /// - Parameter day: the first day in force, of the second release; not before today.
    /// - Returns: whether the version is released now.
    /// - Throws: ``PolicyFault/samePerson`` when the same person gives both, ``PolicyFault/dayPast`` and
    ///   ``PolicyFault/endsBeforeItBegins`` for a day that cannot be the first.
    @discardableResult
    public func release(
        _ version: ID<PolicyVersion>, from day: Day, over revision: Int64, by actor: Identity,
        once key: String
    ) async throws -> Bool {
        try await database.write(once: key) { tx in
            let now = try tx.open(version, over: revision)
            guard now.stage == .approved else {
                throw PolicyFault.notPossible(from: now.stage, to: .released)
            }
            guard day >= Day(milliseconds: tx.ground.now()) else { throw PolicyFault.dayPast }
            guard now.content.validTo.map({ day <= $0 }) ?? true else {
                throw PolicyFault.endsBeforeItBegins
            }
            guard let first = now.firstReleasedBy else {
                try tx.noteFirstRelease(now, by: actor)
                return false
            }
            guard first != actor.person.text else { throw PolicyFault.samePerson }
            try tx.putInForce(now, from: day, by: actor)
            return true
        }
    }

    /// Puts a policy that was published elsewhere into the library as released, without the steps: imports
    /// and examples. The same key takes effect once.
    public func adopt(
        _ content: PolicyContent, keptBy region: Region, department: ID<Department>?, from day: Day,
        by actor: Identity, once key: String
    ) async throws -> ID<PolicyVersion> {
        let id = try await make(content, keptBy: region, department: department, by: actor, once: key)
        return try await database.write(once: key + "/adopt") { tx in
            guard let version = try tx.version(id) else { throw PolicyFault.gone }
            try tx.putInForce(version, from: day, by: actor)
            return id
        }
    }

    // MARK: - Reads

    /// A version; nil when there is none.
    public func version(_ id: ID<PolicyVersion>) async throws -> PolicyVersion? {
        try await database.read { try $0.version(id) }
    }

    /// All versions of a policy, the latest first.
    public func versions(of policy: ID<Policy>) async throws -> [PolicyVersion] {
        try await database.read { try $0.versions(of: policy) }
    }

    /// The id of the policy that bears a number; nil when there is none.
    public func policy(numbered number: Int64) async throws -> ID<Policy>? {
        try await database.read { try $0.first("SELECT id FROM policy WHERE number = $1", number)?["id"] }
    }

    /// The version that everybody reads on a day, as ``Swift/Collection/shown(on:)`` says; else of today.
    public func shown(_ policy: ID<Policy>, on day: Day? = nil) async throws -> PolicyVersion? {
        try await versions(of: policy).shown(on: day ?? Day(milliseconds: database.ground.now()))
    }

    /// Versions at a stage in the order of their ids, from after one on; at most `limit`.
    public func versions(
        at stage: PolicyStage, after id: ID<PolicyVersion>? = nil, limit: Int = 500
    ) async throws -> [PolicyVersion] {
        try await database.read { try $0.versions(at: stage, after: id, limit: limit) }
    }

    /// The steps that a version took, the first first.
    public func steps(of version: ID<PolicyVersion>) async throws -> [PolicyStep] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT at, actor, actor_name, stage, note
                FROM policy_step
                WHERE version = $1
                ORDER BY id
                LIMIT 500
                """, version
            ).map {
                PolicyStep(
                    at: try $0["at"], actor: try $0["actor"], actorName: try $0["actor_name"],
                    stage: try $0["stage"], note: try $0["note"])
            }
        }
    }
}

/// One step that a version took.
public struct PolicyStep: Hashable, Sendable {
    /// Milliseconds since 1970.
    public let at: Int64
    /// Who took it, as audits name them.
    public let actor: String
    /// The name that others see.
    public let actorName: String
    /// Where it led.
    public let stage: PolicyStage
    /// Why; empty where none is asked.
    public let note: String
}

extension PolicyStage {
    /// Whether work on it goes on; a policy has one open version at most.
    public var isOpen: Bool {
        switch self {
        case .draft, .checking, .commenting, .approved: true
        case .released, .superseded, .expired, .withdrawn: false
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Standards
import Store

/// A policy from elsewhere on its way into the library, for rooms that bring many within transactions of
/// their own.
public struct PolicyAdoption: Sendable {
    /// What it says.
    public var content: PolicyContent
    /// The region whose office keeps it.
    public var region: Region
    /// The responsible department.
    public var department: ID<Department>?
    /// The first day in force of what was released elsewhere; nil for a draft that people still work on.
    public var releasedFrom: Day?

    /// A policy on its way.
    public init(
        _ content: PolicyContent, keptBy region: Region, department: ID<Department>?, releasedFrom: Day?
    ) {
        self.content = content
        self.region = region
        self.department = department
        self.releasedFrom = releasedFrom
    }
}

extension Transaction {
    /// Makes a policy of it.
    public func adopt(_ adoption: PolicyAdoption, by actor: Identity) throws -> ID<PolicyVersion> {
        let policy: ID<Policy> = ground.id()
        let last: Int64? = try value("SELECT coalesce(max(number), 0) FROM policy")
        try run(
            """
            INSERT INTO policy (id, number, region, department, created_at)
            VALUES ($1, $2, $3, $4, $5)
            """, policy, (last ?? 0) + 1, Int64(adoption.region.number), adoption.department, ground.now())
        let id = try add(adoption.content, to: policy, version: 1, by: actor)
        try putInForce(id, adoption, after: nil, by: actor)
        return id
    }

    /// Makes the next version of a policy of it.
    ///
    /// - Throws: ``PolicyFault/notADraft`` while somebody works on a version of it.
    public func adopt(
        _ adoption: PolicyAdoption, after last: PolicyVersion, by actor: Identity
    ) throws -> ID<PolicyVersion> {
        guard !last.stage.isOpen else { throw PolicyFault.notADraft }
        let id = try add(adoption.content, to: last.policy.id, version: last.version + 1, by: actor)
        try putInForce(id, adoption, after: last, by: actor)
        return id
    }

    /// What came as history is known already: it is marked so, and nobody is told of it as of news. What
    /// is past ends at once.
    private func putInForce(
        _ id: ID<PolicyVersion>, _ adoption: PolicyAdoption, after last: PolicyVersion?, by actor: Identity
    ) throws {
        guard let from = adoption.releasedFrom, let version = try version(id) else { return }
        let today = Day(milliseconds: ground.now())
        var day = from
        if let end = adoption.content.validTo { day = min(day, end) }
        // A correction of what is in force counts from today, not from before the version that it corrects.
        if let before = last?.inForceFrom, day <= before { day = max(before, today) }
        if let end = adoption.content.validTo, end < day { throw PolicyFault.endsBefore(end) }
        let isPast = adoption.content.validTo.map { $0 < today } ?? false
        try putInForce(version, from: day, by: actor, isHistory: true)
        guard isPast else { return }
        try run("UPDATE policy_version SET stage = 'expired' WHERE id = $1", id)
        try note(id, .expired, "", by: actor)
    }
}

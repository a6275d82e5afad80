// SPDX-License-Identifier: Apache-2.0
import Standards
import Store

/// What somebody claims.
struct ClaimedEnterprise: Sendable {
    let creditCode: CreditCode
    let name: String
    let region: Region
}

extension AccountStore {
    /// Files a claim with its evidence, which the vault has kept.
    ///
    /// - Throws: ``AccountFault/claimWaiting`` when the same claim of this person waits already.
    func claim(
        _ enterprise: ClaimedEnterprise, by person: ID<Person>, evidence: ReceivedFile, fileName: String
    ) async throws -> ID<EnterpriseClaim> {
        try await database.write { tx in
            let waiting: String? = try tx.value(
                """
                SELECT id FROM enterprise_claim
                WHERE person = $1 AND credit_code = $2 AND state = 'waiting'
                """, person, enterprise.creditCode.text)
            guard waiting == nil else { throw AccountFault.claimWaiting }
            let id: ID<EnterpriseClaim> = tx.ground.id()
            let file = try tx.attach(evidence, name: fileName)
            try tx.run(
                """
                INSERT INTO enterprise_claim
                    (id, credit_code, enterprise_name, region, person, evidence, state, made_at, reason)
                VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, '')
                """, id, enterprise.creditCode.text, enterprise.name, enterprise.region.code, person, file,
                tx.ground.now())
            try tx.audit(
                actor: person.text, action: "claim.make", subject: id.text,
                detail: enterprise.creditCode.text)
            return id
        }
    }

    func claim(_ id: ID<EnterpriseClaim>) async throws -> EnterpriseClaim? {
        try await database.read { try $0.claim(id) }
    }

    func claims(of person: ID<Person>) async throws -> [EnterpriseClaim] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT id, credit_code, enterprise_name, region, person, evidence, state, made_at, decided_at,
                    reason
                FROM enterprise_claim
                WHERE person = $1
                ORDER BY made_at DESC
                LIMIT 50
                """, person
            ).map(EnterpriseClaim.init)
        }
    }

    /// Claims that wait in some regions, the oldest first, 50 at most.
    func waitingClaims(in regions: [Region]) async throws -> [EnterpriseClaim] {
        let spans = regions.map(RegionSpan.init)
        return try await database.read { reader in
            let found = try spans.flatMap { span in
                try reader.rows(
                    """
                    SELECT id, credit_code, enterprise_name, region, person, evidence, state, made_at,
                        decided_at, reason
                    FROM enterprise_claim
                    WHERE state = 'waiting' AND region BETWEEN $1 AND $2
                    ORDER BY made_at, id
                    LIMIT 50
                    """, span.first, span.last
                ).map(EnterpriseClaim.init)
            }
            var seen: Set<ID<EnterpriseClaim>> = []
            let sorted = found.filter { seen.insert($0.id).inserted }.sorted { $0.madeAt < $1.madeAt }
            return Array(sorted.prefix(50))
        }
    }

    /// Decides about a claim, with a reason; nobody decides about their own.
    ///
    /// - Throws: ``AccountFault/claimDecided``, ``AccountFault/ownGrant``.
    func decide(
        _ id: ID<EnterpriseClaim>, accept: Bool, reason: String, by official: ID<Person>
    ) async throws {
        try await database.write { tx in
            guard let claim = try tx.claim(id) else { throw AccountFault.claimDecided }
            guard claim.person != official else { throw AccountFault.ownGrant }
            let changed = try tx.run(
                """
                UPDATE enterprise_claim SET state = $1, decided_at = $2, decided_by = $3, reason = $4
                WHERE id = $5 AND state = 'waiting'
                """, accept ? EnterpriseClaim.State.accepted : .refused, tx.ground.now(), official, reason, id
            )
            guard changed == 1 else { throw AccountFault.claimDecided }
            try tx.audit(
                actor: official.text, action: accept ? "claim.accept" : "claim.refuse", subject: id.text,
                detail: reason)
            if accept {
                try tx.publish(
                    EnterpriseClaim.accepted,
                    AcceptedClaim(
                        claim: id, creditCode: claim.creditCode.text, name: claim.enterpriseName,
                        region: claim.region.code, person: claim.person, decidedBy: official))
            }
        }
    }

    /// Takes back a claim that waits.
    func withdraw(_ id: ID<EnterpriseClaim>, of person: ID<Person>) async throws -> Bool {
        try await database.write { tx in
            let changed = try tx.run(
                """
                UPDATE enterprise_claim SET state = 'withdrawn', decided_at = $1
                WHERE id = $2 AND person = $3 AND state = 'waiting'
                """, tx.ground.now(), id, person)
            if changed == 1 { try tx.audit(actor: person.text, action: "claim.withdraw", subject: id.text) }
            return changed == 1
        }
    }

    func file(_ id: ID<AttachedFile>) async throws -> AttachedFile? {
        try await database.read { try $0.file(id) }
    }
}

extension Reader {
    fileprivate func claim(_ id: ID<EnterpriseClaim>) throws -> EnterpriseClaim? {
        try first(
            """
            SELECT id, credit_code, enterprise_name, region, person, evidence, state, made_at, decided_at,
                reason
            FROM enterprise_claim
            WHERE id = $1
            """, id
        ).map(EnterpriseClaim.init)
    }
}

extension EnterpriseClaim {
    fileprivate init(_ row: Row) throws {
        let code: String = try row["credit_code"]
        self.init(
            id: try row["id"], creditCode: try CreditCode(code), enterpriseName: try row["enterprise_name"],
            region: try row.region("region"), person: try row["person"], evidence: try row["evidence"],
            state: try row["state"], madeAt: try row["made_at"], decidedAt: try row["decided_at"],
            reason: try row["reason"])
    }
}

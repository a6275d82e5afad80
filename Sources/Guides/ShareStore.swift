// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Store

/// A link that says who shared a policy.
struct PolicyShare: Sendable {
    let code: String
    let policy: ID<Policy>
    /// Who shared it.
    let name: String
    /// How often it was opened.
    let opens: Int64
}

/// Shared links.
struct ShareStore: Sendable {
    let database: Database
    private static let alphabet = Array("23456789abcdefghjkmnpqrstuvwxyz")

    /// The link of a person for a policy: made once, the same from then on.
    func share(_ policy: ID<Policy>, by who: Identity, once key: String) async throws -> String {
        try await database.write(once: key) { tx in
            if let known = try tx.share(of: policy, by: who.person) { return known.code }
            var (bits, code) = (tx.ground.random(), "")
            for _ in 0..<10 {
                code.append(Self.alphabet[Int(bits % UInt64(Self.alphabet.count))])
                bits /= UInt64(Self.alphabet.count)
            }
            try tx.run(
                """
                INSERT INTO guide_share (code, policy, person, name, made_at, opens)
                VALUES ($1, $2, $3, $4, $5, 0)
                """, code, policy, who.person, who.name, tx.ground.now())
            return code
        }
    }

    /// What a code leads to; nil when there is no such code.
    func share(coded code: String) async throws -> PolicyShare? {
        try await database.read { reader in
            try reader.first("SELECT code, policy, name, opens FROM guide_share WHERE code = $1", code)
                .map(PolicyShare.init(row:))
        }
    }

    /// The link of a person for a policy; nil before it was made.
    func share(of policy: ID<Policy>, by person: ID<Person>) async throws -> PolicyShare? {
        try await database.read { try $0.share(of: policy, by: person) }
    }
}

extension PolicyShare {
    fileprivate init(row: Row) throws {
        self.init(
            code: try row["code"], policy: try row["policy"], name: try row["name"], opens: try row["opens"])
    }
}

extension Reader {
    fileprivate func share(of policy: ID<Policy>, by person: ID<Person>) throws -> PolicyShare? {
        try first(
            "SELECT code, policy, name, opens FROM guide_share WHERE policy = $1 AND person = $2", policy,
            person
        ).map(PolicyShare.init(row:))
    }
}

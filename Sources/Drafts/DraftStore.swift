// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Store

/// What this room keeps beside the versions themselves.
struct DraftStore: Sendable {
    let database: Database

    /// An original as it came: in the vault where that takes its kind, else beside the data. The vault
    /// refuses what a browser would run, and a published web page is an original all the same.
    enum Original: Sendable {
        case vault(ReceivedFile)
        case page(Data, digest: String)
    }

    func keep(
        _ original: Original, named name: String, of policy: ID<Policy>, by actor: Identity, once key: String
    ) async throws {
        try await database.write(once: key) { tx in
            var file: ID<AttachedFile>?
            var content: Data?
            let (digest, size): (String, Int64)
            switch original {
            case .vault(let received):
                file = try tx.attach(received, name: name)
                (digest, size) = (received.digest, received.sizeBytes)
            case .page(let bytes, let hash):
                content = bytes
                (digest, size) = (hash, Int64(bytes.count))
            }
            try tx.run(
                """
                INSERT INTO draft_original (policy, digest, name, size_bytes, file, content, person, at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (policy, digest) DO NOTHING
                """, policy, digest, String(name.prefix(255)), size, file, content, actor.person,
                tx.ground.now())
            return true
        }
    }

    /// The original of a version; nil when its text was typed. Its bytes are nil when the vault has them.
    func original(
        of policy: ID<Policy>, digest: String
    ) async throws -> (name: String, sizeBytes: Int64, bytes: Data?)? {
        try await database.read { reader in
            try reader.first(
                """
                SELECT name, size_bytes, content
                FROM draft_original
                WHERE policy = $1 AND digest = $2
                """, policy, digest
            ).map { (try $0["name"], try $0["size_bytes"], try $0["content"]) }
        }
    }

    /// Keeps what was decided, where a phrase was put right, the phrase, and what became of the proposal
    /// that it was decided on.
    func decide(
        _ decision: ClauseDecision, in version: ID<PolicyVersion>, phrase: RulePhrase.New?,
        on proposal: ClauseProposal?, by actor: Identity, once key: String
    ) async throws {
        try await database.write(once: key) { tx in
            try tx.note(decision, in: version, by: actor)
            if let phrase { try tx.learn(phrase, by: actor, at: tx.ground.now()) }
            if let proposal {
                try tx.settle(
                    proposal, as: decision.outcome(of: proposal), became: decision.became, by: actor)
            }
            try tx.audit(
                actor: actor.actor, action: "drafts.clause.\(decision.kind.rawValue)", subject: version.text,
                detail: decision.item + (proposal.map { " · \($0.model)" } ?? ""))
            return true
        }
    }

    /// Keeps that all clauses of an item that nobody had decided on are accepted as they were read.
    func acceptAll(
        _ decisions: [ClauseDecision], in version: ID<PolicyVersion>, by actor: Identity, once key: String
    ) async throws {
        try await database.write(once: key) { tx in
            for decision in decisions { try tx.note(decision, in: version, by: actor) }
            try tx.audit(
                actor: actor.actor, action: "drafts.clauses.accepted", subject: version.text,
                detail: "\(decisions.first?.item ?? "") · \(decisions.count)")
            return true
        }
    }

    /// What was decided on a version, the first first.
    func decisions(of version: ID<PolicyVersion>) async throws -> [ClauseDecision] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT item, kind, was, became, reason, person_name, at
                FROM draft_decision
                WHERE version = $1
                ORDER BY at, id
                LIMIT 2000
                """, version
            ).map {
                ClauseDecision(
                    item: try $0["item"], kind: try $0["kind"], was: try $0["was"], became: try $0["became"],
                    reason: try $0["reason"], personName: try $0["person_name"], at: try $0["at"])
            }
        }
    }

    /// The phrases under these keys.
    func phrases(under keys: Set<String>) async throws -> [String: RulePhrase] {
        guard !keys.isEmpty else { return [:] }
        let asked = Array(keys.sorted().prefix(500))
        return try await database.read { reader in
            let found = try reader.rows(
                Self.columns + ", phrase FROM draft_phrase WHERE phrase IN "
                    + SQL.list(from: 1, count: asked.count), values: asked
            ).map { row in (try row["phrase"] as String, try RulePhrase(row: row)) }
            return Dictionary(found) { first, _ in first }
        }
    }

    /// All phrases, those used most first.
    func phrases(limit: Int) async throws -> [RulePhrase] {
        try await database.read { reader in
            try reader.rows(
                Self.columns + " FROM draft_phrase ORDER BY uses DESC, at DESC, id LIMIT $1", limit
            ).map(RulePhrase.init(row:))
        }
    }

    /// Forgets a phrase; gives whether it was there.
    func forget(_ phrase: ID<RulePhrase>, by actor: Identity, once key: String) async throws -> Bool {
        try await database.write(once: key) { tx in
            let count = try tx.run("DELETE FROM draft_phrase WHERE id = $1", phrase)
            if count == 1 {
                try tx.audit(actor: actor.actor, action: "drafts.phrase.forget", subject: phrase.text)
            }
            return count == 1
        }
    }

    private static let columns: SQL = "SELECT id, words, was, line, person_name, at, uses"
}

extension RulePhrase {
    /// A phrase that an editor just put right, or took over.
    struct New: Sendable {
        let key: String
        let words: String
        let was: String
        let line: String
    }

    fileprivate init(row: Row) throws {
        self.init(
            id: try row["id"], words: try row["words"], was: try row["was"], line: try row["line"],
            personName: try row["person_name"], at: try row["at"], uses: try row["uses"])
    }
}

extension Transaction {
    fileprivate func note(
        _ decision: ClauseDecision, in version: ID<PolicyVersion>, by actor: Identity
    ) throws {
        try run(
            """
            INSERT INTO draft_decision (id, version, item, kind, was, became, reason, person, person_name, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, ground.uuid().uuidString.lowercased(), version, decision.item, decision.kind, decision.was,
            decision.became, decision.reason, actor.person, actor.name, ground.now())
    }

    /// The same line again counts as a use; another line takes the place of the one before.
    fileprivate func learn(_ phrase: RulePhrase.New, by actor: Identity, at now: Int64) throws {
        let used = try run(
            "UPDATE draft_phrase SET uses = uses + 1 WHERE phrase = $1 AND line = $2", phrase.key,
            phrase.line)
        guard used == 0 else { return }
        let id: ID<RulePhrase> = ground.id()
        try run(
            """
            INSERT INTO draft_phrase (id, phrase, words, was, line, person, person_name, at, uses)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)
            ON CONFLICT (phrase) DO UPDATE
            SET words = excluded.words, was = excluded.was, line = excluded.line, person = excluded.person,
                person_name = excluded.person_name, at = excluded.at, uses = 0
            """, id, phrase.key, phrase.words, phrase.was, phrase.line, actor.person, actor.name, now)
    }
}

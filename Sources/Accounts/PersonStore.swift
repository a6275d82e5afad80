// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Store

extension AccountStore {
    /// Makes an account without rights. For the example city and the first start; people come by invitation
    /// or by themselves.
    ///
    /// - Parameters:
    ///   - signInName: a telephone number, e-mail address or user name; nil for one who never signs in by
    ///     password.
    ///   - actor: who does it, for the audit.
    /// - Throws: ``AccountFault/signInNameTaken``.
    @discardableResult
    public func addPerson(
        name: String, signInName: String? = nil, isExample: Bool = false, actor: String
    ) async throws -> ID<Person> {
        let kept = signInName.flatMap { SignInName($0) }
        return try await database.write { tx in
            try tx.addPerson(name: name, signInName: kept, hash: nil, isExample: isExample, actor: actor)
        }
    }

    func person(_ id: ID<Person>) async throws -> PersonRecord? {
        try await database.read { try $0.personRecord(id) }
    }

    func person(named name: SignInName) async throws -> PersonRecord? {
        try await database.read { try $0.personRecord(named: name) }
    }

    func rename(_ id: ID<Person>, to name: String) async throws {
        try await database.write { tx in
            try tx.run("UPDATE person SET name = $1 WHERE id = $2", name, id)
            try tx.audit(actor: id.text, action: "account.rename", subject: id.text)
        }
    }

    /// Keeps the same password under today's parameters.
    func renew(_ hash: PasswordHash, of id: ID<Person>) async throws {
        try await database.write { tx in
            try tx.run("UPDATE person SET password_hash = $1 WHERE id = $2", hash.encoded, id)
        }
    }

    /// Another password: all other sessions end.
    func changePassword(
        of id: ID<Person>, signInName: SignInName?, to hash: PasswordHash, keeping digest: String?
    ) async throws {
        try await database.write { tx in
            try tx.setPassword(of: id, signInName: signInName, to: hash)
            try tx.endSessions(of: id, except: digest)
            try tx.audit(actor: id.text, action: "account.password", subject: id.text)
        }
    }

    /// Shuts an account out at once, or lets it in again.
    public func setActive(_ isActive: Bool, _ id: ID<Person>, reason: String, actor: String) async throws {
        try await database.write { tx in
            try tx.run(
                "UPDATE person SET state = $1 WHERE id = $2", isActive ? "active" : "suspended", id)
            if !isActive {
                try tx.endSessions(of: id, except: nil)
                try tx.run(
                    "UPDATE api_token SET ended_at = $1 WHERE person = $2 AND ended_at IS NULL",
                    tx.ground.now(), id)
            }
            try tx.audit(
                actor: actor, action: isActive ? "account.reinstate" : "account.suspend", subject: id.text,
                detail: reason)
        }
    }
}

extension Transaction {
    func addPerson(
        name: String, signInName: SignInName?, hash: PasswordHash?, isExample: Bool, actor: String?
    ) throws -> ID<Person> {
        let id: ID<Person> = ground.id()
        if let signInName { try requireFree(signInName, for: id) }
        try run(
            """
            INSERT INTO person
                (id, name, sign_in_name, password_hash, password_changed_at, state, is_example, created_at)
            VALUES ($1, $2, $3, $4, $5, 'active', $6, $5)
            """, id, name, signInName?.text, hash?.encoded, ground.now(), isExample)
        try audit(actor: actor ?? id.text, action: "account.make", subject: id.text)
        return id
    }

    func setPassword(of id: ID<Person>, signInName: SignInName?, to hash: PasswordHash) throws {
        if let signInName {
            try requireFree(signInName, for: id)
            try run("UPDATE person SET sign_in_name = $1 WHERE id = $2", signInName.text, id)
        }
        try run(
            "UPDATE person SET password_hash = $1, password_changed_at = $2 WHERE id = $3", hash.encoded,
            ground.now(), id)
    }

    private func requireFree(_ name: SignInName, for id: ID<Person>) throws {
        let owner: ID<Person>? = try value("SELECT id FROM person WHERE sign_in_name = $1", name.text)
        if let owner, owner != id { throw AccountFault.signInNameTaken }
    }
}

extension Reader {
    func personRecord(_ id: ID<Person>) throws -> PersonRecord? {
        try first(
            """
            SELECT id, name, sign_in_name, password_hash, password_changed_at, state, is_example, created_at
            FROM person
            WHERE id = $1
            """, id
        ).map(PersonRecord.init)
    }

    func personRecord(named name: SignInName) throws -> PersonRecord? {
        try first(
            """
            SELECT id, name, sign_in_name, password_hash, password_changed_at, state, is_example, created_at
            FROM person
            WHERE sign_in_name = $1
            """, name.text
        ).map(PersonRecord.init)
    }

    /// Names by ids, for lists; at most 500.
    func names(of people: Set<ID<Person>>) throws -> [ID<Person>: String] {
        let ids = people.sorted().prefix(500)
        guard !ids.isEmpty else { return [:] }
        let found = try rows(
            "SELECT id, name FROM person WHERE id IN " + SQL.list(from: 1, count: ids.count),
            values: Array(ids))
        return Dictionary(
            try found.map { (try $0["id"], try $0["name"]) }, uniquingKeysWith: { one, _ in one })
    }
}

extension PersonRecord {
    fileprivate init(_ row: Row) throws {
        let hash: String? = try row["password_hash"]
        let state: String = try row["state"]
        self.init(
            person: Person(id: try row["id"], name: try row["name"]), signInName: try row["sign_in_name"],
            passwordHash: hash.map(PasswordHash.init(encoded:)),
            passwordChangedAt: try row["password_changed_at"], isActive: state == "active",
            isExample: try row["is_example"], createdAt: try row["created_at"])
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Store

extension Transaction {
    /// Follows something. Again, it only gets the new title and path; gives whether it is new.
    @discardableResult
    public func subscribe(
        _ person: ID<Person>, kind: String, key: String, title: String, path: String
    ) throws -> Bool {
        let isNew = try interest(person, kind, key) == nil
        try run(
            """
            INSERT INTO outreach_interest (person, kind, key, title, path, since)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (person, kind, key) DO UPDATE SET title = excluded.title, path = excluded.path
            """, person, kind, key, title, path, ground.now())
        return isNew
    }

    /// Follows something no longer; gives whether it was followed.
    @discardableResult
    public func unsubscribe(_ person: ID<Person>, kind: String, key: String) throws -> Bool {
        try run(
            "DELETE FROM outreach_interest WHERE person = $1 AND kind = $2 AND key = $3", person, kind, key)
            == 1
    }
}

extension Reader {
    /// What a person follows, of one kind or of all.
    public func interests(of person: ID<Person>, kind: String? = nil) throws -> [Interest] {
        try rows(
            """
            SELECT person, kind, key, title, path FROM outreach_interest
            WHERE person = $1 AND (kind = $2 OR $2 = '')
            ORDER BY kind, since, key LIMIT 500
            """, person, kind ?? ""
        ).map(Interest.init(row:))
    }

    /// Who follows something, in parts: those after a person.
    public func subscribers(
        of kind: String, _ key: String, after person: ID<Person>? = nil, limit: Int = 1000
    ) throws -> [ID<Person>] {
        try rows(
            """
            SELECT person FROM outreach_interest
            WHERE kind = $1 AND key = $2 AND person > $3
            ORDER BY person LIMIT $4
            """, kind, key, person?.text ?? "", limit
        ).map { row in try row["person"] }
    }

    /// Everything of a kind that anybody follows, each once, in parts: those after a key.
    public func followedKeys(
        of kind: String, after key: String = "", limit: Int = 1000
    ) throws -> [String] {
        try rows(
            """
            SELECT DISTINCT key FROM outreach_interest WHERE kind = $1 AND key > $2 ORDER BY key LIMIT $3
            """, kind, key, limit
        ).map { row in try row["key"] }
    }

    fileprivate func interest(_ person: ID<Person>, _ kind: String, _ key: String) throws -> Row? {
        try first(
            "SELECT 1 FROM outreach_interest WHERE person = $1 AND kind = $2 AND key = $3", person, kind, key)
    }
}

extension Interest {
    fileprivate init(row: Row) throws {
        self.init(
            person: try row["person"], kind: try row["kind"], key: try row["key"], title: try row["title"],
            path: try row["path"])
    }
}

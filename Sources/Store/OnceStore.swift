// SPDX-License-Identifier: Apache-2.0
import Foundation

extension Database {
    /// Runs a body as one transaction that takes effect once, however often it is asked for with the same
    /// key.
    ///
    /// The key is made by the form before it is sent and kept across retries. A repeated call gives the
    /// first outcome without running the body. When PostgreSQL is lost during COMMIT, the outcome is looked
    /// up by the key.
    ///
    /// - Parameters:
    ///   - key: unique for the request: the id that the form carries, at most 200 bytes.
    ///   - fingerprint: a digest of the content; the same key with another one throws
    ///     ``StoreFault/keyReused(_:)``.
    ///   - body: gives an outcome that is kept as JSON.
    @discardableResult
    public func write<Value: Codable & Sendable>(
        once key: String,
        fingerprint: String = "",
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        precondition(!key.isEmpty && key.utf8.count <= 200, "A key has 1 to 200 bytes.")
        let isChecked = configuration.sabotage != .noIdempotency
        return try await write(WriteManner(isIdempotent: true)) { tx in
            guard isChecked else { return try body(tx) }
            guard try tx.claim(key, fingerprint) else {
                return try tx.kept(key, fingerprint)
            }
            let outcome = try body(tx)
            let text = String(decoding: try JSONEncoder().encode([outcome]), as: UTF8.self)
            try tx.run("UPDATE store_once SET outcome = $1 WHERE key = $2", text, key)
            return outcome
        }
    }

    /// Forgets keys whose requests are older than any retry can be. Gives how many.
    @discardableResult
    public func forgetKeys(before milliseconds: Int64) async throws -> Int {
        try await write { tx in
            try tx.run("DELETE FROM store_once WHERE seen_at < $1", milliseconds)
        }
    }
}

extension Transaction {
    /// Takes a key; false when it was taken before. On PostgreSQL this waits for a transaction that has
    /// just taken it.
    fileprivate func claim(_ key: String, _ fingerprint: String) throws -> Bool {
        try run(
            """
            INSERT INTO store_once (key, fingerprint, outcome, seen_at)
            VALUES ($1, $2, '', $3)
            ON CONFLICT (key) DO NOTHING
            """, key, fingerprint, ground.now()) == 1
    }

    /// The outcome that was kept under a key. It writes too: so the answer waits for the standby, which an
    /// earlier COMMIT of unknown outcome may not have done.
    fileprivate func kept<Value: Codable>(_ key: String, _ fingerprint: String) throws -> Value {
        let rows = try rows(
            "UPDATE store_once SET seen_at = $1 WHERE key = $2 RETURNING fingerprint, outcome",
            ground.now(), key)
        guard let row = rows.first, try row["fingerprint"] == fingerprint else {
            throw StoreFault.keyReused(key)
        }
        let text: String = try row["outcome"]
        guard let outcome = try JSONDecoder().decode([Value].self, from: Data(text.utf8)).first else {
            throw StoreFault.keyReused(key)
        }
        return outcome
    }
}

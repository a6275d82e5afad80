// SPDX-License-Identifier: Apache-2.0

/// How far an effect has come.
enum EffectBeginning: Hashable, Sendable {
    case new
    case unknown
    case done(String)
}

extension Transaction {
    /// Notes that an effect begins, unless it began before.
    func beginEffect(_ key: String, job: String) throws -> EffectBeginning {
        let isNew = try run(
            """
            INSERT INTO store_effect (key, job, state, result, begun_at)
            VALUES ($1, $2, 'begun', '', $3)
            ON CONFLICT (key) DO NOTHING
            """, key, job, ground.now())
        if isNew == 1 { return .new }
        guard let row = try first("SELECT state, result FROM store_effect WHERE key = $1", key) else {
            return .unknown
        }
        return try row["state"] == "done" ? .done(try row["result"]) : .unknown
    }

    /// Keeps the result of an effect; the first result stays.
    func endEffect(_ key: String, result: String) throws {
        try run(
            """
            UPDATE store_effect SET state = 'done', result = $1, ended_at = $2
            WHERE key = $3 AND state = 'begun'
            """, result, ground.now(), key)
    }
}

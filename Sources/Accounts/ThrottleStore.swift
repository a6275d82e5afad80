// SPDX-License-Identifier: Apache-2.0
import Store

extension AccountStore {
    /// Takes a try out of each bucket before it is looked at, so that a thousand at once count as a thousand.
    /// Nothing is taken when one of them must wait.
    ///
    /// - Returns: the seconds to wait; nil when it may be tried now.
    func take(_ throttles: [Throttle]) async throws -> Int64? {
        try await database.write { tx in
            let now = tx.ground.now()
            for throttle in throttles {
                let row = try tx.first(
                    "SELECT blocked_until FROM sign_in_throttle WHERE bucket = $1", throttle.bucket)
                let until: Int64 = try row?["blocked_until"] ?? 0
                if until > now { return (until - now + 999) / 1000 }
            }
            for throttle in throttles { try tx.count(throttle, now) }
            return nil
        }
    }

    /// Gives the tries back after one that was right.
    func forgive(_ throttles: [Throttle]) async throws {
        try await database.write { tx in
            for throttle in throttles {
                if throttle.bucket.hasPrefix("address:") {
                    // One right password among many wrong ones does not clear an address.
                    try tx.run(
                        """
                        UPDATE sign_in_throttle SET failures = failures - 1, blocked_until = 0
                        WHERE bucket = $1 AND failures > 0
                        """, throttle.bucket)
                } else {
                    try tx.run("DELETE FROM sign_in_throttle WHERE bucket = $1", throttle.bucket)
                }
            }
        }
    }

    /// Records a refused sign-in: whose it would have been, never what was typed.
    func recordRefusal(_ subject: String, detail: String) async throws {
        try await database.write { tx in
            try tx.audit(
                actor: "stranger", action: "account.sign-in-refused", subject: subject, detail: detail)
        }
    }
}

extension Transaction {
    fileprivate func count(_ throttle: Throttle, _ now: Int64) throws {
        let row = try first(
            "SELECT failures, last_at FROM sign_in_throttle WHERE bucket = $1", throttle.bucket)
        var failures: Int64 = 0
        if let row {
            let last: Int64 = try row["last_at"]
            failures = now - last > Throttle.memorySeconds * 1000 ? 0 : try row["failures"]
        }
        failures += 1
        try run(
            """
            INSERT INTO sign_in_throttle (bucket, failures, last_at, blocked_until)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (bucket) DO UPDATE
            SET failures = excluded.failures, last_at = excluded.last_at,
                blocked_until = excluded.blocked_until
            """, throttle.bucket, failures, now, now + throttle.waitSeconds(after: failures) * 1000)
    }
}

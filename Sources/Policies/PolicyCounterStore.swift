// SPDX-License-Identifier: Apache-2.0
import Standards
import Store

/// Counters of policies. Additions of one day meet in one row.
enum PolicyCounterSchema {
    static let counters = Migration(
        date: "2026-11-28", name: "policies: 2 counters",
        both: """
            CREATE TABLE policy_counter (
                policy text NOT NULL REFERENCES policy (id),
                day bigint NOT NULL,
                name text NOT NULL,
                count bigint NOT NULL,
                PRIMARY KEY (policy, day, name)
            );
            CREATE INDEX policy_counter_by_day ON policy_counter (day, policy);
            """)
}

extension Transaction {
    /// Counts something of a policy, on the present day in China or on the day on which it happened. What was
    /// counted wrongly is taken back by a negative amount on the same day.
    ///
    /// ```swift
    /// try tx.count(.views, of: policy)
    /// try tx.count(.ratingSum, of: policy, by: 5)
    /// ```
    public func count(
        _ name: PolicyCounter, of policy: ID<Policy>, by amount: Int64 = 1, on day: Day? = nil
    ) throws {
        try run(
            """
            INSERT INTO policy_counter (policy, day, name, count)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (policy, day, name) DO UPDATE SET count = policy_counter.count + excluded.count
            """, policy, (day ?? Day(milliseconds: ground.now())).number, name.rawValue, amount)
    }

    /// The same for the policy with a number; nothing when there is none.
    public func count(
        _ name: PolicyCounter, ofPolicyNumbered number: Int64, by amount: Int64 = 1, on day: Day? = nil
    ) throws {
        let found: ID<Policy>? = try value("SELECT id FROM policy WHERE number = $1", number)
        guard let id = found else { return }
        try count(name, of: id, by: amount, on: day)
    }
}

extension Reader {
    /// What was counted of a policy from a day to another, both included.
    public func counts(of policy: ID<Policy>, from first: Day, to last: Day) throws -> PolicyCounts {
        let sums = try rows(
            """
            SELECT name, CAST(sum(count) AS bigint) AS sum
            FROM policy_counter
            WHERE policy = $1 AND day BETWEEN $2 AND $3
            GROUP BY name
            LIMIT 100
            """, policy, first.number, last.number)
        return try sums.reduce(into: PolicyCounts()) { counts, row in
            guard let name = PolicyCounter(rawValue: try row["name"]) else { return }
            counts[name] = try row["sum"]
        }
    }

    /// What was counted of each policy of which something was, from a day to another, both included.
    public func counts(from first: Day, to last: Day) throws -> [ID<Policy>: PolicyCounts] {
        let sums = try rows(
            """
            SELECT policy, name, CAST(sum(count) AS bigint) AS sum
            FROM policy_counter
            WHERE day BETWEEN $1 AND $2
            GROUP BY policy, name
            LIMIT 2000000
            """, first.number, last.number)
        return try sums.reduce(into: [:]) { counts, row in
            guard let name = PolicyCounter(rawValue: try row["name"]) else { return }
            counts[try row["policy"], default: PolicyCounts()][name] = try row["sum"]
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// What only PostgreSQL is asked.
enum PostgresStore {
    private static let laneClass = 0x796d_6175

    /// Takes one of the numbered locks of the audit's chains if it is free; held until the connection ends.
    static func tryLane(_ number: Int) -> String {
        "SELECT pg_try_advisory_lock(\(laneClass), \(number))"
    }

    /// Tells all servers that listen, once the transaction is committed.
    static let notify = "SELECT pg_notify($1, $2)"

    /// Names the view of the data that this transaction has, so that a tool can have the same.
    static let exportSnapshot: SQL = "SELECT pg_export_snapshot()"
}

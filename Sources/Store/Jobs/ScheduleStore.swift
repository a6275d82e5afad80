// SPDX-License-Identifier: Apache-2.0

extension Reader {
    /// The due time that was last taken care of; nil for a new schedule.
    func lastDue(_ name: String) throws -> Int64? {
        try value("SELECT last_due FROM store_schedule WHERE name = $1", name)
    }
}

extension Transaction {
    /// Moves a schedule on. True when this call took the due time; false when the schedule is new, or
    /// another server was first, or the clock has jumped back.
    func advance(_ name: String, to due: Int64) throws -> Bool {
        let isNew = try run(
            "INSERT INTO store_schedule (name, last_due) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", name,
            due)
        if isNew == 1 { return false }
        return try run("UPDATE store_schedule SET last_due = $1 WHERE name = $2 AND last_due < $1", due, name)
            == 1
    }
}

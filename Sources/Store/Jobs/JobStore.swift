// SPDX-License-Identifier: Apache-2.0
import Foundation

extension Transaction {
    static let jobChannel = "store_job"

    /// Adds a job together with what it belongs to: both are kept, or neither. Gives false when a job of
    /// this kind and key exists already.
    @discardableResult
    public func enqueue<Payload>(
        _ kind: JobKind<Payload>, _ payload: Payload, key: JobKey? = nil, at due: Int64? = nil
    ) throws -> Bool {
        let (uniqueKey, lasts): (String?, Bool) =
            switch key {
            case .lasting(let key): (key, true)
            case .whileWaiting(let key): (key, false)
            case nil: (nil, false)
            }
        let now = ground.now()
        let text = String(decoding: try JSONEncoder().encode([payload]), as: UTF8.self)
        let added = try run(
            """
            INSERT INTO store_job
                (id, kind, unique_key, key_lasts, payload, state, due_at, attempt, attempt_limit,
                 lease_token, lease_holder, last_error, created_at)
            VALUES ($1, $2, $3, $4, $5, 'waiting', $6, 0, $7, 0, '', '', $8)
            ON CONFLICT (kind, unique_key) DO NOTHING
            """, ground.uuid().uuidString.lowercased(), kind.name, uniqueKey, lasts, text, due ?? now,
            kind.attemptLimit, now)
        if added == 1, (due ?? now) <= now { try announce(Self.jobChannel, kind.name) }
        return added == 1
    }

    /// Marks a job as done; refuses when its lease has passed to another.
    func complete(_ lease: JobLease, isFenced: Bool) throws {
        let changed = try run(
            """
            UPDATE store_job
            SET state = 'done', ended_at = $1, last_error = ''
            WHERE id = $2 AND state = 'running' AND lease_token = $3
            """, ground.now(), lease.id, lease.token)
        guard changed == 1 || !isFenced else { throw StoreFault.leaseLost(job: lease.id) }
    }

    /// Proves that the lease is still ours, inside the transaction that depends on it.
    func hold(_ lease: JobLease, until due: Int64) throws {
        let changed = try run(
            "UPDATE store_job SET due_at = $1 WHERE id = $2 AND state = 'running' AND lease_token = $3",
            due, lease.id, lease.token)
        guard changed == 1 else { throw StoreFault.leaseLost(job: lease.id) }
    }

    /// Gives a job back that was not done, because this server stops or what it needs is not there yet; the
    /// try does not count.
    func release(_ lease: JobLease, due: Int64) throws {
        try run(
            """
            UPDATE store_job
            SET state = 'waiting', due_at = $1, attempt = attempt - 1
            WHERE id = $2 AND state = 'running' AND lease_token = $3
            """, due, lease.id, lease.token)
    }

    /// Puts a failed job back for later, or among the dead letters after its last try.
    func putBack(_ lease: JobLease, error: String, due: Int64) throws {
        let isLast = lease.attempt >= lease.attemptLimit
        try run(
            """
            UPDATE store_job
            SET state = $1, due_at = $2, last_error = $3, ended_at = $4
            WHERE id = $5 AND state = 'running' AND lease_token = $6
            """, isLast ? JobState.dead : .waiting, due, String(error.prefix(2_000)),
            isLast ? ground.now() : Int64?.none, lease.id, lease.token)
    }
}

extension Database {
    /// Takes up to `limit` jobs that are due, or whose worker has not been heard of since its lease ended.
    func claimJobs(
        _ kinds: [String], holder: String, limit: Int, leaseMilliseconds: Int64
    ) async throws -> [JobLease] {
        guard !kinds.isEmpty, limit > 0 else { return [] }
        // A look costs a reader; only when there is something does the writer have to move.
        let due = ground.now()
        guard try await read({ try $0.hasDueJobs(at: due) }) else { return [] }
        return try await write(WriteManner(takesWork: true)) { tx in
            let now = tx.ground.now()
            let claim =
                """
                WITH free AS MATERIALIZED (
                    SELECT id FROM store_job
                    WHERE state IN ('waiting', 'running') AND due_at <= $1 AND kind IN
                """ + SQL.list(from: 5, count: kinds.count)
                + " ORDER BY due_at, id LIMIT $2 " + SQL(sqlite: "", postgres: "FOR UPDATE SKIP LOCKED")
                    + """
                    ) UPDATE store_job
                    SET state = 'running', attempt = attempt + 1, lease_token = lease_token + 1,
                        lease_holder = $3, due_at = $4,
                        unique_key = CASE WHEN key_lasts THEN unique_key END
                    WHERE id IN (SELECT id FROM free)
                    RETURNING id, kind, payload, attempt, attempt_limit, lease_token
                    """
            let values: [any SQLBindable] = [now, limit, holder, now + leaseMilliseconds] + kinds
            return try tx.rows(claim, values: values).map { row in
                JobLease(
                    id: try row["id"], kind: try row["kind"], payload: try row["payload"],
                    attempt: try row["attempt"], attemptLimit: try row["attempt_limit"],
                    token: try row["lease_token"])
            }
        }
    }

    /// Tries a dead letter again, by a person's decision. False when it is not among the dead letters.
    public func revive(_ job: String, by actor: String) async throws -> Bool {
        try await decide(job, actor, "job.revive") { tx in
            try tx.run(
                """
                UPDATE store_job
                SET state = 'waiting', attempt = 0, due_at = $1, ended_at = NULL
                WHERE id = $2 AND state = 'dead'
                """, tx.ground.now(), job)
        }
    }

    /// Gives a dead letter up, by a person's decision. False when it is not among the dead letters.
    public func discard(_ job: String, by actor: String) async throws -> Bool {
        try await decide(job, actor, "job.discard") { tx in
            try tx.run("UPDATE store_job SET state = 'discarded' WHERE id = $1 AND state = 'dead'", job)
        }
    }

    /// Removes history that ended before a time: done and discarded jobs, effects of jobs that are gone,
    /// and events. Dead letters stay until a person decides. Gives how many jobs were removed.
    @discardableResult
    public func forgetHistory(before milliseconds: Int64) async throws -> Int {
        try await makeRoom { tx in
            let count = try tx.run(
                "DELETE FROM store_job WHERE state IN ('done', 'discarded') AND ended_at < $1", milliseconds)
            try tx.run(
                """
                DELETE FROM store_effect
                WHERE state = 'done' AND ended_at < $1
                  AND NOT EXISTS (SELECT 1 FROM store_job j WHERE j.id = store_effect.job)
                """, milliseconds)
            try tx.run(
                """
                DELETE FROM store_event
                WHERE published_at < $1
                  AND NOT EXISTS (SELECT 1 FROM store_job j WHERE j.unique_key = store_event.id)
                """, milliseconds)
            return count
        }
    }

    private func decide(
        _ job: String, _ actor: String, _ action: String,
        _ body: @escaping @Sendable (Transaction) throws -> Int
    ) async throws -> Bool {
        try await write { tx in
            let isChanged = try body(tx) == 1
            if isChanged { try tx.audit(actor: actor, action: action, subject: job) }
            return isChanged
        }
    }
}

extension Reader {
    func hasDueJobs(at now: Int64) throws -> Bool {
        try first(
            "SELECT 1 FROM store_job WHERE state IN ('waiting', 'running') AND due_at <= $1 LIMIT 1", now)
            != nil
    }

    /// Jobs in a state, the latest due first.
    public func jobs(in state: JobState, limit: Int = 100) throws -> [JobRecord] {
        try rows(
            """
            SELECT id, kind, state, attempt, last_error, created_at, due_at
            FROM store_job
            WHERE state = $1
            ORDER BY due_at DESC, id
            LIMIT $2
            """, state, limit
        ).map { row in
            JobRecord(
                id: try row["id"], kind: try row["kind"], state: try row["state"],
                attempt: try row["attempt"],
                lastError: try row["last_error"], createdAt: try row["created_at"], dueAt: try row["due_at"])
        }
    }

    /// How many jobs are in each state.
    public func jobCounts() throws -> [JobState: Int] {
        let rows = try rows("SELECT state, count(*) AS jobs FROM store_job GROUP BY state")
        return Dictionary(
            uniqueKeysWithValues: try rows.map { (try $0["state"] as JobState, try $0["jobs"] as Int) })
    }
}

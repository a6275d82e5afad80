// SPDX-License-Identifier: Apache-2.0
import Foundation

extension Transaction {
    /// Publishes an event together with what it tells of: both are kept, or neither.
    public func publish<Payload>(_ topic: EventTopic<Payload>, _ payload: Payload) throws {
        let id = ground.uuid().uuidString.lowercased()
        let text = String(decoding: try JSONEncoder().encode(payload), as: UTF8.self)
        try run(
            "INSERT INTO store_event (id, topic, payload, published_at) VALUES ($1, $2, $3, $4)",
            id, topic.name, text, ground.now())
        for subscription in events.to(topic.name) {
            try enqueue(JobKind<String>(subscription.jobKind), id, key: .lasting(id))
        }
    }
}

extension Database {
    /// Gives a new subscriber the events that were published before it subscribed, from the oldest. Those
    /// it already has are not given again. Returns how many were given.
    @discardableResult
    public func replay(_ subscription: Subscription, limit: Int = 10_000) async throws -> Int {
        try await write { tx in
            let rows = try tx.rows(
                """
                SELECT e.id
                FROM store_event e
                WHERE e.topic = $1
                  AND NOT EXISTS (SELECT 1 FROM store_job j WHERE j.kind = $2 AND j.unique_key = e.id)
                ORDER BY e.id
                LIMIT $3
                """, subscription.topic, subscription.jobKind, limit)
            for row in rows {
                let id: String = try row["id"]
                try tx.enqueue(JobKind<String>(subscription.jobKind), id, key: .lasting(id))
            }
            return rows.count
        }
    }
}

extension Reader {
    func storedEvent(_ id: String) throws -> StoredEvent? {
        try first("SELECT id, payload, published_at FROM store_event WHERE id = $1", id).map { row in
            StoredEvent(id: try row["id"], payload: try row["payload"], publishedAt: try row["published_at"])
        }
    }
}

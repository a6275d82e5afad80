// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A kind of event and what it carries: `EventTopic<PolicyPublished>("policy.published")`.
public struct EventTopic<Payload: Codable & Sendable>: Sendable {
    /// Lower-case words with dots.
    public let name: String

    /// A topic by its name.
    public init(_ name: String) { self.name = name }
}

/// An event as a subscriber receives it.
public struct PublishedEvent<Payload: Codable & Sendable>: Sendable {
    /// Sorts by the time of publishing within one server.
    public let id: String
    /// Milliseconds since 1970.
    public let publishedAt: Int64
    /// What it carries.
    public let payload: Payload
}

/// Who is told of a topic. The work is done in one transaction with the note that it is done: exactly once,
/// after a crash too, retried with back-off, and shown among the dead letters when it fails for good. The
/// order of events is not kept; a subscriber that needs it reads the current state.
public struct Subscription: Sendable {
    /// The room that is told; unique for its topic.
    public let subscriber: String
    let topic: String
    let take: @Sendable (Transaction, StoredEvent) throws -> Void

    /// Tells `subscriber` of each event on `topic`.
    public init<Payload>(
        _ subscriber: String, to topic: EventTopic<Payload>,
        take: @escaping @Sendable (Transaction, PublishedEvent<Payload>) throws -> Void
    ) {
        self.subscriber = subscriber
        self.topic = topic.name
        self.take = { tx, stored in
            let payload = try JSONDecoder().decode(Payload.self, from: Data(stored.payload.utf8))
            try take(
                tx, PublishedEvent(id: stored.id, publishedAt: stored.publishedAt, payload: payload))
        }
    }

    var jobKind: String { "event/\(topic)/\(subscriber)" }
}

/// An event as the table holds it.
struct StoredEvent: Sendable {
    let id: String
    let payload: String
    let publishedAt: Int64
}

/// All subscriptions of the house.
struct Subscriptions: Sendable {
    let all: [Subscription]

    init(_ all: [Subscription]) {
        let kinds = all.map(\.jobKind)
        precondition(Set(kinds).count == kinds.count, "A room subscribes to a topic once.")
        self.all = all
    }

    func to(_ topic: String) -> [Subscription] { all.filter { $0.topic == topic } }
}

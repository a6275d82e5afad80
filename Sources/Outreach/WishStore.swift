// SPDX-License-Identifier: Apache-2.0
import Accounts
import Store

/// A topic on a channel that a person does not want.
struct Silence: Hashable, Sendable {
    let channel: ChannelKind
    /// The raw value of a ``MessageTopic``.
    let topic: String
}

/// How people want to be told.
struct WishStore: Sendable {
    let database: Database

    /// What a person chose, or the standard.
    func wish(of person: ID<Person>) async throws -> Wish {
        try await database.read { try $0.wishes(of: [person])[person] ?? Wish() }
    }

    /// What a person does not want.
    func silences(of person: ID<Person>) async throws -> Set<Silence> {
        try await database.read { try $0.silences(of: [person])[person] ?? [] }
    }

    /// The addresses that a person has shown to be theirs.
    func addresses(of person: ID<Person>) async throws -> [ChannelKind: String] {
        try await database.read { reader in
            try reader.rows(
                "SELECT channel, address FROM outreach_address WHERE person = $1", person
            ).reduce(into: [:]) { found, row in found[try row["channel"]] = try row["address"] }
        }
    }

    /// Keeps what a person chose. What waits and is no longer wanted does not go any more.
    func choose(
        _ wish: Wish, _ silences: Set<Silence>, for person: ID<Person>, once key: String
    ) async throws {
        try await database.write(once: key) { tx in
            try tx.keep(wish, for: person)
            try tx.run("DELETE FROM outreach_silence WHERE person = $1", person)
            for silence in silences { try tx.silence(silence, for: person) }
            return true
        }
    }

    /// Wants no more of a topic on a channel, or of none of them with nil.
    func silence(_ channel: ChannelKind, _ topic: MessageTopic?, for person: ID<Person>) async throws {
        try await database.write { tx in
            for topic in topic.map({ [$0] }) ?? MessageTopic.allCases {
                try tx.silence(Silence(channel: channel, topic: topic.rawValue), for: person)
            }
            try tx.audit(
                actor: person.text, action: "outreach.unsubscribe", subject: person.text,
                detail: "\(channel.rawValue) \(topic?.rawValue ?? "*")")
        }
    }

    /// Forgets an address; what waits for it does not go any more.
    func forget(_ channel: ChannelKind, of person: ID<Person>) async throws {
        try await database.write { tx in
            try tx.run(
                "DELETE FROM outreach_address WHERE person = $1 AND channel = $2", person, channel)
            try tx.run(
                """
                UPDATE outreach_delivery SET state = 'unsubscribed', ended_at = $1
                WHERE person = $2 AND channel = $3 AND state IN ('waiting', 'held')
                """, tx.ground.now(), person, channel)
        }
    }

    /// Makes the address of the feed anew; the old one ends.
    func renewFeed(of person: ID<Person>, once key: String) async throws {
        try await database.write(once: key) { tx in
            var wish = try tx.wishes(of: [person])[person] ?? Wish()
            wish.feedIssue += 1
            try tx.keep(wish, for: person)
            return true
        }
    }
}

extension Transaction {
    func keep(_ wish: Wish, for person: ID<Person>) throws {
        try run(
            """
            INSERT INTO outreach_wish
                (person, pace, quiet_from, quiet_until, daily_limit, language, feed_issue, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (person) DO UPDATE
            SET pace = excluded.pace, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
                daily_limit = excluded.daily_limit, language = excluded.language,
                feed_issue = excluded.feed_issue, changed_at = excluded.changed_at
            """, person, wish.pace.rawValue, wish.quietFrom, wish.quietUntil, wish.dailyLimit, wish.language,
            wish.feedIssue, ground.now())
    }

    /// Keeps that a topic is not wanted, and takes back what waits of it.
    func silence(_ silence: Silence, for person: ID<Person>) throws {
        try run(
            """
            INSERT INTO outreach_silence (person, channel, topic, since) VALUES ($1, $2, $3, $4)
            ON CONFLICT (person, channel, topic) DO NOTHING
            """, person, silence.channel, silence.topic, ground.now())
        let waiting = try rows(
            """
            SELECT d.id, m.topic
            FROM outreach_delivery d JOIN outreach_message m ON m.id = d.message
            WHERE d.person = $1 AND d.channel = $2 AND d.state IN ('waiting', 'held')
            """, person, silence.channel)
        for row in waiting where MessageTopic(of: try row["topic"]).rawValue == silence.topic {
            try run(
                """
                UPDATE outreach_delivery SET state = 'unsubscribed', ended_at = $1
                WHERE id = $2 AND state IN ('waiting', 'held')
                """, ground.now(), try row["id"] as String)
        }
    }
}

extension Reader {
    /// The wishes of those who chose any.
    func wishes(of people: [ID<Person>]) throws -> [ID<Person>: Wish] {
        guard !people.isEmpty else { return [:] }
        return try rows(
            """
            SELECT person, pace, quiet_from, quiet_until, daily_limit, language, feed_issue
            FROM outreach_wish WHERE person IN
            """ + SQL.list(from: 1, count: people.count), values: people
        ).reduce(into: [:]) { found, row in
            found[try row["person"]] = Wish(
                pace: Wish.Pace(rawValue: try row["pace"]) ?? .atOnce, quietFrom: try row["quiet_from"],
                quietUntil: try row["quiet_until"], dailyLimit: try row["daily_limit"],
                language: try row["language"], feedIssue: try row["feed_issue"])
        }
    }

    /// What each of these people does not want.
    func silences(of people: [ID<Person>]) throws -> [ID<Person>: Set<Silence>] {
        guard !people.isEmpty else { return [:] }
        return try rows(
            "SELECT person, channel, topic FROM outreach_silence WHERE person IN "
                + SQL.list(from: 1, count: people.count), values: people
        ).reduce(into: [:]) { found, row in
            found[try row["person"], default: []].insert(
                Silence(channel: try row["channel"], topic: try row["topic"]))
        }
    }

    /// The channels on which each of these people has an address.
    func addressedChannels(of people: [ID<Person>]) throws -> [ID<Person>: Set<ChannelKind>] {
        guard !people.isEmpty else { return [:] }
        return try rows(
            "SELECT person, channel FROM outreach_address WHERE person IN "
                + SQL.list(from: 1, count: people.count), values: people
        ).reduce(into: [:]) { found, row in
            found[try row["person"], default: []].insert(try row["channel"])
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Store

/// Finds out whom messages reach, and on which channels.
struct ExpansionStore: Sendable {
    let database: Database
    /// Channels that are switched on here.
    let channels: Set<ChannelKind>
    /// Messages in one transaction.
    static let batch = 200

    /// Takes up the next fresh messages; gives how many there were.
    func expand(limit: Int = batch) async throws -> Int {
        let channels = channels
        return try await database.write { tx in
            let messages = try tx.freshMessages(limit: limit)
            guard !messages.isEmpty else { return 0 }
            try Expansion(tx, channels).take(messages)
            return messages.count
        }
    }

    /// Wakes what waits and whose wake-up may have been missed.
    func wake() async throws {
        let channels = channels
        try await database.write { tx in
            if try tx.first("SELECT 1 FROM outreach_message WHERE expanded_at IS NULL LIMIT 1") != nil {
                try tx.enqueue(expansionKind, 0, key: .whileWaiting("0"))
            }
            for channel in channels where try tx.hasWork(for: channel, at: tx.ground.now()) {
                try tx.wake(channel)
            }
        }
    }
}

/// One transaction's work of finding recipients.
private struct Expansion {
    let tx: Transaction
    let channels: Set<ChannelKind>
    let now: Int64

    init(_ tx: Transaction, _ channels: Set<ChannelKind>) {
        self.tx = tx
        self.channels = channels
        now = tx.ground.now()
    }

    func take(_ messages: [KeptMessage]) throws {
        let members = try tx.members(of: Array(Set(messages.compactMap(\.enterprise))))
        let pairs = messages.flatMap { message -> [(message: KeptMessage, person: ID<Person>)] in
            let people = message.person.map { [$0] } ?? message.enterprise.flatMap { members[$0] } ?? []
            return people.map { (message, $0) }
        }
        try tx.addReceipts(pairs.map { ($0.message.id, $0.person) }, at: now)
        try deliver(pairs)
    }

    private func deliver(_ pairs: [(message: KeptMessage, person: ID<Person>)]) throws {
        let people = Array(Set(pairs.map(\.person)))
        guard !people.isEmpty, !channels.isEmpty else { return }
        let addressed = try tx.addressedChannels(of: people)
        guard !addressed.isEmpty else { return }
        let wishes = try tx.wishes(of: people)
        let silences = try tx.silences(of: people)
        let before = try tx.told(to: people, at: now)
        var told = before
        var rows: [NewDelivery] = []
        for (message, person) in pairs {
            let topic = MessageTopic(of: message.topic)
            let open = (addressed[person] ?? []).intersection(channels).filter { channel in
                silences[person]?.contains(Silence(channel: channel, topic: topic.rawValue)) != true
            }
            guard !open.isEmpty else { continue }
            let plan = (wishes[person] ?? Wish()).plan(
                isUrgent: message.isUrgent, validUntil: message.validUntil, at: now
            ) { told[LetterDay(person: person, number: $0)] ?? 0 }
            // Programs read at any hour, and do not tire of messages.
            for channel in open {
                let own = channel == .webhook ? Wish.Plan(dueAt: now, reason: .none) : plan
                rows.append(NewDelivery(message: message.id, person: person, channel: channel, plan: own))
            }
            if open != [.webhook], !plan.isDigest {
                told[LetterDay(person: person, number: LetterTime.dayNumber(plan.dueAt)), default: 0] += 1
            }
        }
        try tx.add(rows)
        try tx.keepTold(told.filter { before[$0.key] != $0.value })
        for channel in Set(rows.filter { $0.plan.dueAt <= now }.map(\.channel)) { try tx.wake(channel) }
    }
}

/// A day on which messages leave for a person.
struct LetterDay: Hashable, Sendable {
    let person: ID<Person>
    let number: Int
}

/// A delivery that is to be planned.
struct NewDelivery: Sendable {
    let message: ID<KeptMessage>
    let person: ID<Person>
    let channel: ChannelKind
    let plan: Wish.Plan
}

extension Transaction {
    /// Fresh messages, the oldest first, marked as taken up.
    fileprivate func freshMessages(limit: Int) throws -> [KeptMessage] {
        let ids = try rows(
            """
            SELECT id FROM outreach_message WHERE expanded_at IS NULL ORDER BY id LIMIT $1
            """ + SQL(sqlite: "", postgres: " FOR UPDATE SKIP LOCKED"), limit
        ).map { row in try row["id"] as String }
        guard !ids.isEmpty else { return [] }
        try run(
            "UPDATE outreach_message SET expanded_at = $1 WHERE id IN "
                + SQL.list(from: 2, count: ids.count), values: [ground.now()] + ids)
        return try rows(
            "SELECT " + KeptMessage.columns + " FROM outreach_message m WHERE m.id IN "
                + SQL.list(from: 1, count: ids.count) + " ORDER BY m.id", values: ids
        ).map(KeptMessage.init(row:))
    }

    fileprivate func addReceipts(_ pairs: [(ID<KeptMessage>, ID<Person>)], at now: Int64) throws {
        for part in pairs.inParts(of: OutreachRows.messagesAtOnce) {
            let values = part.flatMap { pair -> [any SQLBindable] in [pair.1, pair.0, now] }
            try run(
                "INSERT INTO outreach_receipt (person, message, created_at) VALUES "
                    + OutreachRows.values(part.count, of: 3) + " ON CONFLICT (person, message) DO NOTHING",
                values: values)
        }
    }

    fileprivate func add(_ deliveries: [NewDelivery]) throws {
        for part in deliveries.inParts(of: OutreachRows.messagesAtOnce) {
            let values = part.flatMap { one -> [any SQLBindable] in
                [
                    ground.uuid().uuidString.lowercased(), one.message, one.person, one.channel,
                    one.plan.state, one.plan.reason, one.plan.isDigest, one.plan.dueAt,
                    Int64(0), "", Int64(0),
                ]
            }
            try run(
                """
                INSERT INTO outreach_delivery
                    (id, message, person, channel, state, reason, is_digest, due_at, attempt, claim,
                     claimed_until)
                VALUES
                """ + OutreachRows.values(part.count, of: 11)
                    + " ON CONFLICT (message, person, channel) DO NOTHING", values: values)
        }
    }

    /// How many messages leave for each of these people today, and tomorrow when the night is over.
    fileprivate func told(to people: [ID<Person>], at now: Int64) throws -> [LetterDay: Int] {
        let today = LetterTime.dayNumber(now)
        let values: [any SQLBindable] = [today, today + 1] + people
        return try rows(
            "SELECT person, day, told FROM outreach_tally WHERE day BETWEEN $1 AND $2 AND person IN "
                + SQL.list(from: 3, count: people.count), values: values
        ).reduce(into: [:]) { found, row in
            found[LetterDay(person: try row["person"], number: try row["day"])] = try row["told"]
        }
    }

    fileprivate func keepTold(_ told: [LetterDay: Int]) throws {
        for part in Array(told).inParts(of: OutreachRows.messagesAtOnce) {
            let values = part.flatMap { pair -> [any SQLBindable] in
                [pair.key.person, pair.key.number, pair.value]
            }
            try run(
                "INSERT INTO outreach_tally (person, day, told) VALUES "
                    + OutreachRows.values(part.count, of: 3)
                    + " ON CONFLICT (person, day) DO UPDATE SET told = excluded.told", values: values)
        }
    }
}

extension Array {
    /// Parts of at most so many elements.
    func inParts(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}

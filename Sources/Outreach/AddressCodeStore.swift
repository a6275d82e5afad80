// SPDX-License-Identifier: Apache-2.0
import Accounts
import Store

/// A code that may still be typed.
struct OpenCode: Sendable {
    let id: String
    let person: ID<Person>
    let channel: ChannelKind
    let address: String
    let digest: String
}

extension Transaction {
    /// Refuses more codes than a person, or an address, may get.
    func requireRoom(for person: ID<Person>, _ channel: ChannelKind, addressDigest: String) throws {
        let now = ground.now()
        let last: Int64? = try value(
            """
            SELECT made_at FROM outreach_code
            WHERE person = $1 AND channel = $2
            ORDER BY made_at DESC LIMIT 1
            """, person, channel)
        if let last, now - last < AddressCodes.pause {
            throw OutreachFault.tooSoon(seconds: Int((AddressCodes.pause - (now - last) + 999) / 1000))
        }
        let hour: Int =
            try value(
                "SELECT count(*) FROM outreach_code WHERE person = $1 AND made_at > $2", person,
                now - 3_600_000) ?? 0
        let day: Int =
            try value(
                "SELECT count(*) FROM outreach_code WHERE address_digest = $1 AND made_at > $2",
                addressDigest, now - LetterTime.day) ?? 0
        guard hour < AddressCodes.perHour, day < AddressCodes.perAddressAndDay else {
            throw OutreachFault.tooManyCodes
        }
    }

    func addCode(
        _ id: String, _ channel: ChannelKind, _ address: String, _ addressDigest: String, digest: String,
        for person: ID<Person>
    ) throws {
        try run(
            """
            INSERT INTO outreach_code
                (id, person, channel, address, address_digest, digest, tries, made_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8)
            """, id, person, channel, address, addressDigest, digest, ground.now(),
            ground.now() + AddressCodes.lifetime)
    }

    func endCodes(of person: ID<Person>, _ channel: ChannelKind) throws {
        try run(
            """
            UPDATE outreach_code SET ended_at = $1
            WHERE person = $2 AND channel = $3 AND ended_at IS NULL
            """, ground.now(), person, channel)
    }

    /// Counts a try; gives which it is.
    func countTry(of code: String) throws -> Int {
        try rows("UPDATE outreach_code SET tries = tries + 1 WHERE id = $1 RETURNING tries", code)
            .first.map { row in try row["tries"] } ?? .max
    }

    /// Keeps an address as shown to be the person's. A text message costs the bureau money and the reader
    /// peace, so a new number first gets only what has a date, and answers to what it asked or applied for.
    func keepAddress(_ address: String, _ channel: ChannelKind, for person: ID<Person>) throws {
        let isNew =
            try first(
                "SELECT 1 FROM outreach_address WHERE person = $1 AND channel = $2", person, channel) == nil
        try run(
            """
            INSERT INTO outreach_address (person, channel, address, verified_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (person, channel) DO UPDATE
            SET address = excluded.address, verified_at = excluded.verified_at
            """, person, channel, address, ground.now())
        if isNew, channel == .sms {
            let wanted: Set<MessageTopic> = [.policyOpening, .policyClosing, .question, .outcome]
            for topic in MessageTopic.allCases where !wanted.contains(topic) {
                try silence(Silence(channel: .sms, topic: topic.rawValue), for: person)
            }
        }
        try audit(
            actor: person.text, action: "outreach.address", subject: person.text, detail: channel.rawValue)
    }
}

extension Reader {
    /// The code that a person may type now.
    func openCode(of person: ID<Person>, _ channel: ChannelKind, at now: Int64) throws -> OpenCode? {
        try first(
            """
            SELECT id, person, channel, address, digest FROM outreach_code
            WHERE person = $1 AND channel = $2 AND ended_at IS NULL AND expires_at > $3
            ORDER BY made_at DESC LIMIT 1
            """, person, channel, now
        ).map { row in
            OpenCode(
                id: try row["id"], person: try row["person"], channel: try row["channel"],
                address: try row["address"], digest: try row["digest"])
        }
    }

    /// A code that is to be sent, as long as it may still be typed.
    func codeToSend(_ id: String, at now: Int64) throws -> OpenCode? {
        try first(
            """
            SELECT id, person, channel, address, digest FROM outreach_code
            WHERE id = $1 AND ended_at IS NULL AND expires_at > $2
            """, id, now
        ).map { row in
            OpenCode(
                id: try row["id"], person: try row["person"], channel: try row["channel"],
                address: try row["address"], digest: try row["digest"])
        }
    }
}

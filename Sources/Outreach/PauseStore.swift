// SPDX-License-Identifier: Apache-2.0
import Store

/// A channel whose server is not there: one letter asks for it from time to time, and the others wait without
/// a try of their own. So a queue of 100,000 does not run against a server that is down.
struct ChannelPause: Hashable, Sendable {
    /// How often in a row the server was not there.
    let tries: Int
    /// Since when.
    let since: Int64
    /// When it is tried again.
    let endsAt: Int64

    /// Milliseconds of the pause after so many tries: a minute, doubled up to a quarter of an hour, so that
    /// all goes on soon after the server is back.
    static func length(afterTries tries: Int) -> Int64 {
        min(LetterTime.minute << Int64(min(max(tries - 1, 0), 4)), 15 * LetterTime.minute)
    }
}

extension Reader {
    /// The pause of a channel, over or not; nil while its server is there.
    func pause(of channel: ChannelKind) throws -> ChannelPause? {
        let text: SQL = "SELECT tries, since, ends_at FROM outreach_pause WHERE channel = $1"
        return try first(text, channel).map { row in
            ChannelPause(tries: try row["tries"], since: try row["since"], endsAt: try row["ends_at"])
        }
    }
}

extension DeliveryStore {
    /// The pause of a channel, over or not; nil while its server is there.
    func pause(of channel: ChannelKind) async throws -> ChannelPause? {
        try await database.read { try $0.pause(of: channel) }
    }

    /// Begins a pause, or a longer one. What several workers find at the same time counts once.
    func lengthenPause(of channel: ChannelKind, known: ChannelPause?) async throws {
        try await database.write { tx in
            let found = try tx.pause(of: channel)
            guard found == known else { return }
            let (now, tries) = (tx.ground.now(), (known?.tries ?? 0) + 1)
            try tx.run(
                """
                INSERT INTO outreach_pause (channel, tries, since, ends_at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (channel) DO UPDATE SET tries = excluded.tries, ends_at = excluded.ends_at
                """, channel, tries, known?.since ?? now, now + ChannelPause.length(afterTries: tries))
        }
    }

    /// Ends a pause: the server is there.
    func endPause(of channel: ChannelKind) async throws {
        try await database.write { tx in
            _ = try tx.run("DELETE FROM outreach_pause WHERE channel = $1", channel)
        }
    }

    /// Gives back what a worker has in hand and did not begin; the try does not count.
    func giveBack(_ ids: [String], as claim: String) async throws {
        guard !ids.isEmpty else { return }
        try await database.write { tx in
            let values: [any SQLBindable] = [claim] + ids
            try tx.run(
                """
                UPDATE outreach_delivery
                SET state = 'waiting', attempt = attempt - 1,
                    tried_since = CASE WHEN attempt > 1 THEN tried_since END
                WHERE claim = $1 AND state = 'sending' AND begun_at IS NULL AND id IN
                """ + SQL.list(from: 2, count: ids.count), values: values)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Store

/// A letter that was laid into the stand-in.
struct LaidLetter: Sendable {
    let channel: ChannelKind
    let address: String
    let title: String
    let text: String
    let at: Int64
}

extension Transaction {
    /// Lays a letter into the stand-in, once.
    func lay(_ letter: Letter, _ channel: ChannelKind) throws {
        let text = letter.items.map { [$0.text, $0.link ?? ""].joined(separator: "\n") }
        try run(
            """
            INSERT INTO outreach_letterbox (id, channel, address, title, text, at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (id) DO NOTHING
            """, letter.id, channel, letter.address, letter.subject, text.joined(separator: "\n"),
            ground.now())
    }
}

extension Reader {
    func hasLetter(_ id: String) throws -> Bool {
        try first("SELECT 1 FROM outreach_letterbox WHERE id = $1", id) != nil
    }

    /// The latest letters in the stand-in.
    func laidLetters(limit: Int) throws -> [LaidLetter] {
        try rows(
            "SELECT channel, address, title, text, at FROM outreach_letterbox ORDER BY at DESC, id LIMIT $1",
            limit
        ).map { row in
            LaidLetter(
                channel: try row["channel"], address: try row["address"], title: try row["title"],
                text: try row["text"], at: try row["at"])
        }
    }
}

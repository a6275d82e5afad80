// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store

/// Finds out whom fresh messages reach. Wakes several lanes, so that rooms that tell side by side do not wait
/// for one another; whatever a wake-up misses, the next minute finds.
let expansionKind = JobKind<Int>("outreach.expand")

extension Transaction {
    /// Hands over a message in the transaction in which its reason arose: both are kept, or neither. A key
    /// that was told before is passed over; gives whether it is new.
    @discardableResult
    public func tell(_ message: NewMessage) throws -> Bool {
        try tellAll([message]) == 1
    }

    /// Hands over many messages at once; gives how many of them are new.
    @discardableResult
    public func tellAll(_ messages: [NewMessage]) throws -> Int {
        var count = 0
        var rest = messages[...]
        while !rest.isEmpty {
            count += try insert(rest.prefix(OutreachRows.messagesAtOnce))
            rest = rest.dropFirst(OutreachRows.messagesAtOnce)
        }
        if count > 0, let key = messages.first?.key {
            let lane = Self.lane(of: key)
            try enqueue(expansionKind, lane, key: .whileWaiting(String(lane)))
        }
        return count
    }

    private func insert(_ messages: ArraySlice<NewMessage>) throws -> Int {
        let now = ground.now()
        let values = messages.flatMap { message -> [any SQLBindable] in
            let (enterprise, person): (String?, String?) =
                switch message.recipient {
                case .enterprise(let id): (id.text, nil)
                case .person(let id): (nil, id.text)
                }
            return [
                ground.uuid().uuidString.lowercased(), message.key, enterprise, person, message.topic,
                message.title.chinese, message.title.english, message.text.chinese, message.text.english,
                message.path, message.isUrgent, message.validUntil, now,
                message.notice,
            ]
        }
        return try run(
            """
            INSERT INTO outreach_message
                (id, key, enterprise, person, topic, title_zh, title_en, text_zh, text_en, path, is_urgent,
                 valid_until, created_at, notice)
            VALUES
            """ + OutreachRows.values(messages.count, of: 14) + " ON CONFLICT (key) DO NOTHING",
            values: values)
    }

    private static func lane(of key: String) -> Int {
        key.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % OutreachRows.lanes
    }
}

/// How rows are written many at a time.
enum OutreachRows {
    /// Few enough for the number of values that a statement may bind.
    static let messagesAtOnce = 50
    /// How many workers find out recipients side by side.
    static let lanes = 4

    /// `($1, $2), ($3, $4)`: places for so many rows of so many columns.
    static func values(_ rows: Int, of columns: Int, from first: Int = 1) -> SQL {
        (1..<max(rows, 1)).reduce(SQL.list(from: first, count: columns)) { text, row in
            text + ", " + SQL.list(from: first + row * columns, count: columns)
        }
    }
}

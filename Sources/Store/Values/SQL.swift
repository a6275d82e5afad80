// SPDX-License-Identifier: Apache-2.0

/// Which database runs a statement.
public enum Dialect: String, Sendable, CaseIterable {
    case sqlite
    case postgres
}

/// The text of a statement, with `$1`, `$2` … for its values.
///
/// It is written as a literal, and a literal takes no interpolation: a value cannot slip into the text.
/// Where the two databases need different words, give both: `SQL(sqlite: "…", postgres: "…")`.
public struct SQL: Hashable, Sendable, ExpressibleByStringLiteral {
    let sqlite: String
    let postgres: String

    /// One text for both databases.
    public init(stringLiteral text: String) {
        sqlite = text
        postgres = text
    }

    /// Two texts that mean the same, one for each database.
    public init(sqlite: StaticString, postgres: StaticString) {
        self.sqlite = sqlite.description
        self.postgres = postgres.description
    }

    /// A text that the program has put together, never from what a person typed.
    init(trusted text: String) {
        sqlite = text
        postgres = text
    }

    private init(_ sqlite: String, _ postgres: String) {
        self.sqlite = sqlite
        self.postgres = postgres
    }

    /// Two pieces of a statement, one after the other: a list's filter after its SELECT.
    public static func + (left: SQL, right: SQL) -> SQL {
        SQL(left.sqlite + right.sqlite, left.postgres + right.postgres)
    }

    /// `$first, $first+1 …` for a list of `count` values, in brackets; `count` must be at least 1.
    public static func list(from first: Int, count: Int) -> SQL {
        precondition(count >= 1 && first >= 1, "A list of placeholders has at least one, counted from 1.")
        return SQL(trusted: "(" + (first..<first + count).map { "$\($0)" }.joined(separator: ", ") + ")")
    }

    /// The text as the database is given it.
    func text(for dialect: Dialect) -> String {
        switch dialect {
        case .sqlite: Placeholders.numbered(sqlite)
        case .postgres: postgres
        }
    }
}

/// SQLite reads `$1` as a name, not as a position, and binds an array in the order in which the names
/// appear: silently wrong for `$2, $1`. `?1` is a position in both senses.
enum Placeholders {
    /// The text with `$n` turned into `?n` outside quotes and comments.
    static func numbered(_ text: String) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count)
        let bytes = Array(text.utf8)
        var place = 0
        while place < bytes.count {
            let skipped = quotedLength(bytes, at: place)
            if skipped > 0 {
                out += bytes[place..<place + skipped]
                place += skipped
                continue
            }
            let isPlaceholder =
                bytes[place] == UInt8(ascii: "$") && place + 1 < bytes.count && isDigit(bytes[place + 1])
            out.append(isPlaceholder ? UInt8(ascii: "?") : bytes[place])
            place += 1
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    /// How many bytes a quoted text, a quoted name or a comment takes that begins here; 0 when none does.
    private static func quotedLength(_ bytes: [UInt8], at place: Int) -> Int {
        let next = place + 1 < bytes.count ? bytes[place + 1] : 0
        switch (bytes[place], next) {
        case (UInt8(ascii: "'"), _), (UInt8(ascii: "\""), _):
            // A doubled quote inside ends one quoted stretch and begins the next: the same bytes either way.
            let end = bytes[(place + 1)...].firstIndex(of: bytes[place])
            return (end ?? bytes.count - 1) - place + 1
        case (UInt8(ascii: "-"), UInt8(ascii: "-")):
            return (bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count) - place
        case (UInt8(ascii: "/"), UInt8(ascii: "*")):
            var end = place + 2
            while end + 1 < bytes.count,
                (bytes[end], bytes[end + 1]) != (UInt8(ascii: "*"), UInt8(ascii: "/"))
            {
                end += 1
            }
            return min(end + 2, bytes.count) - place
        default:
            return 0
        }
    }
}

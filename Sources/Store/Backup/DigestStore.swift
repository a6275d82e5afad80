// SPDX-License-Identifier: Apache-2.0

extension Reader {
    /// The content of every table, so that two databases can be compared: a source and its restored copy.
    ///
    /// Rows count by what they hold, not by their place: each row's digest is added to the table's, modulo
    /// 2²⁵⁶. Truth values count as 1 and 0, so that SQLite and PostgreSQL agree on equal data.
    public func tableDigests() throws -> [TableDigest] {
        try tableNames().map { name in
            var sum = DigestSum()
            let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
            try forEach(SQL(trusted: "SELECT * FROM " + quoted)) { sum.add($0) }
            return TableDigest(name: name, rows: sum.count, digest: sum.hex)
        }
    }

    /// The names of all tables, sorted by their bytes.
    func tableNames() throws -> [String] {
        try rows(
            SQL(
                sqlite: """
                    SELECT name FROM sqlite_schema
                    WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                    """,
                postgres: """
                    SELECT CAST(table_name AS text) AS name
                    FROM information_schema.tables
                    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
                    """)
        ).map { try $0["name"] as String }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

/// A sum of row digests.
struct DigestSum {
    private(set) var count = 0
    private var words: [UInt64] = [0, 0, 0, 0]

    mutating func add(_ row: Row) {
        count += 1
        let fields = zip(row.columns.names, row.values).map { "\($0):" + Self.text($1) }.sorted()
        var digest = SHA256()
        digest.update(Array(fields.map { "\($0.utf8.count);\($0)" }.joined().utf8))
        let bytes = digest.bytes()
        var carry: UInt64 = 0
        for place in 0..<4 {
            let word = bytes[place * 8..<place * 8 + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let (half, first) = words[place].addingReportingOverflow(word)
            let (sum, second) = half.addingReportingOverflow(carry)
            words[place] = sum
            carry = (first || second) ? 1 : 0
        }
    }

    var hex: String {
        hexadecimal(
            words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) } }
        )
    }

    private static func text(_ value: SQLValue) -> String {
        switch value {
        case .null: "n"
        case .integer(let number): "i\(number)"
        case .truth(let truth): truth ? "i1" : "i0"
        case .real(let number): "r\(number)"
        case .text(let text): "t" + text
        case .blob(let bytes): "b" + hexadecimal(bytes)
        }
    }
}

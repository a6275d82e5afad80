// SPDX-License-Identifier: Apache-2.0

extension Han {
    /// How a character is read, in small letters without tones, the commonest reading first: 重 is `zhong` and
    /// `chong`. ü is written `v`, as it is typed. Empty for what is no character of the table (U+4E00 to
    /// U+9FFF).
    public static func readings(of character: Character) -> [String] {
        guard let scalar = character.unicodeScalars.first else { return [] }
        return [Pinyin.first[scalar], Pinyin.others[scalar]].compactMap { $0 }
    }
}

/// The parsed tables of readings: read once, at first use.
private enum Pinyin {
    static let first = parsed(PinyinTable.first)
    static let others = parsed(PinyinTable.others)

    private static func parsed(_ table: String) -> [Unicode.Scalar: String] {
        var readings: [Unicode.Scalar: String] = [:]
        for line in table.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard let syllable = parts.first, let characters = parts.last, parts.count == 2 else { continue }
            for scalar in characters.unicodeScalars { readings[scalar] = String(syllable) }
        }
        return readings
    }
}

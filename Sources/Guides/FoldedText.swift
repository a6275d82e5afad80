// SPDX-License-Identifier: Apache-2.0
import Standards

/// A text as it is searched: one code a character, simplified, half-width, in small letters, without spaces
/// and signs. A sign between two digits leaves a mark, so that 〔2026〕18 is not 202618.
enum FoldedText {
    /// Between digits that a sign parts.
    static let gap: UInt16 = 1
    /// Between fields, so that no phrase reaches from one into the next.
    static let end: UInt16 = 2

    /// The codes of a text. About ten nanoseconds a character.
    static func codes(_ text: String) -> [UInt16] {
        var codes: [UInt16] = []
        codes.reserveCapacity(text.utf8.count / 2)
        var isParted = false
        for scalar in text.unicodeScalars {
            let code = code(of: scalar)
            guard code != 0 else {
                isParted = true
                continue
            }
            if isParted, isDigit(code), let last = codes.last, isDigit(last) { codes.append(gap) }
            isParted = false
            codes.append(code)
        }
        return codes
    }

    static func isDigit(_ code: UInt16) -> Bool { (0x30...0x39).contains(code) }
    /// Digits and the characters that numbers are written with.
    static func isNumeral(_ code: UInt16) -> Bool { isDigit(code) || numerals.contains(code) }
    private static let numerals = Set("〇零一二三四五六七八九十百千万亿两".utf16)
    static func isASCII(_ code: UInt16) -> Bool { isDigit(code) || (0x61...0x7A).contains(code) }

    /// The characters of codes, for words that are shown again.
    static func text(_ codes: some Sequence<UInt16>) -> String {
        String(String.UnicodeScalarView(codes.compactMap { $0 > end ? Unicode.Scalar($0) : nil }))
    }

    private static func code(of scalar: Unicode.Scalar) -> UInt16 {
        guard scalar.value <= 0xFFFF else {
            // Rare characters beyond the plane share the codes of the private area.
            return UInt16(0xE000 + scalar.value % 0x1900)
        }
        return table[Int(scalar.value)]
    }

    /// What each character of the plane becomes; 0 for what nobody searches for.
    private static let table: [UInt16] = (0...0xFFFF).map { value in
        guard let scalar = Unicode.Scalar(UInt32(value)) else { return 0 }
        let folded = Han.folded(String(Character(scalar)))
        guard let first = folded.unicodeScalars.first, first.value <= 0xFFFF, first.value > 2 else {
            return 0
        }
        let properties = first.properties
        return properties.isAlphabetic || properties.numericType != nil ? UInt16(first.value) : 0
    }
}

/// How characters are read, by code.
enum Readings {
    private static let first: UInt16 = 0x4E00
    private static let last: UInt16 = 0x9FFF

    private static let all: [[[UInt8]]] = (first...last).map { code in
        guard let scalar = Unicode.Scalar(code) else { return [] }
        return Han.readings(of: Character(scalar)).map { Array($0.utf8) }
    }

    /// With which letters the readings of each character begin, as bits.
    private static let initials: [UInt32] = all.map { readings in
        readings.reduce(0) { $0 | bit($1.first ?? 0) }
    }

    static func of(_ code: UInt16) -> [[UInt8]] {
        (first...last).contains(code) ? all[Int(code - first)] : []
    }

    /// Whether two characters can be read alike.
    static func areAlike(_ one: UInt16, _ other: UInt16) -> Bool {
        one == other || of(one).contains { of(other).contains($0) }
    }

    /// Whether the letters are what one types for the characters from a place on: readings in full, first
    /// letters alone, or both mixed; the last reading may be unfinished.
    static func reads(
        _ letters: ArraySlice<UInt8>, _ codes: UnsafeBufferPointer<UInt16>, from place: Int, to end: Int
    ) -> Bool {
        guard let letter = letters.first else { return true }
        guard place < end else { return false }
        let code = codes[place]
        if FoldedText.isASCII(code) {
            return code == UInt16(letter) && reads(letters.dropFirst(), codes, from: place + 1, to: end)
        }
        guard (first...last).contains(code), initials[Int(code - first)] & bit(letter) != 0 else {
            return false
        }
        for reading in all[Int(code - first)] where reading.first == letter {
            if letters.count <= reading.count, reading.starts(with: letters) { return true }
            if letters.starts(with: reading),
                reads(letters.dropFirst(reading.count), codes, from: place + 1, to: end)
            {
                return true
            }
        }
        return reads(letters.dropFirst(), codes, from: place + 1, to: end)
    }

    private static func bit(_ letter: UInt8) -> UInt32 {
        (0x61...0x7A).contains(letter) ? 1 << UInt32(letter - 0x61) : 0
    }
}

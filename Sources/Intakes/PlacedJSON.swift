// SPDX-License-Identifier: Apache-2.0
import Rules

/// Reads JSON (RFC 8259) with the line of each value, within a bounded depth.
struct PlacedJSON {
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1
    private var lineStart = 0
    private static let deepest = 16

    /// The value that a text holds.
    static func read(_ text: String) throws(IntakeFileFault) -> PlacedValue {
        var reader = PlacedJSON(bytes: Array(text.utf8))
        let value = try reader.value(depth: 0)
        reader.skip()
        guard reader.place == reader.bytes.count else { throw reader.broken }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var broken: IntakeFileFault { .broken(line: line, column: place - lineStart + 1) }
    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skip() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            place += 1
            if byte == 0x0A { (line, lineStart) = (line + 1, place) }
        }
    }

    private mutating func take(_ byte: UInt8) throws(IntakeFileFault) {
        guard next == byte else { throw broken }
        place += 1
    }

    private mutating func value(depth: Int) throws(IntakeFileFault) -> PlacedValue {
        guard depth <= Self.deepest else { throw broken }
        skip()
        let start = line
        switch next {
        case UInt8(ascii: "{"): return .map(try entries(depth: depth), line: start)
        case UInt8(ascii: "["): return .list(try values(depth: depth), line: start)
        case UInt8(ascii: "\""): return .text(try string(), line: start)
        default: return .text(try word(), line: start)
        }
    }

    private mutating func entries(depth: Int) throws(IntakeFileFault) -> [PlacedValue.Entry] {
        try take(UInt8(ascii: "{"))
        var entries: [PlacedValue.Entry] = []
        skip()
        while next != UInt8(ascii: "}") {
            if !entries.isEmpty { try take(UInt8(ascii: ",")) }
            skip()
            let key = try string()
            guard !entries.contains(where: { $0.key == key }) else { throw broken }
            skip()
            try take(UInt8(ascii: ":"))
            entries.append(PlacedValue.Entry(key: key, value: try value(depth: depth + 1)))
            skip()
        }
        place += 1
        return entries
    }

    private mutating func values(depth: Int) throws(IntakeFileFault) -> [PlacedValue] {
        try take(UInt8(ascii: "["))
        var values: [PlacedValue] = []
        skip()
        while next != UInt8(ascii: "]") {
            if !values.isEmpty { try take(UInt8(ascii: ",")) }
            values.append(try value(depth: depth + 1))
            skip()
        }
        place += 1
        return values
    }

    /// A number or `true`, `false`, `null`, as it is written; null is nothing.
    private mutating func word() throws(IntakeFileFault) -> String {
        let start = place
        while let byte = next, byte > 0x20, !",]}".utf8.contains(byte) { place += 1 }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if text == "null" { return "" }
        let isNumber = text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
        guard isNumber || text == "true" || text == "false" else {
            place = start
            throw broken
        }
        return text
    }

    private mutating func string() throws(IntakeFileFault) -> String {
        try take(UInt8(ascii: "\""))
        var text: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw broken }
            place += 1
            if byte == UInt8(ascii: "\\") { try escape(into: &text) } else { text.append(byte) }
        }
        try take(UInt8(ascii: "\""))
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func escape(into text: inout [UInt8]) throws(IntakeFileFault) {
        guard let byte = next else { throw broken }
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += try scalar()
        default: throw broken
        }
    }

    /// `\u5de5`, or two of them for a character beyond the first plane.
    private mutating func scalar() throws(IntakeFileFault) -> [UInt8] {
        let first = try fourDigits()
        guard (0xD800...0xDBFF).contains(first) else {
            guard let scalar = Unicode.Scalar(first) else { throw broken }
            return Array(String(Character(scalar)).utf8)
        }
        try take(UInt8(ascii: "\\"))
        try take(UInt8(ascii: "u"))
        let second = try fourDigits()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw broken }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func fourDigits() throws(IntakeFileFault) -> UInt32 {
        guard place + 4 <= bytes.count,
            let value = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
        else { throw broken }
        place += 4
        return value
    }
}

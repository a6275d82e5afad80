// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Finds the encoding of a text file: UTF-8 and UTF-16 with or without a mark, and GB18030 (with GBK and
/// GB2312 inside it), in which Excel saves CSV on a Chinese Windows.
enum SheetText {
    /// The text as UTF-8 without a mark, and the name of its encoding.
    static func decode(_ bytes: [UInt8]) throws(SheetFault) -> (text: [UInt8], encoding: String) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            if let broken = UTF8Form(bytes).firstBroken {
                throw .brokenText(line: line(of: broken, in: bytes))
            }
            return (try checked(Array(bytes.dropFirst(3))), "UTF-8")
        }
        if bytes.starts(with: [0xFF, 0xFE]) {
            return (try wide(bytes.dropFirst(2), isLittle: true), "UTF-16")
        }
        if bytes.starts(with: [0xFE, 0xFF]) {
            return (try wide(bytes.dropFirst(2), isLittle: false), "UTF-16")
        }
        if let isLittle = try unmarkedWide(bytes) {
            return (try wide(bytes[...], isLittle: isLittle), "UTF-16")
        }
        let form = UTF8Form(bytes)
        guard let broken = form.firstBroken else { return (try checked(bytes), "UTF-8") }
        // A UTF-8 file with a few broken places is no GB18030, though most of its bytes could be read so.
        guard form.brokenCount * 10 > form.sequenceCount else {
            throw .brokenText(line: line(of: broken, in: bytes))
        }
        let data = Data(bytes)
        guard let text = String(data: data, encoding: gb18030) else {
            throw isMostlyText(bytes) ? .brokenText(line: line(of: broken, in: bytes)) : .notText
        }
        return (try checked(Array(text.utf8)), "GB18030")
    }

    /// GB18030 in Foundation's numbering of encodings (CFStringEncoding 0x0632).
    private static let gb18030 = String.Encoding(rawValue: 0x8000_0632)

    /// Refuses what has control characters that no table has.
    private static func checked(_ text: [UInt8]) throws(SheetFault) -> [UInt8] {
        guard isMostlyText(text) else { throw .notText }
        return text
    }

    private static func isMostlyText(_ bytes: [UInt8]) -> Bool {
        let sample = bytes.prefix(65_536)
        let odd = sample.count {
            $0 < 0x20 && ![0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A].contains($0) || $0 == 0x7F
        }
        return odd * 100 <= sample.count && !sample.contains(0)
    }

    private static func line(of offset: Int, in bytes: [UInt8]) -> Int {
        var lines = 1
        var last: UInt8 = 0
        for byte in bytes[..<offset] {
            if byte == 0x0A && last != 0x0D || byte == 0x0D { lines += 1 }
            last = byte
        }
        return lines
    }

    /// Text in two bytes a character has zeros at every second place only, from its digits and marks.
    private static func unmarkedWide(_ bytes: [UInt8]) throws(SheetFault) -> Bool? {
        var zeros = (even: 0, odd: 0)
        for (index, byte) in bytes.prefix(65_536).enumerated() where byte == 0 {
            if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        if zeros == (0, 0) { return nil }
        guard zeros.even == 0 || zeros.odd == 0 else { throw .notText }
        return zeros.even == 0
    }

    private static func wide(_ bytes: ArraySlice<UInt8>, isLittle: Bool) throws(SheetFault) -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for at in stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2) {
            let (first, second) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
            units.append(isLittle ? second << 8 | first : first << 8 | second)
        }
        guard let text = String(validating: units, as: UTF16.self) else { throw .notText }
        return try checked(Array(text.utf8))
    }
}

/// How far bytes are UTF-8.
struct UTF8Form {
    /// Where the first byte stands that is not.
    private(set) var firstBroken: Int?
    /// Bytes that are not.
    private(set) var brokenCount = 0
    /// Well-formed characters of more than one byte.
    private(set) var sequenceCount = 0

    init(_ bytes: [UInt8]) {
        var at = 0
        while at < bytes.count {
            if bytes[at] < 0x80 {
                at += 1
                continue
            }
            let length = Self.length(at, in: bytes)
            if length > 0 {
                sequenceCount += 1
                at += length
            } else {
                firstBroken = firstBroken ?? at
                brokenCount += 1
                at += 1
            }
        }
    }

    /// The length of the well-formed sequence at a place; 0 for none (RFC 3629, 4).
    private static func length(_ at: Int, in bytes: [UInt8]) -> Int {
        func follows(_ count: Int, _ first: ClosedRange<UInt8> = 0x80...0xBF) -> Int {
            guard at + count < bytes.count, first.contains(bytes[at + 1]) else { return 0 }
            for next in stride(from: at + 2, through: at + count, by: 1) where bytes[next] & 0xC0 != 0x80 {
                return 0
            }
            return count + 1
        }
        return switch bytes[at] {
        case 0xC2...0xDF: follows(1)
        case 0xE0: follows(2, 0xA0...0xBF)
        case 0xED: follows(2, 0x80...0x9F)
        case 0xE1...0xEF: follows(2)
        case 0xF0: follows(3, 0x90...0xBF)
        case 0xF1...0xF3: follows(3)
        case 0xF4: follows(3, 0x80...0x8F)
        default: 0
        }
    }
}

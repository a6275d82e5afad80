// SPDX-License-Identifier: Apache-2.0

/// A Swift file taken apart line by line into code, words in quotation marks, and comments.
///
/// Each of the three has as many lines as the file, and every piece stands in its own column; what belongs to
/// the others is blank. So a check for code never trips over a word in a comment, and a check for words never
/// over code.
struct SwiftText {
    let code: [String]
    let quoted: [String]
    let comments: [String]
    let tokens: [Token]

    init(_ text: String) {
        var split = Separation(Array(text.utf8))
        split.run()
        code = SwiftText.lines(split.code)
        quoted = SwiftText.lines(split.quoted)
        comments = SwiftText.lines(split.comments)
        tokens = Token.all(in: split.code)
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: .newline, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
    }
}

/// The pass that tells code, words and comments apart.
private struct Separation {
    private(set) var code: [UInt8]
    private(set) var quoted: [UInt8]
    private(set) var comments: [UInt8]
    private let bytes: [UInt8]
    private var at = 0

    private enum Kind { case code, quoted, comment }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let blank = bytes.map { $0 == .newline ? UInt8.newline : .space }
        code = blank
        quoted = blank
        comments = blank
    }

    mutating func run() {
        readCode(until: nil)
    }

    private mutating func take(_ kind: Kind, _ count: Int = 1) {
        for position in at..<min(at + count, bytes.count) where bytes[position] != .newline {
            switch kind {
            case .code: code[position] = bytes[position]
            case .quoted: quoted[position] = bytes[position]
            case .comment: comments[position] = bytes[position]
            }
        }
        at = min(at + count, bytes.count)
    }

    private func sees(_ text: StaticString, at position: Int? = nil) -> Bool {
        let start = position ?? at
        guard start + text.utf8CodeUnitCount <= bytes.count else { return false }
        return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[start + $0] == text.utf8Start[$0] }
    }

    /// Code up to the bracket that closes an interpolation, or to the end of the file.
    private mutating func readCode(until closing: UInt8?) {
        var depth = 0
        while at < bytes.count {
            let byte = bytes[at]
            if sees("//") {
                readLineComment()
            } else if sees("/*") {
                readBlockComment()
            } else if let hashes = openingHashes() {
                readQuoted(hashes: hashes)
            } else if let end = regexEnd() {
                take(.quoted, end - at)
            } else if byte == closing, depth == 0 {
                return
            } else {
                if byte == .openRound { depth += 1 }
                if byte == .closeRound { depth -= 1 }
                take(.code)
            }
        }
    }

    private mutating func readLineComment() {
        while at < bytes.count, bytes[at] != .newline { take(.comment) }
    }

    private mutating func readBlockComment() {
        var depth = 0
        repeat {
            if sees("/*") {
                depth += 1
                take(.comment, 2)
            } else if sees("*/") {
                depth -= 1
                take(.comment, 2)
            } else {
                take(.comment)
            }
        } while depth > 0 && at < bytes.count
    }

    /// The number of `#` before a quotation mark that begins here.
    private func openingHashes() -> Int? {
        var position = at
        while position < bytes.count, bytes[position] == .hash { position += 1 }
        return position < bytes.count && bytes[position] == .quote ? position - at : nil
    }

    private mutating func readQuoted(hashes: Int) {
        take(.code, hashes)
        let marks = sees("\"\"\"") ? 3 : 1
        take(.code, marks)
        while at < bytes.count {
            if marks == 1, bytes[at] == .newline { return }
            if closes(marks: marks, hashes: hashes) {
                take(.code, marks + hashes)
                return
            }
            if bytes[at] == .backslash, hashesFollow(at + 1, hashes) {
                let next = at + 1 + hashes
                if next < bytes.count, bytes[next] == .openRound {
                    take(.code, 2 + hashes)
                    readCode(until: .closeRound)
                    take(.code)
                } else {
                    take(.quoted, 2 + hashes)
                }
            } else {
                take(.quoted)
            }
        }
    }

    private func hashesFollow(_ position: Int, _ count: Int) -> Bool {
        position + count <= bytes.count && bytes[position..<position + count].allSatisfy { $0 == .hash }
    }

    private func closes(marks: Int, hashes: Int) -> Bool {
        marks == 3
            ? sees("\"\"\"") && hashesFollow(at + 3, hashes) : sees("\"") && hashesFollow(at + 1, hashes)
    }

    /// Where a regular expression that begins here ends; nil when the slash divides.
    private func regexEnd() -> Int? {
        guard bytes[at] == .slash, at + 1 < bytes.count, !bytes[at + 1].isBlank else { return nil }
        var before = at - 1
        while before >= 0, bytes[before] == .space { before -= 1 }
        guard before >= 0 else { return nil }
        let opensExpression = [UInt8](
            arrayLiteral: .openRound, .comma, .equal, .colon, .openSquare, .openCurly)
        guard opensExpression.contains(bytes[before]) || bytes[before] == .newline else { return nil }
        var position = at + 1
        while position < bytes.count, bytes[position] != .newline {
            if bytes[position] == .backslash {
                position += 1
            } else if bytes[position] == .slash {
                return position + 1
            }
            position += 1
        }
        return nil
    }
}

extension UInt8 {
    static let newline = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
    static let hash = UInt8(ascii: "#")
    static let slash = UInt8(ascii: "/")
    static let backslash = UInt8(ascii: "\\")
    static let openRound = UInt8(ascii: "(")
    static let closeRound = UInt8(ascii: ")")
    static let openSquare = UInt8(ascii: "[")
    static let openCurly = UInt8(ascii: "{")
    static let comma = UInt8(ascii: ",")
    static let colon = UInt8(ascii: ":")
    static let equal = UInt8(ascii: "=")
    static let backtick = UInt8(ascii: "`")

    var isBlank: Bool { self == .space || self == .newline || self == UInt8(ascii: "\t") }

    /// Letters, digits, the underscore, and everything that is not ASCII.
    var isWordByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: self >= 0x80
        }
    }
}

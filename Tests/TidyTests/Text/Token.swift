// SPDX-License-Identifier: Apache-2.0

/// A word or a mark of Swift code, and where it stands.
struct Token: Hashable {
    let text: String
    /// Counted from one.
    let line: Int
    /// Nothing stands between this token and the one before, not even a space.
    let touchesPrevious: Bool

    var isWord: Bool { text.utf8.first?.isWordByte == true || text.utf8.first == .backtick }

    /// The tokens of code in which comments and the inside of quotation marks are blank. Words and names in
    /// backticks are one token each; of marks, every byte is a token.
    static func all(in code: [UInt8]) -> [Token] {
        var tokens: [Token] = []
        var line = 1
        var at = 0
        var end = -1
        while at < code.count {
            let byte = code[at]
            if byte.isBlank {
                if byte == .newline { line += 1 }
                at += 1
                continue
            }
            let start = at
            at += 1
            if byte.isWordByte {
                while at < code.count, code[at].isWordByte { at += 1 }
            } else if byte == .backtick {
                while at < code.count, code[at] != .backtick, code[at] != .newline { at += 1 }
                at = min(at + 1, code.count)
            }
            let text = String(decoding: code[start..<at], as: UTF8.self)
            tokens.append(Token(text: text, line: line, touchesPrevious: end == start))
            end = at
        }
        return tokens
    }
}

extension [Token] {
    /// The text at a position, or an empty text beyond either end.
    func text(_ position: Int) -> String { indices.contains(position) ? self[position].text : "" }

    /// The position of the bracket that closes the one at `open`, or the last position.
    func closing(_ open: Int) -> Int {
        let pairs = ["(": ")", "[": "]", "{": "}"]
        guard let close = pairs[text(open)] else { return open }
        var depth = 0
        for position in open..<count {
            if self[position].text == text(open) { depth += 1 }
            if self[position].text == close {
                depth -= 1
                if depth == 0 { return position }
            }
        }
        return count - 1
    }

    /// The position behind the generic parameters that open at `position`, or `position` itself when none do.
    func behindGenerics(_ position: Int) -> Int {
        guard text(position) == "<" else { return position }
        var depth = 0
        for next in position..<count {
            if self[next].text == "<" { depth += 1 }
            if self[next].text == ">", text(next - 1) != "-" {
                depth -= 1
                if depth == 0 { return next + 1 }
            }
        }
        return position
    }
}

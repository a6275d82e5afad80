// SPDX-License-Identifier: Apache-2.0

/// A declaration of a Swift file: what it declares, how it is named, where its body lies.
struct Declaration {
    let keyword: String
    let name: String
    let line: Int
    /// Position of the first token, modifiers and attributes not counted.
    let start: Int
    /// `public`, `package` or `open` stands before it.
    let isExported: Bool
    /// The line on which its modifiers and attributes begin.
    let firstLine: Int
    /// Positions of the opening and the closing brace.
    let body: ClosedRange<Int>?
    /// Whether at least one parameter is declared (functions, initialisers, subscripts).
    let hasParameters: Bool

    static let types: Set = ["struct", "enum", "class", "actor", "protocol", "typealias"]
    static let functions: Set = ["func", "init", "subscript", "deinit"]

    private static let modifiers: Set = [
        "public", "package", "open", "internal", "private", "fileprivate", "static", "final", "indirect",
        "mutating",
        "nonmutating", "nonisolated", "isolated", "override", "convenience", "required", "consuming",
        "borrowing",
        "lazy", "weak", "unowned", "prefix", "postfix", "infix", "distributed", "sending", "class",
    ]

    /// The declarations of a file, in order.
    static func all(in tokens: [Token]) -> [Declaration] {
        tokens.indices.compactMap { Declaration(at: $0, in: tokens) }
    }

    private init?(at position: Int, in tokens: [Token]) {
        let keyword = tokens[position].text
        let next = tokens.text(position + 1)
        guard Self.declares(keyword, at: position, before: next, in: tokens) else { return nil }
        self.keyword = keyword
        start = position
        line = tokens[position].line
        let isNamed = !["init", "subscript", "deinit"].contains(keyword)
        name = isNamed ? Self.name(from: position + 1, in: tokens) : keyword
        let prefix = Self.prefix(of: position, in: tokens)
        firstLine = prefix.map { tokens[$0].line }.min() ?? tokens[position].line
        isExported = prefix.contains { ["public", "package", "open"].contains(tokens[$0].text) }
        let parameters = Self.parameters(after: position, in: tokens)
        hasParameters = parameters.map { $0 + 1 < tokens.closing($0) } ?? false
        body = Self.body(after: parameters.map { tokens.closing($0) } ?? position, keyword, in: tokens)
    }

    private static func declares(_ word: String, at position: Int, before next: String, in tokens: [Token])
        -> Bool
    {
        let previous = tokens.text(position - 1)
        guard previous != "." else { return false }
        switch word {
        case "func", "struct", "enum", "actor", "protocol", "typealias", "var", "let":
            return !next.isEmpty && ![":", ",", ")", "=", "."].contains(next)
        case "class":
            return next.first?.isUppercase == true
        case "init":
            return ["(", "<", "?"].contains(next)
                && (previous != ":" || tokens[position - 1].line < tokens[position].line)
        case "subscript":
            return ["(", "<"].contains(next)
        case "deinit":
            return next == "{"
        default:
            return false
        }
    }

    /// A name, or an operator with all of its marks.
    private static func name(from position: Int, in tokens: [Token]) -> String {
        guard tokens.indices.contains(position), !tokens[position].isWord else {
            return tokens.text(position).filter { $0 != "`" }
        }
        let marks = tokens[position...].prefix { $0.text != "(" && !$0.isWord }
        return marks.map(\.text).joined()
    }

    /// The positions of the modifiers and attributes in front.
    private static func prefix(of position: Int, in tokens: [Token]) -> [Int] {
        var found: [Int] = []
        var at = position - 1
        while at >= 0 {
            if tokens[at].text == ")", let open = opening(of: at, in: tokens), open > 0,
                tokens[open - 1].isWord,
                modifiers.contains(tokens[open - 1].text) || tokens.text(open - 2) == "@"
            {
                at = open - 1
            } else if modifiers.contains(tokens[at].text) {
                found.append(at)
                at -= 1
            } else if tokens[at].isWord, tokens.text(at - 1) == "@" {
                found.append(at - 1)
                at -= 2
            } else {
                break
            }
        }
        return found
    }

    private static func opening(of close: Int, in tokens: [Token]) -> Int? {
        var depth = 0
        for position in stride(from: close, through: 0, by: -1) {
            if tokens[position].text == ")" { depth += 1 }
            if tokens[position].text == "(" {
                depth -= 1
                if depth == 0 { return position }
            }
        }
        return nil
    }

    private static func parameters(after position: Int, in tokens: [Token]) -> Int? {
        guard functions.contains(tokens[position].text), tokens[position].text != "deinit" else { return nil }
        var at = position + 1
        while at < tokens.count, !["(", "{", "}"].contains(tokens[at].text) {
            at = tokens[at].text == "<" && tokens[at - 1].isWord ? tokens.behindGenerics(at) : at + 1
            if tokens.text(at) == "<" { at += 1 }
        }
        return tokens.text(at) == "(" ? at : nil
    }

    /// From the brace that opens the body to the one that closes it; nil where a protocol only demands.
    private static func body(after position: Int, _ keyword: String, in tokens: [Token]) -> ClosedRange<Int>?
    {
        guard keyword != "typealias", keyword != "let" else { return nil }
        var at = position + 1
        while at < tokens.count {
            switch tokens[at].text {
            case "{": return at...tokens.closing(at)
            case "(", "[": at = tokens.closing(at)
            case "}", "func", "init", "var", "let", "static", "public", "private", "case", "@", "subscript",
                "mutating",
                "associatedtype", "struct", "enum", "extension":
                return nil
            case "=" where keyword == "var" && tokens.text(at + 1) != "=": return nil
            default: break
            }
            at += 1
        }
        return nil
    }
}

// SPDX-License-Identifier: Apache-2.0
import Standards

/// Writes one line anew from its tokens. What it does not know it leaves as it is; whoever calls checks
/// that the line still says the same.
struct LineWriter {
    let lexicon: Lexicon
    let vocabulary: Vocabulary

    func written(_ text: String) -> String {
        var tokens = self.tokens(text)
        markSigns(&tokens)
        var result = ""
        for (index, token) in tokens.enumerated() {
            if index > 0, needsSpace(tokens[index - 1], token) { result += " " }
            result += token.text
        }
        return result
    }

    struct Token {
        var text: String
        var kind: Kind
        /// Space stood before it in the source.
        let hasSpace: Bool
    }

    enum Kind {
        /// A word of the vocabulary, a number, an option, a code, or anything unknown.
        case name
        case binary, unary
        case keyword
        case open, close
        /// 、 and . between period and word: nothing around them.
        case joint
        /// 以上 and the like, which follow a number without space.
        case suffix
    }

    // MARK: - Reading

    private func tokens(_ text: String) -> [Token] {
        let source = Array(text.unicodeScalars)
        let scalars = Line.normalised(text)
        var tokens: [Token] = []
        var position = 0
        var hasSpace = false
        while position < scalars.count {
            if scalars[position] == " " {
                hasSpace = true
                position += 1
                continue
            }
            let (token, length) = token(scalars, source, position, hasSpace: hasSpace)
            if token.kind == .name, !hasSpace, let last = tokens.last, last.kind == .name {
                tokens[tokens.count - 1].text += token.text
            } else {
                tokens.append(token)
            }
            position += length
            hasSpace = false
        }
        return tokens
    }

    private func token(
        _ scalars: [Unicode.Scalar], _ source: [Unicode.Scalar], _ position: Int, hasSpace: Bool
    ) -> (Token, Int) {
        func made(_ length: Int, _ kind: Kind, _ text: String? = nil) -> (Token, Int) {
            let own = String(String.UnicodeScalarView(source[position..<position + length]))
            return (Token(text: text ?? own, kind: kind, hasSpace: hasSpace), length)
        }
        if let (_, length) = lexicon.match(scalars, at: position) { return made(length, .name) }
        let rest = scalars[position...]
        if rest.starts(with: "符合《".unicodeScalars), let end = rest.firstIndex(of: "》") {
            return made(end - position + 1, .name)
        }
        for (written, better) in Self.signs where rest.starts(with: written.unicodeScalars) {
            // Both signs of division are good Chinese.
            return made(written.unicodeScalars.count, .binary, source[position] == "÷" ? "÷" : better)
        }
        switch scalars[position] {
        case "(": return made(1, .open, "（")
        case ")": return made(1, .close, "）")
        case "、": return made(1, .joint)
        case ".": return made(1, .joint, ".")
        case "%": return made(1, .name, "%")
        default: break
        }
        for keyword in Self.suffixes where rest.starts(with: keyword.unicodeScalars) {
            return made(keyword.unicodeScalars.count, .suffix)
        }
        for keyword in Self.keywords where rest.starts(with: keyword.unicodeScalars) {
            return made(keyword.unicodeScalars.count, .keyword)
        }
        let digits = rest.prefix { ("0"..."9").contains($0) || $0 == "." || $0 == "," }.count
        if digits > 0 { return made(digits, .name, String(String.UnicodeScalarView(rest.prefix(digits)))) }
        return made(1, .name)
    }

    /// A minus with nothing to take from is a sign of the number behind it.
    private func markSigns(_ tokens: inout [Token]) {
        for index in tokens.indices where tokens[index].text == "-" {
            let before = index > 0 ? tokens[index - 1].kind : .open
            if before == .open || before == .binary || before == .keyword { tokens[index].kind = .unary }
        }
    }

    // MARK: - Writing

    private func needsSpace(_ left: Token, _ right: Token) -> Bool {
        switch (left.kind, right.kind) {
        case (.joint, _), (_, .joint), (.open, _), (_, .close), (.unary, _), (_, .suffix): false
        case (.binary, _), (_, .binary), (.keyword, _), (_, .keyword): true
        case (.close, _), (_, .open), (.suffix, _), (.name, _), (_, .unary): right.hasSpace
        }
    }

    // MARK: - Tables

    private static let signs: [(written: String, better: String)] = [
        (">=", "≥"), ("<=", "≤"), ("≥", "≥"), ("≤", "≤"), ("≠", "≠"), (">", ">"), ("<", "<"), ("=", "="),
        ("+", "+"),
        ("-", "-"), ("*", "×"), ("/", "/"),
    ]
    private static let suffixes = ["以上", "以下", "以内"]
    private static let keywords = [
        "并且", "且", "或者", "或", "非", "均", "任一", "合计", "平均增长率", "复合增长率", "增长率", "平均", "最高", "最低", "距今", "至上年末",
        "不低于", "不少于", "达到", "至少", "不超过", "不高于", "不多于", "至多", "不等于", "超过", "高于", "多于", "低于", "少于", "不足",
        "不满", "满", "等于", "不属于", "属于", "包含任一", "包含全部", "不包含", "包含", "不是",
    ]
}

// SPDX-License-Identifier: Apache-2.0
import Standards

/// One line of the rule language as scalars, with a position. Full-width signs read as half-width, one for
/// one, so that positions stay those of the source.
struct Line {
    static let lengthLimit = 2_000
    static let depthLimit = 30

    let source: Tree.Text
    let scalars: [Unicode.Scalar]
    var position = 0

    init(_ source: Tree.Text) {
        self.source = source
        scalars = Line.normalised(source.string)
    }

    /// Full-width ASCII and the signs that people type for an operator, scalar for scalar.
    static func normalised(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.map { scalar in
            switch scalar.value {
            case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
            case 0x3000, 0x00A0, 0x09, 0x0A, 0x0D: " "
            case 0x2212: "-"
            case 0x00D7: "*"
            case 0x00F7: "/"
            case 0x2265, 0x2267: "≥"
            case 0x2264, 0x2266: "≤"
            case 0x2260: "≠"
            default: scalar
            }
        }
    }

    var isAtEnd: Bool {
        mutating get {
            skipSpace()
            return position >= scalars.count
        }
    }

    mutating func skipSpace() {
        while position < scalars.count, scalars[position] == " " { position += 1 }
    }

    /// Whether the text stands at the position, after space.
    mutating func sees(_ text: String) -> Bool {
        skipSpace()
        return scalars[position...].starts(with: text.unicodeScalars)
    }

    /// Steps over the text if it stands here.
    mutating func take(_ text: String) -> Bool {
        guard sees(text) else { return false }
        position += text.unicodeScalars.count
        return true
    }

    /// Steps over the first of the texts that stands here and gives its index.
    mutating func takeFirst(of texts: [String]) -> Int? {
        for (index, text) in texts.enumerated() where take(text) { return index }
        return nil
    }

    /// The run of scalars up to space or a sign, for messages about what is not known.
    func word(at start: Int) -> String {
        let stops: Set<Unicode.Scalar> = [
            " ", "(", ")", ",", "、", "+", "-", "*", "/", ">", "<", "=", "≥", "≤", "≠", "《", "》",
        ]
        var text = String.UnicodeScalarView()
        for scalar in scalars[min(start, scalars.count)...] {
            if stops.contains(scalar) { break }
            text.append(scalar)
        }
        return String(text)
    }

    /// What stands at the position, shortened, for messages.
    mutating func rest() -> String {
        skipSpace()
        let word = word(at: position)
        if !word.isEmpty { return word }
        return position < scalars.count ? String(scalars[position]) : "（行尾）"
    }

    /// The place from a start position to the present one.
    func place(from start: Int) -> Place {
        source.place(at: start, length: max(1, position - start))
    }

    /// A fault at the position, over what stands there.
    mutating func fault(_ problem: RuleFault.Problem) -> RuleFault {
        skipSpace()
        let length = max(1, word(at: position).unicodeScalars.count)
        return RuleFault(problem, at: source.place(at: position, length: length))
    }
}

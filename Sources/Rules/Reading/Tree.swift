// SPDX-License-Identifier: Apache-2.0
import Yams

/// A YAML document as rules use it: texts, lists and mappings, each with its place.
indirect enum Tree {
    case text(Text)
    case list([Tree], Place)
    case map([(key: Text, value: Tree)], Place)

    /// A scalar with its place; `isLiteral` when each scalar of it stands in the source as it is, on one
    /// line.
    struct Text: Hashable {
        let string: String
        let place: Place
        let isLiteral: Bool

        /// The place of a part of it; the whole when parts cannot be told.
        func place(at offset: Int, length: Int) -> Place {
            isLiteral ? place.shifted(by: offset, length: length) : place
        }
    }

    var place: Place {
        switch self {
        case .text(let text): text.place
        case .list(_, let place), .map(_, let place): place
        }
    }
}

/// Turns YAML into a `Tree` within bounds, so that no input makes it slow or deep.
struct TreeReader {
    static let sizeLimitKiB = 1024
    static let depthLimit = 40
    let file: SourceFile
    let log: FaultLog

    /// The document's tree, or nil after reporting what is wrong.
    func read() -> Tree? {
        let start = Place(file: file.path, line: 1, column: 1)
        guard file.text.utf8.count <= limitKiB * 1024 else {
            log.report(.fileTooLarge(limitKiB: limitKiB), at: start)
            return nil
        }
        guard !holdsManyAliases else {
            log.report(.anchor, at: start)
            return nil
        }
        do {
            // All scalars are texts here. The standard resolver tries each key as a number and a date, which
            // took a third of the reading.
            let parser = try Yams.Parser(yaml: text, resolver: .basic)
            guard let node = try parser.singleRoot() else {
                log.report(.expected(.mapping, found: ""), at: start)
                return nil
            }
            // Nodes hold their anchors weakly, the parser holds them for good.
            return withExtendedLifetime(parser) { tree(node, depth: 0) }
        } catch let error as YamlError {
            report(error, start: start)
        } catch {
            log.report(.yaml("\(error)"), at: start)
        }
        return nil
    }

    private func report(_ error: YamlError, start: Place) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            log.report(.yaml(problem), at: place(mark, length: 1))
        case .duplicatedKeysInMapping(let duplicates, let context):
            let keys = duplicates.map(\.description).joined(separator: "、")
            log.report(.duplicateName(keys, first: start), at: place(context.mark, length: 1))
        default:
            log.report(.yaml("\(error)"), at: start)
        }
    }

    private func tree(_ node: Node, depth: Int) -> Tree? {
        let here = place(node.mark, length: 1)
        guard depth < Self.depthLimit else {
            log.report(.nestedTooDeep(limit: Self.depthLimit), at: here)
            return nil
        }
        if node.anchor != nil {
            log.report(.anchor, at: here)
            return nil
        }
        switch node {
        case .scalar(let scalar):
            return .text(text(scalar))
        case .sequence(let sequence):
            return .list(sequence.compactMap { tree($0, depth: depth + 1) }, here)
        case .mapping(let mapping):
            let entries = mapping.compactMap { key, value -> (key: Tree.Text, value: Tree)? in
                guard case .scalar(let scalar) = key else {
                    log.report(.expected(.text, found: "?"), at: place(key.mark, length: 1))
                    return nil
                }
                return tree(value, depth: depth + 1).map { (key: text(scalar), value: $0) }
            }
            return .map(entries, here)
        case .alias:
            log.report(.anchor, at: here)
            return nil
        }
    }

    private func text(_ scalar: Node.Scalar) -> Tree.Text {
        let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
        let start = place(scalar.mark, length: scalar.string.unicodeScalars.count)
        let shifted = isQuoted ? start.shifted(by: 1, length: start.length) : start
        return Tree.Text(string: scalar.string, place: shifted, isLiteral: stands(scalar.string, at: shifted))
    }

    /// Whether the source line holds the string just there: not so for folded or escaped scalars.
    private func stands(_ string: String, at place: Place) -> Bool {
        guard lines.indices.contains(place.line - 1) else { return false }
        return lines[place.line - 1].dropFirst(place.column - 1).starts(with: string.unicodeScalars)
    }

    private func place(_ mark: Mark?, length: Int) -> Place {
        Place(file: file.path, line: mark?.line ?? 1, column: mark?.column ?? 1, length: length)
    }

    /// The file without the byte-order mark that some editors put first and no one sees.
    private let text: String
    private let lines: [Array<Unicode.Scalar>.SubSequence]

    private let limitKiB: Int

    init(file: SourceFile, log: FaultLog, limitKiB: Int = Self.sizeLimitKiB) {
        self.file = file
        self.log = log
        self.limitKiB = limitKiB
        text = file.text.withoutByteOrderMark
        let isTooLarge = file.text.utf8.count > limitKiB * 1024
        lines =
            isTooLarge
            ? [] : Array(text.unicodeScalars).split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// Aliases of aliases of aliases grow without bound as soon as they are compared, which happens to keys
    /// while the text is still being read. A handful can do no harm and is reported where it stands.
    private var holdsManyAliases: Bool {
        var counts: [UInt8: Int] = [:]
        var (before, sign): (UInt8, UInt8) = (0x20, 0x20)
        for byte in text.utf8 {
            // A name stands right behind the sign: 甲 * 2 is none.
            let isName = byte == UInt8(ascii: "_") || byte >= 0x30 && byte <= 0x7A
            let begins = before <= 0x20 || "[{,:-?!".utf8.contains(before)
            if isName, begins, sign == UInt8(ascii: "*") || sign == UInt8(ascii: "&") {
                counts[sign, default: 0] += 1
            }
            (before, sign) = (sign, byte)
        }
        return counts[UInt8(ascii: "*"), default: 0] > 12 && counts[UInt8(ascii: "&"), default: 0] > 0
    }
}

extension String {
    /// Without U+FEFF in front.
    var withoutByteOrderMark: String {
        guard unicodeScalars.first == "\u{FEFF}" else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.dropFirst()))
    }
}

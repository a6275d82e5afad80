// SPDX-License-Identifier: Apache-2.0
import Rules

/// The text of a rule file, changed clause by clause without touching anything else in it.
///
/// Only clauses that stand on lines of their own are changed, as drafts write them; of what is written in
/// another way (`{当: …}` on one line, a text over several lines) it says so, and the editor uses the text.
struct RuleLines: Sendable {
    private(set) var lines: [String]

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    var text: String { lines.joined(separator: "\n") }

    /// What a clause becomes.
    enum Change: Hashable, Sendable {
        case line(String)
        case question(String)
        /// No condition at all, for a reason that stands beside the official words.
        case nothing(reason: String)
    }

    /// Why a clause cannot be changed by itself.
    enum Refusal: Error, Hashable, Sendable {
        /// It is not on lines of its own.
        case writtenOtherwise
        /// Without it the rule would ask nothing.
        case lastClause
    }

    private static let keys = ["当:", "需人工判断:"]

    /// Changes a clause, and every other place of the rule that says the very same, such as the condition
    /// of an amount.
    mutating func change(_ clause: RuleClause, to change: Change, in rule: Rule) throws(Refusal) {
        switch change {
        case .line(let line): try write("当", line, at: clause)
        case .question(let question): try write("需人工判断", question, at: clause)
        case .nothing(let reason):
            try remove(clause)
            try mark(clause, reason: reason, in: rule)
        }
    }

    private mutating func write(_ key: String, _ value: String, at clause: RuleClause) throws(Refusal) {
        let (place, start) = try body(of: clause)
        let old = lines[place].dropFirst(start)
        let new = "\(key): \(Self.quoted(value))"
        let sums = lines.firstIndex { $0.hasPrefix("金额:") } ?? lines.endIndex
        lines = lines.enumerated().flatMap { index, line -> [String] in
            let head = line.prefix { $0 == " " || $0 == "-" }
            guard line.dropFirst(head.count) == old else { return [line] }
            // The condition of an amount is a key of its own; a question stands below it.
            if index > sums, key != "当", old.hasPrefix("当:"), !head.contains("-") {
                return [head + "当:", head + "  " + new]
            }
            return [head + new]
        }
    }

    /// The line that says what the clause asks, and how many characters stand before it.
    private func body(of clause: RuleClause) throws(Refusal) -> (line: Int, start: Int) {
        let start = clause.place.column - 1
        var index = clause.place.line - 1
        guard lines.indices.contains(index) else { throw .writtenOtherwise }
        repeat {
            let line = lines[index]
            let content = line.dropFirst(start)
            if let key = Self.keys.first(where: { content.hasPrefix($0) }) {
                let value = content.dropFirst(key.count).drop { $0 == " " }
                guard let first = value.first, first != "|", first != ">" else { throw .writtenOtherwise }
                return (index, start)
            }
            index += 1
        } while lines.indices.contains(index) && isInside(lines[index], start)
        throw .writtenOtherwise
    }

    private func isInside(_ line: String, _ start: Int) -> Bool {
        line.count > start && line.prefix(start).allSatisfy { $0 == " " }
    }

    /// Takes the clause's lines out, and the groups that hold nothing then.
    private mutating func remove(_ clause: RuleClause) throws(Refusal) {
        _ = try body(of: clause)
        let start = clause.place.column - 1
        var first = clause.place.line - 1
        guard lines[first].prefix(start).hasSuffix("- ") else { throw .lastClause }
        var end = first + 1
        while lines.indices.contains(end), isInside(lines[end], start) { end += 1 }
        lines.removeSubrange(first..<end)
        while first > 0 {
            let head = lines[first - 1]
            let depth = Self.indent(head)
            let isMember = head.dropFirst(depth).hasPrefix("- ")
            guard head.hasSuffix(":"), !holdsMembers(below: first, column: depth + (isMember ? 2 : 0)) else {
                return
            }
            guard isMember else { throw .lastClause }
            lines.remove(at: first - 1)
            first -= 1
        }
    }

    /// Whether the line belongs to the key in that column.
    private func holdsMembers(below index: Int, column: Int) -> Bool {
        guard lines.indices.contains(index) else { return false }
        let depth = Self.indent(lines[index])
        return depth > column || depth == column && lines[index].dropFirst(depth).hasPrefix("- ")
    }

    private static func indent(_ line: String) -> Int { line.prefix { $0 == " " }.count }

    /// Says beside the official words why they are no condition, where nothing else stands for them.
    private mutating func mark(_ clause: RuleClause, reason: String, in rule: Rule) throws(Refusal) {
        for number in clause.cites {
            guard let text = rule.texts.first(where: { $0.number == number }), text.omission == nil,
                !isCited(number)
            else { continue }
            // The official words stand above the conditions, so that their lines are where they were.
            var end = text.place.line - 1
            guard lines.indices.contains(end) else { continue }
            // The place is that of the number itself, behind its key.
            let start = lines[end].prefix { $0 == " " || $0 == "-" }.count
            guard lines[end].dropFirst(start).hasPrefix("号:") else { continue }
            end += 1
            while lines.indices.contains(end), isInside(lines[end], start) { end += 1 }
            let pad = String(repeating: " ", count: start)
            lines.insert(contentsOf: ["\(pad)标: 略", "\(pad)因: \(Self.quoted(reason))"], at: end)
        }
    }

    private func isCited(_ number: String) -> Bool {
        lines.contains { line in
            let content = line.drop { $0 == " " || $0 == "-" }
            return content.hasPrefix("据:")
                && (content.contains("\"\(number)\"") || content.hasSuffix(" \(number)"))
        }
    }

    /// The value in double quotes, which YAML reads as it stands.
    static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            default: if scalar.value >= 0x20, scalar.value != 0x7F { text.unicodeScalars.append(scalar) }
            }
        }
        return text + "\""
    }
}

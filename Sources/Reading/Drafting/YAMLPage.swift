// SPDX-License-Identifier: Apache-2.0

/// A rule file while it is written, line by line.
struct YAMLPage {
    private(set) var text = ""

    mutating func raw(_ line: String) { text += line + "\n" }

    mutating func comment(_ words: String) { raw("# " + words) }

    mutating func key(_ key: String, indent: Int = 0) { raw(Self.pad(indent) + key + ":") }

    mutating func entry(_ key: String, _ value: String, indent: Int = 0) {
        raw(Self.pad(indent) + key + ": " + Self.scalar(value))
    }

    /// A mapping as a member of a list, one entry a line.
    mutating func item(_ entries: [(key: String, value: String)], indent: Int) {
        for (index, entry) in entries.enumerated() {
            let start = index == 0 ? Self.pad(indent) + "- " : Self.pad(indent + 2)
            raw(start + entry.key + ": " + Self.scalar(entry.value))
        }
    }

    /// 当 of an amount: one line, or a clause with what stays with a person.
    mutating func condition(_ part: DraftPart, indent: Int) {
        guard case .clause(_, let line, let questions, _) = part else { return }
        if let line, questions.isEmpty {
            entry("当", line, indent: indent)
            return
        }
        key("当", indent: indent)
        guard line != nil || questions.count > 1 else {
            entry("需人工判断", questions.first ?? "", indent: indent + 2)
            return
        }
        key("全部", indent: indent + 2)
        if let line { item([("当", line)], indent: indent + 4) }
        for question in questions { item([("需人工判断", question)], indent: indent + 4) }
    }

    private static func pad(_ count: Int) -> String { String(repeating: " ", count: count) }

    /// The value plain where YAML reads it as it stands, else in double quotes.
    static func scalar(_ value: String) -> String {
        guard let first = value.unicodeScalars.first, first.isHan || "（《“Ⅰ".unicodeScalars.contains(first),
            !value.contains(": "), !value.contains(" #"), !value.hasSuffix(":"), !value.hasSuffix(" "),
            value.unicodeScalars.allSatisfy({
                $0.value >= 0x20 && $0.value != 0x7F && $0.value != 0xA0 && $0.value != 0xFEFF
            })
        else { return quoted(value) }
        return value
    }

    private static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            default:
                if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
                    let code = String(scalar.value, radix: 16)
                    text += "\\x" + String(repeating: "0", count: 2 - code.count) + code
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        return text + "\""
    }
}

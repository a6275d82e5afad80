// SPDX-License-Identifier: Apache-2.0

/// What became of each official text of a rule: how much of it a program checks, and what an enterprise
/// must know was not checked.
///
/// ```swift
/// let coverage = Coverage(rule: rule)
/// coverage.count(.checked)               // 19
/// coverage.texts(.discretion)            // shown under "not checked here"
/// ```
public struct Coverage: Sendable {
    /// Each text in the order of the file.
    public let entries: [Entry]

    /// One official text with what became of it.
    public struct Entry: Sendable {
        /// The words, with their number and, where marked, the reason.
        public let text: OfficialText
        /// What became of them.
        public let state: State
        /// Short titles (or the lines) of the parts of the rule that cite it.
        public let citedBy: [String]
    }

    /// What became of a text. Only `checked` is decided by the program alone.
    public enum State: String, Sendable, Codable, CaseIterable {
        /// Clauses, scores, classes or amounts decide it.
        case checked
        /// A clause asks a person, or an expert gives points.
        case person
        /// 缺事实: no fact of the vocabulary says it.
        case factGap
        /// 裁量: at an official's discretion.
        case discretion
        /// 程序: the procedure sees to it.
        case procedure
        /// 略: left out on purpose, with a reason.
        case skipped
        /// Neither encoded nor explained: a gap of the rule that `check` warns of.
        case open
    }

    /// The texts of one version of a rule, each with its state. A text that is both marked and cited counts
    /// as marked, so that coverage is never overstated; one that any citing part leaves to a person counts
    /// as that.
    public init(rule: Rule) {
        let parts = rule.parts
        entries = rule.texts.map { text in
            let citing = parts.filter { $0.cites.contains(text.number) }
            return Entry(
                text: text, state: State(text, citedBy: citing),
                citedBy: citing.filter { !$0.isInner }.map(\.title))
        }
    }

    /// How many texts there are.
    public var total: Int { entries.count }

    /// How many texts are in that state.
    public func count(_ state: State) -> Int { entries.count { $0.state == state } }

    /// The texts in that state, in the order of the file.
    public func texts(_ state: State) -> [OfficialText] { entries.filter { $0.state == state }.map(\.text) }

    /// Everything that the program did not decide by itself.
    public var unchecked: [Entry] { entries.filter { $0.state != .checked } }

    /// One line: 27 条原文：19 条由程序判断，3 条需人工判断，5 条程序.
    public func summary(english: Bool) -> String { Coverage.summary(entries, english: english) }

    /// One line over several rules.
    public static func summary(_ entries: [Entry], english: Bool) -> String {
        let parts = State.allCases.compactMap { state -> String? in
            let count = entries.count { $0.state == state }
            guard count > 0 || state == .checked else { return nil }
            return english ? "\(count) \(state.english)" : "\(count) 条\(state.chinese)"
        }
        let total = entries.count
        return english
            ? "\(total) \(total == 1 ? "text" : "texts"): \(parts.joined(separator: ", "))"
            : "\(total) 条原文：\(parts.joined(separator: "，"))"
    }
}

extension Coverage.State {
    fileprivate init(_ text: OfficialText, citedBy parts: [RulePart]) {
        if let mark = text.omission?.mark {
            self =
                switch mark {
                case .factGap: .factGap
                case .discretion: .discretion
                case .procedure: .procedure
                case .skipped: .skipped
                }
        } else if parts.isEmpty {
            self = .open
        } else {
            self = parts.contains(where: \.needsPerson) ? .person : .checked
        }
    }

    /// As it stands behind a number: 19 条由程序判断.
    public var chinese: String {
        switch self {
        case .checked: "由程序判断"
        case .person: "需人工判断"
        case .factGap: "缺事实"
        case .discretion: "由人裁量"
        case .procedure: "属于办事程序"
        case .skipped: "有意不写"
        case .open: "还没有写进规则"
        }
    }

    /// As it stands behind a number: 19 checked by program.
    public var english: String {
        switch self {
        case .checked: "checked by program"
        case .person: "need a person"
        case .factGap: "lack a fact"
        case .discretion: "at discretion"
        case .procedure: "procedure"
        case .skipped: "left out on purpose"
        case .open: "not encoded yet"
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Outreach
import Policies
import Standards

/// What a new version changes even for those who stay as near to it as they were: when one can apply, how
/// much is given, what is handed in.
struct PolicyChange: Sendable {
    /// A part of the policy, the most pressing first.
    enum Part: String, CaseIterable, Sendable {
        case window, amount, materials
    }

    let old: PolicyContent
    let new: PolicyContent
    /// What is different.
    let parts: [Part]

    init(from old: PolicyContent, to new: PolicyContent) {
        (self.old, self.new) = (old, new)
        parts = Part.allCases.filter { part in
            switch part {
            case .window: old.applyFrom != new.applyFrom || old.applyTo != new.applyTo
            case .amount: !Self.changedItems(old, new).isEmpty
            case .materials: Set(old.materials) != Set(new.materials)
            }
        }
    }

    /// Why somebody is told who stays eligible or near, or waits for a decision; nil when nothing changed.
    var kind: MessageKind? {
        parts.first.map { part in
            switch part {
            case .window: .window
            case .amount: .amount
            case .materials: .materials
            }
        }
    }

    /// Measures of which the support is stated otherwise, and those that are gone or new.
    private static func changedItems(
        _ old: PolicyContent, _ new: PolicyContent
    ) -> [(key: String, old: PolicyItem?, new: PolicyItem?)] {
        let before = Dictionary(old.items.map { ($0.key, $0) }) { first, _ in first }
        let after = Dictionary(new.items.map { ($0.key, $0) }) { first, _ in first }
        let keys = new.items.map(\.key) + old.items.map(\.key).filter { after[$0] == nil }
        return keys.map { ($0, before[$0], after[$0]) }.filter { !isSame($0.1, $0.2) }
    }

    private static func isSame(_ old: PolicyItem?, _ new: PolicyItem?) -> Bool {
        guard let old, let new else { return false }
        return old.support == new.support && old.leastFen == new.leastFen && old.mostFen == new.mostFen
            && amountLines(old.rule) == amountLines(new.rule)
    }

    /// The lines of a rule file that say how much is paid.
    private static func amountLines(_ rule: String) -> [Substring] {
        let lines = rule.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }
        guard let start = lines.firstIndex(where: { $0.hasPrefix("金额:") || $0.hasPrefix("金额：") })
        else { return [] }
        let rest = lines[(start + 1)...].prefix { $0.first?.isWhitespace == true || $0.hasPrefix("-") }
        return [lines[start]] + rest
    }
}

extension PolicyChange {
    /// Measures that a message names.
    private static let mostNamed = 3

    /// What is different, one sentence for each.
    func sentences(_ words: MessageWords) -> [Bilingual?] {
        parts.flatMap { part in
            switch part {
            case .window:
                [
                    day("change.from", old.applyFrom, new.applyFrom, words),
                    day("change.to", old.applyTo, new.applyTo, words),
                ]
            case .amount: amounts(words)
            case .materials:
                [
                    list("change.added", new.materials.filter { !old.materials.contains($0) }, words),
                    list("change.dropped", old.materials.filter { !new.materials.contains($0) }, words),
                ]
            }
        }
    }

    private func day(_ key: String, _ old: Day?, _ new: Day?, _ words: MessageWords) -> Bilingual? {
        guard old != new else { return nil }
        let open = words.text("change.unstated")
        func text(_ day: Day?, _ isEnglish: Bool) -> String {
            day.map { isEnglish ? $0.englishText : $0.chineseText }
                ?? (isEnglish ? open.english : open.chinese)
        }
        return words.text(key) { ["old": text(old, $0), "new": text(new, $0)] }
    }

    private func list(_ key: String, _ names: [String], _ words: MessageWords) -> Bilingual? {
        guard !names.isEmpty else { return nil }
        return words.text(key) { isEnglish in
            ["names": names.prefix(Self.mostNamed).joined(separator: isEnglish ? "; " : "；")]
        }
    }

    private func amounts(_ words: MessageWords) -> [Bilingual?] {
        Self.changedItems(old, new).prefix(Self.mostNamed).map { _, before, after in
            guard let after else {
                return words.text("change.itemGone") { _ in ["item": before?.name ?? ""] }
            }
            return words.text(before == nil ? "change.itemNew" : "change.item") { isEnglish in
                [
                    "item": after.name, "new": Self.support(after, words, isEnglish),
                    "old": before.map { Self.support($0, words, isEnglish) } ?? "",
                ]
            }
        }
    }

    /// The support in the words of the document, else its stated bounds.
    private static func support(_ item: PolicyItem, _ words: MessageWords, _ isEnglish: Bool) -> String {
        if !item.support.isEmpty { return item.support }
        let bounds = [item.leastFen, item.mostFen].compactMap { $0 }.map { fen in
            isEnglish ? Money(fen: fen).englishText : Money(fen: fen).text
        }
        let open = words.text("change.byRule")
        return bounds.isEmpty
            ? (isEnglish ? open.english : open.chinese)
            : (bounds.first == bounds.last ? [bounds[0]] : bounds).joined(separator: " – ")
    }
}

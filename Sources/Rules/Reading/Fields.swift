// SPDX-License-Identifier: Apache-2.0
import Standards

/// The entries of a mapping, taken one by one; what nobody took is reported with the nearest known key.
final class Fields {
    let place: Place
    private let context: String
    private let log: FaultLog
    private let entries: [String: (key: Tree.Text, value: Tree)]
    private let order: [String]
    private var known: Set<String> = []

    /// Nil, after a report, when the tree is not a mapping. `context` names it in messages, such as 规则.
    init?(_ tree: Tree, context: String, log: FaultLog) {
        guard case .map(let list, let place) = tree else {
            log.report(.expected(.mapping, found: tree.summary), at: tree.place)
            return nil
        }
        self.place = list.first?.key.place ?? place
        self.context = context
        self.log = log
        order = list.map(\.key.string)
        entries = Dictionary(list.map { ($0.key.string, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var keys: [String] { order }

    /// Keys that belong here, although they may not be looked at after a fault.
    func allow(_ keys: String...) { known.formUnion(keys) }

    func has(_ key: String) -> Bool { entries[key] != nil }

    func tree(_ key: String) -> Tree? {
        known.insert(key)
        return entries[key]?.value
    }

    /// The key as it stands in the file, for its place.
    func key(_ key: String) -> Tree.Text? { entries[key]?.key }

    func text(_ key: String) -> Tree.Text? {
        guard let tree = tree(key) else { return nil }
        guard case .text(let text) = tree else {
            log.report(.expected(.text, found: tree.summary), at: tree.place)
            return nil
        }
        return text
    }

    func string(_ key: String, default fallback: String = "") -> String { text(key)?.string ?? fallback }

    /// The text of a key that must be there.
    func required(_ key: String) -> Tree.Text? {
        if !has(key) { log.report(.missingKey(key, context: context), at: place) }
        return text(key)
    }

    /// A list of texts; one text stands for a list of one.
    func texts(_ key: String) -> [Tree.Text] {
        switch tree(key) {
        case nil: return []
        case .text(let text): return [text]
        case .map(_, let place):
            log.report(.expected(.list, found: "{"), at: place)
            return []
        case .list(let items, _):
            return items.compactMap { item in
                if case .text(let text) = item { return text }
                log.report(.expected(.text, found: item.summary), at: item.place)
                return nil
            }
        }
    }

    func list(_ key: String) -> [Tree] {
        guard let tree = tree(key) else { return [] }
        guard case .list(let items, _) = tree else {
            log.report(.expected(.list, found: tree.summary), at: tree.place)
            return []
        }
        return items
    }

    /// 是 or 否.
    func flag(_ key: String) -> Bool {
        guard let text = text(key) else { return false }
        switch text.string {
        case "是": return true
        case "否": return false
        default:
            log.report(.badValue(text.string, key: key, expected: "是、否"), at: text.place)
            return false
        }
    }

    /// One of the cases of an enumeration that is written by its raw value.
    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, default fallback: Choice) -> Choice
    where Choice.RawValue == String {
        guard let text = text(key) else { return fallback }
        if let choice = Choice(rawValue: text.string) { return choice }
        let all = Choice.allCases.map(\.rawValue).joined(separator: "、")
        log.report(.badValue(text.string, key: key, expected: all), at: text.place)
        return fallback
    }

    func day(_ key: String) -> Day? {
        guard let text = text(key) else { return nil }
        if let day = Day(reading: text.string) { return day }
        log.report(.badValue(text.string, key: key, expected: "2026-04-01"), at: text.place)
        return nil
    }

    /// Reports keys that nobody asked for.
    func finish() {
        for name in order where !known.contains(name) {
            guard let entry = entries[name] else { continue }
            let near = Nearest.nearest(to: name, in: known, limit: 2)
            log.report(.unknownKey(name, context: context, near: near), at: entry.key.place)
        }
    }
}

extension Tree {
    /// What was found, in a few characters.
    var summary: String {
        switch self {
        case .text(let text): String(text.string.prefix(20))
        case .list: "[…]"
        case .map: "{…}"
        }
    }
}

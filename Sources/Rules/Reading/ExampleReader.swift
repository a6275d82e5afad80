// SPDX-License-Identifier: Apache-2.0
import Standards

/// Reads the examples beside a rule: facts they share, and a table of what each changes and expects.
struct ExampleReader {
    let vocabulary: Vocabulary
    /// The word of the rule's classes, when it classifies.
    let result: Word.ID?
    let log: FaultLog

    func read(_ tree: Tree) -> [Example] {
        guard let fields = Fields(tree, context: "例", log: log) else { return [] }
        defer { fields.finish() }
        let shared = fields.tree("共用").flatMap { Fields($0, context: "共用", log: log) }
        let day = shared?.day("日")
        let purpose = shared?.choice("用途", default: Purpose.application) ?? .application
        let facts = shared?.tree("事实")
        shared?.finish()
        return fields.list("表").compactMap { row in
            Fields(row, context: "例", log: log).flatMap { row in
                defer { row.finish() }
                return example(row, day: day, purpose: purpose, shared: facts)
            }
        }
    }

    private func example(_ row: Fields, day: Day?, purpose: Purpose, shared: Tree?) -> Example? {
        let title = row.required("情形")?.string ?? ""
        let ownDay = row.day("日")
        let purpose = row.has("用途") ? row.choice("用途", default: purpose) : purpose
        guard let asOf = ownDay ?? day else {
            log.report(.missingKey("日", context: "例"), at: row.place)
            return nil
        }
        let reader = FactsReader(vocabulary: vocabulary, log: log, year: asOf.year)
        var facts = Facts()
        if let shared { reader.read(shared, into: &facts) }
        refuseBoth(row)
        for key in ["去", "改", "事实"] where row.has(key) {
            if key == "去" {
                for name in row.texts(key) { reader.remove(name, from: &facts) }
            } else if let tree = row.tree(key) {
                var changes = Facts()
                reader.read(tree, into: &changes)
                clear(tree, reader, &facts)
                for key in changes.keys { facts.set(changes[key], for: key) }
            }
        }
        return Example(
            title: title, asOf: asOf, purpose: purpose, facts: facts, expected: expectation(row),
            place: row.place)
    }

    /// A fact that the same row takes away and changes is a slip.
    private func refuseBoth(_ row: Fields) {
        guard row.has("去"), case .map(let changes, _)? = row.tree("改") else { return }
        for name in row.texts("去") where changes.contains(where: { $0.key.string == name.string }) {
            log.report(.badValue(name.string, key: "去", expected: "不在 改 里的事实"), at: name.place)
        }
    }

    /// A changed fact is first forgotten, so that 不清楚 makes it unknown.
    private func clear(_ tree: Tree, _ reader: FactsReader, _ facts: inout Facts) {
        guard case .map(let entries, _) = tree else { return }
        for (key, _) in entries where !key.string.isEmpty {
            if let (word, years) = FactsReader(vocabulary: vocabulary, log: FaultLog(), year: reader.year)
                .target(key)
            {
                if let years {
                    for year in years { facts.set(nil, for: Facts.Key(word: word.id, year: year)) }
                } else if !word.isPeriodic {
                    facts.remove(word: word.id)
                }
            }
        }
    }

    private func expectation(_ row: Fields) -> Example.Expectation {
        var groups: [String: Scoring.Points] = [:]
        if case .map(let entries, _)? = row.tree("分组得分") {
            for (key, value) in entries { groups[key.string] = points(value) }
        }
        return Example.Expectation(
            outcome: outcome(row), missed: row.has("未满足") ? row.texts("未满足").map(\.string) : nil,
            score: row.tree("得分").flatMap { points($0) }, groupScores: groups, classes: classes(row),
            amount: row.tree("金额").flatMap { money($0) })
    }

    private func outcome(_ row: Fields) -> Example.ExpectedOutcome? {
        guard let text = row.text("结果") else { return nil }
        if text.string == "不适用" { return .notInForce }
        if let outcome = Outcome(name: text.string) { return .outcome(outcome) }
        let all = Outcome.allCases.map(\.name).joined(separator: "、") + "、不适用"
        log.report(.badValue(text.string, key: "结果", expected: all), at: text.place)
        return nil
    }

    private func classes(_ row: Fields) -> Set<Int>? {
        guard row.has("类别"), let result else { return nil }
        let options = vocabulary[result].options
        return Set(
            row.texts("类别").compactMap { name in
                if let index = options.firstIndex(of: name.string) { return index }
                let near = Nearest.nearest(to: name.string, in: options, limit: 2)
                log.report(
                    .unknownOption(name.string, word: vocabulary[result].name, near: near), at: name.place)
                return nil
            })
    }

    private func points(_ tree: Tree) -> Scoring.Points? {
        range(tree) { text in Rational(decimal: text) }
    }

    private func money(_ tree: Tree) -> Scoring.Points? {
        range(tree) { text in
            guard case .success(let figure) = Figure.read(text), figure.unit == "元" else { return nil }
            return figure.value
        }
    }

    private func range(_ tree: Tree, _ read: (String) -> Rational?) -> Scoring.Points? {
        var texts: [Tree.Text] = []
        switch tree {
        case .text(let text): texts = [text, text]
        case .list(let items, _):
            for case .text(let text) in items { texts.append(text) }
        case .map: break
        }
        if texts.count == 2, let low = read(texts[0].string), let high = read(texts[1].string) {
            return Scoring.Points(low: low, high: high)
        }
        log.report(.badValue(tree.summary, key: "期望", expected: "一个数，或 [低, 高]"), at: tree.place)
        return nil
    }
}

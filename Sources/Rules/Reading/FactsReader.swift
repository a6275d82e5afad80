// SPDX-License-Identifier: Apache-2.0
import Standards

/// Reads facts as examples, files of enterprises and the API write them: names or aliases, with years or
/// periods.
struct FactsReader {
    let vocabulary: Vocabulary
    let log: FaultLog
    /// The year of the day of judgement: 上年度 is the year before it.
    let year: Int

    /// Adds what a mapping states to the facts.
    func read(_ tree: Tree, into facts: inout Facts) {
        guard case .map(let entries, _) = tree else {
            log.report(.expected(.mapping, found: tree.summary), at: tree.place)
            return
        }
        for (key, value) in entries {
            guard let (word, years) = target(key) else { continue }
            if word.isPeriodic {
                readPeriodic(word, years, value, key: key, into: &facts)
            } else {
                add(value, word, year: 0, into: &facts)
            }
        }
    }

    /// Forgets what a name (with a period or without) stands for.
    func remove(_ key: Tree.Text, from facts: inout Facts) {
        guard let (word, years) = target(key) else { return }
        guard let years else {
            facts.remove(word: word.id)
            return
        }
        for year in years { facts.set(nil, for: Facts.Key(word: word.id, year: year)) }
    }

    /// The word of a key, and the years that its period names, oldest first.
    func target(_ key: Tree.Text) -> (word: Word, years: [Int]?)? {
        if let word = vocabulary.word(named: key.string) { return (word, nil) }
        let parts = key.string.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let word = vocabulary.word(named: parts[1]), let years = years(parts[0])
        else {
            let near = Nearest.nearest(
                to: parts.last ?? key.string, in: Array(vocabulary.names.keys), limit: 3)
            log.report(.unknownWord(key.string, near: near), at: key.place)
            return nil
        }
        guard word.isPeriodic else {
            log.report(.hasNoPeriod(word: word.name), at: key.place)
            return nil
        }
        return (word, years)
    }

    private func years(_ text: String) -> [Int]? {
        switch text {
        case "本年度", "本年末": return [year]
        case "上年度", "上年末": return [year - 1]
        case "上上年度", "上上年末": return [year - 2]
        default: break
        }
        let digits = text.filter { $0.isASCII && $0.isNumber }
        guard let number = Int(digits) else { return nil }
        if text == "\(digits)年度" || text == "\(digits)年末" || text == "\(digits)年" || text == digits {
            return (1900...2200).contains(number) ? [number] : nil
        }
        guard text == "近\(digits)年" || text == "近\(digits)年末", (1...20).contains(number) else { return nil }
        return (1...number).map { year - $0 }.reversed()
    }

    private func readPeriodic(
        _ word: Word, _ years: [Int]?, _ value: Tree, key: Tree.Text, into facts: inout Facts
    ) {
        switch (years, value) {
        case (let years?, .list(let items, let place)):
            guard items.count == years.count else {
                log.report(
                    .badValue("\(items.count) 个数", key: key.string, expected: "\(years.count) 个数，由早到晚"),
                    at: place)
                return
            }
            for (year, item) in zip(years, items) { add(item, word, year: year, into: &facts) }
        case (let years?, _) where years.count == 1:
            add(value, word, year: years[0], into: &facts)
        case (nil, .map(let entries, _)):
            for (yearText, item) in entries {
                guard let years = self.years(yearText.string), years.count == 1 else {
                    log.report(
                        .badValue(yearText.string, key: word.name, expected: "年份，如 2025"), at: yearText.place)
                    continue
                }
                add(item, word, year: years[0], into: &facts)
            }
        default:
            let forms = ["上年度.\(word.name)", "\(word.name): {\(year - 1): …}"]
            log.report(.needsPeriod(word: word.name, forms: forms), at: key.place)
        }
    }

    private func add(_ tree: Tree, _ word: Word, year: Int, into facts: inout Facts) {
        let key = Facts.Key(word: word.id, year: year)
        switch tree {
        case .text(let text):
            add(text, word, source: "", recorded: nil, key: key, into: &facts)
        case .list(let items, let place):
            let names = items.compactMap { item -> String? in
                if case .text(let text) = item { return text.string }
                return nil
            }
            let joined = Tree.Text(
                string: names.isEmpty ? "无" : names.joined(separator: "、"), place: place, isLiteral: false)
            add(joined, word, source: "", recorded: nil, key: key, into: &facts)
        case .map:
            guard let fields = Fields(tree, context: word.name, log: log) else { return }
            defer { fields.finish() }
            let (source, recorded) = (fields.string("来源"), fields.day("日期"))
            guard let text = fields.required("值") else { return }
            add(text, word, source: source, recorded: recorded, key: key, into: &facts)
        }
    }

    private func add(
        _ text: Tree.Text, _ word: Word, source: String, recorded: Day?, key: Facts.Key,
        into facts: inout Facts
    ) {
        do throws(ValueFault) {
            guard let value = try word.value(from: text.string) else { return }
            let report = Facts.Report(value: value, source: source, recorded: recorded)
            facts.add(report, for: key, ranking: word.sources)
        } catch {
            let words = ValueFaultWords(word: word, fault: error)
            log.report(
                .badValue(text.string, key: word.name, expected: words.text(english: false)), at: text.place)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// How records become facts by which rules judge: read by the vocabulary, ranked by its sources.
struct FactBook: Sendable {
    /// The packs in use.
    let library: Library

    var vocabulary: Vocabulary { library.vocabulary }

    /// Words that the register answers.
    enum RegisterWord: String, CaseIterable {
        case region = "注册地"
        case industry = "所属行业"
        case founded = "成立日期"
    }

    /// Words whose values are shown as badges and found as filters.
    static let labelWords = ["企业规模", "已获称号"]

    /// What is known of an enterprise at a moment, from the records that touch it.
    func known(_ enterprise: Enterprise, _ records: [FactRecord], at moment: Int64?) -> KnownEnterprise {
        var facts = Facts()
        var kept: [Facts.Key: [(report: Facts.Report, record: FactRecord)]] = [:]
        var strange: [FactRecord] = []
        for record in records where record.isKnown(at: moment) {
            guard let (key, value) = read(record) else {
                strange.append(record)
                continue
            }
            let report = Facts.Report(
                value: value, source: record.source, recorded: Day(milliseconds: record.recordedAt))
            facts.add(report, for: key, ranking: vocabulary[key.word].sources)
            kept[key, default: []].append((report, record))
        }
        addRegister(enterprise, records, at: moment, to: &facts)
        let ordered = kept.map { key, pairs in
            (key, facts.all(key).compactMap { report in pairs.first { $0.report == report }?.record })
        }
        return KnownEnterprise(
            enterprise: enterprise, facts: facts, records: Dictionary(uniqueKeysWithValues: ordered),
            strange: strange, knownAt: moment)
    }

    /// The key and value of a record; nil when no pack knows the word or its value.
    func read(_ record: FactRecord) -> (key: Facts.Key, value: Value)? {
        guard let word = vocabulary.word(named: record.word) else { return nil }
        do throws(ValueFault) {
            guard let value = try word.value(from: record.value) else { return nil }
            return (Facts.Key(word: word.id, year: record.year), value)
        } catch {
            // An option that a newer pack no longer has: shown as strange, never guessed.
            return nil
        }
    }

    /// The register speaks too, where no earlier value of it was in force at the moment.
    private func addRegister(
        _ enterprise: Enterprise, _ records: [FactRecord], at moment: Int64?, to facts: inout Facts
    ) {
        for name in RegisterWord.allCases {
            guard let word = vocabulary.word(named: name.rawValue), let value = value(of: name, enterprise)
            else { continue }
            let past = records.contains { record in
                record.word == name.rawValue && record.recordedBy == FactBook.register
                    && moment != nil && record.isKnown(at: moment)
            }
            if past { continue }
            let report = Facts.Report(
                value: value, source: enterprise.source, recorded: Day(milliseconds: enterprise.changedAt))
            facts.add(report, for: Facts.Key(word: word.id), ranking: word.sources)
        }
    }

    /// Who recorded what the register once said.
    static let register = "register"

    private func value(of name: RegisterWord, _ enterprise: Enterprise) -> Value? {
        switch name {
        case .region: .region(enterprise.region)
        case .industry: enterprise.industry.map { .industry($0) }
        case .founded: enterprise.founded.map { .date($0) }
        }
    }

    /// Badges: the best value of each label word, as its Chinese words.
    func labels(_ known: KnownEnterprise) -> [String] {
        FactBook.labelWords.flatMap { name -> [String] in
            guard let word = vocabulary.word(named: name) else { return [] }
            let years = known.facts.keys.filter { $0.word == word.id }.map(\.year)
            guard let year = years.max(),
                let report = known.facts[Facts.Key(word: word.id, year: year)]
            else { return [] }
            switch report.value {
            case .option(let index): return [index].compactMap { word.options.at($0) }
            case .options(let set): return set.sorted().compactMap { word.options.at($0) }
            default: return []
            }
        }
    }

    /// Labels that nobody stated and that follow from figures by a rule, where only one class is possible:
    /// 企业规模 by 中小企业划型. What the figures leave open has no label.
    func classes(_ known: KnownEnterprise, on day: Day) -> [String] {
        FactBook.labelWords.flatMap { name -> [String] in
            guard let word = vocabulary.word(named: name), let rule = word.classifiedBy,
                !known.facts.keys.contains(where: { $0.word == word.id }),
                known.facts.keys.count > RegisterWord.allCases.count,
                let classes = library.judge(known.facts, byRuleNamed: rule, asOf: day)?.classes,
                classes.possible.count == 1
            else { return [] }
            return classes.possible.compactMap { word.options.at($0) }
        }
    }

    /// All labels that there can be, in the vocabulary's order.
    var allLabels: [(label: String, english: String)] {
        FactBook.labelWords.flatMap { name -> [(label: String, english: String)] in
            guard let word = vocabulary.word(named: name) else { return [] }
            return word.options.map { ($0, word.name(ofOption: $0, english: true)) }
        }
    }
}

extension Array {
    /// The element of an index; nil outside.
    func at(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

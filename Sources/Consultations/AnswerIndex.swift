// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards

/// Finds the passage that answers a question. Texts are ranked first (BM25 over pairs of characters), then
/// the passages of the best ones: by how much of what was asked they hold, weighted by how rare it is, in
/// their own words, their heading or their text's title. Below a threshold nothing is found; it never makes
/// up a word.
struct AnswerIndex: Sendable {
    /// A passage that was found.
    struct Found: Sendable {
        let text: AnswerText
        let excerpt: Excerpt
        /// For the order; above 1 where the kind of part fits too.
        let score: Double
    }

    /// What a passage must hold of the question, in itself or in its title, as shares of the weight.
    struct Threshold: Sendable {
        /// In the passage, its heading and the title together.
        var whole = 0.66
        /// In the passage and its heading, unless it is of the kind that was asked for.
        var own = 0.3
    }

    private struct Entry: Sendable {
        var text: AnswerText
        var title: Set<Term>
        var length: Int
    }

    private struct Posting: Sendable {
        let slot: Int32
        let count: Int32
    }

    let thesaurus: Thesaurus
    var threshold = Threshold()
    private var entries: [Entry?] = []
    private var slots: [String: Int] = [:]
    private var postings: [Term: [Posting]] = [:]
    /// How many living texts hold a term.
    private var frequency: [Term: Int] = [:]
    private var totalLength = 0

    init(_ thesaurus: Thesaurus) { self.thesaurus = thesaurus }

    /// How many texts there are.
    var count: Int { slots.count }

    /// The stamp of a text that is here; nil when it is not.
    func stamp(of key: String) -> String? { slots[key].flatMap { entries[$0]?.text.stamp } }

    /// Keys of all texts.
    var keys: [String] { Array(slots.keys) }

    /// Adds a text, in place of an older one with its key.
    mutating func add(_ text: AnswerText) {
        remove(text.key)
        let slot = entries.count
        let title = Set(Terms.terms(of: text.title))
        let counts = Self.counts(of: text)
        let length = Int(counts.values.reduce(0, +))
        for (term, count) in counts {
            frequency[term, default: 0] += 1
            postings[term, default: []].append(Posting(slot: Int32(slot), count: count))
        }
        entries.append(Entry(text: text, title: title, length: length))
        slots[text.key] = slot
        totalLength += length
    }

    private static func counts(of text: AnswerText) -> [Term: Int32] {
        ([text.title] + text.sections.flatMap { [$0.heading, $0.text] }).reduce(into: [:]) { counts, words in
            for term in Terms.terms(of: words) { counts[term, default: 0] += 1 }
        }
    }

    /// Takes a text out.
    mutating func remove(_ key: String) {
        guard let slot = slots.removeValue(forKey: key), let entry = entries[slot] else { return }
        totalLength -= entry.length
        for term in Self.counts(of: entry.text).keys { frequency[term, default: 1] -= 1 }
        entries[slot] = nil
        // What is left of dead texts is thrown away when it is more than what lives.
        if entries.count > 64, entries.count > 2 * slots.count { rebuild() }
    }

    private mutating func rebuild() {
        let texts = entries.compactMap { $0?.text }
        (entries, slots, postings, frequency, totalLength) = ([], [:], [:], [:], 0)
        for text in texts { add(text) }
    }

    // MARK: - Asking

    /// The passages that answer, the best first, at most one of each text; none when nothing does.
    func answers(to question: String, about policy: Int64? = nil, on day: Day, limit: Int = 3) -> [Found] {
        let quest = Quest(question, by: thesaurus)
        let units = quest.units { (frequency[$0] ?? 0) > 0 }
        guard !units.isEmpty || policy != nil && !quest.intents.isEmpty else { return [] }
        let weights = units.map { unit in
            unit.alternatives.map { $0.map(rarity).reduce(0, +) }.min() ?? 0
        }
        var best: [Found] = []
        for slot in ranked(quest, about: policy, on: day) {
            guard let entry = entries[slot] else { continue }
            let found = Excerpt.excerpts(of: entry.text).compactMap { excerpt in
                score(excerpt, entry.title, quest, Array(zip(units, weights)), isAsked: policy != nil).map {
                    Found(text: entry.text, excerpt: excerpt, score: $0)
                }
            }
            if let top = found.max(by: { ($0.score, -$0.excerpt.place) < ($1.score, -$1.excerpt.place) }) {
                best.append(top)
            }
        }
        return Array(
            best.sorted { ($0.score, $1.text.key) > ($1.score, $0.text.key) }.prefix(limit))
    }

    /// How rare a term is among the texts; what is in none of them weighs the most.
    private func rarity(_ term: Term) -> Double {
        let known = Double(frequency[term] ?? 0)
        return log(1 + (Double(slots.count) - known + 0.5) / (known + 0.5))
    }

    /// The slots of the texts that fit best.
    private func ranked(_ quest: Quest, about policy: Int64?, on day: Day) -> [Int] {
        if let policy {
            return entries.indices.filter {
                entries[$0].map { $0.text.policy == policy && $0.text.holds(on: day) } ?? false
            }
        }
        let mean = Double(max(1, totalLength)) / Double(max(1, slots.count))
        var scores: [Int: Double] = [:]
        for term in quest.terms {
            let weight = rarity(term)
            for posting in postings[term] ?? [] {
                guard let entry = entries[Int(posting.slot)], entry.text.holds(on: day) else { continue }
                let count = Double(posting.count)
                let share = Double(entry.length) / mean
                let gain = weight * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * share))
                scores[Int(posting.slot), default: 0] += gain + (entry.title.contains(term) ? weight : 0)
            }
        }
        return scores.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(60).map(\.key)
    }

    /// How well a passage answers; nil below the threshold.
    private func score(
        _ excerpt: Excerpt, _ title: Set<Term>, _ quest: Quest, _ units: [(Quest.Unit, Double)],
        isAsked: Bool
    ) -> Double? {
        let own = Set(Terms.terms(of: excerpt.text)).union(Terms.terms(of: excerpt.heading))
        let (total, fits) = (units.map(\.1).reduce(0, +), fit(excerpt, quest))
        // Within one policy a question such as “材料呢” names nothing but the kind of part.
        guard total > 0 else { return isAsked && fits == 2 ? 1 : nil }
        var (inside, whole, rank) = (0.0, 0.0, 0.0)
        for (unit, weight) in units {
            let mine = share(of: unit, in: own)
            // A policy that is asked for by itself need not be named.
            let titled = max(mine, share(of: unit, in: title))
            inside += weight * mine
            whole += weight * titled
            rank += weight * max(mine, 0.85 * titled)
        }
        guard whole / total >= threshold.whole, inside / total >= threshold.own || fits > 0 else {
            return nil
        }
        // Who asks for money, days, papers or a telephone is not helped by a passage without them, unless it
        // holds the very words of the question.
        let isBeside = !quest.intents.isEmpty && fits == 0
        if isBeside, inside / total < 0.6 { return nil }
        return rank / total + 0.15 * Double(fits) - (isBeside ? 0.3 : 0)
            - (excerpt.text.count > 160 ? 0.02 : 0)
    }

    /// 2 where the part is of the kind that was asked for, 1 where its words show it, 0 otherwise.
    private func fit(_ excerpt: Excerpt, _ quest: Quest) -> Int {
        guard !quest.intents.isEmpty else { return 0 }
        if quest.intents.contains(where: { $0.part == excerpt.part && $0.part != .text }) { return 2 }
        let words = Han.folded(excerpt.heading + excerpt.text)
        return quest.intents.contains { $0.cues.contains { words.contains($0) } } ? 1 : 0
    }

    /// How much of a unit stands in a set of terms, in the way of saying it that fits best.
    private func share(of unit: Quest.Unit, in terms: Set<Term>) -> Double {
        unit.alternatives.map { alternative in
            let all = alternative.map(rarity).reduce(0, +)
            let held = alternative.filter(terms.contains).map(rarity).reduce(0, +)
            return all > 0 ? held / all : 0
        }.max() ?? 0
    }
}

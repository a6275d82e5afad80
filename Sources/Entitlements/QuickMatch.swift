// SPDX-License-Identifier: Apache-2.0
import Audience
import Policies
import Rules
import Standards

/// The next question of the quick match: the fact on which most of what is open hangs.
///
/// Where an enterprise is and what it does come first, for they rule most policies in or out. Then each open
/// item counts for what it may bring, shared among the facts that it waits for.
struct QuickMatch {
    let library: Library
    let facts: Facts
    let day: Day

    /// A fact to ask for, and the policies that wait for it.
    struct Question {
        let word: Word
        let keys: [Facts.Key]
        let policies: [PolicyInForce]
    }

    /// Items that are looked at: with more, the rest says nothing new about what matters most.
    private static let mostItems = 2_000
    /// An item of a million yuan counts ten times as much as one of which no amount is known.
    private static let mostWeight = 10.0

    func next(_ results: [PolicyResult], asked: [String]) -> Question? {
        for word in [library.vocabulary.regionWord, library.vocabulary.industryWord] {
            guard let word, !asked.contains(word.name), facts[Facts.Key(word: word.id)] == nil else {
                continue
            }
            let waiting = results.filter { $0.group != .eligible }.map(\.policy)
            if !waiting.isEmpty {
                return Question(word: word, keys: [Facts.Key(word: word.id)], policies: waiting)
            }
        }
        return weighed(results, asked: asked)
    }

    private func weighed(_ results: [PolicyResult], asked: [String]) -> Question? {
        var weights: [Word.ID: Double] = [:]
        var keys: [Word.ID: Set<Facts.Key>] = [:]
        var policies: [Word.ID: [PolicyInForce]] = [:]
        let open = results.filter { $0.group != .eligible }.flatMap { result in
            result.items.filter { $0.group == .incomplete }.map { (result.policy, $0) }
        }.prefix(Self.mostItems)
        for (policy, item) in open {
            let verdict = library.judge(facts, by: item.offered.rule, asOf: day)
            let missing = verdict.missing.filter { mayAsk($0.word, asked) }
            let words = Set(missing.map(\.word))
            guard !words.isEmpty else { continue }
            let most = SupportRange(item.offered.item, verdict)?.mostFen ?? 0
            let weight = 1 + min(Double(most) / 100_000_000, 1) * (Self.mostWeight - 1)
            for word in words {
                weights[word, default: 0] += weight / Double(words.count)
                if policies[word]?.last?.number != policy.number {
                    policies[word, default: []].append(policy)
                }
            }
            for key in missing { keys[key.word, default: []].insert(key) }
        }
        let best = weights.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        return best.map { word in
            Question(
                word: library.vocabulary[word],
                keys: (keys[word] ?? []).sorted { $0.year < $1.year }, policies: policies[word] ?? [])
        }
    }

    /// Facts that only others supply are not asked of an enterprise.
    private func mayAsk(_ word: Word.ID, _ asked: [String]) -> Bool {
        let known = library.vocabulary[word]
        let isOurs = known.suppliers.isEmpty || known.suppliers.contains("企业")
        return isOurs && !asked.contains(known.name)
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Store

/// An enterprise as another program knows it: its entry and the facts that its sources state.
public struct Registration: Sendable {
    /// What the register says.
    public let entry: RegisterEntry
    /// What sources say beside.
    public let facts: [StatedFact]

    /// An enterprise to take over.
    public init(entry: RegisterEntry, facts: [StatedFact]) {
        self.entry = entry
        self.facts = facts
    }
}

/// A fact in the words of an official: `营业收入`, 2025, `1500万元`, 税务.
public struct StatedFact: Sendable, Hashable {
    /// The name or alias of the word.
    public let word: String
    /// The year it speaks of; nil for a word without period.
    public let year: Int?
    /// The value with its unit.
    public let text: String
    /// Who says so.
    public let source: String

    /// A fact.
    public init(word: String, year: Int?, text: String, source: String) {
        self.word = word
        self.year = year
        self.text = text
        self.source = source
    }
}

/// A fact whose word the vocabulary does not know, or whose value says that it is unknown.
public struct UnreadableFact: Error, Sendable, Equatable {
    /// The fact.
    public let fact: StatedFact
}

extension Enterprises {
    /// Takes enterprises over in one transaction, for programs that know all of them at once; people import
    /// sheets, where each wrong cell is reported. Gives the ids in the order given.
    ///
    /// - Parameter registrations: some hundred at most.
    /// - Throws: ``UnreadableFact``, or the vocabulary's `ValueFault`, before anything is written.
    public func take(_ registrations: [Registration], by actor: String) async throws -> [EnterpriseID] {
        let book = book
        let read = try registrations.map { ($0.entry, try $0.facts.map(statement)) }
        return try await database.write { tx in
            var ids: [EnterpriseID] = []
            var (touched, words): ([EnterpriseID], Set<String>) = ([], [])
            for (entry, facts) in read {
                let known = try tx.enterprise(coded: entry.code)
                let (id, outcome) = try tx.record(entry, over: known, by: actor)
                ids.append(id)
                let stated = facts.isEmpty ? [] : try tx.state(facts, of: id, by: actor)
                if outcome != .unchanged || !stated.isEmpty { touched.append(id) }
                if outcome != .unchanged { words.formUnion(entry.words(over: known)) }
                guard !stated.isEmpty else { continue }
                words.formUnion(stated.map(\.word))
                try tx.relabel(id, by: book)
            }
            if !touched.isEmpty {
                try tx.publish(
                    FactsChanged.topic, FactsChanged(enterprises: touched, words: words.sorted()))
            }
            try tx.audit(actor: actor, action: "enterprise.take", subject: "\(ids.count)")
            return ids
        }
    }

    private func statement(_ fact: StatedFact) throws -> FactStatement {
        guard let word = library.vocabulary.word(named: fact.word),
            let value = try word.value(from: fact.text)
        else { throw UnreadableFact(fact: fact) }
        return FactStatement(
            word: word.name, year: fact.year ?? 0, value: word.storedText(of: value), source: fact.source)
    }
}

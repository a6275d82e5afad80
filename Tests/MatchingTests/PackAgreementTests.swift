// SPDX-License-Identifier: Apache-2.0
import Foundation
import MatchingWorld
import Rules
import Standards
import Testing

@testable import Matching

/// The rules that the packs hold, over the enterprises of their own examples and random ones.
@Suite("The engine agrees with Rules on the packs")
struct PackAgreementTests {
    /// All files of the packs, with the pack's folder first in their paths.
    static func files() throws -> [SourceFile] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Packs")
        let found = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return try found.filter { $0.hasSuffix(".yaml") }.sorted().map { path in
            SourceFile(
                path: path, text: try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8))
        }
    }

    @Test("for random enterprises")
    func random() throws {
        let (library, _) = Library.read(try PackAgreementTests.files())
        #expect(library.rules.count >= 10)
        var dice = Dice(17)
        let facts = (0..<60).map { _ in PackAgreementTests.facts(library.vocabulary, &dice) }
        let comparison = try RuleComparison(library, library.rules, facts)
        print("packs: \(comparison.pairs) pairs, \(comparison.residualClauses) residual clauses")
        #expect(comparison.disagreements.isEmpty, "\(comparison.disagreements.prefix(5))")
        #expect(comparison.outcomes.count >= 3)
    }

    static func facts(_ vocabulary: Vocabulary, _ dice: inout Dice) -> Facts {
        var facts = Facts()
        for word in vocabulary.words {
            let years = word.isPeriodic ? Array(2020...2025) : [0]
            for year in years where !dice.chance(0.08) {
                guard word.derivation == nil && word.classifiedBy == nil || dice.chance(0.3) else { continue }
                facts.add(
                    Facts.Report(value: value(word, &dice)), for: Facts.Key(word: word.id, year: year),
                    ranking: [])
            }
        }
        return facts
    }

    private static func value(_ word: Word, _ dice: inout Dice) -> Value {
        switch word.kind {
        case .number(let unit):
            let size = dice.pick([0, 1, 2, 3, 5, 10, 20, 50, 100, 300, 1_000, 1_500, 5_000, 10_000, 40_000])
            let nudge = dice.chance(0.2) ? Rational(1, over: 3) : .zero
            return .number(Rational(size) * unit.factor + nudge)
        case .flag: return .flag(dice.chance(0.5))
        case .option(let options, _): return .option(dice.roll(options.count))
        case .options(let options): return .options(Set(options.indices.filter { _ in dice.chance(0.3) }))
        case .date: return .date(Day(number: RuleWorld.today.number - dice.roll(6_000)))
        case .industry: return .industry(dice.pick(CodeList.industries.codes))
        case .region: return .region(dice.pick(CodeList.regions.codes))
        }
    }
}

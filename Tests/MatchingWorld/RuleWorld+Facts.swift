// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

extension RuleWorld {
    /// Facts on, beside and between the numbers of the rules; each missing at times.
    static func facts(_ vocabulary: Vocabulary, _ dice: inout Dice) -> Facts {
        var facts = Facts()
        for word in vocabulary.words {
            let years = word.isPeriodic ? Array(2021...2025) : [0]
            let isAbsent = dice.chance(0.1)
            for year in years where !isAbsent && !dice.chance(0.06) {
                guard word.name != "资产负债率" || dice.chance(0.3) else { continue }
                guard word.name != "企业规模" || dice.chance(0.2) else { continue }
                let report = Facts.Report(value: value(word, &dice))
                facts.add(report, for: Facts.Key(word: word.id, year: year), ranking: [])
            }
        }
        return facts
    }

    private static func value(_ word: Word, _ dice: inout Dice) -> Value {
        switch word.kind {
        case .number: .number(number(word.name, &dice))
        case .flag: .flag(dice.chance(0.5))
        case .option(let options, _): .option(dice.roll(options.count))
        case .options(let options): .options(Set(options.indices.filter { _ in dice.chance(0.4) }))
        case .date:
            .date(
                dice.chance(0.3)
                    ? dice.pick(days)
                    : Day(number: today.number - dice.roll(5_000)))
        case .industry: .industry(dice.pick(industries.compactMap { Industry(code: $0) }))
        case .region: .region(dice.pick(regions.compactMap { Region(code: $0) }))
        }
    }

    private static let days = [
        Day(year: 2024, month: 2, day: 29), Day(year: 2024, month: 6, day: 15),
        Day(year: 2024, month: 6, day: 16),
        Day(year: 2024, month: 6, day: 14), Day(year: 2016, month: 6, day: 15),
        Day(year: 2024, month: 12, day: 15),
        Day(year: 2023, month: 12, day: 31), Day(year: 2020, month: 2, day: 29),
        Day(year: 2025, month: 6, day: 15),
    ].compactMap { $0 }

    private static func number(_ name: String, _ dice: inout Dice) -> Rational {
        let tiny = dice.pick([
            Rational.zero, Rational(1, over: 3), Rational(-1, over: 100), Rational(1, over: 7_000_000),
        ])
        let nudge = dice.chance(0.3) ? tiny : .zero
        switch name {
        case "从业人员": return Rational(dice.pick([0, 10, 19, 20, 299, 300, 1_000, 5_000])) + nudge
        case "从事年限": return Rational(dice.pick([0, 199, 200, 299, 300, 500]), over: 100) + nudge
        case "知识产权数量": return Rational(dice.roll(6))
        case "研发人员占比", "资产负债率":
            return Rational(dice.pick([1, 30, 50, 333, 700, 1_000, -100]), over: 1_000) + nudge
        case "利润总额": return Rational(dice.pick([-500, 0, 30, 100, 300, 2_000])) * 10_000 + nudge
        default:
            let base = Rational(dice.pick([0, 3, 100, 105, 300, 1_500, 2_000, 40_000])) * 10_000
            return base + nudge + (dice.chance(0.1) ? Rational(5_000) : .zero)
        }
    }
}

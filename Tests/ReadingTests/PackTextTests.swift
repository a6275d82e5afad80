// SPDX-License-Identifier: Apache-2.0
import Standards
import Testing

@testable import Reading
@testable import Rules

/// The official words of the packs' own rules, which people have encoded: what is drafted from a sentence
/// must be what the person wrote, or stay with a person.
@Suite struct PackTextTests {
    private struct Pair {
        let key: String
        let text: String
        let encoded: [String]
    }

    private static let pairs: [Pair] = Packs.everything.rules.flatMap { rule in
        rule.texts.filter { $0.omission == nil }.compactMap { text -> Pair? in
            let clauses = rule.topClauses.filter { $0.cites == [text.number] && $0.unless == nil }
            guard clauses.count == 1 else { return nil }
            return Pair(
                key: "\(rule.code) \(rule.basis.number) \(text.number)", text: text.text,
                encoded: [Plain.form(clauses[0].condition)])
        }
    }

    @Test func whatIsDraftedFromOfficialWordsIsWhatAPersonEncoded() throws {
        try #require(Self.pairs.count >= 40)
        let drafting = Drafting(library: Packs.everything)
        let lines = LineReading(library: Packs.everything)
        var computed = 0
        for pair in Self.pairs {
            let drafts = drafting.drafts(of: PolicyText("二、申报条件\n1．" + pair.text))
            let clauses = drafts.flatMap(\.clauses)
            guard clauses.count == 1, case .computed(let line) = clauses[0].outcome else { continue }
            computed += 1
            let drafted = Plain.form(try lines.condition(line))
            #expect(pair.encoded.contains(drafted), "\(pair.key): \(pair.text) → \(line)")
        }
        #expect(computed >= 30)
    }
}

extension PackTextTests {
    /// The comparison itself must see a wrong sign, number, year or negation.
    @Test(arguments: [
        "上年度.研发费用 > 100万元", "上年度.研发费用 ≥ 1000万元", "本年度.研发费用 ≥ 100万元", "非 上年度.研发费用 ≥ 100万元",
        "上年度.营业收入 ≥ 100万元",
    ])
    func anotherConditionIsNotTheSame(line: String) throws {
        let lines = LineReading(library: Packs.everything)
        let right = Plain.form(try lines.condition("上年度.研发费用 ≥ 100万元"))
        #expect(Plain.form(try lines.condition(line)) != right)
    }
}

/// A condition in one form, whether it is written with 且 or 全部, 非 or 均不.
enum Plain {
    static func form(_ condition: Rules.Condition) -> String {
        switch condition {
        case .all(let clauses): return joined("and", clauses.map { form($0.condition) })
        case .any(let clauses): return joined("or", clauses.map { form($0.condition) })
        case .none(let clauses): return joined("and", clauses.map { "not(\(form($0.condition)))" })
        case .and(let parts): return joined("and", parts.map(form))
        case .or(let parts): return joined("or", parts.map(form))
        case .not(let inner): return "not(\(form(inner)))"
        default: return condition.shape
        }
    }

    private static func joined(_ word: String, _ parts: [String]) -> String {
        parts.count == 1 ? parts[0] : "\(word)[\(parts.joined(separator: ", "))]"
    }
}

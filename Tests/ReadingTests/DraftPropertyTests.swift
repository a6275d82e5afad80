// SPDX-License-Identifier: Apache-2.0
import Standards
import Testing

@testable import Reading
@testable import Rules

/// Conditions of the language, worded as documents word them, read back as what they were.
@Suite struct DraftPropertyTests {
    private static let drafting = Drafting(library: Packs.library)
    private static let wording = Wording(Packs.library, english: false)

    @Test func aWordedConditionReadsBackAsItself() throws {
        var random = SplitMix(state: 20_260_401)
        var read = 0
        for _ in 0..<600 {
            let line = Self.line(&random)
            let condition = try Packs.lines.condition(line)
            let sentence = Self.sentence(condition)
            let text = PolicyText("聊城市人民政府文件\n二、申报条件\n（一）" + sentence + "。")
            let clauses = Self.drafting.drafts(of: text).flatMap(\.clauses)
            guard clauses.count == 1, case .computed(let drafted) = clauses[0].outcome else {
                Issue.record("\(line) → \(sentence) → \(clauses.map(\.outcome))")
                continue
            }
            read += 1
            #expect(
                try Packs.lines.condition(drafted).shape == condition.shape,
                "\(line) → \(sentence) → \(drafted)")
        }
        #expect(read == 600)
    }

    /// Whatever the characters, no draft is made that the language does not read.
    @Test func brokenSentencesNeverMakeABrokenRule() throws {
        var random = SplitMix(state: 7)
        let seeds = DraftSentences.computed.map(\.sentence) + DraftSentences.person.map(\.sentence)
        for _ in 0..<400 {
            var characters = Array(seeds[random.below(seeds.count)])
            for _ in 0...random.below(3) {
                let other = Array(seeds[random.below(seeds.count)])
                let (at, from) = (random.below(characters.count), random.below(other.count))
                characters.replaceSubrange(
                    at..<min(at + random.below(4), characters.count),
                    with: other[from...].prefix(random.below(6)))
                if characters.isEmpty { characters = ["某"] }
            }
            let text = PolicyText("二、申报条件\n（一）" + String(characters))
            for draft in Self.drafting.drafts(of: text) {
                let file = SourceFile(path: "national/rules/\(draft.code).yaml", text: draft.text)
                let faults = Library.read(Packs.words + [file]).faults
                #expect(faults.isEmpty, "\(String(characters))\n\(draft.text)")
            }
        }
    }

    // MARK: Random conditions

    private static func line(_ random: inout SplitMix) -> String {
        let count = 1 + random.below(3)
        let parts = (0..<count).map { _ in test(&random) }
        return parts.joined(separator: random.below(3) == 0 ? " 或 " : " 且 ")
    }

    private static func test(_ random: inout SplitMix) -> String {
        let relation = ["≥", "≤", ">", "<"][random.below(4)]
        let money = ["营业收入", "主营业务收入", "净利润", "研发费用", "新增股权融资"][random.below(5)]
        let sum = ["100万元", "1500万元", "2亿元", "1.5亿元", "5000元"][random.below(5)]
        let share = ["3%", "10%", "12.5%"][random.below(3)]
        let years = 2 + random.below(3)
        switch random.below(7) {
        case 0: return "上年度.\(money) \(relation) \(sum)"
        case 1: return "近\(years)年.\(money) 均 \(relation) \(sum)"
        case 2: return "近\(years)年.\(money) \(random.below(2) == 0 ? "合计" : "平均") \(relation) \(sum)"
        case 3: return "上年度.\(money) / 上年度.营业收入 \(relation) \(share)"
        case 4: return "上年度.\(money) 增长率 \(relation) \(share)"
        case 5: return "上年末.资产负债率 \(relation) \(share)"
        default: return "上年末.职工总数 \(relation) \(1 + random.below(500))人"
        }
    }

    // MARK: Wording as documents do

    private static func sentence(_ condition: Rules.Condition) -> String {
        switch condition {
        case .and(let parts): return parts.map(sentence).joined(separator: "，且")
        case .or(let parts): return parts.map(sentence).joined(separator: "，或")
        case .compare(let comparison): return compared(comparison)
        default: return ""
        }
    }

    private static func compared(_ comparison: Rules.Comparison) -> String {
        let each = comparison.quantifier == .each ? "均" : ""
        let words: [Rules.Relation: String] = [.atLeast: "不低于", .atMost: "不超过", .above: "超过", .below: "低于"]
        let bound = each + (words[comparison.relation] ?? "") + wording.expression(comparison.right)
        switch comparison.left {
        case .aggregate(.sum, let inner): return wording.expression(inner) + "累计" + bound
        case .aggregate(_, let inner): return wording.expression(inner) + "平均" + bound
        case .growth(_, let fact): return wording.expression(.fact(fact)) + "增长率" + bound
        case .arithmetic(.over, let part, .fact(let whole)):
            return wording.expression(part) + "占" + wording.name(whole.word) + "的比例" + bound
        default: return wording.expression(comparison.left) + bound
        }
    }
}

/// Small numbers that are the same on every run.
private struct SplitMix {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}

// SPDX-License-Identifier: Apache-2.0
import Standards
import Testing

@testable import Reading
@testable import Rules

@Suite("对符合上述条件的企业 refers to what is asked elsewhere and asks for nothing of its own")
struct BackReferenceTests {
    private static let asked = "二、申报条件\n（一）上年度营业收入1000万元以上；\n（二）未被列入经营异常名录。\n"

    private func draft(_ promise: String, asking conditions: String = asked) throws -> DraftRule {
        let text =
            "聊城市人民政府关于印发若干措施的通知\n聊政发〔2026〕5号\n" + conditions + "三、支持标准\n" + promise
            + "\n聊城市人民政府\n2026年3月1日\n"
        return try #require(Drafting(library: Packs.library).drafts(of: PolicyText(text)).first)
    }

    @Test(
        "It is no condition where conditions were read",
        arguments: [
            "对符合上述条件的企业，给予一次性奖励20万元。", "对符合条件的企业，给予一次性奖励20万元。", "符合上述条件的，给予一次性奖励20万元。",
            "对符合以上申报条件的申报企业，给予一次性奖励20万元。", "对同时满足上述条件的单位，给予一次性奖励20万元。",
        ])
    func answered(promise: String) throws {
        let draft = try draft(promise)
        #expect(draft.clauses.map(\.line) == ["上年度.营业收入 ≥ 1000万元", "非 被列入经营异常名录"])
        #expect(!draft.text.contains("需人工判断: 对"))
        #expect(draft.text.contains("算: \"20万元\""), "the sum is still worked out")
        #expect(draft.text.contains("文: " + promise.dropLast()), "and its words are still cited")
    }

    @Test("Where nothing else is asked it stays a question")
    func unanswered() throws {
        let alone = try draft("对符合条件的企业，给予一次性奖励20万元。", asking: "")
        #expect(alone.clauses.map(\.text) == ["对符合条件的企业"])
        #expect(alone.clauses.allSatisfy { $0.line == nil })
    }

    @Test(
        "What asks for more than that stays a question",
        arguments: [
            "对符合条件的小微企业，给予一次性奖励20万元。", "对符合国家规定条件的企业，给予一次性奖励20万元。", "对符合条件并通过专家评审的企业，给予一次性奖励20万元。",
            "对首次符合上述条件的企业，给予一次性奖励20万元。",
        ])
    func more(promise: String) throws {
        let draft = try draft(promise)
        #expect(draft.clauses.count == 3)
        #expect(draft.clauses.contains { $0.line == nil && promise.hasPrefix($0.text) })
    }

    @Test("One promise that refers back and one that asks: nobody has to meet the second for the first")
    func beside() throws {
        let draft = try draft("对符合上述条件的企业，给予一次性奖励20万元。对通过专家评审的企业，给予一次性奖励50万元。")
        #expect(draft.text.contains("算: \"20万元\""))
        let conditions = try #require(draft.text.split(separator: "金额:").first)
        #expect(!conditions.contains("需人工判断: 对通过专家评审"))
    }
}

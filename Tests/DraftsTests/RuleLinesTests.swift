// SPDX-License-Identifier: Apache-2.0
import Policies
import Rules
import Standards
import Testing

@testable import Drafts

@Suite("A rule is changed clause by clause")
struct RuleLinesTests {
    private static let rule = """
        规则: 试验
        代码: "policy-7-1"
        类别: 资助
        依据:
          文件: 试验办法
          可信: 单源
        适用:
          - {用途: 新申请, 自: 2026-01-01}
        地域: "330200"
        结论: 可以申请：试验
        原文:
          - 号: "1"
            文: 上年度营业收入4000万元以上
          - 号: "2"
            文: 经营业绩优秀的
          - 号: "3"
            文: 首次认定的
        条件:
          全部:
            - 据: "1"
              当: 上年度.营业收入 ≥ 4000万元
            - 任一:
                - 据: "2"
                  需人工判断: 经营业绩优秀的
                - 据: "3"
                  需人工判断: 首次认定的
        金额:
          项:
            - 名: 甲
              据: "1"
              当: 上年度.营业收入 ≥ 4000万元
              算: "20万元"

        """

    private func sheet(_ text: String) throws -> RuleSheet {
        var item = PolicyItem(key: "1", name: "试验")
        item.rule = text
        return RuleSheet(item, of: 7, library: try World.library.get())
    }

    private func changed(_ number: Int, to change: RuleLines.Change) throws -> RuleSheet {
        let sheet = try sheet(Self.rule)
        var lines = RuleLines(sheet.file.text)
        try lines.change(
            try #require(sheet.clauses.first { $0.number == number }), to: change,
            in: try #require(sheet.rule))
        return try self.sheet(lines.text)
    }

    @Test("The sample reads, with three clauses and their words")
    func sample() throws {
        let sheet = try sheet(Self.rule)
        #expect(!sheet.isBroken, "\(sheet.faults)")
        #expect(sheet.clauses.map(\.words) == ["上年度营业收入4000万元以上", "经营业绩优秀的", "首次认定的"])
        #expect(sheet.clauses.map(\.isJudgement) == [false, true, true])
        #expect(sheet.clauses.map(\.group) == [nil, "满足其一", "满足其一"])
    }

    @Test("A question becomes a line")
    func line() throws {
        let sheet = try changed(2, to: .line("上年度.研发费用 ≥ 100万元"))
        #expect(!sheet.isBroken, "\(sheet.faults)")
        #expect(sheet.clauses.map(\.text) == ["上年度.营业收入 ≥ 4000万元", "上年度.研发费用 ≥ 100万元", "首次认定的"])
    }

    @Test("A line becomes a question, in the amount that hangs on it too")
    func question() throws {
        let sheet = try changed(1, to: .question("“上年度”指哪一年\"?"))
        #expect(!sheet.isBroken, "\(sheet.faults)")
        #expect(sheet.clauses[0].text == "“上年度”指哪一年\"?")
        #expect(!sheet.file.text.contains("当: 上年度.营业收入"))
    }

    @Test("Removed clauses leave their reason beside the words, and empty groups go with them")
    func remove() throws {
        let first = try changed(2, to: .nothing(reason: "评审时由专家掌握"))
        #expect(!first.isBroken, "\(first.faults)")
        #expect(first.clauses.count == 2)
        let text = try #require(first.rule?.texts.first { $0.number == "2" })
        #expect(text.omission?.reason == "评审时由专家掌握")
        var lines = RuleLines(first.file.text)
        try lines.change(
            first.clauses[1], to: .nothing(reason: "程序"), in: try #require(first.rule))
        let second = try sheet(lines.text)
        #expect(!second.isBroken, "\(second.faults)")
        #expect(second.clauses.map(\.text) == ["上年度.营业收入 ≥ 4000万元"])
        #expect(!second.file.text.contains("任一"))
    }

    @Test("The last clause cannot be removed, and what is written otherwise says so")
    func refusals() throws {
        let flow = Self.rule.replacing(
            "    - 据: \"1\"\n      当: 上年度.营业收入 ≥ 4000万元\n    - 任一:",
            with: "    - {据: \"1\", 当: 上年度.营业收入 ≥ 4000万元}\n    - 任一:")
        let sheet = try sheet(flow)
        #expect(!sheet.isBroken, "\(sheet.faults)")
        var lines = RuleLines(sheet.file.text)
        let rule = try #require(sheet.rule)
        #expect(throws: RuleLines.Refusal.writtenOtherwise) {
            try lines.change(sheet.clauses[0], to: .line("甲"), in: rule)
        }
        #expect(lines.text == sheet.file.text)
    }

    @Test("Words are marked whatever breaks the layout put into them, and overlapping ones share a mark")
    func marks() {
        let text = MarkedText(
            "一、上年度营业\n　　收入4000万元\n二、经营业绩优秀", citing: ["上年度营业收入4000万元", "营业收入4000万元", "优秀", "没有的话"])
        #expect(text.marks["上年度营业收入4000万元"]?.number == 1)
        #expect(text.marks["营业收入4000万元"]?.number == 1)
        #expect(text.marks["优秀"]?.number == 2)
        #expect(text.marks["没有的话"] == nil)
        let whole = text.paragraphs.map { $0.pieces.map(\.text).joined() }
        #expect(whole == ["一、上年度营业", "　　收入4000万元", "二、经营业绩优秀"])
        #expect(text.paragraphs[2].pieces.last?.mark?.number == 2)
    }
}

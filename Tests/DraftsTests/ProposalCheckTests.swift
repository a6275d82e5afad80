// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Reading
import Rules
import Standards
import Testing

@testable import Drafts

@Suite("What a model proposes is checked by program")
struct ProposalCheckTests {
    private static let share = "研发费用占营业收入比重不低于3%"
    private static let shareLine = "上年度.研发费用 / 上年度.营业收入 ≥ 3%"

    private func check(
        _ proposals: [(String, String, String)], in text: String? = nil
    ) throws -> [CheckedProposal] {
        let library = try World.library.get()
        let reading = DocumentReading(library: library).read(
            .init(try text ?? World.officialText()), home: World.ningbo)
        let content = reading.content
        let sheets = content.items.map { RuleSheet($0, of: 1, library: library) }
        let open = ProposerQuestion.open(content, sheets, [])
        #expect(!open.isEmpty)
        let json = try JSONSerialization.data(
            withJSONObject: [
                "proposals": proposals.map { ["item": $0.0, "quote": $0.1, "clause": $0.2] }
            ])
        let read = try ProposedClause.all(in: String(decoding: json, as: UTF8.self))
        return ProposalCheck(of: content, policy: 1, open: open, library: library).checked(read)
    }

    private func problem(_ item: String, _ quote: String, _ line: String) throws -> ProposalProblem? {
        try #require(try check([(item, quote, line)]).first).problem
    }

    @Test("A line whose words and numbers stand in the text passes, and names its clause")
    func fit() throws {
        let checked = try #require(try check([("1", Self.share, Self.shareLine)]).first)
        #expect(checked.problem == nil)
        #expect(checked.was == Self.share)
        // The quotation is found whatever width and spaces the model gave it, and kept as the text has it.
        let wide = "研发费用占营业收入 比重不低于３％"
        let found = try #require(try check([("1", wide, Self.shareLine)]).first)
        #expect(found.problem == nil)
        #expect(found.quote == Self.share)
    }

    @Test("Each way in which a proposal may be wrong has its reason")
    func unfit() throws {
        let (share, line) = (Self.share, Self.shareLine)
        #expect(try problem("1", share, line) == nil, "the control: only what differs below is refused")
        #expect(try problem("1", "研发费用占销售收入比重不低于3%", line) == .notInText)
        #expect(try problem("1", share, "上年度.研发费用 / 上年度.营业收入 ≥ 5%") == .unsaid)
        #expect(try problem("1", share, "近3年.研发费用 合计 ≥ 3万元") == .unsaid)
        #expect(try problem("1", share, "上年度.研发费 / 上年度.营业收入 ≥ 3%") == .unreadable)
        #expect(try problem("1", share, "研发费用 不错") == .unreadable)
        #expect(try problem("9", share, line) == .noItem)
        #expect(try problem("", share, line) == .incomplete)
        #expect(try problem("1", "3%", line) == .incomplete)
        #expect(try problem("1", share, "") == .incomplete)
        #expect(try problem("1", "逾期不予受理", "非 被列入经营异常名录") == .noClause)
        let computed = "上年度营业收入不低于4000万元"
        #expect(try problem("1", computed, "上年度.营业收入 ≥ 4000万元") == .noClause, "computed already")
        let accident = "近三年未发生重大安全、质量、环境污染事故"
        #expect(try problem("1", accident, "上年度.营业收入 < 0万元 且 上年度.营业收入 > 0万元") == .unsound)
    }

    @Test("The same once more is dropped, and so is what comes after a hundred")
    func many() throws {
        let one = ("1", Self.share, Self.shareLine)
        #expect(try check([one, one]).map(\.problem) == [nil, .repeated])
        let problems = try check(Array(repeating: one, count: 102)).map(\.problem)
        #expect(problems.count == 102)
        #expect(problems.suffix(2) == [.tooMany, .tooMany])
        #expect(problems.dropFirst().dropLast(2).allSatisfy { $0 == .repeated })
    }

    @Test("Items as numbers, missing fields and fences around the JSON are read; other shapes are not")
    func shapes() throws {
        let fenced = "```json\n{\"proposals\": [{\"item\": 1, \"quote\": \"甲\"}]}\n```"
        let read = try #require(try ProposedClause.all(in: fenced).first)
        #expect(read.item == "1")
        #expect(read.clause == "")
        for wrong in ["", "好的", "[]", "{}", "{\"proposals\": 3}", "{\"proposals\": [1]}"] {
            #expect(throws: ProposerFault.unreadable) { try ProposedClause.all(in: wrong) }
        }
    }

    @Test(
        "Numbers are found in the quotation as documents write them",
        arguments: [
            ("上年度.营业收入 ≥ 4000万元", "营业收入四千万元以上", true),
            ("上年度.营业收入 ≥ 4000万元", "营业收入0.4亿元以上", true),
            ("上年度.营业收入 ≥ 4000万元", "营业收入达到４０００万元", true),
            ("上年度.营业收入 ≥ 4000万元", "营业收入4000元以上", false),
            ("上年度.研发费用 / 上年度.营业收入 ≥ 3%", "研发费用占比达到百分之三", true),
            ("上年度.研发费用 / 上年度.营业收入 ≥ 3%", "研发费用占比达到百分之五", false),
            ("上年度.研发费用 / 上年度.营业收入 ≥ 100%", "研发费用占比较高", false),
            ("近3年.研发费用 合计 ≥ 100万元", "近三年研发费用合计100万元以上", true),
            ("近3年.研发费用 合计 ≥ 100万元", "近两年研发费用合计100万元以上", false),
            ("成立日期 > 2020-01-01", "2020年1月1日以后成立", true),
            ("成立日期 > 2020-01-01", "2020-1-1以后成立", true),
            ("成立日期 > 2020-01-01", "2020-1-15以后成立", false),
            ("成立日期 > 2020-01-01", "近年来成立", false),
            ("成立日期 距今 满 3年", "成立满三年", true),
            ("成立日期 距今 满 3年", "成立满一年", false),
            ("非 被列入经营异常名录", "未被列入经营异常名录", true),
        ])
    func numbers(line: String, quote: String, isSaid: Bool) throws {
        let unsaid = try LineReading(library: try World.library.get()).unsaid(line, in: quote)
        #expect(unsaid.isEmpty == isSaid, "\(unsaid)")
    }

    @Test(
        "What may be a contact is cut out, and what is none is left",
        arguments: [
            ("王琳\n0574-89186321", "王琳"), ("联系人：市经信局 王琳", "王琳"), ("请致电１３９１２３４５６７８", "８"),
            ("材料发至 zhang.san@example.gov.cn。", "zhang"), ("账号330201040012345678。", "3302"),
            ("联系人\t王琳\t89186321", "王琳"), ("业务咨询（0571）8705 1234。", "1234"), ("請聯繫王琳小姐。", "王琳"),
        ])
    func cut(text: String, gone: String) {
        let content = PolicyContent(title: "", level: .city, region: World.ningbo)
        #expect(text.contains(gone))
        #expect(!SentText(text, of: content).text.contains(gone))
        let official = "2023年6月20日印发，营业收入20000000元，高新区内企业；2023-07-01起。"
        #expect(SentText(official + "\n" + text, of: content).text.hasPrefix(official))
    }
}

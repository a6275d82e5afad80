// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Reading

@Suite struct TextTests {
    @Test func foldingKeepsTheOriginalForShow() {
        let text = PolicyText("給予企業２０萬元獎勵，對符合條件的補貼")
        #expect(String(String.UnicodeScalarView(text.glyphs)).hasPrefix("给予企业20万元奖励"))
        #expect(text.excerpt(Span(start: 0, end: 4)) == "給予企業")
    }

    @Test func simplifiedTextsAreNotFolded() {
        #expect(String(String.UnicodeScalarView(PolicyText("效果显著的著作权").glyphs)) == "效果显著的著作权")
    }

    @Test func soundsBehindCharactersAreDropped() {
        let text = PolicyText("獎(jiǎng)勵(lì)資金，企業(yè)補貼，創業者(GYB)")
        #expect(String(String.UnicodeScalarView(text.glyphs)) == "奖励资金,企业补贴,创业者(GYB)")
    }

    @Test func linesThatTheLayoutBrokeAreOne() {
        let broken = (1...4).map { _ in "对在本市注册并具有独立法人资格的企业按照实际发生费用的百分之\n三十给予补助。" }.joined(separator: "\n")
        let flow = FlowBuilder.build(PolicyText(broken))
        #expect(flow.paragraphs.count == 4)
    }

    @Test func theCellsOfAGuideCardAreJoined() {
        let card = """
            12. 某市小微企业支持
            依据文件 《某市小微企业支持办法》
            发文机构 上海市经济和信息化委员会、
            上海市财政局
            工具分类 资金支持 服务对象 本市小微
            企业
            服务内容
            1．按照实际支出的 30%给予补
            贴。
            """
        let record = Reader.read(PolicyText(card))
        #expect(record.issuers.map(\.value) == ["上海市经济和信息化委员会", "上海市财政局"])
        #expect(record.items.flatMap(\.supports).map(\.text) == ["按照实际支出的 30%给予补贴"])
        #expect(record.items.flatMap(\.conditions).map(\.text) == ["本市小微企业"])
    }

    @Test func aSignatureIsNotJoinedToTheTextBeforeIt() {
        let line = "本通知由市商务局和市财政局负责解释，未尽事宜由上述两个部门按照各自的职责研究确定，具体事项另行通知。"
        let source = [line, line, line, "合肥市商务局 合肥市财政局", "2024年3月1日"].joined(separator: "\n")
        let record = Reader.read(PolicyText(source))
        #expect(record.issuers.map(\.value) == ["合肥市商务局", "合肥市财政局"])
    }

    @Test func shortLinesStayApart() {
        let flow = FlowBuilder.build(PolicyText("某某办法\n某某局\n2024年1月1日"))
        #expect(flow.paragraphs.count == 3)
    }

    @Test(arguments: [
        ("一、总则", ListMark.Style.han), ("（一）对象", .hanBracket), ("1.材料", .number), ("1、材料", .number),
        ("(1) 材料", .numberBracket), ("①材料", .circled),
        ("第十二条 本办法", .article), ("第三章 附则", .chapter), ("一是支持", .ordinal), ("- 对企业", .bullet),
    ])
    func listMarksAreRecognised(line: String, style: ListMark.Style) {
        #expect(ListMark.read(PolicyText(line).glyphs[...])?.style == style)
    }

    @Test(arguments: ["1.5亿元以上", "2024年5月", "（含）以上", "60 万元资金", "第三方机构", "-5"])
    func numbersAreNoListMarks(line: String) {
        #expect(ListMark.read(PolicyText(line).glyphs[...]) == nil)
    }

    @Test(arguments: [
        ("申报条件", Purpose.conditions), ("享受补贴的条件", .conditions), ("支持对象", .conditions), ("奖励标准", .support),
        ("贷款额度与期限", .support),
        ("贷款期限", .duration), ("申报材料", .materials), ("办理流程", .procedure), ("联系方式", .contact), ("申报时间", .time),
        ("起草背景", .background),
    ])
    func partsAreKnownByTheirLastWords(heading: String, purpose: Purpose) {
        #expect(SectionNames.purpose(ofHeading: PolicyText(heading).glyphs[...]) == purpose)
    }

    @Test func theNameOfAMeasureIsNoPart() {
        #expect(SectionNames.purpose(ofHeading: PolicyText("一次性创业补贴").glyphs[...]) == nil)
    }
}

// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Reading

@Suite("Quotations are found word for word")
struct QuotationTests {
    private func found(_ quotation: String, in text: String) -> String? {
        let text = PolicyText(text)
        return text.span(ofQuotation: quotation).map { text.excerpt($0) }
    }

    @Test("Width, spaces, line breaks and kinds of quotation marks do not count")
    func folded() {
        let text = "一、条件\n  年营业收入１０００万元以\n上，获得“专精特新”称号的。"
        #expect(found("年营业收入1000万元以上", in: text) == "年营业收入１０００万元以上")
        #expect(found("获得「专精特新」称号", in: text) == "获得“专精特新”称号")
        #expect(found("年营业收入1000 万元以上,获得", in: text) == "年营业收入１０００万元以上，获得")
    }

    @Test("One other character is another quotation")
    func other() {
        #expect(found("年营业收入2000万元以上", in: "年营业收入1000万元以上") == nil)
        #expect(found("年营业收入1000万元以下", in: "年营业收入1000万元以上") == nil)
        #expect(found("", in: "甲") == nil)
        #expect(found("甲乙", in: "甲") == nil)
    }

    @Test("A traditional text is quoted in either script")
    func script() {
        let text = "對符合條件的企業給予獎勵，資金規模不超過一百萬元。"
        #expect(found("资金规模不超过一百万元", in: text) == "資金規模不超過一百萬元")
        #expect(found("規模不超過", in: text) == "規模不超過")
    }
}

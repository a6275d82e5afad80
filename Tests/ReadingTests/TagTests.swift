// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Reading

@Suite struct TagTests {
    private static let source = """
        苏州市吴江区支持软件企业发展若干措施
        第一条 在吴江区注册、上年度营业收入2000万元以上、从业人员不超过300人的软件企业，入驻软件产业园的，按租金的30%给予补贴，最高20万元。
        第二条 对首次认定的高新技术企业，给予10万元奖励；总资产在5000万元以下的，另给予2万元奖励。
        苏州市吴江区工业和信息化局
        2024年3月1日
        """

    private func values(_ dimension: PolicyTag.Dimension, of source: String) -> [String] {
        Reader.read(PolicyText(source)).tags.filter { $0.dimension == dimension }.map(\.value)
    }

    @Test func eachDimensionIsReadFromItsWords() {
        #expect(values(.issuer, of: Self.source) == ["苏州市吴江区工业和信息化局"])
        #expect(values(.region, of: Self.source) == ["苏州市吴江区"])
        #expect(values(.kind, of: Self.source).contains("租金"))
        #expect(values(.registration, of: Self.source) == ["吴江区"])
        #expect(values(.industry, of: Self.source).contains("软件和信息技术服务业"))
        #expect(values(.park, of: Self.source) == ["产业园区"])
        #expect(values(.staff, of: Self.source) == ["300人以下"])
        #expect(values(.revenue, of: Self.source) == ["2000万元以上"])
        #expect(values(.assets, of: Self.source) == ["5000万元以下"])
        #expect(values(.ladder, of: Self.source).contains("高新技术企业"))
    }

    @Test func everyTagStandsInTheText() {
        for gold in Gold.all {
            let text = PolicyText(gold.text)
            let size = text.original.unicodeScalars.count
            for tag in Reader.read(text).tags {
                #expect(!tag.spans.isEmpty)
                for span in tag.spans { #expect(span.start < span.end && span.end <= size) }
            }
        }
    }

    @Test func whatASummaryQuotesIsVerbatim() {
        for gold in Gold.all {
            let text = PolicyText(gold.text)
            for highlight in Reader.read(text).highlights {
                #expect(text.excerpt(highlight.span) == highlight.text)
                #expect(!highlight.text.isEmpty)
            }
        }
    }

    @Test func aSummarySaysForWhomHowMuchAndUntilWhen() {
        let record = Reader.read(
            PolicyText(
                "关于申报奖励的通知\n对在常熟市注册的小微企业和个体工商户，给予最高50万元奖励；请于2024年6月10日前提交申请。\n常熟市财政局\n2024年5月1日"))
        #expect(record.highlights.map(\.question) == [.who, .amount, .until])
        #expect(record.highlights.last?.text == "2024年6月10日")
        #expect(record.highlights[1].text.contains("50万元"))
    }

    @Test func ofNoPolicyThereAreNoTags() {
        #expect(Reader.read(PolicyText("今天天气很好，我们去公园散步。")).tags.isEmpty)
    }
}

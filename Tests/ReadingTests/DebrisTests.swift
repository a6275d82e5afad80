// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Testing

@testable import Reading

/// What pages, Word files and PDF files put around and into a text.
@Suite struct DebrisTests {
    private func page(_ body: String) throws -> PolicyText {
        try Document.read(Data("<html><body>\(body)</body></html>".utf8))
    }

    // MARK: Tables

    private static let table = """
        <h1>某县促进工业发展奖补办法</h1><table>
        <tr><th>序号</th><th>项目名称</th><th>申报条件</th><th>奖补标准</th><th>咨询电话</th></tr>
        <tr><td><p>1</p></td><td rowspan="2"><p>高新技术企业奖补</p></td><td><p>首次认定的高新技术企业</p></td>
        <td><p>给予20万元奖励</p></td><td rowspan="2"><p>0570-3021234</p></td></tr>
        <tr><td>2</td><td>重新认定的高新技术企业</td><td>给予5万元奖励</td></tr>
        <tr><td>3</td><td>设备投资补助</td><td>年度设备投资额300万元以上</td><td>10%，最高100万元</td><td></td></tr>
        </table>
        """

    @Test func cellsAreToldUnderTheNamesOfTheirColumns() throws {
        let text = try page(Self.table)
        #expect(
            text.original == """
                某县促进工业发展奖补办法
                高新技术企业奖补
                申报条件：首次认定的高新技术企业
                奖补标准：给予20万元奖励
                咨询电话：0570-3021234
                申报条件：重新认定的高新技术企业
                奖补标准：给予5万元奖励
                设备投资补助
                申报条件：年度设备投资额300万元以上
                奖补标准：10%，最高100万元
                """)
    }

    @Test func aTableIsReadLikeText() throws {
        let record = Reader.read(try page(Self.table))
        let named = record.items.filter { !$0.supports.isEmpty }
        #expect(named.compactMap { $0.name?.value } == ["高新技术企业奖补", "设备投资补助"])
        #expect(named.first?.supports.map(\.amount) == [200_000, 50_000])
        #expect(named.last?.supports.first?.cap == 1_000_000)
        #expect(named.last?.conditions.first?.comparison == .ge)
        #expect(record.contacts.map(\.phone) == ["0570-3021234"])
    }

    @Test func aTableWithoutSuchNamesStaysATable() throws {
        let text = try page(
            "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td><p>丁</p></td></tr></table>")
        #expect(text.original == "甲\t乙\n丙\t丁")
    }

    @Test func tablesInTablesAndBrokenOnesAreRead() throws {
        let nested = String(repeating: "<table><tr><td>甲", count: 60)
        #expect(try page(nested).original.contains("甲"))
        let text = try page(
            "<table><tr><td>奖励20万元<tr><td rowspan=\"99999999\" colspan=\"99999999\">补贴</table>完")
        #expect(text.original == "奖励20万元\n补贴\n完")
    }

    // MARK: Word

    private static func paragraph(_ text: String, list: String, level: Int) -> String {
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"\(list)\"/></w:numPr></w:pPr>"
            + "<w:r><w:t>\(text)</w:t></w:r></w:p>"
    }

    private static func level(_ level: Int, _ format: String, _ pattern: String) -> String {
        "<w:lvl w:ilvl=\"\(level)\"><w:start w:val=\"1\"/><w:numFmt w:val=\"\(format)\"/>"
            + "<w:lvlText w:val=\"\(pattern)\"/></w:lvl>"
    }

    private static let numbering =
        "<w:numbering xmlns:w=\"urn:w\"><w:abstractNum w:abstractNumId=\"0\">"
        + level(0, "chineseCountingThousand", "第%1条") + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3") + "</w:abstractNum><w:abstractNum w:abstractNumId=\"1\">"
        + level(0, "bullet", "·") + "</w:abstractNum>"
        + "<w:num w:numId=\"5\"><w:abstractNumId w:val=\"0\"/></w:num>"
        + "<w:num w:numId=\"6\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>"

    private static func word(_ body: String, styles: String = "") -> Data {
        let document =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"urn:w\"><w:body>\(body)</w:body></w:document>"
        return Parcel.zip([
            ("word/document.xml", document), ("word/numbering.xml", numbering), ("word/styles.xml", styles),
        ])
    }

    @Test func whatWordCountsIsWrittenOut() throws {
        let body =
            Self.paragraph("支持对象", list: "5", level: 0) + Self.paragraph("企业", list: "5", level: 1)
            + Self.paragraph("个体工商户", list: "5", level: 1) + Self.paragraph("其中一类", list: "5", level: 2)
            + Self.paragraph("奖励标准", list: "5", level: 0) + Self.paragraph("一次性", list: "5", level: 1)
            + Self.paragraph("点", list: "6", level: 0)
        #expect(
            try Document.read(Self.word(body)).original
                == "第一条支持对象\n（一）企业\n（二）个体工商户\n1.其中一类\n第二条奖励标准\n（一）一次性\n点\n")
    }

    @Test func aStyleMayCount() throws {
        let styles =
            "<w:styles xmlns:w=\"urn:w\"><w:style w:styleId=\"base\"><w:pPr><w:numPr><w:numId w:val=\"5\"/></w:numPr>"
            + "</w:pPr></w:style><w:style w:styleId=\"own\"><w:basedOn w:val=\"base\"/></w:style></w:styles>"
        let body = "<w:p><w:pPr><w:pStyle w:val=\"own\"/></w:pPr><w:r><w:t>总则</w:t></w:r></w:p>"
        #expect(try Document.read(Self.word(body, styles: styles)).original == "第一条总则\n")
        // Without the style nothing counts.
        #expect(try Document.read(Self.word(body)).original == "总则\n")
    }

    @Test(arguments: [
        (10, "chineseCounting", "十"), (21, "chineseCounting", "二十一"), (105, "chineseCounting", "一百零五"),
        (3, "decimalEnclosedCircle", "③"), (4, "lowerRoman", "iv"), (28, "upperLetter", "BB"), (7, "其他", "7"),
    ])
    func numbersAreWrittenAsWordWritesThem(number: Int, format: String, text: String) {
        #expect(WordNumbering.written(number, as: format) == text)
    }

    @Test func aWordTableIsToldUnderItsNames() throws {
        func cell(_ text: String, _ properties: String = "") -> String {
            "<w:tc><w:tcPr>\(properties)</w:tcPr><w:p><w:r><w:t>\(text)</w:t></w:r></w:p></w:tc>"
        }
        let body =
            "<w:tbl><w:tr>" + cell("支持项目") + cell("支持标准") + "</w:tr><w:tr>"
            + cell("上规奖励", "<w:vMerge w:val=\"restart\"/>") + cell("奖励10万元") + "</w:tr><w:tr>"
            + cell("", "<w:vMerge/>") + cell("再奖励5万元") + "</w:tr></w:tbl>"
        #expect(try Document.read(Self.word(body)).original == "上规奖励\n支持标准：奖励10万元\n支持标准：再奖励5万元\n")
    }

    // MARK: PDF

    @Test func runningHeadsAndNumbersOfPagesAreNoText() {
        let pages = (1...4).map { "某市人民政府公报\n第\($0)条 内容甲\($0)乙\n正文\($0)\n— \($0) —\n" }
        let text = PageFurniture.removed(from: pages.joined(separator: "\u{0C}"))
        #expect(!text.contains("公报") && !text.contains("—"))
        #expect(text.contains("正文1") && text.contains("正文4") && text.contains("内容甲4乙"))
    }

    @Test func aTextOfOnePageKeepsItsLines() {
        #expect(PageFurniture.removed(from: "关于奖励的通知\n正文\n2023\n") == "关于奖励的通知\n正文\n2023\n")
    }

    @Test(arguments: [
        ("3", true), ("— 12 —", true), ("第3页 共5页", true), ("-3-", true), ("3/5", true), ("2023年", false),
        ("1.条件", false), ("20万元", false), ("0575-85131234", false), ("2023", false),
    ])
    func aPageNumberIsTold(line: String, isNumber: Bool) {
        #expect(PageFurniture.isNumber(line) == isNumber)
    }
}

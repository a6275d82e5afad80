// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Paper

@Suite struct PrintoutTests {
    static let sentence = "从事特定细分市场年限达到3年以上；上年度研发费用总额不低于100万元，且占营业收入总额比重不低于3%（含）。"

    static let everything: [Part] = [
        .title("匹配报告", subtitle: "江苏育苗科技有限公司"), .heading("可以申请（1）"), .status(.good, "可以申请"),
        .paragraph(sentence), .paragraph("工信部企业〔2026〕2号 第九条", .quotation), .paragraph("说明", .small),
        .list(["第一点", "第二点"]), .rows([.init("营业收入", "2000万元", note: "税务 · 2026-05-31", mark: .good)]),
        .table(
            Table(
                caption: "逐条对照", columns: [.init("条款", share: 3), .init("结论"), .init("数值", isNumber: true)],
                rows: [[.init("研发投入"), .init("不符合", mark: .bad), .init("2.8%")]])),
        .notice(.warning, "请注意", text: "以主管部门的决定为准。"),
        .code(
            Modules(of: "https://example.gov.cn/r/1") ?? Modules(width: 1, isDark: [true]), caption: "扫码核对"),
    ]

    @Test func `every word can be selected and copied as it was given`() throws {
        let text = try Poppler(.sample(Self.everything)).text().packed
        for words in Self.everything.flatMap(\.texts) where !words.isEmpty {
            #expect(text.contains(words.packed), "\(words)")
        }
        #expect(!text.contains("没有写过的话"))
    }

    @Test func `fonts are embedded as subsets and mapped to Unicode`() throws {
        let fonts = try Poppler(.sample(Self.everything)).fonts()
        #expect(!fonts.isEmpty)
        for font in fonts {
            #expect(font.contains("NotoSansCJK"), "\(font)")
            #expect(font.contains("yes yes yes"), "\(font)")
        }
    }

    @Test func `the metadata states title, author, moment and language, on A4, tagged`() throws {
        let poppler = try Poppler(.sample(Self.everything))
        let facts = try poppler.facts()
        #expect(facts["Title"] == "匹配报告")
        #expect(facts["Author"] == "试验局")
        #expect(facts["Tagged"] == "yes")
        #expect(facts["Page size"]?.contains("A4") == true)
        #expect(facts["Pages"] == "1")
        let dates = try poppler.run("pdfinfo", ["-isodates"])
        #expect(dates.contains("2026-11-20T04:00:00Z"), "\(dates)")
        let catalogue = String(decoding: poppler.bytes.suffix(1_200), as: UTF8.self)
        #expect(catalogue.contains("/Lang (zh-CN)"))
        #expect(catalogue.contains("/DisplayDocTitle true"))
    }

    @Test func `the structure names headings, paragraphs, tables and their cells in order`() throws {
        let structure = try Poppler(.sample(Self.everything)).structure()
        var rest = structure[...]
        for tag in ["H1", "H2", "P ", "BlockQuote", "L ", "LI", "Table", "TR", "TH", "TD", "Figure"] {
            let found = rest.range(of: tag)
            #expect(found != nil, "\(tag) in \(structure)")
            if let found { rest = rest[found.upperBound...] }
        }
        #expect(structure.packed.contains("第一点"))
    }

    @Test func `the same values give the same bytes, and other values others`() throws {
        let once = try Printout.sample(Self.everything).pdf()
        #expect(try Printout.sample(Self.everything).pdf() == once)
        var later = Printout.sample(Self.everything)
        later.createdSeconds += 60
        #expect(try later.pdf() != once)
        #expect(try Printout.sample(Array(Self.everything.dropLast())).pdf() != once)
    }

    @Test func `documents may be printed at the same time`() async throws {
        let expected = try Printout.sample(Self.everything).pdf()
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 { group.addTask { try Printout.sample(Self.everything).pdf() } }
            for try await bytes in group { #expect(bytes == expected) }
        }
    }

    @Test func `no line begins with a mark that closes, and none ends with one that opens`() throws {
        let text = String(repeating: Self.sentence + "（见附件《办法》第九条“创新能力”），", count: 30)
        let lines = try Poppler(.sample([.paragraph(text)])).text("-layout").split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        #expect(lines.count > 20)
        for line in lines {
            #expect(!"，。；、）》”%".contains(line.first ?? " "), "\(line)")
            #expect(!"（《“".contains(line.last ?? " "), "\(line)")
        }
    }

    @Test func `English quotation marks are as narrow as letters, and copied as they were`() throws {
        func width(_ language: Printout.Language) throws -> Double {
            let text = try Poppler(.sample([.paragraph("“word”")], language)).run(
                "pdftotext", ["-bbox"], output: "-")
            let box = try #require(text.firstMatch(of: /xMin="([\d.]+)"[^>]* xMax="([\d.]+)"[^>]*>“word”</))
            return try #require(Double(box.2)) - #require(Double(box.1))
        }
        #expect(try width(.english) < width(.chinese) - 8)
    }

    @Test func `what others typed cannot turn the direction or end the text`() throws {
        let text = try Poppler(.sample([.paragraph("甲\u{202E}乙\0丙\u{7}丁")])).text()
        #expect(text.packed.contains("甲乙丙丁"))
        #expect(!text.unicodeScalars.contains { $0.value == 0x202E })
    }

    @Test(arguments: [-86_401, -1, 0, 951_782_399, 951_782_400, 1_709_164_800, 4_102_444_799])
    func `moments are written as Foundation writes them`(seconds: Int64) {
        let expected = Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
        #expect(Moment(seconds: seconds).isoText == expected)
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Rules

@Suite("Formatting: one way to write a line, and nothing else changes")
struct FormattingTests {
    private func line(_ text: String, quoted: Bool = false) throws -> String {
        let quote = quoted ? "\"" : ""
        let rule = Fixture.rule("条件: {当: \(quote)\(text)\(quote)}  # 注")
        let files = Fixture.files([rule])
        let formatted = Library.read(files).library.formatted(files[2])
        let last = try #require(formatted.split(separator: "\n").last)
        let start = "条件: {当: \(quote)".count
        return String(last.dropFirst(start).dropLast("\(quote)}  # 注".count))
    }

    @Test(
        "signs, spaces and brackets",
        arguments: [
            ("上年度.营业收入>=1500万元", "上年度.营业收入 ≥ 1500万元"), ("上年度.营业收入＞＝1500万元", "上年度.营业收入 ≥ 1500万元"),
            ("上年度．营业收入  ＜ １５００万元", "上年度.营业收入 < 1500万元"),
            ("(有自主品牌或被列入异常名录)且发明专利数≥3项", "（有自主品牌 或 被列入异常名录） 且 发明专利数 ≥ 3项"),
            ("上年度.研发费用／上年度.营业收入≧3％", "上年度.研发费用 / 上年度.营业收入 ≥ 3%"),
            ("上年度.营业收入－上年度.研发费用>=-5元", "上年度.营业收入 - 上年度.研发费用 ≥ -5元"),
            ("上年度.营业收入*2 ÷ 2 ≥ 1元", "上年度.营业收入 × 2 ÷ 2 ≥ 1元"), ("非(有自主品牌)", "非 （有自主品牌）"),
            ("近2年.研发费用均≥1元", "近2年.研发费用 均 ≥ 1元"), ("近2年.营业收入复合增长率≥5%", "近2年.营业收入 复合增长率 ≥ 5%"),
            ("已获称号包含任一 科技型中小企业 、 高新技术企业", "已获称号 包含任一 科技型中小企业、高新技术企业"),
            ("成立日期 距今满1年", "成立日期 距今 满 1年"), ("上年度.营业收入 达 5000万元 以上", "上年度.营业收入 达 5000万元以上"),
            ("上年度.营业收入 ≥ 1500万元", "上年度.营业收入 ≥ 1500万元"), ("组织形式 = 有限公司", "组织形式 = 有限公司"),
        ])
    func signs(test: (written: String, better: String)) throws {
        #expect(try line(test.written) == test.better)
        #expect(try line(test.written, quoted: true) == test.better)
        #expect(try line(test.better) == test.better)
    }

    @Test("a line that cannot be read stays as it is", arguments: ["上年度.营业收人>=1500万元", "有自主品牌且", "3>=x"])
    func unreadable(text: String) throws {
        #expect(try line(text) == text)
    }

    @Test(
        "comments, layout, official words and examples stay; line ends and the end of the file are tidied"
    )
    func layout() throws {
        let before = """
            # 说明  (a>=b)
            规则: 甲>=乙   \n代码: a
            类别: 资助
            依据: {文件: 办法}
            适用: [{用途: 新申请, 自: 2026-01-01}]
            地域: 全国
            结论: x>=y
            原文:
              - {号: "1", 文: 收入>=5,  甲且乙}
            条件:
              全部:
                - {据: "1", 名: a>=b, 当: 发明专利数>=3项, 除非: 有自主品牌且被列入异常名录}   # 甲>=乙\t
                - 有自主品牌或被列入异常名录
            例:
              表: [{情形: a>=b, 日: 2026-06-01, 改: {发明专利数: 3项}}]


            """
        let after =
            before
            .replacingOccurrences(of: "甲>=乙   \n", with: "甲>=乙\n")
            .replacingOccurrences(of: "发明专利数>=3项", with: "发明专利数 ≥ 3项")
            .replacingOccurrences(of: "有自主品牌且被列入异常名录", with: "有自主品牌 且 被列入异常名录")
            .replacingOccurrences(of: "有自主品牌或被列入异常名录", with: "有自主品牌 或 被列入异常名录")
            .replacingOccurrences(of: "甲>=乙\t", with: "甲>=乙")
            .replacingOccurrences(of: "\n\n\n", with: "\n").replacingOccurrences(
                of: "3项}}]\n\n", with: "3项}}]\n")
        let files = Fixture.files([before])
        let library = Library.read(files).library
        let formatted = library.formatted(files[2])
        #expect(formatted == after)
        #expect(library.formatted(SourceFile(path: files[2].path, text: formatted)) == formatted)
    }

    @Test("a text in which spaces at line ends count is left alone")
    func blocks() throws {
        let rule = Fixture.rule("条件: {当: 有自主品牌}\n原文:\n  - 号: \"1\"\n    文: |\n      一   \n      二\n")
        let files = Fixture.files([rule])
        #expect(Library.read(files).library.formatted(files[2]) == rule)
    }

    @Test("line ends of Windows and a byte-order mark stay")
    func windows() throws {
        let rule =
            "\u{FEFF}" + Fixture.rule("条件: {当: 发明专利数>=3项}\n").replacingOccurrences(of: "\n", with: "\r\n")
        let files = Fixture.files([rule])
        let formatted = Library.read(files).library.formatted(files[2])
        #expect(formatted == rule.replacingOccurrences(of: ">=", with: " ≥ "))
    }

    @Test("random lines, spaced at random, come back to one form and mean the same")
    func random() throws {
        var drawing = Drawing(505)
        let formatting = Formatting(library: Fixture.words)
        for _ in 0..<400 {
            let line = drawing.line()
            var loose = ""
            for character in line {
                if character == " " {
                    loose += drawing.one([" ", "  ", "　"])
                } else {
                    loose +=
                        ["≥": drawing.one(["≥", ">=", "＞＝"]), "（": "(", "）": "）"][character]
                        ?? String(character)
                }
            }
            let text = Fixture.rule("条件: {当: \"\(loose)\"}\n")
            let formatted = formatting.formatted(SourceFile(path: "test/rules/r.yaml", text: text))
            let again = formatting.formatted(SourceFile(path: "test/rules/r.yaml", text: formatted))
            #expect(again == formatted)
            let (before, after) = (Fixture.read(text).library, Fixture.read(formatted).library)
            #expect(before.rules.first?.condition?.shape == after.rules.first?.condition?.shape)
            #expect(formatted.contains(line), "\(line)\n\(formatted)")
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Sheets

@Suite struct WorkbookTests {
    private func fault(_ bytes: [UInt8], limits: SheetLimits = SheetLimits()) -> SheetFault? {
        do throws(SheetFault) {
            _ = try SheetFile.open(bytes, name: "a.xlsx", limits: limits)
            return nil
        } catch {
            return error
        }
    }

    private func cells(_ body: String, styles: String = "", book: String = "") throws -> [[String]] {
        try SheetFile.open(Package.workbook(rows: body, styles: styles, book: book), name: "a.xlsx")
            .first.rows.map(\.cells)
    }

    @Test func `cells stand where their references say`() throws {
        let rows = """
            <row r="2"><c r="B2"><v>1</v></c><c r="D2" t="inlineStr"><is><t>甲</t></is></c></row>
            <row><c><v>5</v></c><c t="b"><v>1</v></c><c t="str"><f>A1</f><v>x</v></c></row>
            <row r="9"><c r="A9"/></row>
            """
        let sheet = try SheetFile.open(Package.workbook(rows: rows), name: "a.xlsx").first
        #expect(sheet.rows.map(\.line) == [2, 3])
        #expect(sheet.rows.map(\.cells) == [["", "1", "", "甲"], ["5", "TRUE", "x"]])
    }

    @Test func `shared text is put together from its runs, without readings and with escaped characters`()
        throws
    {
        let rows = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>"
        let strings = """
            <si><r><t>苏州</t></r><r><t xml:space="preserve"> 育苗</t></r><rPh sb="0" eb="1"><t>sū</t></rPh></si>
            <si><t>一_x000A_二_x005F_x0041__xZZZZ_</t></si>
            """
        let bytes = try Package.workbook(rows: rows, strings: strings)
        #expect(
            try SheetFile.open(bytes, name: "a.xlsx").first.rows[0].cells == ["苏州 育苗", "一\n二_x0041__xZZZZ_"])
    }

    @Test func `numbers are shown without the noise of binary fractions`() throws {
        let stored = [
            "0.30000000000000004", "1.1000000000000001", "58", "-0.05", "1E-3", "1.5E+3", "123456789012345",
            "2.9999999999999998E-2", "0", "18600000.000000002",
        ]
        let row = "<row>" + stored.map { "<c><v>\($0)</v></c>" }.joined() + "</row>"
        #expect(
            try cells(row) == [
                ["0.3", "1.1", "58", "-0.05", "0.001", "1500", "123456789012345", "0.03", "0", "18600000"]
            ])
    }

    @Test func `a long code kept as a number is reported, and kept as text is whole`() throws {
        let rows = """
            <row><c><v>9.1320500123456794E+17</v></c><c t="inlineStr"><is><t>913205001234567890</t></is></c>\
            <c><v>913205001234567890</v></c><c t="e"><v>#N/A</v></c></row>
            """
        let row = try SheetFile.open(Package.workbook(rows: rows), name: "a.xlsx").first.rows[0]
        #expect(row.damage(1) == .lostDigits(shown: "913205001234568000"))
        #expect(row.damage(2) == nil)
        #expect(row.text(2) == "913205001234567890")
        #expect(row.damage(3) == .lostDigits(shown: "913205001234568000"))
        #expect(row.damage(4) == .failedFormula(shown: "#N/A"))
    }

    @Test func `number formats tell days, moments, times, percentages and codes`() throws {
        let formats = [
            "General", "yyyy\\-mm\\-dd", "yyyy/m/d\\ h:mm", "[h]:mm:ss", "0.0%", "000000",
            "[Red]#,##0.00;[Magenta]0", "yyyy\"年\"m\"月\"d\"日\";@", "\"d\"0", "m/d",
        ]
        let values = [
            "46347", "46347", "46347.354166666664", "0.5", "0.028000000000000001", "1234", "12.5", "46347",
            "7", "46347",
        ]
        let row = "<row>" + values.enumerated().map { "<c s=\"\($0)\"><v>\($1)</v></c>" }.joined() + "</row>"
        #expect(
            try cells(row, styles: Package.styles(formats)) == [
                [
                    "46347", "2026-11-21", "2026-11-21 08:30:00", "12:00:00", "2.8%", "001234", "12.5",
                    "2026-11-21", "7",
                    "2026-11-21",
                ]
            ])
        #expect(
            [9, 14, 22, 20, 31, 57, 0, 4, 49].map(StylePart.builtIn) == [
                .percent, .day, .moment, .time, .day, .day, .plain, .plain, .plain,
            ])
    }

    @Test(arguments: [
        (1.0, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01"), (36526, "2000-01-01"),
        (46347, "2026-11-21"),
        (2_958_465, "9999-12-31"),
    ]) func `days are counted as Excel counts them`(serial: Double, day: String) {
        #expect(SerialTime(serial, startsIn1904: false)?.text(.day) == day)
    }

    @Test func `a book that starts in 1904 is read so`() throws {
        let row = "<row><c s=\"0\"><v>44885</v></c></row>"
        let styles = Package.styles(["yyyy-mm-dd"])
        #expect(try cells(row, styles: styles, book: "<workbookPr date1904=\"1\"/>") == [["2026-11-21"]])
        #expect(try cells(row, styles: styles) == [["2022-11-20"]])
    }

    @Test func `limits are kept before memory is taken`() throws {
        let wide = try Package.workbook(rows: "<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>")
        #expect(fault(wide) == .tooManyColumns(limit: 400, line: 1))
        let deep = try Package.workbook(rows: "<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>")
        #expect(fault(deep) == .tooManyRows(limit: 500_000))
        let bomb = try Package.workbook(rows: String(repeating: " ", count: 3 << 20))
        #expect(bomb.count < 100_000)
        #expect(
            fault(bomb, limits: SheetLimits(unpackedBytes: 1 << 20)) == .unpackedTooLarge(limitBytes: 1 << 20)
        )
    }

    @Test func `a document type is refused, so nothing can be expanded`() throws {
        let parts = [
            "xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b \"bb\">]><workbook>&b;</workbook>"
        ]
        #expect(fault(try Package.zip(parts)) == .damaged(part: "xl/workbook.xml", line: 1))
    }

    @Test func `broken and foreign archives are named`() throws {
        #expect(fault(Array("PK\u{3}\u{4}nothing".utf8)) == .damaged(part: "ZIP", line: nil))
        #expect(fault(try Package.zip(["word/document.xml": "<a/>"])) == .unsupported(ending: "DOCX"))
        #expect(fault(try Package.zip(["content.xml": "<a/>"])) == .unsupported(ending: "ODS"))
        #expect(fault(try Package.zip(["xl/workbook.bin": "x"])) == .unsupported(ending: "XLSB"))
        let cut = try Package.workbook(rows: "<row><c><v>1</v></c>\n</row", isRaw: true)
        #expect(fault(cut) == .damaged(part: "表一", line: 2))
    }

    @Test func `every fault is worded in both languages with what to do`() {
        let place = SheetPlace(line: 3, column: 2)
        let faults: [SheetFault] = [
            .empty, .tooLarge(limitBytes: 1 << 20), .unpackedTooLarge(limitBytes: 1 << 20),
            .tooManyRows(limit: 9),
            .tooManyColumns(limit: 9, line: 1), .tooManyCells(limit: 9), .encrypted, .oldFormat,
            .disguised(ending: "HTML"), .unsupported(ending: "ODS"), .notText, .brokenText(line: 3),
            .openQuote(line: 3, column: 2), .damaged(part: "x", line: 2), .damaged(part: "x", line: nil),
            .cellTooLong(place, limit: 5), .unwritable(reason: "secret"),
        ]
        for fault in faults {
            #expect(fault.chineseText.contains("请"), "\(fault)")
            #expect(fault.englishText.lowercased().contains("please"), "\(fault)")
            #expect(!fault.chineseText.contains("secret") && !fault.englishText.contains("secret"))
        }
    }
}

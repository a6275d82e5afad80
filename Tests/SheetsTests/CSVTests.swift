// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Sheets

/// The rows of a text file, as `line: cells`.
private func lines(_ text: String, name: String = "a.csv") throws -> [String] {
    try lines(Array(text.utf8), name: name)
}

private func lines(_ bytes: [UInt8], name: String = "a.csv") throws -> [String] {
    try SheetFile.open(bytes, name: name).first.rows.map { row in
        "\(row.line): " + row.cells.map { $0.isEmpty ? "∅" : $0 }.joined(separator: "|")
    }
}

private func fault(_ bytes: [UInt8], limits: SheetLimits = SheetLimits()) -> SheetFault? {
    do throws(SheetFault) {
        _ = try SheetFile.open(bytes, name: "a.csv", limits: limits)
        return nil
    } catch {
        return error
    }
}

private let gb18030 = String.Encoding(rawValue: 0x8000_0632)

@Suite struct CSVTests {
    private static let table = "名称,代码\r\n苏州育苗,91320500MA1MYX1234\r\n"
    private static let read = ["1: 名称|代码", "2: 苏州育苗|91320500MA1MYX1234"]

    @Test func `text is read in every encoding that offices use`() throws {
        let text = Self.table
        #expect(try lines(text) == Self.read)
        #expect(try lines([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == Self.read)
        #expect(try lines([UInt8](#require(text.data(using: gb18030)))) == Self.read)
        #expect(
            try lines([0xFF, 0xFE] + [UInt8](#require(text.data(using: .utf16LittleEndian)))) == Self.read)
        #expect(try lines([0xFE, 0xFF] + [UInt8](#require(text.data(using: .utf16BigEndian)))) == Self.read)
        #expect(try lines([UInt8](#require(text.data(using: .utf16LittleEndian)))) == Self.read)
        #expect(try lines([UInt8](#require(text.data(using: .utf16BigEndian)))) == Self.read)
    }

    @Test func `the encoding and the separator that were found are told`() throws {
        let gb = [UInt8](try #require("名称;代码\n甲;乙\n".data(using: gb18030)))
        #expect(try SheetFile.open(gb, name: "a.csv").kind == .text(encoding: "GB18030", separator: ";"))
    }

    @Test func `characters beyond GBK are read from GB18030`() throws {
        let text = "姓名,字\n㐀,𠮷\n"
        #expect(try lines([UInt8](#require(text.data(using: gb18030)))) == ["1: 姓名|字", "2: 㐀|𠮷"])
    }

    @Test(arguments: [",", ";", "\t"]) func `each separator is found`(mark: String) throws {
        let other = mark == ";" ? "," : ";"
        let text =
            ["名称", "\"甲\(mark)乙\(other)丙\""].joined(separator: mark) + "\n"
            + ["1", "2"].joined(separator: mark)
        #expect(try lines(text) == ["1: 名称|甲\(mark)乙\(other)丙", "2: 1|2"])
    }

    @Test func `a first line that states the separator is obeyed and counted`() throws {
        #expect(try lines("sep=;\n甲,1;乙\n") == ["2: 甲,1|乙"])
    }

    @Test func `quoted cells hold breaks, marks and separators, and rows are counted as Excel counts them`()
        throws
    {
        let text = "甲,\"一\n二\",\"说“\"\"好\"\"”\"\r\n\r\n乙,,\r丙,\"\"x,\"y\"z\n"
        #expect(try lines(text) == ["1: 甲|一\n二|说“\"好\"”", "3: 乙", "4: 丙|x|yz"])
    }

    @Test func `the last row needs no line break`() throws {
        #expect(try lines("a,b\n1,2") == ["1: a|b", "2: 1|2"])
        #expect(try lines("a,b\n1,\"2\"") == ["1: a|b", "2: 1|2"])
    }

    @Test func `a quotation mark that is never closed is named by line and column`() {
        #expect(fault(Array("a,b\n\"x\ny\",\"open\nmore\n".utf8)) == .openQuote(line: 3, column: 2))
    }

    @Test func `a broken character is named by its line and never guessed`() {
        let bytes = Array("名称,企业所在地区\n苏州育苗科技,相城\n".utf8) + [0xE8, 0x8B, 0x0A]
        #expect(fault(bytes) == .brokenText(line: 3))
        #expect(fault([0xEF, 0xBB, 0xBF] + bytes) == .brokenText(line: 3))
    }

    @Test func `what is no table is named for what it is`() {
        #expect(fault([]) == .empty)
        #expect(fault(Array(" \n,,\n".utf8)) == nil)
        #expect(fault(Array("\n,,\n".utf8)) == .empty)
        #expect(fault(Array("%PDF-1.7".utf8)) == .unsupported(ending: "PDF"))
        #expect(fault(Array("\u{FEFF}<html><table><tr><td>1".utf8)) == .disguised(ending: "HTML"))
        #expect(fault(Array("<?xml version=\"1.0\"?><Workbook>".utf8)) == .disguised(ending: "XML"))
        #expect(fault([0, 1, 2, 3, 0, 0, 9, 0]) == .notText)
        let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        #expect(fault(old + Array("Workbook".utf8)) == .oldFormat)
        #expect(fault(old + "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }) == .encrypted)
    }

    @Test func `limits are kept`() {
        var limits = SheetLimits(fileBytes: 20)
        #expect(
            fault(Array(String(repeating: "a", count: 21).utf8), limits: limits) == .tooLarge(limitBytes: 20))
        limits = SheetLimits(rows: 2, columns: 3, cells: 5)
        #expect(fault(Array("1\n2\n3\n".utf8), limits: limits) == .tooManyRows(limit: 2))
        #expect(fault(Array("1\n1,2,3,4\n".utf8), limits: limits) == .tooManyColumns(limit: 3, line: 2))
        #expect(fault(Array("1,2,3\n1,2,3\n".utf8), limits: limits) == .tooManyCells(limit: 5))
        #expect(fault(Array("1,2\n1,2,3\n".utf8), limits: limits) == nil)
        #expect(fault(Array("1,,,,,,,\n".utf8), limits: limits) == nil)
    }

    @Test func `a code that Excel has shortened is reported with its place`() throws {
        let sheet = try SheetFile.open(Array("代码\n9.132E+17\n91320500MA1MYX1234\n2E+1\n".utf8), name: "a.csv")
            .first
        #expect(sheet.damages.map(\.place) == [SheetPlace(line: 2, column: 1)])
        #expect(sheet.rows[1].damage(1) == .shortened(shown: "9.132E+17"))
        #expect(sheet.rows[2].damage(1) == nil)
    }

    @Test func `blanks that nobody sees are taken off when asked for`() {
        let row = SheetRow(line: 1, cells: ["\t 91\u{00A0}", "\u{3000}甲 乙\u{200B}", "  "])
        #expect(row.text(1) == "91")
        #expect(row.text(2) == "甲 乙")
        #expect(row.text(3) == "")
        #expect(row.text(9) == "")
    }

    @Test func `text that starts a formula is guarded, and comes back as it was`() throws {
        let texts = ["=1+1", "+86 512", "-5", "@x", "\tx", "'=x", "''=x", "'x", "＝1", "a=1", "负-1"]
        let bytes = SheetTable("x", columns: ["a"], rows: texts.map { [.text($0)] }).csv()
        let written = String(decoding: bytes.dropFirst(3), as: UTF8.self)
        #expect(
            written.contains(
                "\r\n'=1+1\r\n'+86 512\r\n'-5\r\n'@x\r\n\"'\tx\"\r\n''=x\r\n'''=x\r\n'x\r\n'＝1\r\na=1\r\n"))
        #expect(
            try SheetFile.open(bytes, name: "a.csv").first.rows.dropFirst().map(\.cells) == texts.map { [$0] }
        )
    }

    @Test func `numbers and days stand in CSV as they are, and what pretends to be one is guarded`() {
        let row: [SheetTable.Cell] = [
            .number("-12.5"), .number("=1"), .number("1e5"), .day("2026-11-21"), .day("=2"), .empty,
        ]
        let bytes = SheetTable("x", columns: [], rows: [row]).csv()
        #expect(
            String(decoding: bytes.dropFirst(3), as: UTF8.self) == "\r\n-12.5,'=1,1e5,2026-11-21,'=2,\r\n")
    }

    @Test func `places are named as people see them`() {
        #expect(
            [1, 26, 27, 52, 53, 702, 703].map(SheetPlace.letters) == [
                "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
            ])
        for column in [1, 26, 27, 702, 703, 16_384] {
            let place = SheetPlace(line: 12, column: column)
            #expect(SheetPlace(reference: "\(place.letters)12") == place)
        }
        for reference in ["", "A", "1", "1A", "a1", "A0", "A1B", "AAAAAAAAAAA1", "A99999999999999999999"] {
            #expect(SheetPlace(reference: reference) == nil)
        }
        #expect(SheetPlace(line: 12, column: 2).chineseText == "第 12 行 B 列")
    }
}

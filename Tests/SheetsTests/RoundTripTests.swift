// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Sheets

/// Random, and the same at every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct RoundTripTests {
    private static let pieces = [
        "苏州", "育苗", "=", "+", "-", "@", "'", "\"", ",", ";", "\t", " ", "\n", "\r", "0", "91320500", "E+17",
        "𠮷", "é",
        "_x0041_", "<", "&", "]]>", "／", "＝", "\u{3000}", "1.5", "%",
    ]

    private func table(_ chance: inout SplitMix, _ more: [String] = []) -> [[String]] {
        (0..<Int.random(in: 1...12, using: &chance)).map { _ in
            (0..<Int.random(in: 1...6, using: &chance)).map { _ in
                (0..<Int.random(in: 0...4, using: &chance)).map { _ in
                    (Self.pieces + more).randomElement(using: &chance) ?? ""
                }.joined()
            }
        }
    }

    /// Rows as reading gives them: without empty cells at the end, without empty rows.
    private func expected(_ table: [[String]]) -> [SheetRow] {
        table.enumerated().compactMap { index, row in
            let filled = row.lastIndex { !$0.isEmpty }.map { Array(row[...$0]) } ?? []
            return filled.isEmpty ? nil : SheetRow(line: index + 2, cells: filled)
        }
    }

    @Test func `any text survives CSV`() throws {
        var chance = SplitMix(state: 20_261_121)
        for _ in 0..<2000 {
            let table = table(&chance)
            let bytes = SheetTable("x", columns: ["甲", "乙"], rows: table.map { $0.map { .text($0) } }).csv()
            let rows = try SheetFile.open(bytes, name: "x.csv").first.rows.dropFirst()
            #expect(rows.map(\.cells) == expected(table).map(\.cells), "\(table)")
            #expect(rows.map(\.line) == expected(table).map(\.line), "\(table)")
        }
    }

    @Test func `any text survives XLSX`() throws {
        var chance = SplitMix(state: 20_261_122)
        for _ in 0..<200 {
            let table = table(&chance, ["\u{1}", "_x_"])
            let bytes = try SheetTable("x", columns: ["甲", "乙"], rows: table.map { $0.map { .text($0) } })
                .workbook()
            let rows = try SheetFile.open(bytes, name: "x.xlsx").first.rows.dropFirst()
            #expect(Array(rows) == expected(table), "\(table)")
        }
    }

    @Test func `random bytes are refused or read, and never end the program`() {
        var chance = SplitMix(state: 20_261_123)
        let seeds: [[UInt8]] = [
            SheetTable("x", columns: ["甲"], rows: [[.text("a,b")]]).csv(),
            (try? SheetTable("x", columns: ["甲"], rows: [[.text("b")], [.day("2026-11-21")]]).workbook())
                ?? [],
        ]
        #expect(seeds.allSatisfy { !$0.isEmpty })
        var refused = 0
        for _ in 0..<3000 {
            var bytes = seeds.randomElement(using: &chance) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &chance) {
                bytes[Int.random(in: 0..<bytes.count, using: &chance)] = UInt8.random(
                    in: 0...255, using: &chance)
            }
            if Bool.random(using: &chance) {
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &chance))
            }
            do throws(SheetFault) {
                _ = try SheetFile.open(bytes, name: "x")
            } catch {
                refused += 1
            }
        }
        #expect(refused > 500)
    }

    @Test func `numbers and days stay numbers and days in XLSX, codes stay text`() throws {
        let row: [SheetTable.Cell] = [
            .number("-12.5"), .number("123456789012345"), .number("913205001234567890"), .number("007"),
            .day("2026-11-21"), .day("1900-02-28"), .day("2026-02-30"), .text("000123"), .empty,
            .text("=1+1"),
        ]
        let bytes = try SheetTable("x", columns: ["a"], rows: [row]).workbook()
        let read = try SheetFile.open(bytes, name: "x.xlsx").first.rows[1]
        #expect(
            read.cells == [
                "-12.5", "123456789012345", "913205001234567890", "007", "2026-11-21", "1900-02-28",
                "2026-02-30",
                "000123", "", "=1+1",
            ])
        #expect(read.damages == [])
    }

    @Test func `only plain numbers and true days are taken for such`() {
        for text in ["0", "-1", "0.5", "10", "123456789012345", "-0.00000000000001"] {
            #expect(SheetTable.Decimal(text) != nil, "\(text)")
        }
        for text in [
            "", "-", "--1", "+1", "1.", ".5", "01", "1e5", "1,000", "0x1", "1234567890123456", "1.2.3", "１",
        ] {
            #expect(SheetTable.Decimal(text) == nil, "\(text)")
        }
        for text in ["2026-11-21", "2024-02-29", "1900-03-01", "2000-02-29"] {
            #expect(SheetTable.Day(text) != nil)
        }
        for text in [
            "", "2026-1-1", "2026-13-01", "2026-02-29", "1900-02-28", "2100-02-29", "2026-11-31",
            "2026-11-00",
        ] {
            #expect(SheetTable.Day(text) == nil, "\(text)")
        }
    }

    @Test func `a text that XLSX does not bear is named by its place`() {
        let long = String(repeating: "长", count: SheetTable.longestCell + 1)
        #expect(throws: SheetFault.cellTooLong(SheetPlace(line: 2, column: 2), limit: SheetTable.longestCell))
        {
            try SheetTable("x", columns: ["a", "b"], rows: [[.text("1"), .text(long)]]).workbook()
        }
    }

    @Test func `the name of a tab is made fit`() throws {
        #expect(SheetTable.tabName("2026/11 [企业]:*?\\'") == "202611 企业")
        #expect(SheetTable.tabName("''") == "Sheet1")
        #expect(SheetTable.tabName(String(repeating: "企", count: 40)).count == 31)
        let bytes = try SheetTable("' 企业/名单 '", columns: ["a"], rows: []).workbook()
        #expect(try SheetFile.open(bytes, name: "x.xlsx").first.name == "企业名单")
    }

    @Test func `20,000 rows of ten columns are read in seconds`() throws {
        let row: [SheetTable.Cell] = [
            .text("苏州育苗轴承科技有限公司"), .text("91320500MA1MYX1234"), .number("58"), .number("1860.5"),
            .day("2019-05-06"), .text("江苏省苏州市相城区"), .text("C3451"), .number("12"), .text("0512-12345678"),
            .empty,
        ]
        let columns = (1...10).map { "列\($0)" }
        let table = SheetTable("企业", columns: columns, rows: Array(repeating: row, count: 20_000))
        let clock = ContinuousClock()
        for (name, bytes) in [("x.csv", table.csv()), ("x.xlsx", try table.workbook())] {
            let start = clock.now
            #expect(try SheetFile.open(bytes, name: name).first.rows.count == 20_001)
            let taken = clock.now - start
            // Generous, because the machine may be busy.
            #expect(taken < .seconds(10), "\(name)")
            print("\(name): 20,000 rows of ten columns in \(taken)")
        }
    }
}

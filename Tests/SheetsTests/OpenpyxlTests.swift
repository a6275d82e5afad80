// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Sheets

/// openpyxl is a reader and writer of XLSX by other people: what it reads of ours, and what we read of its.
@Suite struct OpenpyxlTests {
    /// Debian's Python, for which python3-openpyxl is installed.
    private static let python = "/usr/bin/python3"

    private static let isThere: Bool = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["-c", "import openpyxl"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// What a program prints.
    private func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: Self.python)
        process.arguments = ["-c", program] + arguments
        process.environment = ["PYTHONIOENCODING": "utf-8", "PATH": "/usr/bin:/bin"]
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func isSkipped() -> Bool {
        if !Self.isThere { print("SKIPPED: python3-openpyxl is not installed") }
        return !Self.isThere
    }

    private func path() -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xlsx").path
    }

    @Test func `openpyxl reads what is written here, and no cell is a formula`() throws {
        if isSkipped() { return }
        let row: [SheetTable.Cell] = [
            .text("=HYPERLINK(\"http://x\")"), .text("913205001234567890"), .number("1860.5"),
            .day("2026-11-21"),
            .empty, .text("一\n二 <&>"),
        ]
        let path = path()
        defer { unlink(path) }
        let table = SheetTable("企业", columns: ["名称", "代码", "收入", "日期", "空", "说明"], rows: [row])
        try Data(table.workbook()).write(to: URL(fileURLWithPath: path))
        let read = try run(
            """
            import sys, json, openpyxl
            sheet = openpyxl.load_workbook(sys.argv[1]).active
            cells = [[c.data_type, str(c.value)] for c in sheet[2]]
            print(json.dumps([sheet.title, sheet.freeze_panes] + cells, ensure_ascii=False))
            """, [path])
        #expect(
            read == """
                ["企业", "A2", ["s", "=HYPERLINK(\\"http://x\\")"], ["s", "913205001234567890"], ["n", "1860.5"], \
                ["d", "2026-11-21 00:00:00"], ["n", "None"], ["s", "一\\n二 <&>"]]

                """)
    }

    @Test func `what openpyxl writes is read here`() throws {
        if isSkipped() { return }
        let path = path()
        defer { unlink(path) }
        _ = try run(
            """
            import sys, datetime, openpyxl
            book = openpyxl.Workbook()
            hidden = book.active
            hidden.title = "隐藏"
            hidden["A1"] = "x"
            hidden.sheet_state = "hidden"
            sheet = book.create_sheet("名单")
            sheet.append(["名称", "代码", "日期", "比例", "时间"])
            sheet.append(["甲", "913205001234567890", datetime.date(2026, 11, 21), 0.1 + 0.2, datetime.time(8, 30)])
            sheet["D2"].number_format = "0.0%"
            sheet.append([])
            sheet.append([None, 913205001234567890, datetime.datetime(2026, 11, 21, 8, 30), 0.1 + 0.2, True])
            sheet.merge_cells("A5:B5")
            sheet["A5"] = "合并"
            book.save(sys.argv[1])
            """, [path])
        let file = try SheetFile.open([UInt8](Data(contentsOf: URL(fileURLWithPath: path))), name: "a.xlsx")
        #expect(file.sheets.map(\.name) == ["隐藏", "名单"])
        #expect(file.first.name == "名单")
        #expect(file.first.rows.map(\.line) == [1, 2, 4, 5])
        #expect(
            file.first.rows.map(\.cells) == [
                ["名称", "代码", "日期", "比例", "时间"],
                ["甲", "913205001234567890", "2026-11-21", "30%", "08:30:00"],
                ["", "913205001234568000", "2026-11-21 08:30:00", "0.3", "TRUE"],
                ["合并"],
            ])
        #expect(file.first.damages.map(\.place) == [SheetPlace(line: 4, column: 2)])
    }
}

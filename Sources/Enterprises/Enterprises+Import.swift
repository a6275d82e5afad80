// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Rules
import Sheets
import Site
import Standards
import Store

extension Enterprises {
    /// How many rows are recorded in one transaction.
    private static let stretch = 500
    /// The most rows that one sheet may bring.
    static let mostRows = 200_000

    /// Reads a sheet and keeps its rows in the vault. Nothing is recorded yet.
    ///
    /// - Throws: `SheetFault` or ``ImportFault``, to be shown beside the field.
    func receive(
        _ bytes: [UInt8], named fileName: String, source: String, regions: [Region]
    ) throws -> NewImport {
        let sheet = try SheetFile.open(bytes, name: fileName).first
        guard let head = sheet.rows.first, sheet.rows.count > 1 else { throw ImportFault.noRows }
        guard sheet.rows.count - 1 <= Self.mostRows else { throw ImportFault.tooManyRows(Self.mostRows) }
        let heads = head.cells.indices.map { head.text($0 + 1) }
        let encoder = JSONEncoder()
        var kept: [UInt8] = []
        for row in sheet.rows.dropFirst() {
            let damages = row.damages.map { cell in
                KeptRow.Damage(
                    column: cell.column, found: row.text(cell.column), chinese: cell.damage.chineseText,
                    english: cell.damage.englishText)
            }
            let cells = row.cells.indices.map { row.text($0 + 1) }
            kept += try encoder.encode(KeptRow(line: row.line, cells: cells, damages: damages))
            kept.append(UInt8(ascii: "\n"))
        }
        let limits = FileLimits(kinds: [.text], sizeBytes: 512 << 20)
        return NewImport(
            file: try vault.receive(kept, limits: limits), fileName: fileName, source: source, heads: heads,
            regions: regions, isExample: false, total: sheet.rows.count - 1)
    }

    /// How the rows of a run are read.
    func reading(of run: ImportRun) -> ImportReading {
        let year = Day(milliseconds: run.madeAt).year
        return ImportReading(
            columns: run.heads.map { ImportColumn(reading: $0, library.vocabulary, year: year) },
            vocabulary: library.vocabulary, source: run.source, regions: run.regions, isExample: run.isExample
        )
    }

    /// The rows of a run as the vault keeps them, from one on.
    func rows(of run: ImportRun, from start: Int = 0, limit: Int = .max) throws -> [KeptRow] {
        let decoder = JSONDecoder()
        let lines = try vault.contents(of: run.file).split(separator: UInt8(ascii: "\n"))
        return try lines.dropFirst(start).prefix(limit).map { try decoder.decode(KeptRow.self, from: $0) }
    }

    /// Carries a run on from where it stopped until all rows are recorded or refused.
    func carryOn(_ id: ID<ImportRun>, _ context: JobContext) async throws {
        guard var run = try await importStore.run(id), run.state == .running else { return }
        let reading = reading(of: run)
        let start = run.place
        let rows = try rows(of: run, from: start)
        while run.state == .running {
            let stretch = Array(rows.dropFirst(run.place - start).prefix(Self.stretch))
            let isLast = run.place + stretch.count >= run.total
            let isOurs = try await importStore.record(stretch, of: run, by: reading, isLast: isLast)
            // Another worker has taken over: its place is ahead of ours.
            guard isOurs, let next = try await importStore.run(id) else { return }
            run = next
            try await context.extend()
        }
    }
}

/// What keeps a sheet from being imported as a whole.
enum ImportFault: Error, Hashable, Sendable {
    case noRows
    case tooManyRows(Int)
    case columnMissing

    /// The key of its words.
    var key: String {
        switch self {
        case .noRows: "enterprises.import.noRows"
        case .tooManyRows: "enterprises.import.tooMany"
        case .columnMissing: "enterprises.import.columnMissing"
        }
    }
}

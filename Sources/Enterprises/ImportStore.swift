// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Standards
import Store

/// One import of a sheet: shown first, then run in the background, a stretch of rows at a time.
struct ImportRun: Hashable, Sendable {
    let id: ID<ImportRun>
    let file: String
    let fileName: String
    let source: String
    /// The heads of the columns as they stand in the sheet.
    let heads: [String]
    let regions: [Region]
    let isExample: Bool
    let total: Int
    /// How many rows are done.
    let place: Int
    let counts: ImportCounts
    let state: State
    let actor: String
    let madeAt: Int64
    let endedAt: Int64?

    enum State: String, Sendable, SQLBindable, SQLReadable {
        case shown, running, done
    }
}

/// What became of the rows.
struct ImportCounts: Hashable, Sendable {
    var added = 0
    var changed = 0
    var unchanged = 0
    var refused = 0
}

/// A cell that kept a row from being recorded.
struct ImportRefusal: Hashable, Sendable {
    let line: Int
    let column: Int
    let head: String
    let found: String
    let chinese: String
    let english: String
}

/// A new import, whose rows are kept in the vault.
struct NewImport: Sendable {
    let file: ReceivedFile
    let fileName: String
    let source: String
    let heads: [String]
    let regions: [Region]
    let isExample: Bool
    let total: Int
}

/// A row as it lies in the vault: its line in the sheet and its cells.
struct KeptRow: Codable, Hashable, Sendable {
    let line: Int
    let cells: [String]
    /// What the spreadsheet program has spoilt: column, what stands there, words in both languages.
    var damages: [Damage] = []

    struct Damage: Codable, Hashable, Sendable {
        let column: Int
        let found: String
        let chinese: String
        let english: String
    }
}

/// Imports: kept, begun, and carried on exactly where they stopped.
struct ImportStore: Sendable {
    let database: Database
    let book: FactBook

    /// Runs an import in the background.
    static let job = JobKind<ID<ImportRun>>("enterprises.import")

    /// Keeps a sheet that was read, to be shown before it is run.
    func keep(_ new: NewImport, by actor: String, named name: String, once key: String) async throws -> ID<
        ImportRun
    > {
        try await database.write(once: key) { tx in
            let id: ID<ImportRun> = tx.ground.id()
            let file = try tx.attach(new.file, name: new.fileName)
            try tx.run(
                """
                INSERT INTO enterprise_import (id, file, file_name, source, columns, regions, is_example,
                    total, place,
                    added, changed, unchanged, refused, state, actor, actor_name, made_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0, 0, 0, 'shown', $9, $10, $11)
                """, id, file, new.fileName, new.source, try encoded(new.heads),
                new.regions.map(\.code).joined(separator: " "), new.isExample, new.total, actor, name,
                tx.ground.now())
            return id
        }
    }

    /// Begins a run; a second begin changes nothing.
    func begin(_ id: ID<ImportRun>, by actor: String) async throws {
        try await database.write { tx in
            let count = try tx.run(
                "UPDATE enterprise_import SET state = 'running' WHERE id = $1 AND state = 'shown'", id)
            guard count == 1 else { return }
            try tx.enqueue(Self.job, id, key: .lasting(id.text))
            try tx.audit(actor: actor, action: "enterprise.import", subject: id.text)
        }
    }

    /// One import; nil when there is none.
    func run(_ id: ID<ImportRun>) async throws -> ImportRun? {
        try await database.read { try $0.importRun(id) }
    }

    /// The imports of a person, the latest first.
    func runs(of actor: String, limit: Int = 20) async throws -> [ImportRun] {
        try await database.read { reader in
            try reader.rows(
                Reader.importColumns + " WHERE i.actor = $1 ORDER BY i.id DESC LIMIT $2", actor, limit
            ).map(ImportRun.init(row:))
        }
    }

    /// Why rows were refused, in the order of the sheet.
    func refusals(of id: ID<ImportRun>, limit: Int) async throws -> [ImportRefusal] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT line, place, header, found, chinese, english
                FROM enterprise_refusal
                WHERE import = $1
                ORDER BY line, place
                LIMIT $2
                """, id, limit
            ).map { row in
                ImportRefusal(
                    line: try row["line"], column: try row["place"], head: try row["header"],
                    found: try row["found"], chinese: try row["chinese"], english: try row["english"])
            }
        }
    }

    /// The rows that were refused, as they stood in the sheet.
    func refusedRows(of id: ID<ImportRun>) async throws -> [KeptRow] {
        try await database.read { reader in
            var rows: [KeptRow] = []
            try reader.forEach(
                "SELECT line, cells FROM enterprise_refused_row WHERE import = $1 ORDER BY line", id
            ) { row in
                let cells = try JSONDecoder().decode(
                    [String].self, from: Data((try row["cells"] as String).utf8))
                rows.append(KeptRow(line: try row["line"], cells: cells))
            }
            return rows
        }
    }

    /// Records a stretch of rows and moves the run's place on, in one transaction: whoever comes too late,
    /// after
    /// a crash or as a second worker, finds another place and records nothing. False when that is so.
    func record(
        _ rows: [KeptRow], of run: ImportRun, by reading: ImportReading, isLast: Bool
    ) async throws -> Bool {
        let book = book
        return try await database.write { tx in
            let next = run.place + rows.count
            let now = tx.ground.now()
            let count = try tx.run(
                """
                UPDATE enterprise_import SET place = $1, state = $2, ended_at = $3
                WHERE id = $4 AND place = $5 AND state = 'running'
                """, next, isLast ? ImportRun.State.done : .running, isLast ? now : nil, run.id, run.place)
            guard count == 1 else { return false }
            var stretch = ImportStretch(run: run, reading: reading, book: book)
            let counts = try stretch.record(rows, in: tx)
            try tx.run(
                """
                UPDATE enterprise_import
                SET added = added + $1, changed = changed + $2, unchanged = unchanged + $3,
                    refused = refused + $4
                WHERE id = $5
                """, counts.added, counts.changed, counts.unchanged, counts.refused, run.id)
            return true
        }
    }

    private func encoded(_ texts: [String]) throws -> String {
        String(decoding: try JSONEncoder().encode(texts), as: UTF8.self)
    }
}

/// One stretch of rows inside its transaction.
struct ImportStretch {
    let run: ImportRun
    let reading: ImportReading
    let book: FactBook
    private var counts = ImportCounts()
    private var touched: [EnterpriseID] = []
    private var words: Set<String> = []

    init(run: ImportRun, reading: ImportReading, book: FactBook) {
        self.run = run
        self.reading = reading
        self.book = book
    }

    mutating func record(_ rows: [KeptRow], in tx: Transaction) throws -> ImportCounts {
        let read = rows.map { row -> (KeptRow, Result<ImportedRow, RowFaults>) in
            (row, row.damages.isEmpty ? reading.read(row.cells) : .failure(damage(of: row)))
        }
        let codes = read.compactMap { pair -> CreditCode? in
            guard case .success(let imported) = pair.1 else { return nil }
            return imported.entry.code
        }
        var known = try tx.enterprises(coded: Array(Set(codes)))
        var standing = try tx.standing(of: known.values.map(\.id))
        for (row, result) in read {
            switch result {
            case .failure(let refused): try refuse(row, refused.faults, in: tx)
            case .success(let imported):
                let code = imported.entry.code
                if let here = known[code], !run.regions.contains(where: { here.region.isWithin($0) }) {
                    let index = reading.columns.firstIndex(of: .code) ?? -1
                    try refuse(
                        row, [CellWords.elsewhere.fault(column: index + 1, found: code.text)], in: tx)
                    continue
                }
                try record(imported, &known[code], &standing, in: tx)
            }
        }
        if !touched.isEmpty {
            try tx.publish(
                FactsChanged.topic, FactsChanged(enterprises: touched, words: words.sorted()))
        }
        return counts
    }

    private mutating func record(
        _ row: ImportedRow, _ known: inout Enterprise?, _ standing: inout [EnterpriseID: [FactRecord]],
        in tx: Transaction
    ) throws {
        let (id, outcome) = try tx.record(row.entry, over: known, by: run.actor)
        let before = standing[id] ?? []
        let stated = try tx.state(row.facts, of: id, over: before, by: run.actor)
        if !stated.isEmpty {
            standing[id] = try tx.standing(of: [id])[id] ?? []
            words.formUnion(stated.map(\.word))
        }
        if outcome != .unchanged || !stated.isEmpty { touched.append(id) }
        if outcome != .unchanged {
            words.formUnion(row.entry.words(over: known))
            known = try tx.enterprise(id)
        }
        if let known, stated.contains(where: { FactBook.labelWords.contains($0.word) }) {
            try tx.relabel(known, standing[id] ?? [], by: book)
        }
        if outcome != .added, !stated.isEmpty {
            try tx.note(.factStated, of: id, stated.factNames, by: run.actor)
        }
        switch outcome {
        case .added: counts.added += 1
        case .changed: counts.changed += 1
        case .unchanged where stated.isEmpty: counts.unchanged += 1
        case .unchanged: counts.changed += 1
        }
    }

    private func damage(of row: KeptRow) -> RowFaults {
        RowFaults(
            faults: row.damages.map {
                CellFault(column: $0.column, found: $0.found, chinese: $0.chinese, english: $0.english)
            })
    }

    private mutating func refuse(_ row: KeptRow, _ faults: [CellFault], in tx: Transaction) throws {
        counts.refused += 1
        for fault in faults {
            try tx.run(
                """
                INSERT INTO enterprise_refusal (import, line, place, header, found, chinese, english)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (import, line, place) DO NOTHING
                """, run.id, row.line, fault.column, run.heads.at(fault.column - 1) ?? "",
                String(fault.found.prefix(200)), fault.chinese, fault.english)
        }
        let cells = String(decoding: try JSONEncoder().encode(row.cells), as: UTF8.self)
        try tx.run(
            "INSERT INTO enterprise_refused_row (import, line, cells) VALUES ($1, $2, $3)", run.id, row.line,
            cells)
    }
}

extension Reader {
    fileprivate static let importColumns: SQL = """
        SELECT i.id, f.digest, i.file_name, i.source, i.columns, i.regions, i.is_example, i.total,
            i.place, i.added,
            i.changed, i.unchanged, i.refused, i.state, i.actor, i.made_at, i.ended_at
        FROM enterprise_import i
        JOIN store_file f ON f.id = i.file
        """

    fileprivate func importRun(_ id: ID<ImportRun>) throws -> ImportRun? {
        try first(Self.importColumns + " WHERE i.id = $1", id).map(ImportRun.init(row:))
    }
}

extension ImportRun {
    fileprivate init(row: Row) throws {
        let heads = try JSONDecoder().decode([String].self, from: Data((try row["columns"] as String).utf8))
        self.init(
            id: try row["id"], file: try row["digest"], fileName: try row["file_name"],
            source: try row["source"], heads: heads,
            regions: (try row["regions"] as String).split(separator: " ").compactMap {
                Region(code: String($0))
            },
            isExample: try row["is_example"], total: try row["total"], place: try row["place"],
            counts: ImportCounts(
                added: try row["added"], changed: try row["changed"], unchanged: try row["unchanged"],
                refused: try row["refused"]),
            state: try row["state"], actor: try row["actor"], madeAt: try row["made_at"],
            endedAt: try row["ended_at"])
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import Synchronization

/// A connection to SQLite inside a transaction.
final class SQLiteSession: Session {
    /// Rewriting a text costs more than running it, so each text is rewritten once.
    private static let texts = Mutex<[String: String]>([:])
    private static let textLimit = 2_000

    let dialect = Dialect.sqlite
    /// The writer is one, but another process may write too, so the end of the chain is read each time.
    var auditLane = AuditLane(number: 0, head: nil)
    private(set) var announcements: [Announcement] = []
    private let database: GRDB.Database

    init(_ database: GRDB.Database) { self.database = database }

    func execute(_ sql: SQL, _ values: [SQLValue]) throws -> Answer {
        try named {
            let statement = try database.cachedStatement(sql: Self.text(sql))
            try statement.setArguments(StatementArguments(values.map(\.databaseValue)))
            if statement.columnCount == 0 {
                try statement.execute()
                return Answer(changed: database.changesCount)
            }
            let columns = Columns(statement.columnNames)
            var answer = Answer()
            let cursor = try GRDB.Row.fetchCursor(statement)
            while let row = try cursor.next() { answer.rows.append(Self.row(row, columns)) }
            answer.changed = statement.isReadonly ? 0 : database.changesCount
            return answer
        }
    }

    func stream(_ sql: SQL, _ values: [SQLValue], _ visit: (Row) throws -> Void) throws {
        try named {
            let statement = try database.makeStatement(sql: Self.text(sql))
            try statement.setArguments(StatementArguments(values.map(\.databaseValue)))
            let columns = Columns(statement.columnNames)
            let cursor = try GRDB.Row.fetchCursor(statement)
            while let row = try cursor.next() { try visit(Self.row(row, columns)) }
        }
    }

    func script(_ text: String) throws { try named { try database.execute(sql: text) } }

    func announce(_ announcement: Announcement) throws { announcements.append(announcement) }

    /// There is one writer at a time, so one chain does.
    func claimAuditLane() throws {}

    private func named<Outcome>(_ body: () throws -> Outcome) throws -> Outcome {
        do { return try body() } catch { throw StoreFault.named(error) }
    }

    private static func text(_ sql: SQL) -> String {
        if let known = texts.withLock({ $0[sql.sqlite] }) { return known }
        let text = sql.text(for: .sqlite)
        texts.withLock { texts in
            if texts.count >= textLimit { texts.removeAll() }
            texts[sql.sqlite] = text
        }
        return text
    }

    private static func row(_ row: GRDB.Row, _ columns: Columns) -> Row {
        Row(columns: columns, values: row.databaseValues.map(SQLValue.init(databaseValue:)))
    }
}

extension SQLValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let bytes): bytes.databaseValue
        case .truth(let truth): truth.databaseValue
        }
    }

    fileprivate init(databaseValue: DatabaseValue) {
        switch databaseValue.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .double(let number): self = .real(number)
        case .string(let text): self = .text(text)
        case .blob(let bytes): self = .blob(bytes)
        }
    }
}

extension StoreFault {
    /// What SQLite's error means for a room.
    init(_ error: GRDB.DatabaseError) {
        let message = EngineMessage(
            code: String(error.extendedResultCode.rawValue), text: error.message ?? "no message")
        switch error.resultCode {
        case .SQLITE_CONSTRAINT: self = .refused(Constraint(error), message)
        case .SQLITE_FULL: self = .diskFull
        case .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_READONLY: self = .storageFailed(message)
        case .SQLITE_CANTOPEN: self = .unreachable(message)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(message)
        default: self = .statement(message)
        }
    }

    /// Leaves a room's own faults as they are and names those of SQLite.
    static func named(_ error: any Error) -> any Error {
        if let error = error as? GRDB.DatabaseError {
            let isInterrupted = [.SQLITE_INTERRUPT, .SQLITE_ABORT].contains(error.resultCode)
            return isInterrupted ? CancellationError() : StoreFault(error)
        }
        return error
    }
}

extension StoreFault.Constraint {
    fileprivate init(_ error: GRDB.DatabaseError) {
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY: self = .unique
        case .SQLITE_CONSTRAINT_FOREIGNKEY: self = .foreignKey
        case .SQLITE_CONSTRAINT_NOTNULL: self = .notNull
        case .SQLITE_CONSTRAINT_CHECK: self = .check
        case .SQLITE_CONSTRAINT_TRIGGER where error.message?.hasPrefix("append-only") == true:
            self = .appendOnly
        default: self = (error.message?.hasPrefix("cannot store") == true) ? .check : .other
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB

/// The settings without which an acknowledged write can be lost, in one place.
enum SQLiteFile {
    /// Opens the file with one writer and many readers, and proves that the settings took.
    static func open(_ path: String, readers: Int, sabotage: Sabotage?) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.acceptsDoubleQuotedStringLiterals = false
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA trusted_schema = OFF") }
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { try harden($0, sabotage) }
            return pool
        } catch let error as GRDB.DatabaseError {
            throw StoreFault.unreachable(
                EngineMessage(
                    code: String(error.extendedResultCode.rawValue), text: error.message ?? "cannot open"))
        }
    }

    /// Opens a file that nobody else uses, proves that it is sound, and looks at it. It is left as one file.
    static func inspect<Value>(_ path: String, _ body: (SQLiteSession) throws -> Value) throws -> Value {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let value = try queue.inDatabase { database in
                let found = try String.fetchAll(database, sql: "PRAGMA integrity_check")
                guard found == ["ok"] else { throw BackupFault.unsound(found.joined(separator: "; ")) }
                try database.checkForeignKeys()
                try database.execute(sql: "PRAGMA journal_mode = DELETE")
                return try body(SQLiteSession(database))
            }
            try queue.close()
            return value
        } catch let error as GRDB.DatabaseError {
            throw BackupFault.unsound(error.message ?? error.description)
        }
    }

    /// GRDB sets `synchronous = NORMAL` after it has prepared the connection, and that loses acknowledged
    /// writes when the power fails; so FULL is set last and read back.
    private static func harden(_ database: GRDB.Database, _ sabotage: Sabotage?) throws {
        try database.execute(sql: "PRAGMA synchronous = FULL")
        let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode")
        let sync = try Int.fetchOne(database, sql: "PRAGMA synchronous")
        let keys = try Int.fetchOne(database, sql: "PRAGMA foreign_keys")
        guard mode == "wal", sync == 2, keys == 1 else {
            throw StoreFault.unreachable(
                EngineMessage(
                    code: "settings",
                    text: "journal_mode=\(mode ?? "?") synchronous=\(sync ?? -1) foreign_keys=\(keys ?? -1)"))
        }
        switch sabotage {
        case .synchronousNormal: try database.execute(sql: "PRAGMA synchronous = NORMAL")
        case .synchronousOff: try database.execute(sql: "PRAGMA synchronous = OFF")
        default: break
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import CPQ
import Foundation

/// Why a transaction on PostgreSQL did not come about, as the engine needs to know it.
enum PostgresTrouble: Error {
    /// The connection is gone; what was not committed is rolled back.
    case lost(EngineMessage)
    /// Two transactions crossed; this one is rolled back and may be run again.
    case repeatable(EngineMessage)
    /// The statement was interrupted, by a time limit or by the caller.
    case cancelled
    /// The commit may hold or not.
    case unknown
}

/// Reads libpq's results.
enum PostgresResult {
    /// The rows of a result. Throws what the server complains of.
    static func answer(_ result: OpaquePointer) throws -> Answer {
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK: return rows(result)
        case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
            return Answer(changed: changed(result), tag: String(cString: PQcmdStatus(result)))
        default: throw trouble(result)
        }
    }

    private static func changed(_ result: OpaquePointer) -> Int {
        Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    private static func rows(_ result: OpaquePointer) -> Answer {
        let width = PQnfields(result)
        let columns = Columns((0..<width).map { String(cString: PQfname(result, $0)) })
        let types = (0..<width).map { PQftype(result, $0) }
        var answer = Answer(tag: String(cString: PQcmdStatus(result)))
        let count = PQntuples(result)
        answer.rows.reserveCapacity(Int(count))
        for line in 0..<count {
            let values = (0..<width).map { value(result, line, $0, types[Int($0)]) }
            answer.rows.append(Row(columns: columns, values: values))
        }
        let isQuery = answer.tag.hasPrefix("SELECT") || answer.tag.hasPrefix("FETCH")
        answer.changed = isQuery ? 0 : changed(result)
        return answer
    }

    private static func value(
        _ result: OpaquePointer, _ line: Int32, _ column: Int32, _ type: Oid
    ) -> SQLValue {
        guard PQgetisnull(result, line, column) == 0, let start = PQgetvalue(result, line, column) else {
            return .null
        }
        let length = Int(PQgetlength(result, line, column))
        let bytes = UnsafeRawBufferPointer(start: start, count: length)
        if type == 17 { return .blob(unhexed(bytes)) }
        let text = String(decoding: bytes, as: UTF8.self)
        switch type {
        case 16: return .truth(text == "t")
        case 20, 21, 23, 26: return Int64(text).map(SQLValue.integer) ?? .text(text)
        case 700, 701: return Double(text).map(SQLValue.real) ?? .text(text)
        // Sums over bigint are numeric; whole ones are read as whole numbers, as SQLite gives them.
        case 1_700: return Int64(text).map(SQLValue.integer) ?? Double(text).map(SQLValue.real) ?? .text(text)
        default: return .text(text)
        }
    }

    /// bytea in text form: `\x` and two digits a byte.
    private static func unhexed(_ text: UnsafeRawBufferPointer) -> Data {
        func digit(_ byte: UInt8) -> UInt8 { byte < 0x3A ? byte &- 0x30 : byte &- 0x57 }
        return Data(
            stride(from: 2, to: text.count - 1, by: 2).map { digit(text[$0]) << 4 | digit(text[$0 + 1]) })
    }

    private static func field(_ result: OpaquePointer, _ code: Int32) -> String {
        PQresultErrorField(result, code).map { String(cString: $0) } ?? ""
    }

    private static func trouble(_ result: OpaquePointer) -> any Error {
        let code = field(result, YM_DIAG_SQLSTATE)
        let message = EngineMessage(code: code, text: field(result, YM_DIAG_MESSAGE))
        switch code {
        case "40001", "40P01", "26000": return PostgresTrouble.repeatable(message)
        case "0A000" where message.text.hasPrefix("cached plan"): return PostgresTrouble.repeatable(message)
        case "57014": return PostgresTrouble.cancelled
        // A server that goes down, or that became a standby: another connection finds the one that writes.
        case "57P01", "57P02", "57P03", "57P05", "25006", "25P03", "": return PostgresTrouble.lost(message)
        case "55P03": return StoreFault.busy(message)
        case "53100": return StoreFault.diskFull
        case "58030", "XX001", "XX002": return StoreFault.storageFailed(message)
        case "P0001" where message.text.hasPrefix("append-only"):
            return StoreFault.refused(.appendOnly, message)
        default: break
        }
        if code.hasPrefix("08") { return PostgresTrouble.lost(message) }
        if code.hasPrefix("23") { return StoreFault.refused(constraint(code), message) }
        return StoreFault.statement(message)
    }

    private static func constraint(_ code: String) -> StoreFault.Constraint {
        switch code {
        case "23505": .unique
        case "23503": .foreignKey
        case "23502": .notNull
        case "23514": .check
        default: .other
        }
    }
}

/// The values of a statement in the form that libpq takes: one block of bytes and pointers into it.
struct PostgresParameters {
    private var block: [CChar] = []
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    init(_ values: [SQLValue]) {
        for value in values {
            switch value {
            case .null: add(nil, isBinary: false)
            case .integer(let number): add(Array(String(number).utf8), isBinary: false)
            case .real(let number): add(Array(String(number).utf8), isBinary: false)
            case .text(let text): add(Array(text.utf8), isBinary: false)
            case .truth(let truth): add(Array((truth ? "t" : "f").utf8), isBinary: false)
            case .blob(let bytes): add(Array(bytes), isBinary: true)
            }
        }
    }

    private mutating func add(_ bytes: [UInt8]?, isBinary: Bool) {
        starts.append(bytes.map { _ in block.count })
        lengths.append(Int32(bytes?.count ?? 0))
        formats.append(isBinary ? 1 : 0)
        if let bytes {
            block += bytes.map { CChar(bitPattern: $0) }
            block.append(0)
        }
    }

    func withPointers<Outcome>(
        _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) throws -> Outcome
    ) rethrows -> Outcome {
        try block.withUnsafeBufferPointer { block in
            try body(
                starts.map { start in start.flatMap { block.baseAddress?.advanced(by: $0) } }, lengths,
                formats)
        }
    }
}

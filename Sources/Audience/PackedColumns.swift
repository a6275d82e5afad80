// SPDX-License-Identifier: Apache-2.0
import Matching

/// Raw values of a stretch of enterprises on their way into a population, as narrow as each column allows:
/// most facts of a register are not known, and most codes are small.
struct PackedColumns: Sendable {
    private let columns: [Packed]

    private enum Packed: Sendable {
        case same(Int64)
        case bytes([UInt8], least: Int64)
        case halves([UInt16], least: Int64)
        case wide([Int64])
    }

    /// Rows of raw values, each as long as there are columns.
    init(_ rows: [[Int64]], width: Int) {
        columns = (0..<width).map { column in Self.packed(rows.map { $0[column] }) }
    }

    subscript(column: Int, row: Int) -> Int64 {
        switch columns[column] {
        case .same(let value): value
        case .bytes(let values, let least):
            values[row] == .max ? unknownValue : least + Int64(values[row])
        case .halves(let values, let least):
            values[row] == .max ? unknownValue : least + Int64(values[row])
        case .wide(let values): values[row]
        }
    }

    private static func packed(_ values: [Int64]) -> Packed {
        guard let first = values.first, values.contains(where: { $0 != first }) else {
            return .same(values.first ?? unknownValue)
        }
        let known = values.filter { $0 != unknownValue }
        guard let least = known.min(), let most = known.max() else { return .same(unknownValue) }
        let (span, overflow) = most.subtractingReportingOverflow(least)
        if !overflow, span < Int64(UInt8.max) {
            return .bytes(
                values.map { $0 == unknownValue ? .max : UInt8(truncatingIfNeeded: $0 &- least) },
                least: least)
        }
        if !overflow, span < Int64(UInt16.max) {
            return .halves(
                values.map { $0 == unknownValue ? .max : UInt16(truncatingIfNeeded: $0 &- least) },
                least: least)
        }
        return .wide(values)
    }
}

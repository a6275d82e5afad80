// SPDX-License-Identifier: Apache-2.0

/// One row of an answer. Columns are read by name, and the reader's type decides what is expected:
///
/// ```swift
/// let total: Int64 = try row["total_fen"]
/// let closed: Int64? = try row["closed_at"]
/// ```
public struct Row: Sendable {
    let columns: Columns
    let values: [SQLValue]

    /// The value of a column by its name. Throws ``StoreFault/column(_:)`` when the answer has no such
    /// column, when it is NULL and the type is not optional, or when it is of another type.
    public subscript<Value: SQLReadable>(_ name: String) -> Value {
        get throws {
            guard let place = columns.places[name] else {
                throw StoreFault.column(.absent(name: name, known: columns.names))
            }
            return try value(at: place)
        }
    }

    /// The value of a column by its place, counted from 0. Throws as the access by name does.
    public subscript<Value: SQLReadable>(_ place: Int) -> Value {
        get throws {
            guard values.indices.contains(place) else {
                throw StoreFault.column(.absent(name: "#\(place)", known: columns.names))
            }
            return try value(at: place)
        }
    }

    /// The names of the columns in their order.
    public var names: [String] { columns.names }

    private func value<Value: SQLReadable>(at place: Int) throws -> Value {
        guard let value = Value(sqlValue: values[place]) else {
            let expected = String(describing: Value.self)
            throw StoreFault.column(.otherType(name: columns.names[place], expected: expected))
        }
        return value
    }
}

/// The columns of an answer, shared by all of its rows.
final class Columns: Sendable {
    let names: [String]
    let places: [String: Int]

    init(_ names: [String]) {
        self.names = names
        places = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    }
}

/// What a statement gave: its rows, and how many rows it changed.
struct Answer: Sendable {
    var rows: [Row] = []
    var changed = 0
    /// What PostgreSQL calls the command that it ran.
    var tag = ""
}

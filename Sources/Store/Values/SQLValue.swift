// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A value as the databases keep it: what is bound to `$1` and what a column holds.
public enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob(Data)
    case truth(Bool)
}

/// What may be bound to a placeholder of a statement.
public protocol SQLBindable: Sendable {
    /// The value as it is handed to the database.
    var sqlValue: SQLValue { get }
}

/// What may be read out of a column.
public protocol SQLReadable {
    /// Makes the value from what the column holds; nil when it is of another type.
    init?(sqlValue: SQLValue)
}

extension SQLValue: SQLBindable, SQLReadable {
    /// The value itself.
    public var sqlValue: SQLValue { self }

    /// The value itself.
    public init?(sqlValue: SQLValue) { self = sqlValue }
}

extension Int64: SQLBindable, SQLReadable {
    /// A 64-bit number.
    public var sqlValue: SQLValue { .integer(self) }

    /// Reads a whole number.
    public init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self = number
    }
}

extension Int: SQLBindable, SQLReadable {
    /// A 64-bit number.
    public var sqlValue: SQLValue { .integer(Int64(self)) }

    /// Reads a whole number.
    public init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(exactly: number)
    }
}

extension Double: SQLBindable, SQLReadable {
    /// A floating-point number; never money, never a share that an official threshold is compared with.
    public var sqlValue: SQLValue { .real(self) }

    /// Reads a floating-point number, or a whole one.
    public init?(sqlValue: SQLValue) {
        switch sqlValue {
        case .real(let number): self = number
        case .integer(let number): self = Double(number)
        default: return nil
        }
    }
}

extension String: SQLBindable, SQLReadable {
    /// Unicode text.
    public var sqlValue: SQLValue { .text(self) }

    /// Reads text.
    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self = text
    }
}

extension Bool: SQLBindable, SQLReadable {
    /// True or false; SQLite keeps it as 1 or 0.
    public var sqlValue: SQLValue { .truth(self) }

    /// Reads a truth value, which SQLite gives back as 1 or 0.
    public init?(sqlValue: SQLValue) {
        switch sqlValue {
        case .truth(let truth): self = truth
        case .integer(0): self = false
        case .integer(1): self = true
        default: return nil
        }
    }
}

extension Data: SQLBindable, SQLReadable {
    /// Bytes.
    public var sqlValue: SQLValue { .blob(self) }

    /// Reads bytes.
    public init?(sqlValue: SQLValue) {
        guard case .blob(let bytes) = sqlValue else { return nil }
        self = bytes
    }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    /// NULL for nothing.
    public var sqlValue: SQLValue {
        switch self {
        case .none: .null
        case .some(let wrapped): wrapped.sqlValue
        }
    }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
    /// Reads NULL as nothing; a value of another type is still a fault.
    public init?(sqlValue: SQLValue) {
        if case .null = sqlValue {
            self = Self.none
            return
        }
        guard let wrapped = Wrapped(sqlValue: sqlValue) else { return nil }
        self = Self.some(wrapped)
    }
}

extension SQLBindable where Self: RawRepresentable, RawValue: SQLBindable {
    /// An enumeration is kept as its raw value.
    public var sqlValue: SQLValue { rawValue.sqlValue }
}

extension SQLReadable where Self: RawRepresentable, RawValue: SQLReadable {
    /// Reads an enumeration from its raw value; an unknown one is a fault, not a default.
    public init?(sqlValue: SQLValue) {
        guard let raw = RawValue(sqlValue: sqlValue) else { return nil }
        self.init(rawValue: raw)
    }
}

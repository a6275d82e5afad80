// SPDX-License-Identifier: Apache-2.0

/// What a database itself said: for the log, never for a visitor.
public struct EngineMessage: Hashable, Sendable, CustomStringConvertible {
    /// SQLite's extended result code or PostgreSQL's SQLSTATE.
    public let code: String
    /// The database's own words.
    public let text: String

    /// What was said under which code.
    public init(code: String, text: String) {
        self.code = code
        self.text = text
    }

    /// Code and words, for the log.
    public var description: String { "\(code): \(text)" }
}

/// What can go wrong between a room and its data. Words for people stand in ``StoreFault/words``.
public enum StoreFault: Error, Hashable, Sendable {
    /// The address of a store says neither a path nor a PostgreSQL connection.
    case addressUnreadable(String)
    /// The database cannot be opened or reached.
    case unreachable(EngineMessage)
    /// A rule of the schema forbids the write; nothing was written.
    case refused(Constraint, EngineMessage)
    /// The statement itself is wrong: a mistake of the program.
    case statement(EngineMessage)
    /// A column was read that is not there, or with another type: a mistake of the program.
    case column(ColumnMistake)
    /// A text holds the character U+0000, which PostgreSQL cannot keep.
    case textHoldsNull
    /// No space is left; reads go on, writes are refused until there is space again.
    case diskFull
    /// The storage failed; what was not acknowledged is not kept.
    case storageFailed(EngineMessage)
    /// Somebody else holds what the write needs, longer than the time allowed.
    case busy(EngineMessage)
    /// The time allowed has passed; nothing was written.
    case timedOut(milliseconds: Int)
    /// Too many requests wait already; try again later.
    case overloaded(waiting: Int)
    /// The connection was lost during COMMIT, and there was no key to look the outcome up with.
    case outcomeUnknown
    /// The key was used before with another content.
    case keyReused(String)
    /// The store was closed.
    case closed
    /// The schema of the data and the migrations of the program do not fit.
    case migration(MigrationMistake)
    /// A worker comes back after its lease has passed to another: its result is void.
    case leaseLost(job: String)

    /// Which kind of schema rule refused a write.
    public enum Constraint: String, Hashable, Sendable {
        case unique, foreignKey, check, notNull, appendOnly, other
    }

    /// What is wrong with the reading of a column.
    public enum ColumnMistake: Hashable, Sendable {
        case absent(name: String, known: [String])
        case otherType(name: String, expected: String)
    }

    /// What does not fit between the data and the program.
    public enum MigrationMistake: Hashable, Sendable {
        /// Two migrations bear the same name.
        case doubled(String)
        /// A migration that was applied has since been edited.
        case edited(String)
        /// The data comes from a newer program, with a change that this one cannot live with.
        case fromNewerProgram(String)
        /// A migration was stopped by the database; nothing of it was kept.
        case failed(String, EngineMessage)
    }
}

extension StoreFault {
    /// Whether the same request may well succeed a little later.
    public var isPassing: Bool {
        switch self {
        case .unreachable, .diskFull, .storageFailed, .busy, .timedOut, .overloaded, .outcomeUnknown, .closed:
            true
        default: false
        }
    }
}

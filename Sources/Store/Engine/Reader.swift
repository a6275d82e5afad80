// SPDX-License-Identifier: Apache-2.0

/// One unchanging view of the data: all queries of one ``Database/read(_:)`` see the same moment.
///
/// A reader lives only inside the body that it is given to, on a thread that may block.
public class Reader {
    let session: any Session
    private let tally: QueryTally?

    init(_ session: any Session, tally: QueryTally?) {
        self.session = session
        self.tally = tally
    }

    /// Which database answers; only for what cannot be said in one text.
    public var dialect: Dialect { session.dialect }

    /// All rows of an answer. Limit what may be long: `LIMIT $n`, and page by the last key.
    public func rows(_ sql: SQL, _ values: any SQLBindable...) throws -> [Row] {
        try execute(sql, values).rows
    }

    /// All rows of an answer, with the values as a list.
    public func rows(_ sql: SQL, values: [any SQLBindable]) throws -> [Row] {
        try execute(sql, values).rows
    }

    /// The first row, or nil when there is none.
    public func first(_ sql: SQL, _ values: any SQLBindable...) throws -> Row? {
        try execute(sql, values).rows.first
    }

    /// The first column of the first row, or nil when there is no row.
    public func value<Value: SQLReadable>(
        _ sql: SQL, _ values: any SQLBindable..., as type: Value.Type = Value.self
    ) throws -> Value? {
        try execute(sql, values).rows.first.map { try $0[0] }
    }

    /// Hands over the rows one by one without holding them all: for exports and checks over whole tables.
    public func forEach(_ sql: SQL, _ values: any SQLBindable..., visit: (Row) throws -> Void) throws {
        tally?.count()
        try session.stream(sql, bound(values), visit)
    }

    func execute(_ sql: SQL, _ values: [any SQLBindable]) throws -> Answer {
        tally?.count()
        return try session.execute(sql, bound(values))
    }

    private func bound(_ values: [any SQLBindable]) throws -> [SQLValue] {
        try values.map { value in
            let bound = value.sqlValue
            if case .text(let text) = bound, text.utf8.contains(0) { throw StoreFault.textHoldsNull }
            return bound
        }
    }
}

/// A write that is wholly kept or wholly not.
///
/// The body may be run more than once (PostgreSQL asks for it when two writes cross), so it touches nothing
/// but the transaction: no files, no messages, no variables outside.
public final class Transaction: Reader {
    /// Time and ids.
    public let ground: Ground
    let events: Subscriptions

    init(_ session: any Session, tally: QueryTally?, ground: Ground, events: Subscriptions) {
        self.ground = ground
        self.events = events
        super.init(session, tally: tally)
    }

    /// Runs a statement and gives the number of rows that it changed.
    @discardableResult
    public func run(_ sql: SQL, _ values: any SQLBindable...) throws -> Int {
        try execute(sql, values).changed
    }

    /// Runs a statement with its values as a list.
    @discardableResult
    public func run(_ sql: SQL, values: [any SQLBindable]) throws -> Int {
        try execute(sql, values).changed
    }

    /// Runs a part that may fail without taking the rest with it. On PostgreSQL a failed statement ends the
    /// whole transaction, so a fault that the body means to survive must be met here.
    public func attempt<Value>(_ part: () throws -> Value) throws -> Value {
        try session.script("SAVEPOINT part")
        do {
            let value = try part()
            try session.script("RELEASE SAVEPOINT part")
            return value
        } catch {
            try session.script("ROLLBACK TO SAVEPOINT part")
            try session.script("RELEASE SAVEPOINT part")
            throw error
        }
    }

    /// Tells listeners of all servers once this is committed; see ``Database/announcements(on:)``.
    public func announce(_ channel: String, _ text: String) throws {
        try session.announce(Announcement(channel: channel, text: text))
    }
}

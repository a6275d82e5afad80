// SPDX-License-Identifier: Apache-2.0

/// A connection to PostgreSQL inside a transaction.
final class PostgresSession: Session {
    /// All channels of the house share one of PostgreSQL's; the first word of the payload is ours.
    static let channel = "yumiao"
    private static let laneLimit = 1_024

    let dialect = Dialect.postgres
    private let connection: PostgresConnection
    private var cursors = 0

    init(_ connection: PostgresConnection) { self.connection = connection }

    var auditLane: AuditLane {
        get { connection.auditLane ?? AuditLane(number: 0, head: nil) }
        set { connection.auditLane = newValue }
    }

    func execute(_ sql: SQL, _ values: [SQLValue]) throws -> Answer {
        try connection.execute(sql.postgres, values)
    }

    func stream(_ sql: SQL, _ values: [SQLValue], _ visit: (Row) throws -> Void) throws {
        cursors += 1
        let name = "c\(cursors)"
        // A cursor's text differs each time, so it is not worth preparing for long; the cache is bounded.
        _ = try connection.execute("DECLARE \(name) NO SCROLL CURSOR FOR " + sql.postgres, values)
        while true {
            let rows = try connection.simple("FETCH FORWARD 500 FROM \(name)").rows
            for row in rows { try visit(row) }
            if rows.count < 500 { break }
        }
        try connection.simple("CLOSE \(name)")
    }

    func script(_ text: String) throws { try connection.simple(text) }

    func announce(_ announcement: Announcement) throws {
        let payload = announcement.channel + " " + announcement.text
        _ = try connection.execute(
            PostgresStore.notify, [.text(Self.channel), .text(payload)])
    }

    /// Takes a chain of the audit for this connection, which no other extends while the connection lives.
    /// So audited writes do not wait for one another.
    func claimAuditLane() throws {
        guard connection.auditLane == nil else { return }
        for number in 1...Self.laneLimit {
            let lock = try connection.simple(PostgresStore.tryLane(number))
            if try lock.rows.first?[0] == true {
                connection.auditLane = AuditLane(number: Int64(number), head: nil)
                return
            }
        }
        throw StoreFault.overloaded(waiting: Self.laneLimit)
    }
}

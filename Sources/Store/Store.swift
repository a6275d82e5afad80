// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Where the data is kept and how hard the store may work.
///
/// This room keeps what others know: tables, jobs, events, files, an audit chain and backups, on SQLite or
/// PostgreSQL. It knows nothing of the domain. A room's store is a struct of named transactions:
///
/// ```swift
/// struct AppealStore {
///     let database: Database
///
///     func transfer(_ id: ID<Appeal>, to desk: String, by key: String) async throws -> Int {
///         try await database.write(once: key) { tx in
///             try tx.run("UPDATE appeal SET desk = $1 WHERE id = $2", desk, id)
///         }
///     }
/// }
/// ```
public struct StoreConfiguration: Sendable {
    /// Which database, and where.
    public enum Location: Hashable, Sendable {
        /// A file; its folder must exist.
        case sqlite(path: String)
        /// A libpq connection string or URL. Several hosts may be named: the one that takes writes is used.
        case postgres(connection: String)
    }

    /// Which database, and where.
    public var location: Location
    /// The folder of attached files; it is shared by all servers of one PostgreSQL database.
    public var filesPath: String
    /// Connections that only read.
    public var readers = 5
    /// PostgreSQL: connections that write. SQLite has one writer.
    public var writers = 8
    /// PostgreSQL: where to read from, when not from the primary.
    public var readConnection: String?
    /// How many requests may wait before the next is refused as overloaded.
    public var waitingWrites = 4_096
    /// How long one statement may take, and how long a write waits for a lost PostgreSQL server to come back.
    public var statementMilliseconds = 30_000
    /// How long a write waits for a lost PostgreSQL server, or another primary, before it is refused.
    public var outageMilliseconds = 10_000
    /// SQLite: space that is kept so that deleting works on a full disk.
    public var ballastBytes: Int64 = 64 << 20
    /// A promise to break on purpose; for the fault tests of this package only.
    package var sabotage: Sabotage?

    /// A location with the default limits.
    public init(_ location: Location, filesPath: String) {
        self.location = location
        self.filesPath = filesPath
    }

    /// Reads an address as a person writes it: `postgres://…` or `postgresql://…`, or a data folder, in
    /// which the database is `yumiao.sqlite`. Throws ``StoreFault/addressUnreadable(_:)``.
    public init(address: String, dataPath: String) throws(StoreFault) {
        let files = dataPath + "/files"
        if address.hasPrefix("postgres://") || address.hasPrefix("postgresql://") {
            self.init(.postgres(connection: address), filesPath: files)
        } else if address.hasPrefix("sqlite:") {
            self.init(.sqlite(path: String(address.dropFirst("sqlite:".count))), filesPath: files)
        } else if address.isEmpty {
            self.init(.sqlite(path: dataPath + "/yumiao.sqlite"), filesPath: files)
        } else {
            throw .addressUnreadable(address)
        }
    }
}

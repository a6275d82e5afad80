// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Figures that are watched while the service runs; cheap enough to be asked every few seconds.
public struct StoreGauges: Hashable, Sendable {
    /// How the database is doing.
    public let condition: EngineCondition
    /// Writes that wait for their turn now.
    public let waitingWrites: Int
    /// SQLite: the size of the write-ahead log. It is about 4 MB; one that keeps growing says that a reader
    /// never ends.
    public let walBytes: Int64?
    /// Free space where the data is; nil when it cannot be said.
    public let freeBytes: Int64?
}

extension Database {
    /// The figures of this moment.
    public func gauges() async -> StoreGauges {
        StoreGauges(
            condition: await engine.condition(), waitingWrites: engine.waitingWrites, walBytes: walBytes,
            freeBytes: Disk.freeBytes(dataPlace))
    }

    /// The folder that fills up as the data grows.
    var dataPlace: String {
        switch configuration.location {
        case .sqlite(let path): (path as NSString).deletingLastPathComponent
        case .postgres: configuration.filesPath
        }
    }

    private var walBytes: Int64? {
        guard case .sqlite(let path) = configuration.location else { return nil }
        var status = stat()
        return stat(path + "-wal", &status) == 0 ? Int64(status.st_size) : 0
    }
}

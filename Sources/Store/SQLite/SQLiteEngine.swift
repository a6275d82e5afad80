// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import Synchronization

/// SQLite: one writer thread that commits what waits in groups, and many readers that never wait for it.
final class SQLiteEngine: Engine {
    let dialect = Dialect.sqlite
    let bulletin: Bulletin
    private let path: String
    private let readers: Int
    private let sabotage: Sabotage?
    private let ballast: Ballast
    private let inbox: Inbox<any Request>
    private let state: Mutex<State>
    private let threads = DispatchGroup()

    private struct State {
        var pool: DatabasePool
        var condition = EngineCondition.well
        /// When a refused write may next try whether the storage works again.
        var nextTry = ContinuousClock.now
    }

    init(path: String, configuration: StoreConfiguration, bulletin: Bulletin) throws {
        self.path = path
        self.bulletin = bulletin
        readers = configuration.readers
        sabotage = configuration.sabotage
        ballast = Ballast(path: path + ".ballast", sizeBytes: configuration.ballastBytes)
        inbox = Inbox(capacity: configuration.waitingWrites)
        let pool = try SQLiteFile.open(path, readers: readers, sabotage: sabotage)
        state = Mutex(State(pool: pool))
        ballast.lay()
        threads.enter()
        startThread("yumiao-writer") { [self] in
            serve()
            threads.leave()
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) throws -> Value
    ) async throws -> Value {
        let (pool, condition) = state.withLock { ($0.pool, $0.condition) }
        guard condition != .closed else { throw StoreFault.closed }
        do {
            return try await pool.read { try body(SQLiteSession($0)) }
        } catch {
            throw StoreFault.named(error)
        }
    }

    func write<Value: Sendable>(
        _ manner: WriteManner,
        _ body: @escaping @Sendable (any Session) throws -> Value
    ) async throws -> Value {
        try await Ticket(manner, body).outcome(from: inbox)
    }

    /// Copies the data of one moment to a new file, and looks at the same moment.
    func copy<Value: Sendable>(
        to path: String, _ body: @escaping @Sendable (any Session) throws -> Value
    ) async throws -> Value {
        let pool = state.withLock { $0.pool }
        do {
            return try await pool.read { source in
                let value = try body(SQLiteSession(source))
                let target = try DatabaseQueue(path: path)
                try target.inDatabase { try source.backup(to: $0) }
                try target.close()
                return value
            }
        } catch {
            throw StoreFault.named(error)
        }
    }

    /// The settings of the connection that writes: name, value, and what it must be.
    func settings() async throws -> [(String, String, String)] {
        let pool = state.withLock { $0.pool }
        return try await pool.writeWithoutTransaction { database in
            try [
                ("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("trusted_schema", "0"),
            ]
            .map { name, expected in
                let row = try GRDB.Row.fetchOne(database, sql: "PRAGMA " + name)
                return (name, row.map { "\($0[0] ?? "?")" } ?? "?", expected)
            }
        }
    }

    func condition() async -> EngineCondition { state.withLock { $0.condition } }

    var waitingWrites: Int { inbox.count }

    func close() async {
        inbox.close()
        await withCheckedContinuation { continuation in
            threads.notify(queue: .global()) { continuation.resume() }
        }
        let pool = state.withLock { state in
            state.condition = .closed
            return state.pool
        }
        // A reader that still runs closes it at its end; there is nobody to tell.
        try? pool.close()
    }

    // MARK: The writer thread

    private func serve() {
        while let first = inbox.take() {
            if let fault = refusal(of: first) {
                if first.begin(interrupt: {}) { first.settle(fault) }
                continue
            }
            commit(startingWith: first)
        }
    }

    /// While the disk is full or the storage fails, writes are refused at once, and one in half a second
    /// tries.
    private func refusal(of request: any Request) -> StoreFault? {
        let condition = state.withLock { $0.condition }
        guard condition != .well else { return nil }
        if request.manner.freesSpace {
            ballast.drop()
            return nil
        }
        let now = ContinuousClock.now
        let mayTry = state.withLock { state in
            guard now >= state.nextTry else { return false }
            state.nextTry = now + .milliseconds(500)
            return true
        }
        if mayTry { return condition == .storageFailed ? reopened() : nil }
        return condition == .diskFull
            ? .diskFull
            : .storageFailed(EngineMessage(code: "refused", text: "waiting for the storage to recover"))
    }

    /// After a failed sync nothing is known of what the old handles wrote, so they are closed and SQLite
    /// recovers.
    private func reopened() -> StoreFault? {
        do {
            let pool = state.withLock { $0.pool }
            try pool.close()
            let fresh = try SQLiteFile.open(path, readers: readers, sabotage: sabotage)
            state.withLock { $0.pool = fresh }
            return nil
        } catch {
            return (StoreFault.named(error) as? StoreFault)
                ?? .storageFailed(EngineMessage(code: "reopen", text: "\(error)"))
        }
    }

    private func commit(startingWith first: any Request) {
        let pool = state.withLock { $0.pool }
        var group = CommitGroup(sabotage: sabotage)
        do {
            try pool.writeWithoutTransaction { try group.run($0, first, more: inbox.takeIfAny) }
            note(nil)
            bulletin.tell(group.announcements)
            group.settle(nil)
        } catch {
            let named = StoreFault.named(error)
            if case .refused? = named as? StoreFault, group.count > 1 {
                // A deferred rule failed at COMMIT: it is not known whose, so each is run by itself.
                for request in group.requests { commitAlone(request, in: pool) }
                return
            }
            note(named as? StoreFault)
            group.settle(named)
        }
    }

    private func commitAlone(_ request: any Request, in pool: DatabasePool) {
        var group = CommitGroup(sabotage: sabotage)
        do {
            try pool.writeWithoutTransaction { try group.runAlone($0, request) }
            bulletin.tell(group.announcements)
            group.settle(nil)
        } catch {
            group.settle(StoreFault.named(error))
        }
    }

    private func note(_ fault: StoreFault?) {
        let before = state.withLock { state in
            defer {
                switch fault {
                case nil: state.condition = .well
                case .diskFull: state.condition = .diskFull
                case .storageFailed, .unreachable: state.condition = .storageFailed
                default: break
                }
            }
            return state.condition
        }
        if fault == nil, before == .diskFull { ballast.lay() }
    }
}

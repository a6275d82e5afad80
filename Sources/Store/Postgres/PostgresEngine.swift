// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization

/// PostgreSQL through libpq: threads with a connection each, for writes and for reads, and one that listens.
final class PostgresEngine: Engine {
    let dialect = Dialect.postgres
    private let writes: Inbox<any Request>
    private let reads: Inbox<any Request>
    private let bulletin: Bulletin
    private let connection: String
    private let limitMilliseconds: Int
    private let threads = DispatchGroup()
    private let state: Mutex<State>

    private struct State {
        var isReached = true
        var isClosed = false
        var isListening = false
    }

    init(connection: String, configuration: StoreConfiguration, bulletin: Bulletin) {
        self.connection = connection
        self.bulletin = bulletin
        limitMilliseconds = configuration.statementMilliseconds
        writes = Inbox(capacity: configuration.waitingWrites)
        reads = Inbox(capacity: configuration.waitingWrites)
        state = Mutex(State())
        for number in 0..<max(1, configuration.writers) {
            start("yumiao-write-\(number)", connection, isWriter: true, configuration, writes)
        }
        for number in 0..<max(1, configuration.readers) {
            let address = configuration.readConnection ?? connection
            start("yumiao-read-\(number)", address, isWriter: false, configuration, reads)
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) throws -> Value
    ) async throws -> Value {
        try await Ticket(WriteManner(isIdempotent: true), body).outcome(from: reads)
    }

    func write<Value: Sendable>(
        _ manner: WriteManner,
        _ body: @escaping @Sendable (any Session) throws -> Value
    ) async throws -> Value {
        try await Ticket(manner, body).outcome(from: writes)
    }

    func condition() async -> EngineCondition {
        state.withLock { $0.isClosed ? .closed : $0.isReached ? .well : .unreachable }
    }

    var waitingWrites: Int { writes.count }

    func close() async {
        state.withLock { $0.isClosed = true }
        writes.close()
        reads.close()
        await withCheckedContinuation { continuation in
            threads.notify(queue: .global()) { continuation.resume() }
        }
    }

    /// Begins to listen for what servers tell one another; a second call does nothing.
    func listen() {
        let isFirst = state.withLock { state in
            defer { state.isListening = true }
            return !state.isListening && !state.isClosed
        }
        guard isFirst else { return }
        threads.enter()
        startThread("yumiao-listen") { [self] in
            listenUntilClosed()
            threads.leave()
        }
    }

    private func start(
        _ name: String, _ address: String, isWriter: Bool, _ configuration: StoreConfiguration,
        _ inbox: Inbox<any Request>
    ) {
        let worker = PostgresWorker(
            address: address, isWriter: isWriter, configuration: configuration,
            reached: { [weak self] isReached in self?.state.withLock { $0.isReached = isReached } })
        threads.enter()
        startThread(name) { [threads] in
            worker.serve(inbox)
            threads.leave()
        }
    }

    private func listenUntilClosed() {
        var lost = 0
        while !state.withLock({ $0.isClosed }) {
            do {
                try listenWhileConnected(isAgain: lost > 0)
            } catch {
                // Losing the connection is no event by itself: the next one says that news may have been
                // missed.
                lost += 1
                Thread.sleep(forTimeInterval: min(0.05 * Double(lost), 1))
            }
        }
    }

    private func listenWhileConnected(isAgain: Bool) throws {
        let own = try PostgresConnection(connection, isWriter: true, limitMilliseconds: limitMilliseconds)
        try own.simple("LISTEN " + PostgresSession.channel)
        if isAgain { bulletin.tellMissed() }
        while !state.withLock({ $0.isClosed }) {
            let payloads = try own.notifications(within: 200)
            bulletin.tell(
                payloads.compactMap { payload in
                    payload.firstIndex(of: " ").map { space in
                        Announcement(
                            channel: String(payload[..<space]),
                            text: String(payload[payload.index(after: space)...]))
                    }
                })
        }
    }
}

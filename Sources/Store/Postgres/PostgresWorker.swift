// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization

/// A thread with a connection of its own that serves requests one after the other.
///
/// Unchecked because only its own thread touches `connection`, from the first request to the end.
final class PostgresWorker: @unchecked Sendable {
    private static let crossingLimit = 50

    private let address: String
    private let isWriter: Bool
    private let configuration: StoreConfiguration
    private let reached: @Sendable (Bool) -> Void
    private var connection: PostgresConnection?

    init(
        address: String, isWriter: Bool, configuration: StoreConfiguration,
        reached: @escaping @Sendable (Bool) -> Void
    ) {
        self.address = address
        self.isWriter = isWriter
        self.configuration = configuration
        self.reached = reached
    }

    func serve(_ inbox: Inbox<any Request>) {
        while let request = inbox.take() {
            let interruption = Interruption()
            guard request.begin(interrupt: { interruption.interrupt() }) else { continue }
            do {
                try attemptUntilDone(request, interruption)
                request.settle(nil)
            } catch {
                request.settle(interruption.isInterrupted ? Self.interrupted(error) : named(error))
            }
        }
        connection = nil
    }

    /// Runs a request until it holds, fails for good, or the time for an outage is over.
    private func attemptUntilDone(_ request: any Request, _ interruption: Interruption) throws {
        let end = ContinuousClock.now + .milliseconds(configuration.outageMilliseconds)
        var crossings = 0
        var isUnknown = false
        while true {
            do {
                return try attempt(request, interruption)
            } catch PostgresTrouble.lost(let message) {
                drop()
                guard ContinuousClock.now < end, !interruption.isInterrupted else {
                    throw isUnknown ? StoreFault.outcomeUnknown : .unreachable(message)
                }
            } catch PostgresTrouble.unknown {
                drop()
                isUnknown = true
                guard request.manner.isIdempotent, ContinuousClock.now < end else {
                    throw StoreFault.outcomeUnknown
                }
            } catch PostgresTrouble.repeatable(let message) {
                guard crossings < Self.crossingLimit, !interruption.isInterrupted else {
                    throw StoreFault.busy(message)
                }
            } catch PostgresTrouble.cancelled where isUnknown {
                throw StoreFault.outcomeUnknown
            }
            crossings += 1
            pause(crossings)
        }
    }

    private func attempt(_ request: any Request, _ interruption: Interruption) throws {
        let connection = try connected()
        interruption.watch(connection.canceller)
        defer { interruption.unwatch() }
        let lane = connection.auditLane
        do {
            try connection.simple(Self.opening(isWriter, request.manner))
            // Whoever gave up before the first statement was sent had nothing that PQcancel could stop.
            if interruption.isInterrupted { throw PostgresTrouble.cancelled }
            try request.perform(PostgresSession(connection))
        } catch {
            try rollBack(connection, lane)
            throw error
        }
        if configuration.sabotage == .acknowledgeBeforeCommit { Sabotage.acknowledge(request) }
        do {
            try connection.commit()
        } catch PostgresTrouble.unknown {
            throw PostgresTrouble.unknown
        } catch {
            try rollBack(connection, lane)
            throw error
        }
    }

    /// SQLite runs one write after the other; SERIALIZABLE gives PostgreSQL's writes the same outcome.
    /// Taking free work skips what others hold, which is right without it.
    private static func opening(_ isWriter: Bool, _ manner: WriteManner) -> String {
        if !isWriter { return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" }
        return manner.takesWork
            ? "BEGIN ISOLATION LEVEL READ COMMITTED" : "BEGIN ISOLATION LEVEL SERIALIZABLE"
    }

    private func rollBack(_ connection: PostgresConnection, _ lane: AuditLane?) throws {
        // The lock on a lane outlives the rollback, the rows of this transaction do not.
        if let lane { connection.auditLane = lane } else { connection.auditLane?.head = nil }
        try connection.simple("ROLLBACK")
    }

    private func connected() throws -> PostgresConnection {
        if let connection { return connection }
        let fresh = try PostgresConnection(
            address, isWriter: isWriter, limitMilliseconds: configuration.statementMilliseconds)
        connection = fresh
        reached(true)
        return fresh
    }

    private func drop() {
        connection = nil
        reached(false)
    }

    /// Waits longer from try to try, and not the same for all, so that those who crossed do not cross again.
    private func pause(_ attempt: Int) {
        let longest = min(500.0, 2.0 * pow(2.0, Double(min(attempt, 8))))
        Thread.sleep(forTimeInterval: Double.random(in: 0...longest) / 1_000)
    }

    private static func interrupted(_ error: any Error) -> any Error {
        if case .outcomeUnknown? = error as? StoreFault { return error }
        return CancellationError()
    }

    private func named(_ error: any Error) -> any Error {
        switch error {
        case PostgresTrouble.cancelled: StoreFault.timedOut(milliseconds: configuration.statementMilliseconds)
        case PostgresTrouble.lost(let message): StoreFault.unreachable(message)
        case PostgresTrouble.repeatable(let message): StoreFault.busy(message)
        case PostgresTrouble.unknown: StoreFault.outcomeUnknown
        default: error
        }
    }
}

/// Whether the caller has given up, and how to stop what runs for it.
final class Interruption: Sendable {
    private let state = Mutex<(isInterrupted: Bool, canceller: PostgresCanceller?)>((false, nil))

    var isInterrupted: Bool { state.withLock { $0.isInterrupted } }

    func interrupt() {
        state.withLock { state in
            state.isInterrupted = true
            // Under the lock, so that the next request on this connection is never the one that is stopped.
            state.canceller?.cancel()
        }
    }

    func watch(_ canceller: PostgresCanceller) { state.withLock { $0.canceller = canceller } }

    func unwatch() { state.withLock { $0.canceller = nil } }
}

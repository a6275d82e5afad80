// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// A request as a worker sees it.
protocol Request: AnyObject, Sendable {
    /// Takes the request up; false when it was withdrawn while it waited.
    func begin(interrupt: @escaping @Sendable () -> Void) -> Bool
    /// Runs the body and keeps its outcome. Throws what the body throws.
    func perform(_ session: any Session) throws
    /// Ends the request with the kept outcome, or with an error.
    func settle(_ error: (any Error)?)
    var manner: WriteManner { get }
}

/// A body that waits for a worker, and the caller that waits for its outcome.
final class Ticket<Value: Sendable>: Request {
    private enum Phase { case waiting, running, settled }

    private struct State {
        var phase = Phase.waiting
        var continuation: CheckedContinuation<Value, any Error>?
        var outcome: Value?
        var interrupt: (@Sendable () -> Void)?
    }

    let manner: WriteManner
    private let body: @Sendable (any Session) throws -> Value
    private let state = Mutex(State())

    init(_ manner: WriteManner, _ body: @escaping @Sendable (any Session) throws -> Value) {
        self.manner = manner
        self.body = body
    }

    /// Puts the ticket into an inbox and waits. A cancelled task withdraws it, or interrupts what runs.
    func outcome(from inbox: Inbox<any Request>) async throws -> Value {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isWithdrawn = state.withLock { state in
                    if state.phase == .waiting { state.continuation = continuation }
                    return state.phase != .waiting
                }
                if isWithdrawn {
                    continuation.resume(throwing: CancellationError())
                } else if let fault = inbox.put(self) {
                    settle(fault)
                }
            }
        } onCancel: {
            withdraw()
        }
    }

    func begin(interrupt: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            guard state.phase == .waiting else { return false }
            state.phase = .running
            state.interrupt = interrupt
            return true
        }
    }

    func perform(_ session: any Session) throws {
        let value = try body(session)
        state.withLock { $0.outcome = value }
    }

    func settle(_ error: (any Error)?) {
        let (continuation, outcome) = state.withLock { state in
            defer {
                state.continuation = nil
                state.interrupt = nil
                state.phase = .settled
            }
            return (state.continuation, state.outcome)
        }
        if let error {
            continuation?.resume(throwing: error)
        } else if let outcome {
            continuation?.resume(returning: outcome)
        } else {
            continuation?.resume(throwing: StoreFault.closed)
        }
    }

    private func withdraw() {
        let (continuation, interrupt) = state.withLock { state in
            defer {
                if state.phase == .waiting {
                    state.phase = .settled
                    state.continuation = nil
                }
            }
            return (state.phase == .waiting ? state.continuation : nil, state.interrupt)
        }
        continuation?.resume(throwing: CancellationError())
        interrupt?()
    }
}

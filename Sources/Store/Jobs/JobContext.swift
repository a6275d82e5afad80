// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization

/// What a worker may do while it holds the lease of a job.
public final class JobContext: Sendable {
    /// The job's id; a good key for calls outside.
    public let id: String
    /// Which try this is, counted from 1.
    public let attempt: Int
    /// The data.
    public let database: Database
    private let lease: JobLease
    private let leaseMilliseconds: Int64
    private let finished = Mutex(false)

    init(_ database: Database, _ lease: JobLease, leaseMilliseconds: Int64) {
        self.database = database
        self.lease = lease
        self.leaseMilliseconds = leaseMilliseconds
        id = lease.id
        attempt = lease.attempt
    }

    var isFinished: Bool { finished.withLock { $0 } }

    /// Runs a body and marks the job as done in one transaction, so that the work is kept exactly once.
    /// Throws ``StoreFault/leaseLost(job:)``, and keeps nothing, when the lease has passed to another
    /// worker.
    @discardableResult
    public func finish<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        let isFenced = database.configuration.sabotage != .noFencing
        let lease = lease
        let value = try await database.write { tx in
            try tx.complete(lease, isFenced: isFenced)
            return try body(tx)
        }
        finished.withLock { $0 = true }
        return value
    }

    /// Keeps the lease for another while; long work calls it between its steps.
    public func extend() async throws {
        let (lease, milliseconds) = (lease, leaseMilliseconds)
        try await database.write { tx in try tx.hold(lease, until: tx.ground.now() + milliseconds) }
    }

    /// Does something outside the database at most once: sends a message, orders a payment.
    ///
    /// That it begins is kept before the call, its result after it. When a worker dies between the two, the
    /// outcome is unknown: then `reconcile` asks the other side, and the call is never blindly repeated.
    ///
    /// - Parameters:
    ///   - key: unique for the effect, and handed to the other side as its idempotency key.
    ///   - reconcile: what the other side knows of the key.
    ///   - call: does it, and gives what is to be kept of the answer.
    /// - Returns: the answer, of this call or of an earlier one.
    public func effect(
        _ key: String,
        reconcile: @Sendable (String) async throws -> EffectOutcome,
        call: @Sendable (String) async throws -> String
    ) async throws -> String {
        let (lease, milliseconds) = (lease, leaseMilliseconds)
        let begun = try await database.write { tx in
            try tx.hold(lease, until: tx.ground.now() + milliseconds)
            return try tx.beginEffect(key, job: lease.id)
        }
        switch begun {
        case .done(let result): return result
        case .new: break
        case .unknown:
            switch try await reconcile(key) {
            case .happened(let result): return try await keep(key, result)
            case .didNotHappen: break
            case .unknown: throw EffectUnknown(key: key)
            }
        }
        return try await keep(key, try await call(key))
    }

    private func keep(_ key: String, _ result: String) async throws -> String {
        try await database.write { tx in try tx.endEffect(key, result: result) }
        return result
    }
}

/// What a job needs is not there yet, and nothing went wrong: it comes back after a while, the try does not
/// count, and nobody is told.
public struct JobNotYet: Error, Hashable, Sendable {
    /// Milliseconds until it is tried again.
    public let milliseconds: Int64

    /// Back after some time.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }
}

/// What the other side knows of an effect.
public enum EffectOutcome: Hashable, Sendable {
    /// It took place, with this result.
    case happened(String)
    /// It did not take place, and will not unless it is asked for again.
    case didNotHappen
    /// The other side cannot say now.
    case unknown
}

/// The other side cannot say whether an effect took place; the job is tried again later.
public struct EffectUnknown: Error, Hashable, Sendable {
    /// The key of the effect.
    public let key: String
}

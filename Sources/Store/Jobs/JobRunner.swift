// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What is done when a job of a kind is due.
public struct JobWork: Sendable {
    let kind: String
    let run: @Sendable (JobContext, String) async throws -> Void

    /// Does the jobs of a kind. A body that changes data ends with ``JobContext/finish(_:)``; one that does
    /// not is marked as done when it returns. One that throws is tried again later, and ends before a person
    /// when it fails too often; one that merely waits for something throws ``JobNotYet``.
    public init<Payload>(
        _ kind: JobKind<Payload>,
        run: @escaping @Sendable (JobContext, Payload) async throws -> Void
    ) {
        self.kind = kind.name
        self.run = { context, text in
            let payload = try JSONDecoder().decode([Payload].self, from: Data(text.utf8))
            for one in payload { try await run(context, one) }
        }
    }
}

/// Takes jobs that are due and does them, on this server beside others.
public final class JobRunner: Sendable {
    private let database: Database
    private let handlers: [String: JobWork]
    private let schedules: [Schedule]
    private let holder: String
    private let leaseMilliseconds: Int64
    private let backOff = BackOff()
    private let failed: @Sendable (String, any Error) -> Void

    /// A runner with the handlers of all rooms; subscribers to events are served too.
    ///
    /// - Parameters:
    ///   - holder: the name of this server, for the people who look at stuck jobs.
    ///   - leaseMilliseconds: after how long without a sign of life another server takes a job over.
    ///   - failed: is told of each failure, for the log.
    public init(
        _ database: Database, handlers: [JobWork], schedules: [Schedule] = [], holder: String,
        leaseMilliseconds: Int64 = 120_000,
        failed: @escaping @Sendable (String, any Error) -> Void = { _, _ in }
    ) {
        self.database = database
        self.schedules = schedules
        self.holder = holder
        self.leaseMilliseconds = leaseMilliseconds
        self.failed = failed
        let all = handlers + database.subscriptions.all.map(JobWork.init(delivering:))
        let pairs = all.map { ($0.kind, $0) }
        self.handlers = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        precondition(self.handlers.count == all.count, "Each kind of job has one handler.")
    }

    /// Adds what the schedules ask for, takes up to `limit` jobs that are due and does them side by side.
    /// Gives how many were taken.
    @discardableResult
    public func runDue(limit: Int = 16) async throws -> Int {
        for schedule in schedules { try await schedule.enqueueIfDue(in: database) }
        let leases = try await database.claimJobs(
            handlers.keys.sorted(), holder: holder, limit: limit, leaseMilliseconds: leaseMilliseconds)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lease in leases { group.addTask { try await self.serve(lease) } }
            try await group.waitForAll()
        }
        return leases.count
    }

    /// Works until its task is cancelled, with `lanes` jobs side by side: a slow one holds up no other. New
    /// jobs are begun when they are announced, and at the latest after a second.
    public func run(lanes: Int = 8) async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<lanes { group.addTask { await self.workLane() } }
        }
    }

    private func workLane() async {
        let (calls, call) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in self.database.announcements(on: Transaction.jobChannel) { call.yield() }
            }
            group.addTask {
                while !Task.isCancelled {
                    call.yield()
                    // Throws only when cancelled, which ends the loop.
                    try? await Task.sleep(for: .seconds(1))
                }
                call.finish()
            }
            for await _ in calls where !Task.isCancelled { await workOff() }
            group.cancelAll()
        }
    }

    private func workOff() async {
        do {
            while !Task.isCancelled, try await runDue(limit: 1) > 0 {}
        } catch is CancellationError {
            // The service stops; what was begun is given back, or taken over after its lease.
        } catch {
            failed("store_job", error)
        }
    }

    private func serve(_ lease: JobLease) async throws {
        guard let handler = handlers[lease.kind] else { return }
        guard lease.attempt <= lease.attemptLimit else {
            // The worker died with the last try in its hands.
            return try await putBack(lease, "the worker did not come back")
        }
        let context = JobContext(database, lease, leaseMilliseconds: leaseMilliseconds)
        do {
            try await handler.run(context, lease.payload)
            if !context.isFinished { try await context.finish { _ in } }
        } catch is CancellationError {
            // The service stops. A task of its own, for this one may not write any more.
            try await Task { [database] in
                try await database.write { try $0.release(lease, due: $0.ground.now()) }
            }.value
            throw CancellationError()
        } catch let pause as JobNotYet where !context.isFinished {
            try await database.write { tx in
                try tx.release(lease, due: tx.ground.now() + pause.milliseconds)
            }
        } catch StoreFault.leaseLost(let job) {
            failed(lease.kind, StoreFault.leaseLost(job: job))
        } catch {
            failed(lease.kind, error)
            if !context.isFinished { try await putBack(lease, "\(error)") }
        }
    }

    private func putBack(_ lease: JobLease, _ error: String) async throws {
        let ground = database.ground
        let wait = backOff.milliseconds(after: lease.attempt, random: ground.random())
        try await database.write { tx in
            try tx.putBack(lease, error: error, due: ground.now() + wait)
        }
    }
}

extension JobWork {
    /// Tells a subscriber of an event, in one transaction with the note that it was told.
    init(delivering subscription: Subscription) {
        self.init(JobKind<String>(subscription.jobKind)) { context, id in
            try await context.finish { tx in
                // An event is forgotten only after all its jobs; without it there is nothing to tell.
                guard let event = try tx.storedEvent(id) else { return }
                try subscription.take(tx, event)
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import StoreTesting
import Synchronization
import Testing

@Suite struct JobTests {
    private let pay = JobKind<String>("tests.pay", attemptLimit: 3)

    /// Pays once for each job, in one transaction with the job's end.
    private var payer: JobWork {
        JobWork(pay) { context, id in try await context.finish { try $0.pay(id, 1) } }
    }

    struct Outage: Error {}

    private func enqueue(_ database: Database, _ ids: [String]) async throws {
        let pay = pay
        try await database.write { tx in for id in ids { try tx.enqueue(pay, id) } }
    }

    private func drain(_ runner: JobRunner) async throws {
        while try await runner.runDue() > 0 {}
    }

    @Test("A job is kept with its transaction, and lost with it", arguments: everyDialect)
    func together(_ dialect: Dialect) async throws {
        let pay = pay
        try await withDatabase(dialect) { database in
            _ = try? await database.write { (tx) -> Void in
                try tx.enqueue(pay, "lost")
                throw Outage()
            }
            try await enqueue(database, ["kept"])
            try await drain(JobRunner(database, handlers: [payer], holder: "a"))
            try await expect(database, left: 999, payments: 1)
        }
    }

    @Test("A key keeps a job single: for ever, or while it waits", arguments: everyDialect)
    func keys(_ dialect: Dialect) async throws {
        let pay = pay
        try await withDatabase(dialect) { database in
            let runner = JobRunner(database, handlers: [payer], holder: "a")
            func add(_ id: String, _ key: JobKey) async throws -> Bool {
                try await database.write { try $0.enqueue(pay, id, key: key) }
            }
            #expect(try await add("a", .lasting("k")) == true)
            #expect(try await add("b", .lasting("k")) == false)
            #expect(try await add("c", .whileWaiting("w")) == true)
            #expect(try await add("d", .whileWaiting("w")) == false)
            try await drain(runner)
            #expect(try await add("e", .lasting("k")) == false)
            #expect(try await add("f", .whileWaiting("w")) == true)
            try await drain(runner)
            try await expect(database, payments: 3)
        }
    }

    @Test("Two runners on one database do each job once", arguments: everyDialect)
    func twoServers(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            try await enqueue(database, (0..<120).map { "p\($0)" })
            try await withThrowingTaskGroup(of: Void.self) { group in
                for holder in ["a", "b", "c"] {
                    let runner = JobRunner(database, handlers: [payer], holder: holder)
                    group.addTask { try await drain(runner) }
                }
                try await group.waitForAll()
            }
            try await expect(database, left: 880, payments: 120)
            #expect(try await database.read { try $0.jobCounts() } == [.done: 120])
        }
    }

    @Test("A failed job comes back later and later, and ends before a person", arguments: everyDialect)
    func backOff(_ dialect: Dialect) async throws {
        let clock = TestGround()
        let pay = pay
        try await withDatabase(dialect, ground: clock) { database in
            let tries = Mutex(0)
            let failing = JobWork(pay) { _, _ in
                tries.withLock { $0 += 1 }
                throw Outage()
            }
            let runner = JobRunner(database, handlers: [failing], holder: "a")
            try await enqueue(database, ["p"])
            try await drain(runner)
            #expect(tries.withLock { $0 } == 1, "not again before its time")
            clock.pass(milliseconds: 1_300)
            try await drain(runner)
            #expect(tries.withLock { $0 } == 2)
            clock.pass(milliseconds: 1_300)
            try await drain(runner)
            #expect(tries.withLock { $0 } == 2, "the second wait is longer")
            clock.pass(milliseconds: 1_300)
            try await drain(runner)
            let dead = try #require(try await database.read { try $0.jobs(in: .dead) }.first)
            #expect(dead.attempt == 3)
            #expect(dead.lastError.contains("Outage"))
            #expect(try await database.revive(dead.id, by: "王科长"))
            #expect(try await database.revive(dead.id, by: "王科长") == false)
            try await drain(JobRunner(database, handlers: [payer], holder: "a"))
            try await expect(database, payments: 1)
            #expect(
                try await database.read { try $0.auditEntries(of: dead.id) }.map(\.action) == ["job.revive"])
        }
    }

    @Test("A job that waits for something comes back without a fault", arguments: everyDialect)
    func notYet(_ dialect: Dialect) async throws {
        let clock = TestGround()
        let pay = pay
        try await withDatabase(dialect, ground: clock) { database in
            let tries = Mutex(0)
            let faults = Mutex(0)
            let waiting = JobWork(pay) { context, id in
                // Longer than a job that fails may try.
                if tries.withLock({
                    $0 += 1; return $0
                }) <= 5 {
                    throw JobNotYet(milliseconds: 2_000)
                }
                try await context.finish { try $0.pay(id, 1) }
            }
            let runner = JobRunner(database, handlers: [waiting], holder: "a") { _, _ in
                faults.withLock { $0 += 1 }
            }
            try await enqueue(database, ["p"])
            for round in 1...5 {
                try await drain(runner)
                #expect(tries.withLock { $0 } == round, "not again before its time")
                clock.pass(milliseconds: 2_000)
            }
            try await drain(runner)
            try await expect(database, payments: 1)
            #expect(faults.withLock { $0 } == 0)
        }
    }

    /// A worker that sleeps past its lease while another does its job, then wakes up.
    private func sleeper(_ dialect: Dialect, sabotage: Sabotage?) async throws -> Int {
        let clock = TestGround()
        let pay = pay
        var payments = -1
        try await withDatabase(dialect, ground: clock) {
            $0.sabotage = sabotage
        } _: { database in
            try await enqueue(database, ["p"])
            let (asleep, sleeps) = AsyncStream.makeStream(of: Void.self)
            let (awake, wakes) = AsyncStream.makeStream(of: Void.self)
            let slow = JobRunner(
                database,
                handlers: [
                    JobWork(pay) { context, _ in
                        sleeps.finish()
                        for await _ in awake {}
                        try await context.finish { try $0.pay("slow", 1) }
                    }
                ], holder: "slow", leaseMilliseconds: 1_000)
            async let first = slow.runDue()
            for await _ in asleep {}
            clock.pass(milliseconds: 1_001)
            try await drain(JobRunner(database, handlers: [payer], holder: "fast"))
            wakes.finish()
            _ = try await first
            payments = try await database.payments()
        }
        return payments
    }

    @Test("A worker that wakes up after its lease cannot write", arguments: everyDialect)
    func fencing(_ dialect: Dialect) async throws {
        #expect(try await sleeper(dialect, sabotage: nil) == 1)
    }

    @Test("Without the fencing token it writes a second time: the control", arguments: everyDialect)
    func fencingControl(_ dialect: Dialect) async throws {
        #expect(try await sleeper(dialect, sabotage: .noFencing) == 2)
    }

    @Test("An effect whose outcome is unknown is asked for, never blindly repeated", arguments: everyDialect)
    func effects(_ dialect: Dialect) async throws {
        let clock = TestGround()
        let pay = pay
        try await withDatabase(dialect, ground: clock) { database in
            let bank = Mutex((orders: [String](), isMute: true))
            // The bank takes the order, then the answer is lost; asked too early, it cannot say.
            let handler = JobWork(pay) { context, _ in
                let result = try await context.effect("pay-1") { key in
                    bank.withLock { bank in
                        guard !bank.isMute else { return .unknown }
                        return bank.orders.contains(key) ? .happened("receipt") : .didNotHappen
                    }
                } call: { key in
                    bank.withLock { $0.orders.append(key) }
                    throw Outage()
                }
                try await context.finish { try $0.pay(result, 1) }
            }
            let runner = JobRunner(database, handlers: [handler], holder: "a")
            try await enqueue(database, ["p"])
            try await drain(runner)
            clock.pass(milliseconds: 10_000)
            try await drain(runner)
            try await expect(database, payments: 0)
            bank.withLock { $0.isMute = false }
            clock.pass(milliseconds: 10_000)
            try await drain(runner)
            #expect(bank.withLock { $0.orders } == ["pay-1"])
            try await expect(database, payments: 1)
        }
    }

    @Test("A schedule is due once for each time, and once after a long pause", arguments: everyDialect)
    func schedules(_ dialect: Dialect) async throws {
        let clock = TestGround()
        let nightly = JobKind<Int64>("tests.nightly")
        try await withDatabase(dialect, ground: clock) { database in
            let runs = Mutex([Int64]())
            let handler = JobWork(nightly) { _, due in runs.withLock { $0.append(due) } }
            let schedule = Schedule("nightly", .daily(minute: 120), kind: nightly)
            let runners = ["a", "b"].map {
                JobRunner(database, handlers: [handler], schedules: [schedule], holder: $0)
            }
            func tick() async throws -> Int {
                for runner in runners { try await drain(runner) }
                return runs.withLock { $0.count }
            }
            // A new schedule does not run for the past.
            var counts = [try await tick()]
            for day in [1, 0, -1, 10] {
                clock.pass(milliseconds: Int64(day) * 86_400_000)
                counts.append(try await tick())
            }
            // Once a day; not again; not for a clock that jumps back; once, not nine times, after a pause.
            #expect(counts == [0, 1, 1, 1, 2])
            // 02:00 in China is 18:00 UTC of the day before.
            #expect(runs.withLock { $0.allSatisfy { ($0 / 3_600_000) % 24 == 18 } })
        }
    }

    @Test("An event reaches each subscriber once, and a late one by replay", arguments: everyDialect)
    func events(_ dialect: Dialect) async throws {
        struct Published: Codable, Sendable { let policy: String }
        let topic = EventTopic<Published>("policy.published")
        let subscriptions = ["outreach", "dashboards"].map { room in
            Subscription(room, to: topic) { tx, event in try tx.pay("\(room)-\(event.payload.policy)", 1) }
        }
        try await withDatabase(dialect, subscriptions: subscriptions) { database in
            try await database.write { try $0.publish(topic, Published(policy: "p1")) }
            _ = try? await database.write { (tx) -> Void in
                try tx.publish(topic, Published(policy: "lost"))
                throw Outage()
            }
            let runner = JobRunner(database, handlers: [], holder: "a")
            try await drain(runner)
            try await expect(database, payments: 2)
            let late = Subscription("late", to: topic) { _, _ in }
            #expect(try await database.replay(late) == 1)
            #expect(try await database.replay(late) == 0)
            #expect(try await database.replay(subscriptions[0]) == 0)
        }
    }

    @Test("History is forgotten, dead letters are not", arguments: everyDialect)
    func history(_ dialect: Dialect) async throws {
        let clock = TestGround()
        let last = JobKind<String>("tests.last", attemptLimit: 1)
        try await withDatabase(dialect, ground: clock) { database in
            try await enqueue(database, ["p"])
            try await database.write { try $0.enqueue(last, "q") }
            let failing = JobWork(last) { _, _ in throw Outage() }
            try await drain(JobRunner(database, handlers: [payer, failing], holder: "a"))
            clock.pass(milliseconds: 1)
            #expect(try await database.forgetHistory(before: database.ground.now()) == 1)
            #expect(try await database.read { try $0.jobCounts() } == [.dead: 1])
            let dead = try #require(try await database.read { try $0.jobs(in: .dead) }.first)
            #expect(try await database.discard(dead.id, by: "王科长"))
            #expect(try await database.read { try $0.jobCounts() } == [.discarded: 1])
        }
    }

    @Test("A server that stops gives its job back at once", arguments: everyDialect)
    func stopping(_ dialect: Dialect) async throws {
        let pay = pay
        try await withDatabase(dialect) { database in
            try await enqueue(database, ["p"])
            let (begun, begins) = AsyncStream.makeStream(of: Void.self)
            let endless = JobWork(pay) { _, _ in
                begins.finish()
                try await Task.sleep(for: .seconds(600))
            }
            let service = Task { await JobRunner(database, handlers: [endless], holder: "a").run(lanes: 1) }
            for await _ in begun {}
            service.cancel()
            await service.value
            let job = try #require(try await database.read { try $0.jobs(in: .waiting) }.first)
            #expect(job.attempt == 0)
            try await drain(JobRunner(database, handlers: [payer], holder: "b"))
            try await expect(database, payments: 1)
        }
    }

    @Test("A running service begins new work when it is announced")
    func running() async throws {
        try await withDatabase(.sqlite, ground: TestGround()) { database in
            let runner = JobRunner(database, handlers: [payer], holder: "a")
            let service = Task { await runner.run() }
            try await enqueue(database, ["p"])
            for _ in 0..<200 where try await database.payments() == 0 {
                try await Task.sleep(for: .milliseconds(20))
            }
            service.cancel()
            await service.value
            try await expect(database, payments: 1)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Outreach
import Store

/// One step over one folder.
struct BenchRun {
    let folder: String
    let count: Int
    let database: Database
    let clock = ContinuousClock()

    init(folder: String, count: Int) async throws {
        self.folder = folder
        self.count = count
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let address = ProcessInfo.processInfo.environment["YUMIAO_DATABASE"] ?? ""
        database = try await Database.open(
            StoreConfiguration(address: address, dataPath: folder), ground: .machine(),
            migrations: Accounts.migrations + Enterprises.migrations + Outreach.migrations)
    }

    /// An enterprise with one member and a verified address for each message, and the messages told in
    /// transactions of 500, as a room tells on an event.
    func make() async throws {
        let store = BenchStore(database: database)
        let register = try await timed { try await store.fill(count) }
        let told = try await timed { try await store.tell(count) }
        report("register", count, register)
        report("told", count, told)
    }

    /// Works as a server's background jobs do. Leases are short, so that what a killed worker had in hand is
    /// taken over within seconds and not minutes.
    func work() async throws {
        let sink = try SinkChannel(path: folder + "/sink")
        let room = try Outreach(
            database: database, authorisation: Authorisation([Outreach.admissions]),
            key: Array(repeating: 7, count: 32), channels: [sink], claimMilliseconds: 3_000)
        let runner = JobRunner(
            database, handlers: room.handlers, schedules: [], holder: "bench", leaseMilliseconds: 3_000
        ) { kind, error in
            FileHandle.standardError.write(Data("\(kind): \(error)\n".utf8))
        }
        let store = BenchStore(database: database)
        let begin = clock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await runner.run(lanes: 4) }
            var rest = count
            while rest > 0 {
                try await Task.sleep(for: .milliseconds(500))
                rest = count - (try await store.sent())
                // The minute's wake-up of a server, more often.
                try await room.wake()
            }
            group.cancelAll()
        }
        report("sent", count, clock.now - begin)
    }

    /// Compares the sink with the tables.
    func check() async throws {
        let lines = try SinkChannel.lines(in: folder + "/sink")
        let doubled = lines.count - Set(lines).count
        let counts = try await BenchStore(database: database).counts()
        let lost = count - Set(lines).count
        let isRight = doubled == 0 && lost == 0 && counts.sent == count && counts.receipts == count
        print("in the sink \(lines.count), lost \(lost), doubled \(doubled)")
        print("sent in the tables \(counts.sent), in inboxes \(counts.receipts)")
        if !isRight { exit(1) }
    }

    private func timed(_ body: () async throws -> Void) async throws -> Duration {
        let begin = clock.now
        try await body()
        return clock.now - begin
    }

    private func report(_ what: String, _ count: Int, _ duration: Duration) {
        let seconds = duration / .seconds(1)
        let line = String(format: "%@ %d %.2f %.0f", what, count, seconds, Double(count) / seconds)
        print(line)
    }
}

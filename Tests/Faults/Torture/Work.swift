// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store

/// A worker beside others: it takes jobs, works a little, and leaves one mark for each.
struct Work {
    let options: Options

    init(_ options: Options) { self.options = options }

    func run() async throws {
        let database = try await options.open()
        let kind = JobKind<Int>("torture.mark", attemptLimit: 1_000)
        let count = options.number("jobs", 0)
        let first = options.number("first", 0)
        for number in first..<first + count {
            try await database.write { try $0.enqueue(kind, number, key: .lasting("\(number)")) }
        }
        let runner = JobRunner(
            database,
            handlers: [
                JobWork(kind) { context, number in
                    try await Task.sleep(for: .milliseconds(options.number("pause", 5)))
                    try await context.finish { try $0.leaveMark("\(number)") }
                }
            ], holder: options.text("name", "w"), leaseMilliseconds: Int64(options.number("lease", 400)))
        say("ready")
        var idle = 0
        while idle < 20 {
            idle = try await runner.runDue(limit: 4) == 0 ? idle + 1 : 0
            if idle > 0 { try await Task.sleep(for: .milliseconds(50)) }
            if idle > 0, try await database.read({ try $0.openJobs() }) > 0 { idle = 1 }
        }
        await database.close()
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store

/// Messages from the transaction that tells them to a sink outside, in steps that a script can kill.
///
///     OutreachBench make FOLDER COUNT    a register, and that many messages told
///     OutreachBench work FOLDER COUNT    finds recipients and sends, until all is done
///     OutreachBench check FOLDER COUNT   nothing lost, nothing doubled; exit code 1 otherwise
///
/// `YUMIAO_DATABASE` names a PostgreSQL database; without it the data is SQLite in the folder.
@main
enum OutreachBench {
    static func main() async throws {
        let words = CommandLine.arguments.dropFirst()
        guard words.count == 3, let step = words.first, let count = words.last.flatMap({ Int($0) }), count > 0
        else {
            print("OutreachBench make|work|check FOLDER COUNT")
            exit(2)
        }
        let run = try await BenchRun(folder: Array(words)[1], count: count)
        switch step {
        case "make": try await run.make()
        case "work": try await run.work()
        case "check": try await run.check()
        default: exit(2)
        }
        await run.database.close()
    }
}

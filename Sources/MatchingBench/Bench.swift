// SPDX-License-Identifier: Apache-2.0
import Foundation
import Matching

/// The province benchmark, our side: `MatchingBench FOLDER OUT [--repeat N] [--levels]`. Reads a folder that
/// `province.py generate` wrote; writes OUT/counts.csv, OUT/degrees.csv and OUT/matching.json, and prints a
/// line for each figure.
@main
struct Bench {
    static func main() throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "agree", let agreement = Agreement(Array(arguments.dropFirst())) {
            exit(try agreement.holds() ? 0 : 1)
        }
        if arguments.first == "publish", var publication = Publication(Array(arguments.dropFirst())) {
            return try publication.run()
        }
        let isFull = arguments.contains("--levels")
        arguments.removeAll { $0 == "--levels" }
        guard arguments.count == 2 else {
            print(
                "usage: MatchingBench FOLDER OUT [--levels] | MatchingBench agree PAIRS [SEED]"
                    + " | MatchingBench publish ENTERPRISES POLICIES OUT")
            exit(2)
        }
        try FileManager.default.createDirectory(atPath: arguments[1], withIntermediateDirectories: true)
        var run = try BenchRun(folder: arguments[0], out: arguments[1])
        try run.load()
        run.bulk(withLevels: isFull)
        try run.single()
        try run.newRule()
        try run.changes()
        try run.nextDay()
        try run.writeCounts()
        try run.writeFigures()
    }
}

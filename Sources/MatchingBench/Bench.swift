import Foundation
// SPDX-License-Identifier: Apache-2.0
import Matching

@main
struct Bench {
    static func main() throws {
        let folder = CommandLine.arguments[1]
        let clock = ContinuousClock()
        var province: Province!
        print("read", clock.measure { province = try! Province(folder: folder) })
        var population: Population!
        print("load", clock.measure { population = try! province.population() }, population.bytes)
        var plan: Plan!
        print(
            "compile", clock.measure { plan = try! Plan(province.programs, schema: province.schema) },
            plan.conditions)
        let matcher = try Matcher(plan, population)
        for threads in [2, 2, 2, 1] {
            var counts: Counts!
            print(
                "counts", threads, clock.measure { counts = matcher.counts(threads: threads) },
                counts.eligible.reduce(0, +), counts.unknown.reduce(0, +))
        }
        for threads in [2, 2, 1] {
            var degrees: Degrees!
            print(
                "degrees", threads, clock.measure { degrees = matcher.degrees(threads: threads) },
                degrees.histogram.reduce(0, +))
        }
        let counts = matcher.counts()
        var text = "policy,eligible,unknown\n"
        for (place, id) in plan.ids.enumerated() {
            text += "\(id),\(counts.eligible[place]),\(counts.unknown[place])\n"
        }
        try text.write(toFile: CommandLine.arguments[2], atomically: true, encoding: .utf8)
    }
}

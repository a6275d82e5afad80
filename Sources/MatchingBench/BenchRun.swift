// SPDX-License-Identifier: Apache-2.0
import Foundation
import Matching

/// One run over one folder, its figures by name.
struct BenchRun {
    let out: String
    let province: Province
    let plan: Plan
    var population: Population
    var matcher: Matcher
    private(set) var figures: [(name: String, value: Double)] = []
    private var counts: Counts?
    private var degrees: Degrees?

    init(folder: String, out: String) throws {
        self.out = out
        let read = try Bench.timed { try Province(folder: folder) }
        let load = try Bench.timed { try read.result.population() }
        let compile = try Bench.timed { try Plan(read.result.programs, schema: read.result.schema) }
        province = read.result
        population = load.result
        plan = compile.result
        matcher = try Matcher(plan, population)
        note("enterprises", Double(population.count))
        note("policies", Double(plan.count))
        note("threads", Double(Threads.all))
        note("load_columns_s", load.seconds)
        note("column_bytes", Double(population.bytes))
        note("compile_s", compile.seconds)
        note("distinct_conditions", Double(plan.conditions))
    }

    mutating func note(_ name: String, _ value: Double) {
        figures.append((name, value))
        print("\(name.padding(toLength: 34, withPad: " ", startingAt: 0)) \(Bench.text(value))")
    }

    /// Writes a snapshot, opens it, and works on the mapped columns from then on.
    mutating func load() throws {
        let path = out + "/province.columns"
        let population = population
        let write = try Bench.timed { try Snapshot.write(population, to: path) }
        let load = try Bench.timed {
            try Snapshot.open(path, schema: population.schema, revision: population.revision)
        }
        note("snapshot_write_s", write.seconds)
        note("snapshot_load_s", load.seconds)
        self.population = load.result
        matcher = try Matcher(plan, load.result)
    }

    /// All pairs: the first run, then the middle of several.
    mutating func bulk(withLevels: Bool) {
        let matcher = matcher
        let first = Bench.timed { matcher.counts() }
        counts = first.result
        note("seconds_first", first.seconds)
        let seconds = Bench.middle(9) { _ = matcher.counts() }
        note("seconds", seconds)
        note("pairs_per_second", Double(population.count) * Double(plan.count) / seconds)
        note("column_bytes_per_second", Double(population.bytes) / seconds)
        note("cpu_seconds", Bench.middleCPU(5) { _ = matcher.counts() })
        degrees = matcher.degrees()
        note("cpu_seconds_degree", Bench.middleCPU(5) { _ = matcher.degrees() })
        note("seconds_degree", Bench.middle(5) { _ = matcher.degrees() })
        note("seconds_one_thread", Bench.middle(3) { _ = matcher.counts(threads: 1) })
        note("seconds_degree_one_thread", Bench.middle(3) { _ = matcher.degrees(threads: 1) })
        guard withLevels else { return }
        for level in Instructions.allCases where level <= Instructions.best {
            Instructions.use(level)
            note("seconds_\(level)", Bench.middle(3) { _ = matcher.counts() })
            note("seconds_degree_\(level)", Bench.middle(3) { _ = matcher.degrees() })
        }
        Instructions.use(Instructions.best)
        for share in [8, 4, 2] {
            guard
                let fewer = try? Plan(
                    Array(province.programs.prefix(plan.count / share)), schema: plan.schema),
                let part = try? Matcher(fewer, population)
            else { continue }
            note("seconds_policies_1_\(share)", Bench.middle(3) { _ = part.counts() })
        }
    }

    /// One enterprise against all policies: outcomes and degrees.
    mutating func single() throws {
        var random = SystemRandomNumberGenerator()
        var micros: [Double] = [], own: [Double] = []
        for place in 0..<22_000 {
            let enterprise = Int(random.next(upperBound: UInt64(population.count)))
            let start = Bench.cpuSeconds(CLOCK_THREAD_CPUTIME_ID)
            let one = try Bench.timed { try matcher.ballot(of: enterprise) }
            guard place >= 2_000 else { continue }
            micros.append(one.seconds * 1e6)
            own.append((Bench.cpuSeconds(CLOCK_THREAD_CPUTIME_ID) - start) * 1e6)
        }
        micros.sort()
        own.sort()
        note("one_enterprise_us_median", micros[micros.count / 2])
        note("one_enterprise_us_p999", micros[micros.count * 999 / 1000])
        // Without the time in which a busy machine ran something else.
        note("one_enterprise_cpu_us_p999", own[own.count * 999 / 1000])
        try explained()
    }

    /// The same with each clause of the 20 best policies.
    private mutating func explained() throws {
        var millis: [Double] = []
        for place in 0..<500 {
            let enterprise = place * 2_654_435_761 % population.count
            let one = try Bench.timed {
                let ballot = try matcher.ballot(of: enterprise)
                return try matcher.best(20, of: ballot).map {
                    try matcher.findings(of: enterprise, by: province.programs[$0])
                }
            }
            millis.append(one.seconds * 1e3)
        }
        millis.sort()
        note("one_enterprise_explained_ms", millis[millis.count / 2])
    }

    /// A policy that was not there before, compiled and put to all enterprises.
    mutating func newRule() throws {
        var millis: [Double] = []
        for program in province.programs.prefix(400) {
            let one = try Bench.timed {
                let plan = try Plan([program], schema: province.schema)
                return try Matcher(plan, population).selection(ofRule: 0)
            }
            millis.append(one.seconds * 1e3)
        }
        millis.sort()
        note("new_rule_ms", millis[millis.count / 2])
        note("new_rule_ms_p99", millis[millis.count * 99 / 100])
    }

    /// A changed fact: the next version and the pairs whose outcome changed.
    mutating func changes() throws {
        let column = try province.schema.place(of: "revenue")
        var millis: [Double] = [], changed = 0
        for place in 0..<1_000 {
            let enterprise = place * 2_654_435_761 % population.count
            let before = population
            let one = try Bench.timed {
                let after = try before.replacing(column, of: enterprise, with: Int64(place) * 100_000)
                let differences = try matcher.on(after).differences(of: enterprise, since: before)
                return (after, differences)
            }
            population = one.result.0
            changed += one.result.1.count
            millis.append(one.seconds * 1e3)
        }
        millis.sort()
        note("changed_fact_ms", millis[millis.count / 2])
        note("changed_fact_ms_p99", millis[millis.count * 99 / 100])
        note("changed_pairs_a_fact", Double(changed) / 1_000)
    }

    /// 成立满2年 and the like: one policy in twenty asks for a number of years since a date, and a day passes.
    /// The credit score, evenly spread over 550 values, stands in for the date.
    mutating func nextDay() throws {
        let column = try province.schema.place(of: "credit_score")
        let bounds = [0, 50, 120, 200, 250]
        let dated = province.programs.map { program in
            guard program.id.isMultiple(of: 20) else { return program }
            var program = program
            program.clauses.append(
                .day(
                    column: column, .atMost, .before(months: 0, days: bounds[program.id / 20 % bounds.count]))
            )
            return program
        }
        let matcher = try Matcher(Plan(dated, schema: province.schema, today: 700), population)
        let one = try Bench.timed { try matcher.judged(on: 701) }
        note("next_day_ms", one.seconds * 1e3)
        note("next_day_changed_pairs", Double(one.result.differences.count))
    }

    func writeCounts() throws {
        guard let counts, let degrees else { return }
        var text = "policy,eligible,unknown\n"
        var histogram = "policy,degree,count\n"
        for (place, id) in plan.ids.enumerated() {
            text += "\(id),\(counts.eligible[place]),\(counts.unknown[place])\n"
            for (degree, count) in degrees[place].enumerated() where count > 0 {
                histogram += "\(id),\(degree),\(count)\n"
            }
        }
        try text.write(toFile: out + "/counts.csv", atomically: true, encoding: .utf8)
        try histogram.write(toFile: out + "/degrees.csv", atomically: true, encoding: .utf8)
    }

    mutating func writeFigures() throws {
        note("peak_bytes", Double(Bench.peakBytes))
        let lines = figures.map { "  \"\($0.name)\": \(Bench.text($0.value))" }
        let json = "{\n" + lines.joined(separator: ",\n") + "\n}\n"
        try json.write(toFile: out + "/matching.json", atomically: true, encoding: .utf8)
    }
}

extension Bench {
    static func timed<Result>(_ work: () throws -> Result) rethrows -> (result: Result, seconds: Double) {
        let clock = ContinuousClock()
        let start = clock.now
        let result = try work()
        let (seconds, attoseconds) = (clock.now - start).components
        return (result, Double(seconds) + Double(attoseconds) * 1e-18)
    }

    /// The middle time of several runs.
    static func middle(_ runs: Int, _ work: () -> Void) -> Double {
        (0..<runs).map { _ in timed(work).seconds }.sorted()[runs / 2]
    }

    /// The processors' time of all threads, in the middle of several runs: what a quiet machine shares out.
    static func middleCPU(_ runs: Int, _ work: () -> Void) -> Double {
        (0..<runs).map { _ in
            let start = cpuSeconds(CLOCK_PROCESS_CPUTIME_ID)
            work()
            return cpuSeconds(CLOCK_PROCESS_CPUTIME_ID) - start
        }.sorted()[runs / 2]
    }

    static func cpuSeconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    static var peakBytes: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1_024
    }

    static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e18 ? "\(Int(value))" : String(format: "%.6g", value)
    }
}

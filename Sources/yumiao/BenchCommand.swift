// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Rules
import Standards

/// `yumiao bench`: how long one enterprise takes against all rules in force.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "一个企业对全部有效规则要多久。 How long one enterprise takes against all rules in force.",
        discussion: "用规则自带例子里的事实轮流判断，报告中位数和 p99；请用 release 构建。")

    @OptionGroup var options: JudgingOptions

    @Option(name: .long, help: "判断次数。 Number of judgements.")
    var count = 2_000

    @Option(name: .long, help: "把数字写成 JSON 的文件。 File that the figures are written to as JSON.")
    var output: String?

    func run() throws {
        let clock = ContinuousClock()
        let start = clock.now
        let library = try options.library()
        let loading = milliseconds(clock.now - start)
        let day = try options.day()
        let enterprises = self.enterprises(library)
        guard !enterprises.isEmpty, count > 0 else { throw ValidationError("没有例子可用。 There are no examples.") }
        let rules = library.rules(on: day, for: .application, in: nil).count
        let judged = measure(clock, enterprises) { library.judge($0, asOf: day).count }
        let reported = measure(clock, enterprises) { library.report($0, asOf: day).entries.count }
        let figures = Figures(
            rules: rules, load: loading, judgeMedian: judged.median, judgeP99: judged.p99,
            reportMedian: reported.median, reportP99: reported.p99)
        print(figures.text)
        if let output {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            try encoder.encode(figures).write(to: URL(fileURLWithPath: output))
        }
    }

    /// Facts of the examples that stand beside the rules, joined so that every rule has something to look at.
    private func enterprises(_ library: Library) -> [Facts] {
        let firsts = library.rules.compactMap(\.examples.first?.facts)
        return library.rules.flatMap(\.examples).map { example in
            var facts = example.facts
            for other in firsts {
                for key in other.keys where facts[key] == nil { facts.set(other[key], for: key) }
            }
            return facts
        }
    }

    private func measure(
        _ clock: ContinuousClock, _ enterprises: [Facts], _ work: (Facts) -> Int
    ) -> (median: Double, p99: Double) {
        var times: [Double] = []
        var checksum = 0
        for index in 0..<(count + enterprises.count) {
            let facts = enterprises[index % enterprises.count]
            let start = clock.now
            checksum &+= work(facts)
            // The first round warms caches and is not counted.
            if index >= enterprises.count { times.append(milliseconds(clock.now - start)) }
        }
        times.sort()
        precondition(checksum > 0, "Rules in force judge something.")
        return (times[times.count / 2], times[min(times.count - 1, times.count * 99 / 100)])
    }

    private func milliseconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15
    }

    /// The figures as they are written; names as in `Documentation/formats.md`.
    private struct Figures: Encodable {
        enum CodingKeys: String, CodingKey {
            case rules
            case load = "load_ms"
            case judgeMedian = "judge_ms_median"
            case judgeP99 = "judge_ms_p99"
            case reportMedian = "report_ms_median"
            case reportP99 = "report_ms_p99"
        }

        let rules: Int
        let load: Double
        let judgeMedian: Double
        let judgeP99: Double
        let reportMedian: Double
        let reportP99: Double

        var text: String {
            func number(_ value: Double) -> String { String(format: "%.3f", value) }
            return """
                \(rules) 条有效规则 rules in force; load \(number(load)) ms
                judge   median \(number(judgeMedian)) ms   p99 \(number(judgeP99)) ms
                report  median \(number(reportMedian)) ms   p99 \(number(reportP99)) ms with advice
                """
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Testing

@testable import Guides

/// How long searches take; run by Benchmarks/guides.sh, which says how many policies.
@Suite struct BenchTests {
    private struct Figures: Encodable {
        let policies: Int
        let buildSeconds: Double
        let searches: Int
        let p50Milliseconds: Double
        let p99Milliseconds: Double
        let slowest: String
    }

    private static let searches = [
        "技改", "高企", "贷款", "贴息", "奖", "企业", "技术改造", "专精特新", "zjtx", "jishugaizao", "工信发〔2026〕18号",
        "首台套 装备", "研发费用 补贴 苏州", "营业收入不低于", "專精特新", "技术该造", "服务券", "绿色工厂 申报", "数字化", "",
    ]

    @Test(.enabled(if: ProcessInfo.processInfo.environment["GUIDES_BENCH"] != nil))
    func `searches are as quick with many policies as with few`() throws {
        let environment = ProcessInfo.processInfo.environment
        let counts = (environment["GUIDES_BENCH"] ?? "").split(separator: ",").compactMap { Int($0) }
        let clock = ContinuousClock()
        var all: [Figures] = []
        for count in counts {
            var invented = InventedPolicies(seed: 20_261_128)
            let versions = (0..<count).map { place in invented.next() }
            var catalogue = Catalogue()
            let build = clock.measure {
                for (place, content) in versions.enumerated() {
                    catalogue.take(.sample(Int64(place + 1), content))
                }
            }
            var times: [(Double, String)] = []
            for round in 0..<5 {
                for typed in Self.searches {
                    var query = GuideQuery(typed: typed)
                    if round == 1 { query.filter.standing = .open }
                    if round == 2 { query.filter.region = World.suqian }
                    let time = clock.measure {
                        _ = catalogue.find(query, on: World.today).entries(from: 0, most: 20)
                    }
                    times.append((time / .milliseconds(1), typed))
                }
            }
            times.sort { $0.0 < $1.0 }
            all.append(
                Figures(
                    policies: count, buildSeconds: build / .seconds(1), searches: times.count,
                    p50Milliseconds: times[times.count / 2].0,
                    p99Milliseconds: times[min(times.count - 1, times.count * 99 / 100)].0,
                    slowest: times.last?.1 ?? ""))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let bytes = try encoder.encode(all)
        try bytes.write(to: URL(filePath: environment["GUIDES_BENCH_OUT"] ?? "/dev/stdout"))
    }
}

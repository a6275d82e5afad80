// SPDX-License-Identifier: Apache-2.0

/// The rules that can hold in one partition, their code laid end to end, and the conditions that they need.
struct Shortlist: Sendable {
    /// Rules that are run by one kernel.
    struct Batch: Sendable {
        var rules: ContiguousArray<UInt32> = []
        var start: ContiguousArray<UInt32> = [0]
        var code: ContiguousArray<UInt32> = []

        mutating func add(_ rule: UInt32, _ words: [UInt32]) {
            rules.append(rule)
            code.append(contentsOf: words)
            start.append(UInt32(code.count))
        }
    }

    /// Rules without judgement; with judgement; those whose reach is unknown because the region is.
    var plain = Batch()
    var judged = Batch()
    var unsure = Batch()
    /// Nodes in order, parts before the whole.
    var needed: ContiguousArray<UInt32> = []
    /// Planes that the needed nodes may take.
    var planes = 0
    /// The most conditions of a rule in it.
    var mostConditions = 0

    var count: Int { plain.rules.count + judged.rules.count + unsure.rules.count }

    init(_ plan: Plan, regions: [Int32], only: [UInt32]? = nil) {
        var isNeeded = [Bool](repeating: false, count: plan.nodes.count)
        if let only {
            for place in only { add(place, plan, regions, &isNeeded) }
        } else {
            for place in plan.rules.indices { add(UInt32(place), plan, regions, &isNeeded) }
        }
        for node in plan.nodes.indices.reversed() where isNeeded[node] {
            let it = plan.nodes[node]
            guard it.kind == .all || it.kind == .any || it.kind == .some || it.kind == .not else { continue }
            for place in Int(it.first)..<Int(it.first + it.count) { isNeeded[Int(plan.parts[place])] = true }
        }
        for node in plan.nodes.indices where isNeeded[node] {
            needed.append(UInt32(node))
            planes += plan.nodes[node].isJudged ? 3 : 2
        }
    }

    private mutating func add(_ place: UInt32, _ plan: Plan, _ regions: [Int32], _ isNeeded: inout [Bool]) {
        let rule = plan.rules[Int(place)]
        let reach = rule.reach(regions)
        if reach == .missed { return }
        if reach == .unknown {
            unsure.add(place, rule.code)
        } else if rule.isJudged {
            judged.add(place, rule.code)
        } else {
            plain.add(place, rule.code)
        }
        mostConditions = max(mostConditions, rule.conditions)
        for word in rule.code { isNeeded[word.node] = true }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Rules

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

    /// All rules that can hold where the regions are these, or those of `only`.
    init(_ plan: Plan, regions: [Int32], only: [UInt32]? = nil) {
        if let only {
            var wanted: Set<UInt32> = []
            for place in only { add(place, plan, regions) { wanted.insert($0) } }
            let parts = wanted.flatMap { plan.parts(below: $0) }
            needed = ContiguousArray(wanted.union(parts).sorted())
        } else {
            var isNeeded = [Bool](repeating: false, count: plan.nodes.count)
            for place in plan.rules.indices { add(UInt32(place), plan, regions) { isNeeded[Int($0)] = true } }
            for node in plan.nodes.indices.reversed() where isNeeded[node] {
                for part in plan.directParts(of: UInt32(node)) { isNeeded[Int(part)] = true }
            }
            needed = ContiguousArray(plan.nodes.indices.lazy.filter { isNeeded[$0] }.map(UInt32.init))
        }
        planes = needed.reduce(0) { $0 + (plan.nodes[Int($1)].isJudged ? 3 : 2) }
    }

    private mutating func add(
        _ place: UInt32, _ plan: Plan, _ regions: [Int32], _ need: (UInt32) -> Void
    ) {
        let rule = plan.rules[Int(place)]
        switch rule.reach(regions) {
        case .missed: return
        case .met where rule.isJudged: judged.add(place, rule.code)
        case .met: plain.add(place, rule.code)
        default: unsure.add(place, rule.code)
        }
        mostConditions = max(mostConditions, rule.conditions)
        for word in rule.code { need(word >> 2) }
    }
}

extension Plan {
    /// The operands of a connective; none of other conditions.
    func directParts(of node: UInt32) -> ArraySlice<UInt32> {
        let it = nodes[Int(node)]
        switch it.kind {
        case .all, .any, .some, .not: return parts[Int(it.first)..<Int(it.first + it.count)]
        default: return []
        }
    }

    /// Everything below a condition.
    func parts(below node: UInt32) -> [UInt32] {
        directParts(of: node).flatMap { [$0] + parts(below: $0) }
    }
}

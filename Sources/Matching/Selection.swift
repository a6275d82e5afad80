// SPDX-License-Identifier: Apache-2.0
import MatchingKernels
import Rules

/// One rule's outcome for every enterprise, as bit sets over the rows of a population.
public struct Selection: Sendable {
    /// The rule's place in its plan.
    public let rule: Int
    let population: Population
    /// Three planes a block, all zero where nobody can be reached.
    private let planes: Memory

    init(rule: Int, population: Population) {
        self.rule = rule
        self.population = population
        planes = Memory(bytes: population.blocks.count * 3 * planeBytes)
    }

    func result(ofBlock block: Int) -> ym_result {
        let start = planes.typed(UInt64.self, at: block * 3 * planeBytes)
        return ym_result(met: start, possible: start + planeWords, settled: start + 2 * planeWords)
    }

    /// The enterprise's outcome.
    public func outcome(of enterprise: Int) throws(MatchingFault) -> Outcome {
        let (block, row) = try population.place(of: enterprise)
        return outcome(block, row)
    }

    func outcome(_ block: Int, _ row: Int) -> Outcome {
        let planes = result(ofBlock: block)
        return Outcome(
            bits: (Plane(planes.met).bit(row) ? 1 : 0) | (Plane(planes.possible).bit(row) ? 2 : 0)
                | (Plane(planes.settled).bit(row) ? 4 : 0))
    }

    /// How many enterprises have an outcome.
    public func count(_ outcome: Outcome) -> Int {
        population.blocks.indices.reduce(0) {
            $0 + word(ofBlock: $1, outcome).reduce(0) { $0 + $1.nonzeroBitCount }
        }
    }

    /// The numbers of the enterprises with an outcome, in the order of their rows.
    public func enterprises(_ outcome: Outcome) -> [Int] {
        var found: [Int] = []
        for (place, block) in population.blocks.enumerated() {
            word(ofBlock: place, outcome).withUnsafeBufferPointer { words in
                words.baseAddress?.forEachRow { found.append(Int(block.enterprises[$0])) }
            }
        }
        return found
    }

    /// The rows of a block with an outcome.
    func word(ofBlock block: Int, _ outcome: Outcome) -> [UInt64] {
        let planes = result(ofBlock: block)
        let live = population.blocks[block].live
        return (0..<planeWords).map { word in
            switch outcome {
            case .met: planes.met[word]
            case .person: planes.settled[word] & ~planes.met[word]
            case .unknown: planes.possible[word] & ~planes.settled[word]
            case .missed: live[word] & ~planes.possible[word]
            }
        }
    }
}

extension Matcher {
    /// Judges every enterprise by one rule.
    public func selection(ofRule rule: Int, threads: Int = Threads.all) throws(MatchingFault) -> Selection {
        guard plan.rules.indices.contains(rule) else { throw .noSuchRule(rule) }
        let selection = Selection(rule: rule, population: population)
        forEachReachedBlock(ofRule: rule, threads: threads) { workspace, place, code, isUnsure in
            let result = selection.result(ofBlock: place)
            ym_policy_planes(
                workspace.tables, population.blocks[place].live, code.baseAddress, UInt32(code.count), result)
            guard isUnsure else { return }
            for word in 0..<planeWords {
                result.met[word] = 0
                result.settled[word] = 0
            }
        }
        return selection
    }

    /// Calls with each block that the rule's regions reach, its conditions evaluated.
    func forEachReachedBlock(
        ofRule rule: Int, threads: Int,
        _ body: @Sendable (Workspace, _ block: Int, UnsafeBufferPointer<UInt32>, _ isUnsure: Bool) -> Void
    ) {
        let reached = population.partitions.indices.filter {
            plan.rules[rule].reach(population.partitions[$0].regions) != .missed
        }
        let portions = Portion.all(of: population, partitions: reached)
        let code = plan.rules[rule].code
        let shortlist = Shortlist(plan, rule: rule)
        Threads.run(parts: portions.count, threads: threads) { shared in
            let workspace = Workspace(plan)
            workspace.prepare(shortlist)
            while let part = shared.next() {
                let portion = portions[part]
                let isUnsure =
                    plan.rules[rule].reach(population.partitions[portion.partition].regions) == .unknown
                for place in portion.blocks {
                    workspace.evaluate(shortlist.needed, over: population.blocks[place])
                    code.withUnsafeBufferPointer { body(workspace, place, $0, isUnsure) }
                }
            }
        }
    }
}

extension Shortlist {
    /// One rule, wherever it reaches.
    init(_ plan: Plan, rule: Int) {
        let wanted = Set(plan.rules[rule].code.map { $0 >> 2 })
        needed = ContiguousArray(wanted.union(wanted.flatMap { plan.parts(below: $0) }).sorted())
        planes = needed.reduce(0) { $0 + (plan.nodes[Int($1)].isJudged ? 3 : 2) }
        mostConditions = plan.rules[rule].conditions
    }
}

// SPDX-License-Identifier: Apache-2.0
import MatchingKernels
import Rules

/// One pair whose outcome changed.
public struct Difference: Sendable, Hashable {
    /// The enterprise's number.
    public var enterprise: Int
    /// The rule's place in the plan.
    public var rule: Int
    /// What it was; missed where the enterprise or the rule was not there.
    public var before: Outcome
    /// What it is.
    public var after: Outcome
}

extension Matcher {
    /// What changed for one enterprise since an earlier version of the population: only its own pairs are
    /// judged. An enterprise that is in one version only counts as missed in the other.
    public func differences(of enterprise: Int, since before: Population) throws(MatchingFault)
        -> [Difference]
    {
        let old = try on(before)
        let none = Ballot(rules: plan.count)
        let was = before.roster.place(of: enterprise) == nil ? none : try old.ballot(of: enterprise)
        let now = population.roster.place(of: enterprise) == nil ? none : try ballot(of: enterprise)
        return plan.rules.indices.compactMap { rule in
            was.bits[rule] == now.bits[rule]
                ? nil
                : Difference(
                    enterprise: enterprise, rule: rule, before: was.outcome(ofRule: rule),
                    after: now.outcome(ofRule: rule))
        }
    }

    /// What changed for all enterprises when one rule became another; both plans have the same schema.
    public func differences(
        ofRule rule: Int, against other: Matcher, rule old: Int, threads: Int = Threads.all
    ) throws(MatchingFault) -> [Difference] {
        let was = try other.on(population).selection(ofRule: old, threads: threads)
        let now = try selection(ofRule: rule, threads: threads)
        var found: [Difference] = []
        for (place, block) in population.blocks.enumerated() {
            let rows = was.changedRows(now, block: place)
            rows.withUnsafeBufferPointer { words in
                words.baseAddress?.forEachRow { row in
                    found.append(
                        Difference(
                            enterprise: Int(block.enterprises[row]), rule: rule,
                            before: was.outcome(place, row), after: now.outcome(place, row)))
                }
            }
        }
        return found
    }

    /// The same rules and enterprises judged on another day, and the pairs that differ.
    ///
    /// Only rules with a condition on a date that moved are looked at, and of these only the enterprises
    /// whose date the moved bound passed over: one comparison over one narrow column finds them. Rules with
    /// residual conditions are judged again for everybody.
    public func judged(
        on day: Int64, residual: (any Residual)? = nil, threads: Int = Threads.all
    ) throws(MatchingFault) -> (matcher: Matcher, differences: [Difference]) {
        let later = try Matcher(plan.judged(on: day, residual: residual ?? plan.residual), population)
        let moved = plan.nodes.indices.filter { plan.nodes[$0].value != later.plan.nodes[$0].value }
        var found: [Difference] = []
        let (dated, asked) = plan.rules(readingNodes: Set(moved.map(UInt32.init)))
        for rule in asked {
            found += try later.differences(
                ofRule: Int(rule), against: self, rule: Int(rule), threads: threads)
        }
        if !dated.isEmpty {
            let portions = Portion.all(of: population)
            found += Threads.gather(parts: portions.count, threads: threads) { shared in
                var own: [Difference] = []
                while let part = shared.next() { passed(later, moved, dated, portions[part], &own) }
                return own
            }.flatMap { $0 }
        }
        return (later, found.sorted { ($0.enterprise, $0.rule) < ($1.enterprise, $1.rule) })
    }

    /// Judges, by the dated rules, the enterprises whose date lies between the old and the new bound.
    private func passed(
        _ later: Matcher, _ moved: [Int], _ dated: [UInt32], _ portion: Portion, _ found: inout [Difference]
    ) {
        let regions = population.partitions[portion.partition].regions
        let old = Shortlist(plan, regions: regions, only: dated)
        guard old.count > 0 else { return }
        var values = [Int64](repeating: 0, count: population.schema.columns.count)
        for place in portion.blocks {
            let block = population.blocks[place]
            for row in rowsPassed(later, moved, block) {
                values.withUnsafeMutableBufferPointer { out in
                    if let start = out.baseAddress { block.values(ofRow: row, into: start) }
                }
                let enterprise = Int(block.enterprises[row])
                let was = Single(plan).ballot(values, enterprise, old)
                let now = Single(later.plan).ballot(values, enterprise, old)
                for rule in dated where was.bits[Int(rule)] != now.bits[Int(rule)] {
                    found.append(
                        Difference(
                            enterprise: enterprise, rule: Int(rule), before: was.outcome(ofRule: Int(rule)),
                            after: now.outcome(ofRule: Int(rule))))
                }
            }
        }
    }

    private func rowsPassed(_ later: Matcher, _ moved: [Int], _ block: Block) -> [Int] {
        var planes = [UInt64](repeating: 0, count: 3 * planeWords)
        var rows: [Int] = []
        planes.withUnsafeMutableBufferPointer { buffer in
            guard let union = buffer.baseAddress else { return }
            for node in moved {
                let chunk = block.chunks[Int(plan.nodes[node].column)]
                let low = min(plan.nodes[node].value, later.plan.nodes[node].value)
                let high = max(plan.nodes[node].value, later.plan.nodes[node].value)
                // Nobody's date lies in between: the bound passed over no row of this block.
                if chunk.least > chunk.greatest || high <= chunk.least || low > chunk.greatest { continue }
                chunk.test(low, into: union + planeWords)
                chunk.test(high, into: union + 2 * planeWords)
                for word in 0..<planeWords {
                    let passed = union[planeWords + word] ^ union[2 * planeWords + word]
                    union[word] |= passed & block.live[word] & ~(chunk.missing?[word] ?? 0)
                }
            }
            Plane(union).forEachRow { rows.append($0) }
        }
        return rows
    }
}

extension Chunk {
    /// Bits of the rows whose value is at least the threshold; those of unknown values mean nothing.
    func test(_ threshold: Int64, into plane: WritablePlane) {
        if threshold <= least || threshold > greatest {
            for word in 0..<planeWords { plane[word] = threshold <= least ? .max : 0 }
        } else {
            ym_at_least(Int32(width), values, threshold &- base, plane)
        }
    }
}

extension Selection {
    /// Rows whose outcome differs in another selection of the same population.
    func changedRows(_ other: Selection, block: Int) -> [UInt64] {
        let mine = result(ofBlock: block), theirs = other.result(ofBlock: block)
        return (0..<planeWords).map { word in
            (mine.met[word] ^ theirs.met[word]) | (mine.possible[word] ^ theirs.possible[word])
                | (mine.settled[word] ^ theirs.settled[word])
        }
    }
}

extension Plan {
    /// Rules that read one of the nodes, and those with residual conditions, each once.
    func rules(readingNodes nodes: Set<UInt32>) -> (dated: [UInt32], asked: [UInt32]) {
        var reads = [Bool](repeating: false, count: self.nodes.count)
        var asks = reads
        for node in self.nodes.indices {
            let parts = directParts(of: UInt32(node))
            reads[node] = nodes.contains(UInt32(node)) || parts.contains { reads[Int($0)] }
            asks[node] = self.nodes[node].kind == .residual || parts.contains { asks[Int($0)] }
        }
        var dated: [UInt32] = [], asked: [UInt32] = []
        for (place, rule) in rules.enumerated() {
            if rule.code.contains(where: { asks[$0.node] }) {
                asked.append(UInt32(place))
            } else if rule.code.contains(where: { reads[$0.node] }) {
                dated.append(UInt32(place))
            }
        }
        return (dated, asked)
    }
}

// SPDX-License-Identifier: Apache-2.0
import MatchingKernels
import Rules

/// An enterprise that misses exactly one of a rule's conditions.
public struct NearMiss: Sendable, Equatable {
    /// The enterprise's number.
    public var enterprise: Int
    /// The condition that it misses, by its place among the rule's clauses.
    public var clause: Int
    /// How far it is: the gap as a share of the threshold for a comparison of one column; 1 for anything
    /// else, so that it sorts behind the small gaps.
    public var distance: Double
}

extension Matcher {
    /// Enterprises of the rule's region that meet all conditions but one, the nearest first.
    ///
    /// - Parameter clauses: the rule's program, whose clauses say which column a gap is measured in.
    public func nearMisses(
        ofRule rule: Int, _ program: Program, limit: Int, threads: Int = Threads.all
    ) throws(MatchingFault) -> [NearMiss] {
        guard plan.rules.indices.contains(rule) else { throw .noSuchRule(rule) }
        let splits = try program.splits(plan.schema)
        var found: [NearMiss] = []
        for split in splits {
            let others = try Matcher(
                Plan([split.others], schema: plan.schema, today: plan.today, residual: plan.residual),
                population)
            let alone = try Matcher(
                Plan([split.alone], schema: plan.schema, today: plan.today, residual: plan.residual),
                population)
            let met = try others.selection(ofRule: 0, threads: threads)
            let missed = try alone.selection(ofRule: 0, threads: threads)
            collect(met, missed, split, &found)
        }
        found.sort { ($0.distance, $0.enterprise) < ($1.distance, $1.enterprise) }
        return Array(found.prefix(limit))
    }

    private func collect(
        _ met: Selection, _ missed: Selection, _ split: Program.Split, _ found: inout [NearMiss]
    ) {
        for (place, block) in population.blocks.enumerated() {
            let rows = zip(met.word(ofBlock: place, .met), missed.word(ofBlock: place, .missed)).map {
                $0 & $1
            }
            rows.withUnsafeBufferPointer { words in
                words.baseAddress?.forEachRow { row in
                    let distance = split.clause.distance(plan.schema, today: plan.today) {
                        block.chunks[$0].value(at: row)
                    }
                    found.append(
                        NearMiss(
                            enterprise: Int(block.enterprises[row]), clause: split.place, distance: distance))
                }
            }
        }
    }
}

extension Program {
    /// A rule with one clause taken out.
    struct Split {
        var place: Int
        var clause: Formula
        var others: Program
        var alone: Program
    }

    /// One split for each clause that counts in the degree.
    func splits(_ schema: Schema) throws(MatchingFault) -> [Split] {
        clauses.indices.filter { !clauses[$0].isRegionTest(schema) }.map { place in
            var others = clauses
            let clause = others.remove(at: place)
            return Split(
                place: place, clause: clause, others: Program(id: id, clauses: others),
                alone: Program(id: id, clauses: [clause]))
        }
    }
}

extension Formula {
    /// Whether it only decides the region.
    func isRegionTest(_ schema: Schema) -> Bool {
        if case .code(let column, _, _) = self { return schema.columns[column].isRegion }
        return false
    }

    /// The gap to a comparison of one column, as a share of the threshold.
    func distance(_ schema: Schema, today: Int64, _ value: (Int) -> Int64) -> Double {
        let gap: (Int64, Int64)
        switch self {
        case .compare(let column, _, let bound): gap = (value(column), schema.stored(bound, column))
        case .day(let column, _, let bound): gap = (value(column), bound.day(asOf: today))
        case .all(let parts):
            return parts.map { $0.distance(schema, today: today, value) }.max() ?? 1
        case .any(let parts):
            return parts.map { $0.distance(schema, today: today, value) }.min() ?? 1
        default: return 1
        }
        if gap.0 == unknownValue { return 1 }
        return abs(Double(gap.0) - Double(gap.1)) / max(abs(Double(gap.1)), 1)
    }
}

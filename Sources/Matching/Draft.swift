// SPDX-License-Identifier: Apache-2.0
import MatchingKernels
import Rules

/// What a draft would change against the version in force, and what it would cost: the pre-match before
/// publication.
public struct DraftEffect: Sendable {
    /// Enterprises that meet the draft and not the version in force.
    public var gains: [Int]
    /// Enterprises that meet the version in force and not the draft.
    public var losses: [Int]
    /// Enterprises that meet the draft.
    public var eligible: Int
    /// Enterprises that may meet the draft once a missing fact is known or a person has judged.
    public var open: Int
    /// What the draft pays to whom it is met by.
    public var amounts: AmountSpread
    /// For each clause, in order: how much it excludes.
    public var clauses: [ClauseEffect]
}

/// The amounts that a rule pays, in fen.
public struct AmountSpread: Sendable, Equatable {
    /// All of them together, kept within 64 bits.
    public var sumFen: Int64
    /// How many are paid something.
    public var receivers: Int
    /// How many amounts are unknown because a fact is missing.
    public var unknown: Int
    /// The amounts below which 0, 10, 25, 50, 75, 90 and 100 percent of the receivers lie; empty without any.
    public var percentilesFen: [Int64]

    static let percents = [0, 10, 25, 50, 75, 90, 100]

    init(_ amounts: [Int64], unknown: Int) {
        let sorted = amounts.filter { $0 > 0 }.sorted()
        let sum = sorted.reduce(Int128(0)) { $0 + Int128($1) }
        sumFen = Int64(clamping: sum)
        receivers = sorted.count
        self.unknown = unknown
        percentilesFen =
            sorted.isEmpty ? [] : AmountSpread.percents.map { sorted[(sorted.count - 1) * $0 / 100] }
    }
}

/// What one clause of a rule does.
public struct ClauseEffect: Sendable, Equatable {
    /// Its place among the rule's clauses.
    public var clause: Int
    /// Enterprises of the region that miss it.
    public var missed: Int
    /// Enterprises that miss it and meet all others: what it alone excludes.
    public var excludedAlone: Int
    /// For a comparison of one column: enterprises that meet all others, by their value's distance from the
    /// bound in the steps of `steps`, below it (first) and from it on. A cliff is a crowd just below.
    public var below: [Int]
    /// See `below`.
    public var above: [Int]

    /// Distances as shares of the bound: within 1, 2, 5, 10, 20 percent.
    public static let steps = [0.01, 0.02, 0.05, 0.10, 0.20]
}

extension Matcher {
    /// Puts a draft beside the version in force (nil: there is none). `amountFen` says what an enterprise is
    /// paid where the draft's own `amount` does not.
    public func effect(
        of draft: Program, against current: Program?, threads: Int = Threads.all,
        amountFen: ((_ enterprise: Int) -> Int64?)? = nil
    ) throws(MatchingFault) -> DraftEffect {
        let now = try select(draft, threads)
        let was = try current.map { program throws(MatchingFault) in try select(program, threads) }
        var gains: [Int] = [], losses: [Int] = []
        for (place, block) in population.blocks.enumerated() {
            let after = now.word(ofBlock: place, .met)
            let before = was?.word(ofBlock: place, .met) ?? [UInt64](repeating: 0, count: planeWords)
            block.forEach(zip(after, before).map { $0 & ~$1 }) { gains.append(Int(block.enterprises[$0])) }
            block.forEach(zip(after, before).map { $1 & ~$0 }) { losses.append(Int(block.enterprises[$0])) }
        }
        return DraftEffect(
            gains: gains, losses: losses, eligible: now.count(.met),
            open: now.count(.unknown) + now.count(.person),
            amounts: spread(draft, now, amountFen), clauses: try clauseEffects(draft, threads))
    }

    private func select(_ program: Program, _ threads: Int) throws(MatchingFault) -> Selection {
        let alone = try Plan([program], schema: plan.schema, today: plan.today, residual: plan.residual)
        return try Matcher(alone, population).selection(ofRule: 0, threads: threads)
    }

    private func spread(
        _ draft: Program, _ selection: Selection, _ amountFen: ((Int) -> Int64?)?
    ) -> AmountSpread {
        var amounts: [Int64] = [], unknown = 0
        for (place, block) in population.blocks.enumerated() {
            block.forEach(selection.word(ofBlock: place, .met)) { row in
                let fen =
                    amountFen.map { $0(Int(block.enterprises[row])) }
                    ?? draft.amount?.fen { block.chunks[$0].value(at: row) }
                if let fen {
                    amounts.append(fen)
                } else {
                    unknown += 1
                }
            }
        }
        return AmountSpread(amounts, unknown: unknown)
    }

    private func clauseEffects(_ draft: Program, _ threads: Int) throws(MatchingFault) -> [ClauseEffect] {
        let regions = draft.clauses.filter { $0.isRegionTest(plan.schema) }
        var effects: [ClauseEffect] = []
        for split in try draft.splits(plan.schema) {
            let others = try select(split.others, threads)
            let alone = try select(Program(id: draft.id, clauses: regions + [split.clause]), threads)
            let inRegion = try select(Program(id: draft.id, clauses: regions), threads)
            var effect = ClauseEffect(
                clause: split.place, missed: 0, excludedAlone: 0,
                below: [Int](repeating: 0, count: ClauseEffect.steps.count),
                above: [Int](repeating: 0, count: ClauseEffect.steps.count))
            for (place, block) in population.blocks.enumerated() {
                let missed = zip(alone.word(ofBlock: place, .missed), inRegion.word(ofBlock: place, .met))
                    .map { $0 & $1 }
                let met = others.word(ofBlock: place, .met)
                effect.missed += missed.reduce(0) { $0 + $1.nonzeroBitCount }
                effect.excludedAlone += zip(missed, met).reduce(0) { $0 + ($1.0 & $1.1).nonzeroBitCount }
                block.forEach(met) { effect.place(split.clause, plan.schema, block, $0) }
            }
            effects.append(effect)
        }
        return effects
    }
}

extension ClauseEffect {
    /// Files a row under its distance from the bound.
    fileprivate mutating func place(_ clause: Formula, _ schema: Schema, _ block: Block, _ row: Int) {
        guard case .compare(let column, _, let stated) = clause, stated != 0 else { return }
        let bound = schema.stored(stated, column)
        let value = block.chunks[column].value(at: row)
        guard value != unknownValue else { return }
        let gap = (Double(value) - Double(bound)) / abs(Double(bound))
        guard let step = ClauseEffect.steps.firstIndex(where: { abs(gap) <= $0 }) else { return }
        if value < bound { below[step] += 1 } else { above[step] += 1 }
    }
}

extension Block {
    func forEach(_ plane: [UInt64], _ body: (Int) -> Void) {
        plane.withUnsafeBufferPointer { $0.baseAddress?.forEachRow(body) }
    }
}

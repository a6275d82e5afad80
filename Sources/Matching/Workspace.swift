// SPDX-License-Identifier: Apache-2.0
import MatchingKernels
import Rules

/// One thread's working memory: the planes of all conditions over the block at hand.
final class Workspace {
    let plan: Plan
    let tables: UnsafeMutablePointer<ym_planes>
    private var arena: Memory
    private var used = 0
    let test: Memory
    let sums: Memory
    private var operands: UnsafeMutablePointer<ym_planes>
    let constants = Constants.shared
    /// Pairs that only the residual judge could decide.
    var residualPairs = 0

    init(_ plan: Plan) {
        self.plan = plan
        tables = .allocate(capacity: max(plan.nodes.count, 1))
        tables.initialize(repeating: Constants.shared.planes(of: .missed), count: max(plan.nodes.count, 1))
        arena = Memory(bytes: 0)
        test = Memory(bytes: 2 * planeBytes)
        sums = Memory(bytes: blockRows * 8)
        let most = plan.nodes.lazy.map { Int($0.count) }.max() ?? 0
        operands = .allocate(capacity: max(most, 1))
    }

    deinit {
        tables.deallocate()
        operands.deallocate()
    }

    /// Makes room for a shortlist's planes.
    func prepare(_ shortlist: Shortlist) {
        let bytes = shortlist.planes * planeBytes
        if arena.bytes < bytes { arena = Memory(bytes: bytes) }
    }

    /// Evaluates the needed conditions over a block into `tables`.
    func evaluate(_ needed: ContiguousArray<UInt32>, over block: Block) {
        used = 0
        plan.nodes.withUnsafeBufferPointer { nodes in
            for id in needed { tables[Int(id)] = planes(of: nodes[Int(id)], over: block) }
        }
    }

    private func newPlane() -> WritablePlane {
        defer { used += planeBytes }
        return arena.typed(UInt64.self, at: used)
    }

    private func planes(of node: Node, over block: Block) -> ym_planes {
        switch node.kind {
        case .constant:
            return constants.planes(of: Outcome(bits: UInt8(node.value)))
        case .atLeast: return atLeast(node, block.chunks[Int(node.column)])
        case .flag: return flag(node, block.chunks[Int(node.column)])
        case .verdict:
            let planes = block.chunks[Int(node.column)].planes
            return ym_planes(
                met: planes, possible: planes + planeWords, settled: planes + 2 * planeWords)
        case .set: return set(node, block.chunks[Int(node.column)])
        case .linear: return linear(node, block)
        case .all, .any, .some, .not: return connective(node)
        case .residual: return residual(node, block)
        }
    }

    private func atLeast(_ node: Node, _ chunk: Chunk) -> ym_planes {
        let isAll = node.value <= chunk.least, isNone = node.value > chunk.greatest
        if chunk.missing == nil && (isAll || isNone) {
            return constants.planes(of: isAll != node.isNegated ? .met : .missed)
        }
        return finished(test(chunk, node.value), chunk.missing, node.isNegated)
    }

    /// Bits of the rows whose value is at least the threshold; those of unknown values mean nothing.
    func test(_ chunk: Chunk, _ threshold: Int64) -> Plane {
        if threshold <= chunk.least { return constants.ones }
        if threshold > chunk.greatest { return constants.zeros }
        let plane = test.typed(UInt64.self)
        ym_at_least(Int32(chunk.width), chunk.values, threshold &- chunk.base, plane)
        return Plane(plane)
    }

    func finished(_ test: Plane, _ missing: Plane?, _ isNegated: Bool) -> ym_planes {
        let met = newPlane()
        let possible = missing == nil ? met : newPlane()
        ym_finish(
            test, missing, isNegated ? 1 : 0, ym_result(met: met, possible: possible, settled: nil))
        return ym_planes(met: met, possible: possible, settled: met)
    }

    private func flag(_ node: Node, _ chunk: Chunk) -> ym_planes {
        let met = chunk.planes, possible = chunk.planes + planeWords
        if !node.isNegated { return ym_planes(met: met, possible: possible, settled: met) }
        var planes = ym_planes(met: met, possible: possible, settled: met)
        return opposite(&planes, isJudged: false)
    }

    private func opposite(_ planes: inout ym_planes, isJudged: Bool) -> ym_planes {
        let met = newPlane()
        let possible = planes.met == planes.possible ? met : newPlane()
        let settled = isJudged ? newPlane() : nil
        ym_not(&planes, ym_result(met: met, possible: possible, settled: settled))
        return ym_planes(met: met, possible: possible, settled: settled ?? met)
    }

    private func set(_ node: Node, _ chunk: Chunk) -> ym_planes {
        plan.words.withUnsafeBufferPointer { words in
            guard let set = words.baseAddress.map({ $0 + Int(node.first) }) else {
                return constants.planes(of: .missed)
            }
            if chunk.width == 0 || chunk.least > chunk.greatest { return constant(node, chunk, set) }
            if let runs = chunk.runs {
                let plane = test.typed(UInt64.self)
                let found = ym_runs_in_set(runs, UInt32(chunk.runCount), set, plane)
                if found != 1 {
                    return constants.planes(of: (found == 2) != node.isNegated ? .met : .missed)
                }
                return finished(Plane(plane), nil, node.isNegated)
            }
            let plane = test.typed(UInt64.self)
            ym_codes_in_set(Int32(chunk.width), chunk.values, set, plane)
            return finished(Plane(plane), chunk.missing, node.isNegated)
        }
    }

    private func constant(_ node: Node, _ chunk: Chunk, _ set: UnsafePointer<UInt64>) -> ym_planes {
        if chunk.least > chunk.greatest { return constants.planes(of: .unknown) }
        let isIn = set[Int(chunk.base >> 6)] >> UInt64(chunk.base & 63) & 1 == 1
        if chunk.missing == nil { return constants.planes(of: isIn != node.isNegated ? .met : .missed) }
        return finished(isIn ? constants.ones : constants.zeros, chunk.missing, node.isNegated)
    }

    private func connective(_ node: Node) -> ym_planes {
        for place in 0..<Int(node.count) {
            operands[place] = tables[Int(plan.parts[Int(node.first) + place])]
        }
        if node.kind == .not { return opposite(&operands[0], isJudged: node.isJudged) }
        let met = newPlane(), possible = newPlane()
        let settled = node.isJudged ? newPlane() : nil
        let result = ym_result(met: met, possible: possible, settled: settled)
        switch node.kind {
        case .all: ym_all(operands, UInt32(node.count), result)
        case .any: ym_any(operands, UInt32(node.count), result)
        default: ym_some(operands, UInt32(node.count), UInt32(node.value), result)
        }
        return ym_planes(met: met, possible: possible, settled: settled ?? met)
    }

    private func residual(_ node: Node, _ block: Block) -> ym_planes {
        let met = newPlane(), possible = newPlane()
        let settled = node.isJudged ? newPlane() : nil
        for word in 0..<planeWords {
            met[word] = 0
            possible[word] = 0
            settled?[word] = 0
        }
        block.live.forEachRow { row in
            residualPairs += 1
            let number = Int(block.enterprises[row])
            let outcome = plan.residual?.outcome(of: Int(node.value), enterprise: number) ?? .unknown
            if outcome == .met { met.setBit(row) }
            if outcome != .missed { possible.setBit(row) }
            if outcome == .met || outcome == .person { settled?.setBit(row) }
        }
        return ym_planes(met: met, possible: possible, settled: settled ?? met)
    }
}

// Linear forms

extension Workspace {
    func linear(_ node: Node, _ block: Block) -> ym_planes {
        let terms = plan.terms[Int(node.first)..<Int(node.first + node.count)]
        let missing = missingOfLinear(node, terms, block)
        let test = test.typed(UInt64.self)
        let sums = sums.typed(Int64.self)
        if fits(terms, block) {
            sums.update(repeating: 0, count: blockRows)
            for term in terms {
                let chunk = block.chunks[term.column]
                ym_add_scaled(
                    Int32(max(chunk.width, 1)), chunk.values, chunk.base, term.factor, sums)
            }
            ym_at_least(8, sums, node.value, test)
        } else {
            wide(terms, node.value, block, test)
        }
        if terms.contains(where: { block.chunks[$0.column].isFiner }) {
            refine(terms, node.value, block, test)
        }
        return finished(Plane(test), missing, node.isNegated)
    }

    /// Whether no sum can leave 64 bits, by the least and greatest values of the block. Values are at most
    /// 2^60, so that 128 bits hold any sum of 64 products.
    private func fits(_ terms: ArraySlice<Formula.Term>, _ block: Block) -> Bool {
        var most = Int128(0)
        for term in terms {
            let chunk = block.chunks[term.column]
            if chunk.least > chunk.greatest { continue }
            let magnitude = max(chunk.least.magnitude, chunk.greatest.magnitude)
            most += Int128(magnitude) * Int128(term.factor.magnitude)
        }
        return most <= Int128(Int64.max)
    }

    /// Rows with values finer than their columns are compared by exact facts, where those can differ.
    private func refine(
        _ terms: ArraySlice<Formula.Term>, _ bound: Int64, _ block: Block, _ test: WritablePlane
    ) {
        block.live.forEachRow { row in
            var sum = FinerSum()
            for term in terms {
                let chunk = block.chunks[term.column]
                let value = chunk.value(at: row)
                if value == unknownValue { return }
                sum.add(value, times: term.factor, isMeasure: chunk.isFiner)
            }
            guard sum.reaches(bound) == nil else { return }
            residualPairs += 1
            let enterprise = Int(block.enterprises[row])
            let holds = plan.residual?.reaches(Array(terms), bound, enterprise: enterprise) ?? false
            test[row >> 6] &= ~(1 << UInt64(row & 63))
            if holds { test.setBit(row) }
        }
    }

    private func wide(
        _ terms: ArraySlice<Formula.Term>, _ bound: Int64, _ block: Block, _ test: WritablePlane
    ) {
        for word in 0..<planeWords { test[word] = 0 }
        for row in 0..<block.rows {
            var sum = Int128(0)
            for term in terms {
                let value = block.chunks[term.column].value(at: row)
                sum += Int128(value == unknownValue ? 0 : value) * Int128(term.factor)
            }
            if sum >= Int128(bound) { test.setBit(row) }
        }
    }

    /// Rows where a term is unknown or a denominator is not positive; nil where there are none.
    private func missingOfLinear(
        _ node: Node, _ terms: ArraySlice<Formula.Term>, _ block: Block
    ) -> Plane? {
        let union = test.typed(UInt64.self, at: planeBytes)
        var isFirst = true
        func add(_ plane: Plane, flipped: Bool) {
            let flip: UInt64 = flipped ? .max : 0
            for word in 0..<planeWords { union[word] = (isFirst ? 0 : union[word]) | (plane[word] ^ flip) }
            isFirst = false
        }
        for term in terms {
            if let missing = block.chunks[term.column].missing { add(missing, flipped: false) }
        }
        var place = Int(node.positives)
        while plan.positives[place] >= 0 {
            let chunk = block.chunks[Int(plan.positives[place])]
            if let missing = chunk.missing { add(missing, flipped: false) }
            if chunk.least <= 0 || chunk.least > chunk.greatest { add(test(chunk, 1), flipped: true) }
            place += 1
        }
        return isFirst ? nil : Plane(union)
    }
}

// SPDX-License-Identifier: Apache-2.0
import Rules

/// Every rule's outcome for one enterprise, in the plan's order.
public struct Ballot: Sendable, Equatable {
    /// Outcomes as bits; see `outcome(ofRule:)`.
    var bits: [UInt8]
    /// How many of a rule's conditions are met; 0 for a rule of another region.
    public internal(set) var degrees: [UInt8]

    init(rules: Int) {
        bits = [UInt8](repeating: Outcome.missed.bits, count: rules)
        degrees = [UInt8](repeating: 0, count: rules)
    }

    /// A rule's outcome.
    public func outcome(ofRule rule: Int) -> Outcome { Outcome(bits: bits[rule]) }

    /// The rules with an outcome.
    public func rules(_ outcome: Outcome) -> [Int] { bits.indices.filter { bits[$0] == outcome.bits } }
}

extension Matcher {
    /// Judges one enterprise by every rule.
    public func ballot(of enterprise: Int) throws(MatchingFault) -> Ballot {
        let (block, row) = try population.place(of: enterprise)
        let values = population.schema.columns.indices.map {
            population.blocks[block].chunks[$0].value(at: row)
        }
        return ballot(of: values, enterprise: enterprise)
    }

    /// Judges raw column values, such as those of a draft or of an enterprise that is not stored; residual
    /// conditions are asked of the enterprise of that number.
    public func ballot(of values: [Int64], enterprise: Int = -1) -> Ballot {
        let regions = population.schema.regions.map { column -> Int32 in
            values[column] == unknownValue ? -1 : Int32(truncatingIfNeeded: values[column])
        }
        return Single(plan).ballot(values, enterprise, shortlist(for: regions))
    }
}

/// Judging one enterprise: each condition once, as three bits, then each rule's code over these.
struct Single {
    private let plan: Plan

    init(_ plan: Plan) { self.plan = plan }

    func ballot(_ values: [Int64], _ enterprise: Int, _ shortlist: Shortlist) -> Ballot {
        var ballot = Ballot(rules: plan.count)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(plan.nodes.count, 1)) { bits in
            judge(shortlist.needed, values, enterprise, into: bits)
            let nodes = UnsafeBufferPointer(bits)
            run(shortlist.plain, nodes, &ballot)
            run(shortlist.judged, nodes, &ballot)
            run(shortlist.unsure, nodes, &ballot)
            for rule in shortlist.unsure.rules {
                ballot.bits[Int(rule)] &= Outcome.unknown.bits
                ballot.degrees[Int(rule)] = 0
            }
        }
        return ballot
    }

    private func run(_ batch: Shortlist.Batch, _ bits: UnsafeBufferPointer<UInt8>, _ ballot: inout Ballot) {
        guard !batch.rules.isEmpty else { return }
        ballot.bits.withUnsafeMutableBufferPointer { outcomes in
            ballot.degrees.withUnsafeMutableBufferPointer { degrees in
                batch.withPointers { code, start in
                    for place in 0..<batch.rules.count {
                        let rule = Int(batch.rules[place])
                        let end = code + Int(start[place + 1])
                        (outcomes[rule], degrees[rule]) = Single.run(code + Int(start[place]), end, bits)
                    }
                }
            }
        }
    }

    /// The kernels' code over single rows.
    static func run(
        _ start: UnsafePointer<UInt32>, _ end: UnsafePointer<UInt32>, _ bits: UnsafeBufferPointer<UInt8>
    ) -> (UInt8, UInt8) {
        var at = start
        var all: UInt8 = 7, degree: UInt8 = 0, group: UInt8 = 0, kept: UInt8 = 7
        while at < end {
            let word = at.pointee
            at += 1
            let operand = bits[Int(word >> 2)]
            let operation = word & 3
            if operation == 0 {
                all &= operand
                degree &+= operand & 1
                continue
            }
            kept &= operand
            if operation == 3 { continue }
            group |= Outcome.exchanged(kept)
            kept = 7
            if operation == 1 { continue }
            let whole = Outcome.exchanged(group)
            all &= whole
            degree &+= whole & 1
            group = 0
        }
        return (all, degree)
    }

    func judge(
        _ needed: ContiguousArray<UInt32>, _ values: [Int64], _ enterprise: Int,
        into bits: UnsafeMutableBufferPointer<UInt8>
    ) {
        plan.nodes.withUnsafeBufferPointer { nodes in
            values.withUnsafeBufferPointer { values in
                plan.words.withUnsafeBufferPointer { words in
                    for id in needed {
                        bits[Int(id)] = outcome(nodes[Int(id)], values, words, enterprise, bits)
                    }
                }
            }
        }
    }

    @inline(__always)
    private func outcome(
        _ node: Node, _ values: UnsafeBufferPointer<Int64>, _ words: UnsafeBufferPointer<UInt64>,
        _ enterprise: Int, _ bits: UnsafeMutableBufferPointer<UInt8>
    ) -> UInt8 {
        switch node.kind {
        case .constant: return UInt8(node.value)
        case .atLeast:
            let value = values[Int(node.column)]
            return value == unknownValue ? 2 : (value >= node.value) != node.isNegated ? 7 : 0
        case .flag:
            let value = values[Int(node.column)]
            return value == unknownValue ? 2 : (value == 1) != node.isNegated ? 7 : 0
        case .verdict:
            let value = values[Int(node.column)]
            return value == unknownValue ? 2 : UInt8(value)
        case .set:
            let value = values[Int(node.column)]
            if value == unknownValue { return 2 }
            let isIn = words[Int(node.first) + Int(value >> 6)] >> UInt64(value & 63) & 1 == 1
            return isIn != node.isNegated ? 7 : 0
        case .linear: return linear(node, values, enterprise)
        case .all, .any, .some, .not: return connective(node, bits)
        case .residual:
            return (plan.residual?.outcome(of: Int(node.value), enterprise: enterprise) ?? .unknown).bits
        }
    }

    private func linear(_ node: Node, _ values: UnsafeBufferPointer<Int64>, _ enterprise: Int) -> UInt8 {
        let terms = plan.terms[Int(node.first)..<Int(node.first + node.count)]
        var sum = FinerSum()
        for term in terms {
            let value = values[term.column]
            if value == unknownValue { return 2 }
            let isMeasure = plan.schema.columns[term.column].kind == .measure
            sum.add(value, times: term.factor, isMeasure: isMeasure)
        }
        var place = Int(node.positives)
        while plan.positives[place] >= 0 {
            let value = values[Int(plan.positives[place])]
            if value == unknownValue || value <= 0 { return 2 }
            place += 1
        }
        let holds =
            sum.reaches(node.value)
            ?? plan.residual?.reaches(Array(terms), node.value, enterprise: enterprise) ?? false
        return holds != node.isNegated ? 7 : 0
    }

    private func connective(_ node: Node, _ bits: UnsafeMutableBufferPointer<UInt8>) -> UInt8 {
        let parts = plan.parts[Int(node.first)..<Int(node.first + node.count)]
        switch node.kind {
        case .all: return parts.reduce(7) { $0 & bits[Int($1)] }
        case .any:
            return Outcome.exchanged(parts.reduce(0) { $0 | Outcome.exchanged(bits[Int($1)]) })
        case .not: return Outcome(bits: bits[Int(plan.parts[Int(node.first)])]).negated.bits
        default:
            return Outcome.atLeast(Int(node.value), of: parts.map { Outcome(bits: bits[Int($0)]) }).bits
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Standards

/// A part of a rule that may cite official words: a clause, an indicator of the score, a group of a
/// classification, an item of the amount. What fidelity, coverage and the use of words are read from.
struct RulePart {
    enum Kind: Hashable { case clause, indicator, classGroup, amountItem }

    let kind: Kind
    let title: String
    /// Own citations; for a clause inside another without its own, those of the clause around it.
    let cites: [String]
    /// Citations of this part, of what is around it and of what is inside: where its numbers may come from.
    let allCites: [String]
    let place: Place
    let conditions: [Condition]
    let expressions: [Expression]
    /// Numbers that stand beside the expressions: bands, caps, floors, steps.
    let literals: [Literal]
    /// A ceiling over several parts, which need not stand in the words that this part cites.
    var ceiling: Literal?
    /// Full points of the indicator, its group and the score, which the words need not state.
    var fulls: [Rational] = []
    /// Points of tables and awards.
    let points: [Rational]
    /// Whether a person gives points or judges.
    let needsPerson: Bool
    /// Whether several options are weighed against each other, of which the best counts.
    let takesBest: Bool
    /// Part of a larger part that cites the same or more: not counted again as a part of the whole rule.
    let isInner: Bool
}

extension Rule {
    /// All parts that may cite, from the condition down to the amounts.
    var parts: [RulePart] {
        var parts: [RulePart] = []
        if let condition, case .all = condition.condition, let unless = condition.unless {
            parts.append(RulePart(exemption: unless, of: condition))
        }
        for clause in topClauses { parts += clause.parts(around: condition?.cites ?? [], isInner: false) }
        let fulls = scoring.map { [$0.full] } ?? []
        for group in scoring?.groups ?? [] {
            parts += group.indicators.map { $0.part(fulls: fulls + [group.full]) }
        }
        parts += (classification?.groups ?? []).map(\.part)
        parts += (amount?.items ?? []).map { $0.part(cap: amount?.cap) }
        return parts
    }

    /// Whether the part of the file belongs to this version, and was not taken over from a base.
    func owns(_ place: Place) -> Bool { place.file == self.place.file }
}

extension RulePart {
    /// The 除非 of the whole condition, whose items are parts of their own.
    fileprivate init(exemption: Condition, of clause: Clause) {
        self.init(
            kind: .clause, title: "除非", cites: clause.cites, allCites: clause.cites, place: clause.place,
            conditions: [exemption],
            expressions: [], literals: [], points: [], needsPerson: exemption.hasJudgement, takesBest: false,
            isInner: true)
    }
}

extension Clause {
    /// This clause, then those inside it that cite on their own account.
    func parts(around outer: [String], isInner: Bool) -> [RulePart] {
        let own = cites.isEmpty ? outer : cites
        let whole = RulePart(
            kind: .clause, title: title.isEmpty ? text : title, cites: own, allCites: outer + citesInside,
            place: place,
            conditions: [condition] + (unless.map { [$0] } ?? []), expressions: [], literals: [], points: [],
            needsPerson: condition.hasJudgement, takesBest: false, isInner: isInner)
        return [whole] + condition.clauses.flatMap { $0.citingParts(around: own) }
    }

    private var citesInside: [String] { cites + condition.clauses.flatMap(\.citesInside) }

    private func citingParts(around outer: [String]) -> [RulePart] {
        if cites.isEmpty { return condition.clauses.flatMap { $0.citingParts(around: outer) } }
        return parts(around: outer, isInner: true)
    }
}

extension Scoring.Indicator {
    fileprivate func part(fulls: [Rational]) -> RulePart {
        RulePart(
            kind: .indicator, title: name, cites: cites, allCites: cites, place: place,
            conditions: method.conditions,
            expressions: method.expressions, literals: method.literals, fulls: fulls + [full],
            points: method.points,
            needsPerson: method.needsPerson, takesBest: method.takesBest, isInner: false)
    }
}

extension Classification.Group {
    fileprivate var part: RulePart {
        RulePart(
            kind: .classGroup, title: name, cites: cites, allCites: cites, place: place, conditions: [],
            expressions: indicators.map { .fact($0.fact) },
            literals: indicators.flatMap { $0.floors.map(\.limit) },
            points: [], needsPerson: false, takesBest: false, isInner: false)
    }
}

extension Amount.Item {
    fileprivate func part(cap whole: Literal?) -> RulePart {
        RulePart(
            kind: .amountItem, title: name, cites: cites, allCites: cites, place: place,
            conditions: condition.map { [$0] } ?? [],
            expressions: method.expressions, literals: method.literals + [cap, floor].compactMap { $0 },
            ceiling: whole, points: [], needsPerson: condition?.hasJudgement ?? false, takesBest: false,
            isInner: false)
    }
}

extension Amount.Method {
    var expressions: [Expression] {
        switch self {
        case .formula(let expression), .bands(let expression, _): [expression]
        }
    }

    var literals: [Literal] {
        guard case .bands(_, let steps) = self else { return [] }
        return steps.flatMap { [$0.bound?.literal, $0.amount].compactMap { $0 } }
    }
}

extension Scoring.Method {
    var conditions: [Condition] {
        switch self {
        case .highest(let awards), .sum(let awards): awards.compactMap(\.condition)
        case .best(let methods): methods.flatMap(\.conditions)
        case .bands, .perStep, .expert: []
        }
    }

    var expressions: [Expression] {
        switch self {
        case .bands(let expression, _), .perStep(let expression, _, _): [expression]
        case .best(let methods): methods.flatMap(\.expressions)
        case .highest, .sum, .expert: []
        }
    }

    var literals: [Literal] {
        switch self {
        case .bands(_, let bands): bands.compactMap { $0.bound?.literal }
        case .perStep(_, let step, _): [step]
        case .best(let methods): methods.flatMap(\.literals)
        case .highest, .sum, .expert: []
        }
    }

    var points: [Rational] {
        let ranges: [Scoring.Points] =
            switch self {
            case .bands(_, let bands): bands.map(\.points)
            case .highest(let awards), .sum(let awards): awards.map(\.points)
            case .perStep(_, _, let points), .expert(let points, _): [points]
            case .best(let methods): methods.flatMap { $0.points.map { Scoring.Points(low: $0, high: $0) } }
            }
        return ranges.flatMap { [$0.low, $0.high] }
    }

    var needsPerson: Bool {
        switch self {
        case .expert: true
        case .bands(_, let bands): bands.contains { $0.points.low != $0.points.high }
        case .highest(let awards), .sum(let awards):
            awards.contains { $0.points.low != $0.points.high || $0.condition?.hasJudgement == true }
        case .perStep(_, _, let points): points.low != points.high
        case .best(let methods): methods.contains(where: \.needsPerson)
        }
    }

    var takesBest: Bool {
        switch self {
        case .highest, .best: true
        default: false
        }
    }
}

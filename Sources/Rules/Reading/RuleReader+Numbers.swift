// SPDX-License-Identifier: Apache-2.0
import Standards

extension RuleReader {
    /// An expression on its own line.
    mutating func number(_ text: Tree.Text) -> Expression? {
        do throws(RuleFault) {
            let expression = try grammar.expression(text)
            let window = grammar.numbers.window(expression)
            if window > 1 { throw RuleFault(.windowNeedsQuantifier(count: window), at: text.place) }
            return expression
        } catch {
            log.report(error)
            return nil
        }
    }

    /// A number with a unit of the given dimension.
    mutating func literal(_ text: Tree.Text, like dimension: Dimension) -> Literal? {
        do throws(RuleFault) {
            return try grammar.amount(text, like: dimension)
        } catch {
            log.report(error)
            return nil
        }
    }

    /// A whole or decimal number of points under a key.
    mutating func points(_ fields: Fields, _ key: String) -> Rational? {
        guard fields.has(key) else {
            _ = fields.required(key)
            return nil
        }
        return fields.tree(key).flatMap { points($0, full: nil)?.high }
    }

    /// Points, or [low, high] when a person decides within a range.
    mutating func points(_ tree: Tree, full: Rational?) -> Scoring.Points? {
        switch tree {
        case .text(let text):
            guard let value = points(text, full: full) else { return nil }
            return Scoring.Points(low: value, high: value)
        case .list(let items, let place):
            let values = items.compactMap { item -> Rational? in
                if case .text(let text) = item { return points(text, full: full) }
                return nil
            }
            if values.count == 2, items.count == 2, values[0] <= values[1] {
                return Scoring.Points(low: values[0], high: values[1])
            }
            log.report(.badValue(tree.summary, key: "分", expected: "20 或 [7, 8]"), at: place)
            return nil
        case .map(_, let place):
            log.report(.expected(.text, found: "{…}"), at: place)
            return nil
        }
    }

    private mutating func points(_ text: Tree.Text, full: Rational?) -> Rational? {
        guard let value = Rational(decimal: text.string), value >= .zero else {
            log.report(.badValue(text.string, key: "分", expected: "20、2.5"), at: text.place)
            return nil
        }
        if let full, value > full {
            log.report(
                .pointsAboveFull(points: text.string, full: full.decimalText(places: 2)), at: text.place)
        }
        numbers.append(StatedNumber(digits: text.string, place: text.place))
        return value
    }
}

/// Bands are read from the top: each must still be reachable when those above have failed, and one must
/// always hold.
struct BandCheck {
    let log: FaultLog

    func check(_ bands: [(bound: Scoring.Bound?, place: Place)], at place: Place) {
        guard bands.last?.bound == nil, !bands.isEmpty else {
            log.report(.bandsWithoutRest, at: place)
            return
        }
        var previous: Scoring.Bound?
        for (index, band) in bands.enumerated() {
            guard let bound = band.bound else {
                if index != bands.count - 1 { log.report(.bandUnreachable("其余"), at: band.place) }
                continue
            }
            if let previous, !follows(bound, after: previous) {
                log.report(.bandUnreachable(bound.literal.text), at: band.place)
            }
            previous = bound
        }
    }

    /// Floors fall (5%以上, 3%以上 …), ceilings rise (55%以下, 75%以下 …); at the same number the wider side comes
    /// later.
    private func follows(_ bound: Scoring.Bound, after previous: Scoring.Bound) -> Bool {
        let (now, before) = (bound.literal.value, previous.literal.value)
        switch (previous.relation, bound.relation) {
        case (.atLeast, .atLeast), (.above, .above), (.atLeast, .above): return now < before
        case (.above, .atLeast): return now <= before
        case (.atMost, .atMost), (.below, .below), (.atMost, .below): return now > before
        case (.below, .atMost): return now >= before
        default: return false
        }
    }
}

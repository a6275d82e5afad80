// SPDX-License-Identifier: Apache-2.0
import Standards

extension Judging {
    /// How much is paid, in yuan to the fen; a range while facts are missing.
    func amountJudgement(_ amount: Amount) -> AmountJudgement {
        let items = amount.items.map { item($0) }
        let lows = items.map(\.low)
        let highs = items.map(\.high)
        var low: Rational
        var high: Rational?
        switch amount.combination {
        case .sum:
            low = lows.reduce(.zero, +)
            high = highs.reduce(Rational.zero) { sum, next in next.flatMap { n in sum.map { $0 + n } } }
        case .highest:
            low = lows.max() ?? .zero
            high = highs.contains { $0 == nil } ? nil : highs.compactMap { $0 }.max() ?? .zero
        }
        if let cap = amount.cap?.value {
            low = min(low, cap)
            high = min(high ?? cap, cap)
        }
        var missing: [Facts.Key] = []
        for key in items.flatMap(\.trace.missing) where !missing.contains(key) { missing.append(key) }
        return AmountJudgement(low: low, high: high, items: items, missing: missing)
    }

    private func item(_ item: Amount.Item) -> AmountJudgement.Item {
        var trace = Trace()
        let holds = item.condition.map { outcome($0, &trace) } ?? .met
        var low = Rational.zero
        var high: Rational? = .zero
        if holds != .missed {
            let paid = paid(item.method, &trace)
            let bounded = bounded(paid, item)
            low = holds == .met ? bounded.low : .zero
            high = bounded.high
        }
        return AmountJudgement.Item(
            item: item, low: low.rounded(places: 2), high: high?.rounded(places: 2), trace: trace)
    }

    private typealias Range = (low: Rational, high: Rational?)

    private func paid(_ method: Amount.Method, _ trace: inout Trace) -> Range {
        switch method {
        case .formula(let expression):
            guard let value = scalar(expression, &trace) else { return (.zero, nil) }
            // Support is never negative.
            let paid = max(value, .zero)
            return (paid, paid)
        case .bands(let expression, let steps):
            guard let number = scalar(expression, &trace) else {
                let amounts = steps.map(\.amount.value)
                return (amounts.min() ?? .zero, amounts.max() ?? .zero)
            }
            let found = steps.first { $0.bound.map { $0.relation.holds(number, $0.literal.value) } ?? true }
            let paid = found?.amount.value ?? .zero
            return (paid, paid)
        }
    }

    private func bounded(_ range: Range, _ item: Amount.Item) -> Range {
        let floor = item.floor?.value ?? .zero
        let low = max(range.low, floor)
        let high = range.high.map { max($0, floor) }
        guard let cap = item.cap?.value else { return (low, high) }
        return (min(low, cap), min(high ?? cap, cap))
    }
}

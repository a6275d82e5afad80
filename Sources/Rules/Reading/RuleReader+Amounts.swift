// SPDX-License-Identifier: Apache-2.0
import Standards

extension RuleReader {
    /// 金额: items that are added, or of which the highest counts.
    mutating func amount(_ tree: Tree) -> Amount? {
        guard let fields = Fields(tree, context: "金额", log: log) else { return nil }
        defer { fields.finish() }
        let combination = fields.choice("合并", default: Amount.Combination.sum)
        let cap = fields.text("封顶").flatMap { literal($0, like: .base(.yuan)) }
        var items: [Amount.Item] = []
        for tree in fields.list("项") {
            if let item = amountItem(tree) { items.append(item) }
        }
        return Amount(combination: combination, cap: cap, items: items)
    }

    private mutating func amountItem(_ tree: Tree) -> Amount.Item? {
        guard let fields = Fields(tree, context: "金额", log: log), let name = fields.required("名") else {
            return nil
        }
        defer { fields.finish() }
        _ = fields.text("备注")
        let (english, cites) = (fields.string("英文"), fields.texts("据").map(\.string))
        let condition = fields.tree("当").flatMap { clause($0)?.condition }
        let cap = fields.text("封顶").flatMap { literal($0, like: .base(.yuan)) }
        let floor = fields.text("保底").flatMap { literal($0, like: .base(.yuan)) }
        guard let method = amountMethod(fields) else { return nil }
        return Amount.Item(
            name: name.string, nameEnglish: english, cites: cites, condition: condition, method: method,
            cap: cap,
            floor: floor, place: name.place)
    }

    private mutating func amountMethod(_ fields: Fields) -> Amount.Method? {
        fields.allow("算", "按", "档")
        if let text = fields.text("算") {
            guard let expression = number(text) else { return nil }
            let dimension = grammar.numbers.dimension(expression)
            if dimension == .base(.yuan) { return .formula(expression) }
            log.report(.dimensions(left: "元", right: dimension.name), at: text.place)
            return nil
        }
        guard let text = fields.text("按"), let expression = number(text),
            case .map(let entries, let place)? = fields.tree("档")
        else {
            log.report(.unexpected("（没有算法）", expected: "算，或 按 和 档"), at: fields.place)
            return nil
        }
        var steps: [Amount.Step] = []
        for (key, value) in entries {
            guard case .text(let text) = value, let amount = literal(text, like: .base(.yuan)),
                let bound = bound(key, against: expression)
            else { continue }
            steps.append(Amount.Step(bound: bound.value, amount: amount, place: key.place))
        }
        BandCheck(log: log).check(steps.map { ($0.bound, $0.place) }, at: place)
        return .bands(expression, steps)
    }
}

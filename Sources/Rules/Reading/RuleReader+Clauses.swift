// SPDX-License-Identifier: Apache-2.0
import Standards

extension RuleReader {
    /// The rule's condition, with a base's clauses replaced and added to where the rule builds on one.
    mutating func condition(_ fields: Fields, base: Rule?) -> Clause? {
        guard let base, let held = base.condition else {
            return fields.tree("条件").flatMap { clause($0) }
        }
        if let tree = fields.tree("条件") { return clause(tree) }
        var clauses = base.topClauses
        if let tree = fields.tree("改"), let changes = Fields(tree, context: "改", log: log) {
            for key in changes.keys {
                guard let tree = changes.tree(key), let clause = clause(tree) else { continue }
                guard let index = clauses.firstIndex(where: { $0.cites.contains(key) }) else {
                    let near = Nearest.nearest(to: key, in: clauses.flatMap(\.cites), limit: 3)
                    log.report(.citeUnknown(key, near: near), at: changes.key(key)?.place ?? changes.place)
                    continue
                }
                clauses[index] = clause
            }
        }
        clauses += fields.list("增").compactMap { clause($0) }
        return held.holding(.all(clauses))
    }

    /// A clause: one line, or a mapping with what belongs to it.
    mutating func clause(_ tree: Tree, depth: Int = 0) -> Clause? {
        if case .text(let text) = tree {
            return line(text).map { Clause(condition: $0, text: text) }
        }
        guard depth < 12 else {
            log.report(.nestedTooDeep(limit: 12), at: tree.place)
            return nil
        }
        guard let fields = Fields(tree, context: "条款", log: log) else { return nil }
        let (condition, text) = body(fields, depth: depth)
        let unless = fields.tree("除非").flatMap { clause($0, depth: depth + 1)?.condition }
        let onlyFor: Purpose? =
            fields.has("仅用于") ? fields.choice("仅用于", default: Purpose.application) : nil
        defer { fields.finish() }
        _ = fields.text("备注")
        let title = fields.string("名")
        let (english, advice) = (fields.string("英文"), fields.string("建议"))
        let (adviceEnglish, cites) = (fields.string("建议英"), fields.texts("据").map(\.string))
        guard let condition else { return nil }
        return Clause(
            condition: condition, title: title, titleEnglish: english, text: text, cites: cites,
            unless: unless,
            onlyFor: onlyFor, advice: advice, adviceEnglish: adviceEnglish, place: fields.place)
    }

    private mutating func line(_ text: Tree.Text) -> Condition? {
        do throws(RuleFault) {
            return try grammar.condition(text)
        } catch {
            log.report(error)
            return nil
        }
    }

    /// Exactly one of the keys that say what is asked.
    private mutating func body(_ fields: Fields, depth: Int) -> (Condition?, String) {
        var found: [(Condition?, String)] = []
        if let text = fields.text("当") { found.append((line(text), text.string)) }
        if fields.has("全部") { found.append((.all(clauses(fields, "全部", depth)), "同时满足")) }
        if fields.has("任一") { found.append((.any(clauses(fields, "任一", depth)), "满足其一")) }
        if fields.has("均不") { found.append((.none(clauses(fields, "均不", depth)), "均不存在")) }
        if let question = fields.text("需人工判断") {
            let asked = Question(text: question.string, english: fields.string("英文"), place: question.place)
            found.append((.judgement(asked), question.string))
        }
        for key in fields.keys where key.hasPrefix("至少") { found.append(atLeast(fields, key, depth)) }
        if found.count != 1 {
            log.report(
                .unexpected(
                    found.isEmpty ? "（没有条件）" : "（\(found.count) 个条件）", expected: "恰好一个：当、全部、任一、均不、至少N项、需人工判断"),
                at: fields.place)
        }
        return found.first ?? (nil, "")
    }

    private mutating func clauses(_ fields: Fields, _ key: String, _ depth: Int) -> [Clause] {
        fields.list(key).compactMap { clause($0, depth: depth + 1) }
    }

    private mutating func atLeast(_ fields: Fields, _ key: String, _ depth: Int) -> (Condition?, String) {
        let clauses = clauses(fields, key, depth)
        let place = fields.key(key)?.place ?? fields.place
        let digits = key.dropFirst(2).prefix { $0.isASCII && $0.isNumber }
        guard let count = Int(digits), key == "至少\(digits)项" else {
            log.report(.badValue(key, key: "至少N项", expected: "至少2项"), at: place)
            return (nil, "")
        }
        let digitsPlace = place.shifted(by: 2, length: digits.count)
        if count < 1 || count > clauses.count {
            log.report(.countOutOfRange(count, of: clauses.count), at: digitsPlace)
        }
        numbers.append(StatedNumber(digits: String(digits), place: digitsPlace))
        return (.atLeast(count, clauses, place), "至少满足\(count)项")
    }
}

extension Clause {
    /// A clause that is just a line.
    init(condition: Condition, text: Tree.Text) {
        self.init(
            condition: condition, title: "", titleEnglish: "", text: text.string, cites: [], unless: nil,
            onlyFor: nil, advice: "", adviceEnglish: "", place: text.place)
    }

    /// The same clause around another condition.
    func holding(_ condition: Condition) -> Clause {
        Clause(
            condition: condition, title: title, titleEnglish: titleEnglish, text: text, cites: cites,
            unless: unless, onlyFor: onlyFor, advice: advice, adviceEnglish: adviceEnglish, place: place)
    }
}

// SPDX-License-Identifier: Apache-2.0
import Standards

extension RuleReader {
    /// 评分: groups of indicators.
    mutating func scoring(_ tree: Tree) -> Scoring? {
        guard let fields = Fields(tree, context: "评分", log: log) else { return nil }
        defer { fields.finish() }
        let full = self.points(fields, "满分")
        var groups: [Scoring.Group] = []
        for tree in fields.list("组") {
            if let group = group(tree) { groups.append(group) }
        }
        let sum = groups.map(\.full).reduce(.zero, +)
        if let full, sum < full, !groups.isEmpty {
            log.report(
                .groupsDoNotAddUp(sum: sum.decimalText(places: 2), full: full.decimalText(places: 2)),
                at: fields.place)
        }
        return Scoring(full: full ?? .zero, groups: groups)
    }

    private mutating func group(_ tree: Tree) -> Scoring.Group? {
        guard let fields = Fields(tree, context: "组", log: log), let name = fields.required("组") else {
            return nil
        }
        defer { fields.finish() }
        let full = self.points(fields, "满分") ?? .zero
        var indicators: [Scoring.Indicator] = []
        for tree in fields.list("指标") {
            if let indicator = indicator(tree) { indicators.append(indicator) }
        }
        let sum = indicators.map(\.full).reduce(.zero, +)
        // More is allowed: the ceiling caps what extra points add up to.
        if sum < full {
            log.report(
                .groupsDoNotAddUp(sum: sum.decimalText(places: 2), full: full.decimalText(places: 2)),
                at: fields.place)
        }
        return Scoring.Group(
            name: name.string, nameEnglish: fields.string("英文"), full: full, indicators: indicators,
            place: name.place)
    }

    private mutating func indicator(_ tree: Tree) -> Scoring.Indicator? {
        guard let fields = Fields(tree, context: "指标", log: log), let name = fields.required("名") else {
            return nil
        }
        defer { fields.finish() }
        let full = self.points(fields, "满分") ?? .zero
        _ = fields.text("备注")
        let (english, cites) = (fields.string("英文"), fields.texts("据").map(\.string))
        guard let method = method(fields, full: full) else { return nil }
        if let most = method.mostPoints, most < full {
            log.report(
                .groupsDoNotAddUp(sum: most.decimalText(places: 2), full: full.decimalText(places: 2)),
                at: name.place)
        }
        return Scoring.Indicator(
            name: name.string, nameEnglish: english, full: full, cites: cites, method: method,
            place: name.place)
    }

    private mutating func method(_ fields: Fields, full: Rational) -> Scoring.Method? {
        fields.allow("按", "档", "取高", "累加", "每", "择一", "专家评分")
        if let text = fields.text("按") { return bands(text, fields, full: full) }
        if fields.has("取高") { return .highest(awards(fields, "取高", full: full)) }
        if fields.has("累加") { return .sum(awards(fields, "累加", full: full)) }
        if let tree = fields.tree("每") { return perStep(tree) }
        if fields.has("择一") {
            var methods: [Scoring.Method] = []
            for tree in fields.list("择一") {
                guard let part = Fields(tree, context: "择一", log: log) else { continue }
                if let method = method(part, full: full) { methods.append(method) }
                part.finish()
            }
            return .best(methods)
        }
        if let tree = fields.tree("专家评分"), let points = points(tree, full: full) {
            return .expert(points, tree.place)
        }
        log.report(
            .unexpected("（没有算法）", expected: "按 和 档、取高、累加、每、择一、专家评分"), at: fields.place)
        return nil
    }

    private mutating func bands(_ text: Tree.Text, _ fields: Fields, full: Rational) -> Scoring.Method? {
        guard let expression = number(text) else { return nil }
        guard case .map(let entries, let place)? = fields.tree("档") else {
            log.report(.missingKey("档", context: "指标"), at: fields.place)
            return nil
        }
        var bands: [Scoring.Band] = []
        for (key, value) in entries {
            guard let points = points(value, full: full) else { continue }
            guard let bound = bound(key, against: expression) else { continue }
            bands.append(Scoring.Band(bound: bound.value, points: points, place: key.place))
        }
        BandCheck(log: log).check(bands.map { ($0.bound, $0.place) }, at: place)
        return .bands(expression, bands)
    }

    /// A boundary, with nil inside for 其余; nil after a fault.
    mutating func bound(_ key: Tree.Text, against expression: Expression) -> (value: Scoring.Bound?, Void)? {
        if key.string == "其余" { return (nil, ()) }
        do throws(RuleFault) {
            return (try grammar.bound(key, against: expression), ())
        } catch {
            log.report(error)
            return nil
        }
    }

    private mutating func awards(_ fields: Fields, _ key: String, full: Rational) -> [Scoring.Award] {
        var awards: [Scoring.Award] = []
        for tree in fields.list(key) {
            guard let part = Fields(tree, context: key, log: log) else { continue }
            defer { part.finish() }
            part.allow("分")
            if let rest = part.tree("其余") {
                guard let points = points(rest, full: full) else { continue }
                awards.append(Scoring.Award(condition: nil, text: "其余", points: points, place: part.place))
                continue
            }
            let name = part.string("名")
            if !part.has("分") { log.report(.missingKey("分", context: key), at: part.place) }
            guard let text = part.required("当"), let condition = clause(.text(text))?.condition,
                let points = part.tree("分").flatMap({ points($0, full: full) })
            else { continue }
            awards.append(
                Scoring.Award(
                    condition: condition, text: name.isEmpty ? text.string : name, points: points,
                    place: part.place))
        }
        return awards
    }

    private mutating func perStep(_ tree: Tree) -> Scoring.Method? {
        guard let part = Fields(tree, context: "每", log: log), let text = part.required("按"),
            let expression = number(text), let step = part.required("满"),
            let points = part.tree("分").flatMap({ self.points($0, full: nil) })
        else { return nil }
        defer { part.finish() }
        guard let literal = literal(step, like: grammar.numbers.dimension(expression)) else { return nil }
        guard literal.value > .zero else {
            log.report(.badValue(step.string, key: "满", expected: "大于 0"), at: step.place)
            return nil
        }
        return .perStep(expression, step: literal, points: points)
    }
}

extension Scoring.Method {
    /// The most that can be earned; nil where nothing bounds it.
    var mostPoints: Rational? {
        switch self {
        case .bands(_, let bands): bands.map(\.points.high).max()
        case .highest(let awards): awards.map(\.points.high).max()
        case .sum(let awards): awards.map(\.points.high).reduce(.zero, +)
        case .best(let methods): methods.compactMap(\.mostPoints).max()
        case .expert(let points, _): points.high
        case .perStep: nil
        }
    }

    /// Every number of points that it may give.
    var allPoints: [Rational] {
        switch self {
        case .bands(_, let bands): bands.flatMap { [$0.points.low, $0.points.high] }
        case .highest(let awards), .sum(let awards): awards.flatMap { [$0.points.low, $0.points.high] }
        case .perStep(_, _, let points), .expert(let points, _): [points.low, points.high]
        case .best(let methods): methods.flatMap(\.allPoints)
        }
    }
}

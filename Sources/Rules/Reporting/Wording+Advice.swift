// SPDX-License-Identifier: Apache-2.0
import Standards

extension Wording {
    /// One step of an advice: `研发费用（2025年度）再增加 12.4 万元，达到 45 万元`.
    public func text(_ step: Advice.Step) -> String {
        switch step {
        case .move(let gap): move(gap)
        case .become(let key, let flag):
            english
                ? "“\(name(key.word))” would have to be \(flag ? "yes" : "no")"
                : "需要做到：\(flag ? "" : "不再")\(name(key.word))"
        case .reach(let key, let options):
            (english ? "\(name(key.word)): one of " : "\(name(key.word))：达到 ")
                + options.sorted().prefix(4).map { text(.option($0), of: key.word) }
                .joined(separator: english ? ", " : " 或 ")
        case .wait(let key, let day):
            english
                ? "\(name(key.word)): met from \(day.isoText) on" : "\(name(key.word))：到\(day.chineseText)即满足"
        }
    }

    private func move(_ gap: Gap) -> String {
        let unit = unit(of: gap.key.word)
        let up = gap.change > .zero
        let distance = Wording.text(gap.change.magnitude, unit, roundingUp: true, english)
        let needed = Wording.text(gap.needed, unit, roundingUp: up, english)
        if english {
            let goal = gap.isBeyond ? (up ? "more than" : "less than") : (up ? "at least" : "at most")
            return "\(name(gap.key)): \(distance) \(up ? "more" : "less"), to \(goal) \(needed)"
        }
        let goal = gap.isBeyond ? (up ? "超过" : "低于") : (up ? "达到" : "降到")
        return "\(name(gap.key))再\(up ? "增加" : "减少") \(distance)，\(goal) \(needed)"
    }

    private func unit(of word: Word.ID) -> Unit {
        if case .number(let unit) = vocabulary[word].kind { return unit }
        return .plain
    }

    /// At most two decimals (none for people and things), rounded so that what is said certainly suffices.
    private static func text(_ number: Rational, _ unit: Unit, roundingUp: Bool, _ english: Bool) -> String {
        guard let inUnit = number.divided(by: unit.factor) else { return "" }
        let places = unit.isCount ? 0 : 2
        let scale = Rational(10).power(places) ?? .one
        let scaled = inUnit * scale
        let whole = roundingUp ? -(-scaled).floor : scaled.floor
        let rounded = whole.divided(by: scale) ?? inUnit
        return Word.text(of: rounded * unit.factor, unit: unit, english: english)
    }

    /// Why a clause is open or missed, in lines: measures first, then facts used, missing, and questions.
    public func lines(_ judged: ClauseJudgement) -> [String] {
        var lines = judged.trace.measures.map { text($0) }
        let measured = Set(judged.trace.measures.flatMap { $0.comparison.left.facts.map(\.word) })
        lines += judged.trace.used.filter { !measured.contains($0.key.word) || !$0.source.isEmpty }.map {
            text($0)
        }
        if !judged.trace.missing.isEmpty && judged.outcome == .unknown {
            let names = judged.trace.missing.map { name($0) }.joined(separator: english ? ", " : "、")
            lines.append((english ? "Not known yet: " : "还不知道：") + names)
        }
        if !judged.trace.undefined.isEmpty && judged.outcome == .unknown {
            let names = judged.trace.undefined.map { name($0) }.joined(separator: english ? ", " : "、")
            lines.append((english ? "Cannot be computed with, please check: " : "无法据以计算，请核对：") + names)
        }
        if judged.outcome == .person || judged.outcome == .unknown {
            lines += judged.trace.questions.map { english && !$0.english.isEmpty ? $0.english : $0.text }
        }
        if judged.exemption == .exempted { lines.append(english ? "Exempted: not examined" : "符合豁免情形，不考察本条") }
        if judged.exemption == .otherPurpose {
            lines.append(english ? "Not examined for this purpose" : "本次用途不考察本条")
        }
        return lines
    }

    /// The heading of a clause.
    public func title(_ clause: Clause) -> String {
        if english { return clause.titleEnglish.isEmpty ? condition(clause.condition) : clause.titleEnglish }
        return clause.title.isEmpty ? clause.text : clause.title
    }
}

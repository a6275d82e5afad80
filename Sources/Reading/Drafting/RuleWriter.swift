// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Standards

/// Writes a draft as a rule file of the language, and sends back to a person what the language does not take.
struct RuleWriter {
    let parts: Reader.Parts
    let lines: LineReading
    let formatting: Formatting
    let name: String
    let index: Int

    private var record: PolicyRecord { parts.record }

    /// The rule, or nil when nothing is asked.
    func draft(_ result: ClauseDrafting.Result, common: [DraftPart]) -> DraftRule? {
        let own = result.conditions.map(checked)
        let shared = common.map(checked)
        let isAsked = (own + shared).contains { !$0.isExclusion }
        let promised = result.amounts.map { $0.answered(isAsked) }
        let isBounded = promised.contains(where: \.isLooseCeiling)
        let amounts = promised.map { checked($0, isBounded: isBounded) }
        let asked = own + tiers(amounts) + shared
        guard !asked.isEmpty else { return nil }
        let clauses = own.flatMap(\.clauses) + amounts.flatMap { $0.condition?.clauses ?? [] }
        let sums = amounts.map(\.clause)
        var page = YAMLPage()
        writeHead(&page)
        writeTexts(asked.flatMap(\.clauses) + asked.flatMap(\.announcements), amounts, &page)
        writeConditions(asked, &page)
        writeAmounts(amounts, &page)
        let file = SourceFile(path: "draft/rules/\(code).yaml", text: page.text)
        return DraftRule(
            title: name, code: code, text: formatting.formatted(file),
            clauses: clauses + shared.flatMap(\.clauses),
            amounts: sums, missing: missing)
    }

    /// What the amounts hang on: with one promise its condition, with several any of them; nothing where a
    /// sum is promised to all.
    private func tiers(_ amounts: [DraftAmount]) -> [DraftPart] {
        let conditions = amounts.compactMap(\.condition)
        guard !conditions.isEmpty, !amounts.contains(where: { $0.condition == nil && $0.isComputed }) else {
            return []
        }
        return conditions.count == 1 ? conditions : [.group(.any, nil, conditions)]
    }

    // MARK: Checking

    /// A line that the language does not take stays with a person, with what the language said.
    private func checked(_ part: DraftPart) -> DraftPart {
        switch part {
        case .group(let kind, let intro, let inner): return .group(kind, intro, inner.map(checked))
        case .clause(let clause, let line, _, let isDenied):
            guard let line, let fault = lines.fault(line) else { return part }
            let stayed = DraftClause(
                number: clause.number, article: clause.article, text: clause.text, span: clause.span,
                outcome: .person(.notInLanguage(fault.message(english: false))))
            return .clause(stayed, line: nil, questions: [clause.text], isDenied: isDenied)
        }
    }

    /// A ceiling in a sentence of its own bounds the sums of the others, so that none of them is certain.
    private func checked(_ amount: DraftAmount, isBounded: Bool) -> DraftAmount {
        DraftAmount(
            number: amount.number, article: amount.article, text: amount.text, span: amount.span,
            condition: amount.condition.map(checked),
            method: isBounded && amount.isComputed ? .person(.ceilingElsewhere) : amount.method)
    }

    // MARK: Head

    private var code: String {
        let region = record.region?.value.code ?? "0"
        let day = (record.published ?? record.validFrom)?.value.isoText.filter { $0 != "-" } ?? "0"
        return "draft-\(region)-\(day)-\(index)"
    }

    private var firstDay: Day? { (record.validFrom ?? record.published)?.value }
    private var region: Region? { record.region?.value.code.flatMap { Region(code: $0) } }

    private var missing: [DraftRule.Missing] {
        var missing: [DraftRule.Missing] = []
        if record.title == nil { missing.append(.title) }
        if firstDay == nil { missing.append(.firstDay) }
        if region == nil { missing.append(.region) }
        if record.number == nil { missing.append(.number) }
        if record.issuers.isEmpty { missing.append(.issuer) }
        return missing
    }

    private func writeHead(_ page: inout YAMLPage) {
        page.comment("草稿，由文件读出，待人核对；“需人工判断”的条款照录原文。")
        if !missing.isEmpty { page.comment("文件没有写明：" + missing.map(\.rawValue).joined(separator: "、")) }
        page.entry("规则", name)
        page.entry("代码", code)
        if !record.kinds.isEmpty, record.kinds != [.recognition] { page.entry("类别", "资助") }
        page.key("依据")
        page.entry("文件", record.title?.value ?? "没有写明标题的文件", indent: 2)
        if let number = record.number { page.entry("文号", number.value, indent: 2) }
        if !record.issuers.isEmpty {
            page.entry("发文", record.issuers.map(\.value).joined(separator: "、"), indent: 2)
        }
        page.entry("可信", "单源", indent: 2)
        if let day = firstDay {
            let until = record.validTo.flatMap { $0.value >= day ? ", 至: \($0.value.isoText)" : nil } ?? ""
            page.key("适用")
            page.raw("  - {用途: 新申请, 自: \(day.isoText)\(until)}")
        } else {
            page.raw("适用: []")
        }
        page.entry("地域", region?.code ?? "全国")
        page.entry("结论", "可以申请：\(name)")
    }

    // MARK: Words

    private func writeTexts(_ clauses: [DraftClause], _ amounts: [DraftAmount], _ page: inout YAMLPage) {
        page.key("原文")
        let cited = Set(clauses.map(\.number))
        var texts: [String: (start: Int, entries: [(key: String, value: String)])] = [:]
        for clause in clauses where texts[clause.number] == nil {
            texts[clause.number] = (clause.span.start, [("号", clause.number), ("文", clause.text)])
        }
        for amount in amounts {
            var entries = [(key: "号", value: amount.number), (key: "文", value: amount.text)]
            let isPaid = amounts.contains { $0.isComputed && $0.number == amount.number }
            if !isPaid, !cited.contains(amount.number), case .person(let reason) = amount.method {
                entries += [("标", reason.isDiscretion ? "裁量" : "缺事实"), ("因", reason.chinese)]
            }
            texts[amount.number] = (amount.span.start, entries)
        }
        for text in texts.values.sorted(by: { $0.start < $1.start }) { page.item(text.entries, indent: 2) }
        if let window = applications {
            page.item([("号", "申报时间"), ("文", window), ("标", "程序"), ("因", "由申报的时间窗口办理")], indent: 2)
        }
    }

    /// The sentence of the text that holds the window for applications.
    private var applications: String? {
        let source = parts.flow.text.source
        let spans = [record.applyFrom, record.applyTo].compactMap { $0?.spans.first }
        guard var low = spans.map(\.start).min(), var high = spans.map(\.end).max(), high > low else {
            return nil
        }
        let isEnd = { (glyph: Glyph) in glyph.isStop || glyph == "；" || glyph == "\n" }
        while low > 0, !isEnd(source[low - 1]) { low -= 1 }
        while high < source.count, !isEnd(source[high]) { high += 1 }
        return parts.flow.text.excerpt(Span(start: low, end: high)).trimmed
    }

    // MARK: Conditions

    private func writeConditions(_ asked: [DraftPart], _ page: inout YAMLPage) {
        page.key("条件")
        page.key("全部", indent: 2)
        for part in asked { write(part, indent: 4, &page) }
        guard region == nil else { return }
        page.item([("需人工判断", StayReason.noRegion.chinese), ("备注", "补上地域以后删去本条")], indent: 4)
    }

    private func write(_ part: DraftPart, indent: Int, _ page: inout YAMLPage) {
        switch part {
        case .group(let kind, let intro, let inner):
            if let intro { page.item([("据", intro.number)], indent: indent) }
            let start = String(repeating: " ", count: indent) + (intro == nil ? "- " : "  ")
            page.raw(start + "\(kind.key):")
            for part in inner { write(part, indent: indent + 4, &page) }
        case .clause(let clause, let line, let questions, _):
            var entries: [[(String, String)]] = []
            if let line { entries.append([("据", clause.number), ("当", line)]) }
            entries += questions.map { [("据", clause.number), ("需人工判断", $0)] }
            guard entries.count > 1 else {
                entries.forEach { page.item($0, indent: indent) }
                return
            }
            page.raw(String(repeating: " ", count: indent) + "- 全部:")
            for entry in entries { page.item(entry, indent: indent + 4) }
        }
    }

    // MARK: Amounts

    private func writeAmounts(_ amounts: [DraftAmount], _ page: inout YAMLPage) {
        let paid = amounts.filter(\.isComputed)
        guard !paid.isEmpty else { return }
        if paid.count > 1, !takesHighest, !isStepped(paid) {
            page.comment("几项金额能否同时享受，文件没有写明；下面按各项分别计算，待核对。")
        }
        page.key("金额")
        if takesHighest || isStepped(paid) { page.entry("合并", "就高", indent: 2) }
        page.key("项", indent: 2)
        for (index, amount) in paid.enumerated() {
            guard case .formula(let line, let cap, let floor) = amount.method else { continue }
            let number = paid.count > 1 ? "（\(index + 1)）" : ""
            page.item([("名", name + number), ("据", amount.number)], indent: 4)
            // Where every promise has the same condition, the rule's own condition holds it already.
            if amounts.count > 1, let condition = amount.condition { page.condition(condition, indent: 6) }
            page.entry("算", line, indent: 6)
            if let cap { page.entry("封顶", cap, indent: 6) }
            if let floor { page.entry("保底", floor, indent: 6) }
        }
    }
}

extension RuleWriter {
    private var takesHighest: Bool { AmountCues.highest.occurs(in: parts.flow.glyphs[...]) }

    /// Higher floors of one number with higher sums are steps, of which the highest that is reached counts.
    private func isStepped(_ amounts: [DraftAmount]) -> Bool {
        let steps = amounts.compactMap(step).sorted { $0.floor < $1.floor }
        guard amounts.count > 1, steps.count == amounts.count, Set(steps.map(\.fact)).count == 1,
            amounts.allSatisfy({ !AmountCues.further.occurs(in: Word($0.text).glyphs[...]) })
        else { return false }
        return zip(steps, steps.dropFirst()).allSatisfy { $0.floor < $1.floor && $0.sum < $1.sum }
    }

    private func step(_ amount: DraftAmount) -> (fact: String, floor: Rational, sum: Rational)? {
        guard case .clause(_, let line?, let questions, _)? = amount.condition, questions.isEmpty,
            case .formula(let sum, nil, nil) = amount.method, case .success(let paid) = Figure.read(sum)
        else { return nil }
        for sign in [" ≥ ", " > "] {
            let sides = line.components(separatedBy: sign)
            guard sides.count == 2, case .success(let floor) = Figure.read(sides[1]) else { continue }
            return (sides[0], floor.value, paid.value)
        }
        return nil
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}

extension StayReason {
    /// Whether an official decides, and no fact is lacking.
    fileprivate var isDiscretion: Bool {
        switch self {
        case .judgement, .onlyCeiling, .severalSums, .ceilingElsewhere: true
        default: false
        }
    }
}

extension DraftPart {
    /// The same under numbers that differ from those of another part of the document.
    func renumbered(prefix: String) -> DraftPart {
        switch self {
        case .group(let kind, let intro, let inner):
            return .group(
                kind, intro.map { $0.renumbered(prefix: prefix) }, inner.map { $0.renumbered(prefix: prefix) }
            )
        case .clause(let clause, let line, let questions, let isDenied):
            return .clause(
                clause.renumbered(prefix: prefix), line: line, questions: questions, isDenied: isDenied)
        }
    }
}

extension DraftClause {
    fileprivate func renumbered(prefix: String) -> DraftClause {
        DraftClause(number: prefix + number, article: article, text: text, span: span, outcome: outcome)
    }
}

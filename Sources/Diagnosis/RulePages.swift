// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// Every rule that is in force today.
struct RulesPage: Page {
    let title: String
    let lead: String
    let breadcrumbs: Breadcrumbs?
    let cards: [Card]

    init(in visit: Visit, room: Diagnosis) {
        let words = visit.words
        title = words("diagnosis.rules")
        breadcrumbs = visit.breadcrumbs(here: title)
        let today = room.today(visit)
        lead = words("diagnosis.rules.lead", ["day": visit.isEnglish ? today.isoText : today.chineseText])
        cards = room.library.rules(on: today, for: .application, in: nil).map { rule in
            Card(
                title: visit.isEnglish && !rule.titleEnglish.isEmpty ? rule.titleEnglish : rule.title,
                href: visit.link("/rules/\(rule.code)"),
                meta: [
                    rule.basis.number,
                    rule.isNational
                        ? words("diagnosis.national") : rule.regions.map(\.fullName).joined(separator: "、"),
                ],
                text: "《\(rule.basis.document)》\(rule.basis.article)")
        }
    }
}

/// One rule: where it comes from, its official words and what became of each, its versions.
struct RulePage: Page {
    let title: String
    let breadcrumbs: Breadcrumbs?
    let notice: Notice?
    let rows: KeyValueList
    let texts: [Fold]
    let coverage: String
    let versions: DataTable
    let start: Link

    init(in visit: Visit, room: Diagnosis, code: String) throws {
        let words = visit.words
        let today = room.today(visit)
        let all = room.library.versions(of: code)
        let current = room.library.rule(named: code, on: today, for: .application, in: nil)
        let asked = visit.query["v"].flatMap { day in all.first { $0.firstDay?.isoText == day } }
        guard let rule = asked ?? current ?? all.last else { throw SiteFault.notFound }
        title = visit.isEnglish && !rule.titleEnglish.isEmpty ? rule.titleEnglish : rule.title
        breadcrumbs = visit.breadcrumbs([Link(words("diagnosis.rules"), visit.link("/rules"))], here: title)
        let isInForce = rule.applicability.contains { $0.covers(today, for: .application) }
        notice =
            isInForce
            ? nil
            : Notice(
                words("diagnosis.rule.notInForce"), .warning, text: words("diagnosis.rule.notInForce.text"))
        let source = SourceWords(visit: visit, rule: rule)
        rows = RulePage.rows(rule, source, visit)
        texts = rule.texts.map { RulePage.fold($0, source, visit) }
        let omitted = rule.texts.count { $0.omission != nil }
        coverage = words(
            "diagnosis.coverage",
            [
                "count": String(rule.texts.count), "checked": String(rule.texts.count - omitted),
                "omitted": String(omitted),
            ])
        versions = RulePage.versions(all, code, visit)
        var answers = Answers()
        (answers.depth, answers.scope) = (.exact, .rule(rule.code))
        start = Link(
            words("diagnosis.rule.start"), visit.link("/check/question", [("s", try room.pack(answers, visit))]))
    }

    private static func rows(_ rule: Rule, _ source: SourceWords, _ visit: Visit) -> KeyValueList {
        let words = visit.words
        let basis = rule.basis
        var rows: [KeyValueList.Row] = [.init(words("diagnosis.basis"), "《\(basis.document)》\(basis.number)")]
        if !basis.issuer.isEmpty { rows.append(.init(words("diagnosis.issuer"), basis.issuer)) }
        if !basis.article.isEmpty { rows.append(.init(words("diagnosis.article"), basis.article)) }
        if !basis.url.isEmpty { rows.append(.init(words("diagnosis.url"), basis.url)) }
        rows.append(.init(words("diagnosis.confidence"), source.confidence(basis.confidence)))
        let regions =
            rule.isNational
            ? words("diagnosis.national") : rule.regions.map(\.fullName).joined(separator: "、")
        rows.append(.init(words("diagnosis.region"), regions))
        rows.append(.init(words("diagnosis.digest"), String(rule.digest.prefix(16))))
        return KeyValueList(rows)
    }

    private static func fold(_ text: OfficialText, _ source: SourceWords, _ visit: Visit) -> Fold {
        let status =
            text.omission == nil
            ? Status(visit.words("diagnosis.encoded"), .good)
            : Status(visit.words("diagnosis.notEncoded"), .neutral, symbol: .person)
        return Fold(
            "\(text.number)　\(text.text.prefix(28))\(text.text.count > 28 ? "…" : "")", status: status,
            lines: [source.line(text), text.omission?.reason ?? ""].filter { !$0.isEmpty })
    }

    private static func versions(_ all: [Rule], _ code: String, _ visit: Visit) -> DataTable {
        let words = visit.words
        let rows = all.flatMap { rule in
            rule.applicability.map { window in
                DataTable.Row(
                    .init(
                        rule.basis.number,
                        href: visit.link("/rules/\(code)", [("v", rule.firstDay?.isoText ?? "")])),
                    [
                        .init(
                            words(
                                "diagnosis.purpose.\(window.purpose == .application ? "application" : "review")"
                            )),
                        .init(window.from.isoText), .init(window.to?.isoText ?? "—"),
                    ])
            }
        }
        return DataTable(
            id: "versions", caption: words("diagnosis.versions"),
            columns: [
                .init(words("diagnosis.basis")), .init(words("diagnosis.purpose")),
                .init(words("diagnosis.from")),
                .init(words("diagnosis.to")),
            ], rows: rows, empty: "")
    }
}

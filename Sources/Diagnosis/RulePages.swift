// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// Every rule that is in force today.
struct RulesPage: Page {
    let title: String
    let lead: String
    let breadcrumbs: Breadcrumbs?
    let cards: [RuleCard]

    init(in visit: Visit, room: Diagnosis) {
        let words = visit.words
        title = words("diagnosis.rules")
        breadcrumbs = visit.breadcrumbs(here: title)
        let today = visit.today
        lead = words("diagnosis.rules.lead", ["day": visit.text(of: today)])
        cards = room.library.rules(on: today, for: .application, in: nil).map { RuleCard($0, visit) }
    }
}

/// One rule in the list.
struct RuleCard {
    let title: String
    let href: String
    let number: String?
    let region: ReportCard.Label
    let document: String

    init(_ rule: Rule, _ visit: Visit) {
        title = rule.title(english: visit.isEnglish)
        href = visit.link("/rules/\(rule.code)")
        number = rule.basis.number.isEmpty ? nil : rule.basis.number
        region =
            rule.isNational
            ? .init(visit.words("diagnosis.national"))
            : .init(rule.regions.map(\.fullName).joined(separator: "、"), in: .chinese)
        document = "《\(rule.basis.document)》\(rule.basis.article)"
    }
}

/// One rule: where it comes from, its official words and what became of each, its versions.
struct RulePage: Page {
    let title: String
    let breadcrumbs: Breadcrumbs?
    let notice: Notice?
    let rows: KeyValueList
    let texts: [Folded]
    let coverage: String
    let versions: DataTable
    let start: Link

    init(in visit: Visit, room: Diagnosis, code: String) throws {
        let words = visit.words
        let today = visit.today
        let all = room.library.versions(of: code)
        let current = room.library.rule(named: code, on: today, for: .application, in: nil)
        let asked = visit.query["v"].flatMap { day in all.first { $0.firstDay?.isoText == day } }
        guard let rule = asked ?? current ?? all.last else { throw SiteFault.notFound }
        title = rule.title(english: visit.isEnglish)
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
            words("diagnosis.rule.start"),
            visit.link("/check/question", [("s", try room.pack(answers, visit))]))
    }

    private static func rows(_ rule: Rule, _ source: SourceWords, _ visit: Visit) -> KeyValueList {
        let words = visit.words
        let basis = rule.basis
        var rows: [KeyValueList.Row] = [
            .init(words("diagnosis.basis"), "《\(basis.document)》\(basis.number)", in: .chinese)
        ]
        if !basis.issuer.isEmpty { rows.append(.init(words("diagnosis.issuer"), basis.issuer, in: .chinese)) }
        if !basis.article.isEmpty {
            rows.append(.init(words("diagnosis.article"), basis.article, in: .chinese))
        }
        if !basis.url.isEmpty {
            rows.append(.init(words("diagnosis.url"), basis.url, href: RulePage.safe(basis.url)))
        }
        rows.append(.init(words("diagnosis.confidence"), source.confidence(basis.confidence)))
        let regions =
            rule.isNational
            ? words("diagnosis.national") : rule.regions.map(\.fullName).joined(separator: "、")
        rows.append(.init(words("diagnosis.region"), regions, in: rule.isNational ? nil : .chinese))
        rows.append(.init(words("diagnosis.digest"), String(rule.digest.prefix(16))))
        return KeyValueList(rows)
    }

    /// An address that a browser may follow; nil for anything but the web.
    private static func safe(_ url: String) -> String? {
        url.hasPrefix("https://") || url.hasPrefix("http://") ? url : nil
    }

    private static func fold(_ text: OfficialText, _ source: SourceWords, _ visit: Visit) -> Folded {
        let status =
            text.omission == nil
            ? Status(visit.words("diagnosis.encoded"), .good)
            : Status(visit.words("diagnosis.notEncoded"), .neutral, symbol: .person)
        let start = text.text.prefix(RulePage.shownCount)
        return Folded(
            "\(text.number)　\(start)\(text.text.count > start.count ? "…" : "")", in: .chinese,
            status: status,
            passages: [source.uncheckedPassage(text)])
    }

    /// Characters of an official text that its folded line shows.
    private static let shownCount = 28

    private static func versions(_ all: [Rule], _ code: String, _ visit: Visit) -> DataTable {
        let words = visit.words
        let rows = all.flatMap { rule in
            rule.applicability.map { window in
                let address = [("v", rule.firstDay?.isoText ?? "")]
                let number = rule.basis.number.isEmpty ? rule.basis.document : rule.basis.number
                let purpose = window.purpose == .application ? "application" : "review"
                return DataTable.Row(
                    .init(number, in: .chinese, href: visit.link("/rules/\(code)", address)),
                    [
                        .init(words("diagnosis.purpose.\(purpose)")), .init(window.from.isoText),
                        .init(window.to?.isoText ?? "—"),
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

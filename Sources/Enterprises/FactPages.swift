// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Site
import Standards
import Store

extension Enterprises {
    var factRoutes: [Route] {
        [
            .page("/enterprises/{id}/facts", "enterprises.facts", .enterpriseRead) {
                try await factsPage($0)
            },
            .page("/enterprises/{id}/evidence/{file}", "enterprises.evidence", .enterpriseRead) {
                try await evidence($0)
            },
            .page("/enterprises/{id}/unmask", "enterprises.unmask", .enterpriseUnmask) { visit in
                .page(unmaskPage(try await load(visit, .enterpriseUnmask), visit))
            },
            .form("/enterprises/{id}/unmask", "enterprises.unmask.send", .enterpriseUnmask) {
                visit, submission in
                .page(unmaskPage(try await load(visit, .enterpriseUnmask), visit, submission))
            } act: { visit, submission in
                try await unmask(visit, submission)
            },
        ]
    }

    /// Every statement with its source, evidence and what became of it.
    private func factsPage(_ visit: Visit) async throws -> Reply {
        let enterprise = try await load(visit, .enterpriseRead)
        let words = visit.words
        var page = EnterprisePage(words("enterprises.facts"), in: visit, below: way(to: enterprise, visit))
        page.lead = words("enterprises.facts.lead", ["name": enterprise.name])
        let records = try await factStore.records(of: enterprise.id)
        let wording = FactWording(self, clearance(of: visit, on: enterprise), visit)
        let doors: [(Permission, String, String)] = [
            (.enterpriseDeclare, "declare", "/declare"), (.enterpriseRecord, "facts.new", "/facts/new"),
            (.enterpriseConsent, "facts.withdraw", "/facts/withdraw"),
        ]
        page.actions = doors.filter { authorisation.allows(visit.who, $0.0, on: enterprise.subject) }.map {
            Link(words("enterprises.\($0.1)"), visit.link(enterprise.path($0.2)))
        }
        page.panels = [recordsPanel(records, of: enterprise, wording, visit)]
        return .page(page)
    }

    /// The list, then the enterprise's file.
    func way(to enterprise: Enterprise, _ visit: Visit) -> [Link] {
        above(visit) + [Link(enterprise.name, visit.link(enterprise.path()))]
    }

    private func recordsPanel(
        _ records: [FactRecord], of enterprise: Enterprise, _ wording: FactWording, _ visit: Visit
    ) -> Panel {
        let words = visit.words
        let mayCorrect = authorisation.allows(visit.who, .enterpriseRecord, on: enterprise.subject)
        let rows = records.prefix(500).map { record in
            let read = book.read(record)
            let isShown = read.map { wording.clearance.shows(library.vocabulary[$0.key.word]) } ?? false
            let evidence = record.evidence.flatMap { isShown ? $0 : nil }
            return DataTable.Row(
                .init(read.map { wording.wording.name($0.key) } ?? record.word),
                [
                    .init(value(of: record, read, wording, visit)),
                    .init(
                        record.source == FactStatement.ownSource ? words("enterprises.self") : record.source),
                    .init(visit.text(moment: record.recordedAt)),
                    .init(
                        words(evidence == nil ? "enterprises.none" : "enterprises.evidence"),
                        href: evidence.map { visit.link(enterprise.path("/evidence/\($0.text)")) }),
                    .init(standing(of: record, visit)),
                    .init(
                        mayCorrect && record.ending == nil ? words("enterprises.correct") : "–",
                        href: mayCorrect && record.ending == nil
                            ? visit.link(enterprise.path("/facts/\(record.id.text)/correct")) : nil),
                ])
        }
        let heads = ["fact", "value", "source", "recorded", "evidence", "standing", "action"]
        let table = DataTable(
            id: "records-table", caption: words("enterprises.records.caption"),
            columns: heads.map { .init(words("enterprises.\($0)")) }, rows: Array(rows),
            empty: words("enterprises.records.empty"))
        return Panel(id: "records", title: words("enterprises.records"), table: table)
    }

    private func value(
        of record: FactRecord, _ read: (key: Facts.Key, value: Value)?, _ wording: FactWording, _ visit: Visit
    ) -> String {
        if record.ending?.kind == .withdrawn { return visit.words("enterprises.withdrawnValue") }
        guard let read else { return visit.words("enterprises.strange") }
        return wording.text(read.value, of: read.key.word)
    }

    private func standing(of record: FactRecord, _ visit: Visit) -> String {
        guard let ending = record.ending else { return visit.words("enterprises.standing.stands") }
        let text = visit.words("enterprises.standing.\(ending.kind.rawValue)")
        return [text, visit.text(moment: ending.at), ending.reason].filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    /// A file that shows a fact, for those who see the fact.
    private func evidence(_ visit: Visit) async throws -> Reply {
        let enterprise = try await load(visit, .enterpriseRead)
        guard let file = ID<AttachedFile>(visit.parameter("file")) else { throw SiteFault.notFound }
        let records = try await factStore.records(of: enterprise.id).filter { $0.evidence == file }
        let clearance = clearance(of: visit, on: enterprise)
        let isShown = records.contains { record in
            record.ending?.kind != .withdrawn
                && library.vocabulary.word(named: record.word).map(clearance.shows) ?? false
        }
        guard isShown, let row = try await database.read({ try $0.file(file) }) else {
            throw SiteFault.notFound
        }
        return .download(
            [UInt8](try vault.contents(of: row.digest)), type: row.kind.mediaType, name: row.name)
    }

    private func unmaskPage(
        _ enterprise: Enterprise, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) -> EnterprisePage {
        let words = visit.words
        var page = EnterprisePage(words("enterprises.unmask"), in: visit, below: way(to: enterprise, visit))
        page.lead = words("enterprises.unmask.lead", ["name": enterprise.name])
        let blank = Form(
            to: enterprise.path("/unmask"), in: visit,
            fields: [
                Field(
                    "reason", words("enterprises.reason"), .longText(rows: 3),
                    hint: words("enterprises.unmask.hint"))
            ], button: words("enterprises.unmask.send"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    /// Shows sensitive values once; the reason is kept, and the enterprise sees it.
    private func unmask(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let enterprise = try await load(visit, .enterpriseUnmask)
        let reason = submission.text("reason")
        guard let who = visit.who, reason.count >= 4 else {
            let fault = FieldFault("reason", visit.words("enterprises.unmask.short"))
            return .refused(unmaskPage(enterprise, visit, submission, faults: [fault]))
        }
        let known = try await consentStore.unmask(
            enterprise.id, reason: reason, by: who.actor, named: who.name)
        guard let known else { throw SiteFault.notFound }
        let wording = FactWording(self, .everything, visit)
        var page = EnterprisePage(enterprise.name, in: visit, below: way(to: enterprise, visit))
        page.titleLanguage = visit.isEnglish ? "zh-Hans" : nil
        page.notices = [Notice(visit.words("enterprises.unmasked"), .warning, text: reason)]
        page.panels = yearPanels(known, wording, visit)
        page.panels += [disagreements(known, wording, visit)].compactMap { $0 }
        return .page(page)
    }
}

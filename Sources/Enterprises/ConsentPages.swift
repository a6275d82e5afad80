// SPDX-License-Identifier: Apache-2.0
import Accounts
import Crypto
import Foundation
import Rules
import Site
import Standards
import Store

extension Enterprises {
    var consentRoutes: [Route] {
        [
            .page("/enterprises/{id}/consents", "enterprises.consents", .enterpriseConsent) { visit in
                .page(try await consentsPage(try await load(visit, .enterpriseConsent), visit))
            },
            .form("/enterprises/{id}/consents", "enterprises.consents.give", .enterpriseConsent) {
                visit, submission in
                .page(try await consentsPage(try await load(visit, .enterpriseConsent), visit, submission))
            } act: { visit, submission in
                try await give(visit, submission)
            },
            .page(
                "/enterprises/{id}/consents/{consent}/withdraw", "enterprises.consents.end",
                .enterpriseConsent
            ) { visit in
                .page(try await endPage(try await load(visit, .enterpriseConsent), visit))
            },
            .form(
                "/enterprises/{id}/consents/{consent}/withdraw", "enterprises.consents.withdraw",
                .enterpriseConsent
            ) { visit, _ in
                .page(try await endPage(try await load(visit, .enterpriseConsent), visit))
            } act: { visit, _ in
                try await end(visit)
            },
            .page("/consented/{consent}", "enterprises.consented", .enterpriseConsented) {
                try await consentedPage($0)
            },
        ]
    }

    /// Which text is shown; a change of its words makes a new version.
    private static let textVersion = "1"
    private static let monthChoices = [1, 3, 6, 12]

    private func consentsPage(
        _ enterprise: Enterprise, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> EnterprisePage {
        let words = visit.words
        var page = EnterprisePage(words("enterprises.consents"), in: visit, below: way(to: enterprise, visit))
        page.lead = words("enterprises.consents.lead")
        page.text = words("enterprises.consents.text")
        let recipients = try await recipients()
        if recipients.isEmpty {
            page.notices = [Notice(words("enterprises.consents.nobody"), .info)]
        } else {
            let blank = try await giveForm(enterprise, recipients, visit)
            page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        }
        page.panels = [
            consentsPanel(try await consentStore.consents(of: enterprise.id), enterprise, visit),
            accessPanel(try await consentStore.accesses(of: enterprise.id), visit),
        ]
        return page
    }

    private func giveForm(
        _ enterprise: Enterprise, _ recipients: [ConsentRecipient], _ visit: Visit
    ) async throws -> Form {
        let words = visit.words
        let none = Field.Option("", words("enterprises.choose"))
        let themes = library.vocabulary.words.map(\.theme).reduce(into: [String]()) { themes, theme in
            if !themes.contains(theme) { themes.append(theme) }
        }
        let purposes = Consent.Purpose.allCases.map {
            Field.Option($0.rawValue, words("enterprises.purpose.\($0.rawValue)"))
        }
        let months = Self.monthChoices.map {
            Field.Option(String($0), words.counted("enterprises.months", $0))
        }
        return Form(
            to: enterprise.path("/consents"), in: visit,
            fields: [
                Field(
                    "recipient", words("enterprises.recipient"),
                    .menu([none] + recipients.map { Field.Option($0.id, $0.name) }, chosen: "")),
                Field("purpose", words("enterprises.purpose"), .menu([none] + purposes, chosen: "")),
                Field(
                    "items", words("enterprises.items"),
                    .checkBoxes(themes.enumerated().map { Field.Option(String($0), $1) }),
                    hint: words("enterprises.items.hint")),
                Field("months", words("enterprises.duration"), .radios(months, chosen: "3")),
            ], button: words("enterprises.consents.give"))
    }

    private func consentsPanel(
        _ consents: [Consent], _ enterprise: Enterprise, _ visit: Visit
    ) -> Panel {
        let words = visit.words
        let now = visit.milliseconds
        let rows = consents.map { consent in
            let state =
                consent.withdrawnAt != nil ? "withdrawn" : consent.isLive(at: now) ? "live" : "over"
            let themes = Set(
                consent.items.compactMap { library.vocabulary.word(named: $0)?.theme })
            return DataTable.Row(
                .init(consent.recipientName),
                [
                    .init(words("enterprises.purpose.\(consent.purpose.rawValue)")),
                    .init(themes.sorted().joined(separator: "、")),
                    .init(visit.text(moment: consent.validUntil)),
                    .init(words("enterprises.consent.\(state)")),
                    .init(
                        state == "live" ? words("enterprises.withdraw") : "–",
                        href: state == "live"
                            ? visit.link(enterprise.path("/consents/\(consent.id.text)/withdraw")) : nil),
                ])
        }
        let heads = ["recipient", "purpose", "items", "validUntil", "standing", "action"]
        let table = DataTable(
            id: "consents-table", caption: words("enterprises.given.caption"),
            columns: heads.map { .init(words("enterprises.\($0)")) }, rows: rows,
            empty: words("enterprises.given.empty"))
        return Panel(id: "given", title: words("enterprises.given"), table: table)
    }

    private func accessPanel(_ accesses: [DataAccess], _ visit: Visit) -> Panel {
        let words = visit.words
        let rows = accesses.map { access in
            let purpose = Consent.Purpose(rawValue: access.reason)
            return DataTable.Row(
                .init(visit.text(moment: access.at)),
                [
                    .init(access.actorName),
                    .init(words(access.consent == nil ? "enterprises.byOffice" : "enterprises.byConsent")),
                    .init(purpose.map { words("enterprises.purpose.\($0.rawValue)") } ?? access.reason),
                ])
        }
        let heads = ["when", "who", "ground", "reason"]
        let table = DataTable(
            id: "accesses-table", caption: words("enterprises.accesses.caption"),
            columns: heads.map { .init(words("enterprises.\($0)")) }, rows: rows,
            empty: words("enterprises.accesses.empty"))
        return Panel(id: "accesses", title: words("enterprises.accesses"), table: table)
    }

    private func give(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let enterprise = try await load(visit, .enterpriseConsent)
        var faults: [FieldFault] = []
        let words = visit.words
        let recipient = try await recipients().first { $0.id == submission.text("recipient") }
        let purpose = Consent.Purpose(rawValue: submission.text("purpose"))
        let months = Int(submission.text("months")).flatMap { Self.monthChoices.contains($0) ? $0 : nil }
        let items = chosenItems(submission.all("items"))
        if recipient == nil { faults.append(FieldFault("recipient", words("enterprises.recipient.choose"))) }
        if purpose == nil { faults.append(FieldFault("purpose", words("enterprises.purpose.choose"))) }
        if items.isEmpty { faults.append(FieldFault("items", words("enterprises.items.choose"))) }
        if months == nil { faults.append(FieldFault("months", words("enterprises.duration.choose"))) }
        guard let recipient, let purpose, let months, let who = visit.who, faults.isEmpty else {
            return .refused(try await consentsPage(enterprise, visit, submission, faults: faults))
        }
        let shown = words("enterprises.consents.text")
        let until = visit.today.adding(months: months).adding(days: 1)
        let consent = NewConsent(
            enterprise: enterprise.id, recipient: recipient, purpose: purpose, items: items,
            until: until.startMilliseconds,
            textVersion: "\(Self.textVersion) \(visit.preferences.language.rawValue)",
            textDigest: Crypto.SHA256.hash(data: Data(shown.utf8)).map { String(format: "%02x", $0) }.joined()
        )
        _ = try await consentStore.give(consent, by: who.actor, once: visit.key(submission, "consent"))
        return .redirect(to: enterprise.path("/consents"))
    }

    /// The words of the groups that were ticked.
    private func chosenItems(_ numbers: [String]) -> [String] {
        let themes = library.vocabulary.words.map(\.theme).reduce(into: [String]()) { themes, theme in
            if !themes.contains(theme) { themes.append(theme) }
        }
        let chosen = Set(numbers.compactMap { Int($0).flatMap { themes.at($0) } })
        return library.vocabulary.words.filter { chosen.contains($0.theme) }.map(\.name)
    }

    private func endPage(_ enterprise: Enterprise, _ visit: Visit) async throws -> EnterprisePage {
        let consent = try await consent(visit, of: enterprise)
        let words = visit.words
        var page = EnterprisePage(
            words("enterprises.withdraw.title"), in: visit,
            below: way(to: enterprise, visit)
                + [Link(words("enterprises.consents"), visit.link(enterprise.path("/consents")))])
        page.lead = words("enterprises.withdraw.lead", ["name": consent.recipientName])
        page.form = Form(
            to: enterprise.path("/consents/\(consent.id.text)/withdraw"), in: visit, fields: [],
            button: words("enterprises.withdraw"))
        return page
    }

    private func consent(_ visit: Visit, of enterprise: Enterprise) async throws -> Consent {
        let all = try await consentStore.consents(of: enterprise.id)
        guard let found = all.first(where: { $0.id.text == visit.parameter("consent") }) else {
            throw SiteFault.notFound
        }
        return found
    }

    private func end(_ visit: Visit) async throws -> Reply {
        let enterprise = try await load(visit, .enterpriseConsent)
        let consent = try await consent(visit, of: enterprise)
        guard let who = visit.who else { throw SiteFault.notFound }
        _ = try await consentStore.withdraw(consent.id, of: enterprise.id, by: who.actor)
        return .redirect(to: enterprise.path("/consents"))
    }

    /// What an enterprise consented to, for its recipient. That it was read is kept in the same transaction.
    private func consentedPage(_ visit: Visit) async throws -> Reply {
        guard let who = visit.who, let id = ID<Consent>(visit.parameter("consent")),
            let view = try await consentStore.read(
                under: id, as: Self.institutions(of: who), by: who.actor, named: who.name)
        else { throw SiteFault.notFound }
        let enterprise = view.known.enterprise
        let words = visit.words
        let wording = FactWording(self, .consented(Set(view.consent.items)), visit)
        var page = EnterprisePage(enterprise.name, in: visit)
        page.titleLanguage = visit.isEnglish ? "zh-Hans" : nil
        page.badges = enterprise.badges(in: visit)
        page.notices = [
            Notice(
                words(
                    "enterprises.consented.until",
                    [
                        "until": visit.text(moment: view.consent.validUntil),
                        "purpose": words("enterprises.purpose.\(view.consent.purpose.rawValue)"),
                    ]), .info, text: words("enterprises.consented.text"))
        ]
        page.rows = try await registerRows(enterprise, visit)
        page.panels = yearPanels(view.known.only(view.consent.items, library.vocabulary), wording, visit)
        page.isPrinted = true
        return .page(page)
    }

    /// The banks and other institutions that a person works for.
    static func institutions(of who: Identity?) -> [String] {
        (who?.grants ?? []).filter { $0.role == .bank }.compactMap { $0.department?.text }
    }
}

extension KnownEnterprise {
    /// The same with facts of some words only; the others are not even named.
    func only(_ names: [String], _ vocabulary: Vocabulary) -> KnownEnterprise {
        let wanted = Set(names)
        var facts = Facts()
        for key in self.facts.keys where wanted.contains(vocabulary[key.word].name) {
            for report in self.facts.all(key) {
                facts.add(report, for: key, ranking: vocabulary[key.word].sources)
            }
        }
        return KnownEnterprise(
            enterprise: enterprise, facts: facts,
            records: records.filter { wanted.contains(vocabulary[$0.key.word].name) }, strange: [],
            knownAt: knownAt)
    }
}

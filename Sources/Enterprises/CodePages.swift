// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Site
import Standards
import Store

extension Enterprises {
    var codeRoutes: [Route] {
        [
            .page("/enterprises/{id}/code", "enterprises.code", .enterpriseCode) { try await codePage($0) },
            .page("/enterprises/{id}/poster", "enterprises.poster", .enterpriseCode) {
                try await posterPage($0)
            },
            .page("/enterprises/{id}/code/renew", "enterprises.code.renewal", .enterpriseRenewCode) { visit in
                .page(renewPage(try await load(visit, .enterpriseRenewCode), visit))
            },
            .form("/enterprises/{id}/code/renew", "enterprises.code.renew", .enterpriseRenewCode) {
                visit, _ in
                .page(renewPage(try await load(visit, .enterpriseRenewCode), visit))
            } act: { visit, _ in
                let enterprise = try await load(visit, .enterpriseRenewCode)
                guard let who = visit.who else { throw SiteFault.notFound }
                try await register.renewCode(enterprise.id, by: who.actor)
                return .redirect(to: enterprise.path("/code"))
            },
            .page("/code/{payload}", "enterprises.scan", .everyone, isPersonal: true) { visit in
                .page(try await scanPage(visit))
            },
            .form("/code/{payload}", "enterprises.scan.visit", .enterpriseVisit) { visit, submission in
                .page(try await scanPage(visit, submission))
            } act: { visit, submission in
                try await beginVisit(visit, submission)
            },
        ]
    }

    /// The code for the phone: five minutes, then a link makes the next one.
    private func codePage(_ visit: Visit) async throws -> Reply {
        let enterprise = try await load(visit, .enterpriseCode)
        let words = visit.words
        let end = visit.milliseconds / 1000 + EnterpriseCode.phoneSeconds
        var page = EnterprisePage(words("enterprises.code"), in: visit, below: way(to: enterprise, visit))
        page.lead = enterprise.name
        page.badges = enterprise.badges(in: visit)
        page.code = try qr(
            EnterpriseCode(of: enterprise.code, issue: enterprise.codeIssue, expiresAt: end), visit)
        page.notices = [
            Notice(
                words("enterprises.code.until", ["time": visit.text(moment: end * 1000)]), .info,
                link: Link(words("enterprises.code.next"), visit.link(enterprise.path("/code"))))
        ]
        page.actions = [Link(words("enterprises.poster"), visit.link(enterprise.path("/poster")))]
        if authorisation.allows(visit.who, .enterpriseRenewCode, on: enterprise.subject) {
            page.actions.append(
                Link(words("enterprises.code.renew"), visit.link(enterprise.path("/code/renew"))))
        }
        return .page(page)
    }

    /// The code for the wall, to be printed.
    private func posterPage(_ visit: Visit) async throws -> Reply {
        let enterprise = try await load(visit, .enterpriseCode)
        let words = visit.words
        var page = EnterprisePage(enterprise.name, in: visit, below: way(to: enterprise, visit))
        page.titleLanguage = visit.isEnglish ? "zh-Hans" : nil
        page.lead = words("enterprises.poster.lead")
        page.badges = enterprise.badges(in: visit)
        page.code = try qr(EnterpriseCode(of: enterprise.code, issue: enterprise.codeIssue), visit)
        page.rows = KeyValueList([.init(words("enterprises.creditCode"), enterprise.code.text)])
        page.isPrinted = true
        return .page(page)
    }

    private func qr(_ code: EnterpriseCode, _ visit: Visit) throws -> QRCode? {
        let payload = try code.payload(signedBy: codeKey)
        guard let address = visit.absoluteLink("/code/\(payload)") else { throw SiteFault.failure }
        return QRCode(address, label: visit.words("enterprises.code.scan"))
    }

    private func renewPage(_ enterprise: Enterprise, _ visit: Visit) -> EnterprisePage {
        let words = visit.words
        var page = EnterprisePage(
            words("enterprises.code.renew"), in: visit,
            below: way(to: enterprise, visit)
                + [Link(words("enterprises.code"), visit.link(enterprise.path("/code")))])
        page.lead = words("enterprises.code.renew.lead")
        page.form = Form(
            to: enterprise.path("/code/renew"), in: visit, fields: [],
            button: words("enterprises.code.renew"))
        return page
    }

    /// The enterprise of a scanned code, once it is proven, in time, and of the present issue.
    func scanned(_ visit: Visit) async throws -> Enterprise {
        let code = try EnterpriseCode(visit.parameter("payload"), provenBy: codeKey)
        guard code.isInTime(at: visit.milliseconds / 1000) else { throw CodeFault.expired }
        guard let enterprise = try await register.enterprise(coded: code.creditCode) else {
            throw CodeFault.unknown
        }
        guard Int(code.issue) == enterprise.codeIssue else { throw CodeFault.withdrawn }
        return enterprise
    }

    /// The public card; for an official of the region the way to the file and a visit; for a bank what it may
    /// see.
    private func scanPage(
        _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> EnterprisePage {
        let enterprise = try await scanned(visit)
        let words = visit.words
        guard let known = try await factStore.known(enterprise.id) else { throw CodeFault.unknown }
        var page = EnterprisePage(enterprise.name, in: visit)
        page.titleLanguage = visit.isEnglish ? "zh-Hans" : nil
        page.lead = words("enterprises.card.lead")
        page.badges = enterprise.badges(in: visit) + classBadges(known.openOnly(library.vocabulary), visit)
        page.rows = try await registerRows(enterprise, visit)
        if authorisation.allows(visit.who, .enterpriseRead, on: enterprise.subject) {
            page.actions.append(Link(words("enterprises.file"), visit.link(enterprise.path())))
        }
        if authorisation.allows(visit.who, .enterpriseVisit, on: enterprise.subject) {
            let blank = visitForm(visit)
            page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        }
        let live = try await consentStore.live(of: enterprise.id, for: Self.institutions(of: visit.who))
        page.actions += live.map { consent in
            let purpose = words("enterprises.purpose.\(consent.purpose.rawValue)")
            return Link(
                words("enterprises.consented.open", ["purpose": purpose]),
                visit.link("/consented/\(consent.id.text)"))
        }
        if live.isEmpty, !Self.institutions(of: visit.who).isEmpty {
            page.notices.append(
                Notice(words("enterprises.consented.none"), .info, text: words("enterprises.consented.ask")))
        }
        return page
    }

    private func visitForm(_ visit: Visit) -> Form {
        Form(
            to: "/code/\(visit.parameter("payload"))", in: visit,
            fields: [
                Field(
                    "purpose", visit.words("enterprises.visit.purpose"), .text(),
                    hint: visit.words("enterprises.visit.purpose.hint"))
            ], button: visit.words("enterprises.visit.begin"))
    }

    private func beginVisit(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let enterprise = try await scanned(visit)
        try authorisation.require(visit, .enterpriseVisit, on: enterprise.subject)
        let purpose = submission.text("purpose")
        guard let who = visit.who, !purpose.isEmpty else {
            let fault = FieldFault("purpose", visit.words("enterprises.visit.purpose.missing"))
            return .refused(try await scanPage(visit, submission, faults: [fault]))
        }
        let id = try await visitStore.begin(
            at: enterprise.id, purpose: String(purpose.prefix(200)), by: who.actor, named: who.name,
            once: visit.key(submission, "visit"))
        return .redirect(to: enterprise.path("/visits/\(id.text)"))
    }
}

extension KnownEnterprise {
    /// The same with facts that everybody may see.
    func openOnly(_ vocabulary: Vocabulary) -> KnownEnterprise {
        only(vocabulary.words.filter { $0.sensitivity == .open }.map(\.name), vocabulary)
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Site
import Standards
import Store

extension Enterprises {
    var goldRoutes: [Route] {
        [
            .page("/enterprises/{id}/gold", "enterprises.gold", .enterpriseRecord) { visit in
                .page(goldPage(try await load(visit, .enterpriseRecord), visit))
            },
            .form("/enterprises/{id}/gold", "enterprises.gold.send", .enterpriseRecord) { visit, submission in
                .page(goldPage(try await load(visit, .enterpriseRecord), visit, submission))
            } act: { visit, submission in
                try await mark(visit, submission)
            },
        ]
    }

    private func goldPage(
        _ enterprise: Enterprise, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) -> EnterprisePage {
        let words = visit.words
        var page = EnterprisePage(
            words("enterprises.gold.give"), in: visit, below: way(to: enterprise, visit))
        page.lead = words("enterprises.gold.lead", ["name": enterprise.name])
        page.badges = enterprise.badges(in: visit)
        let blank = Form(
            to: enterprise.path("/gold"), in: visit,
            fields: [
                Field(
                    "act", words("enterprises.gold.act"),
                    .radios(
                        [
                            Field.Option("give", words("enterprises.gold.act.give")),
                            Field.Option("end", words("enterprises.gold.act.end")),
                        ], chosen: "give")),
                Field(
                    "reason", words("enterprises.reason"), .text(enterprise.gold?.reason ?? ""),
                    hint: words("enterprises.gold.hint"), isOptional: true),
                Field(
                    "until", words("enterprises.validUntil"), .date(enterprise.gold?.until.isoText ?? ""),
                    isOptional: true),
            ], button: words("enterprises.declare.send"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    private func mark(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let enterprise = try await load(visit, .enterpriseRecord)
        guard let who = visit.who else { throw SiteFault.notFound }
        if submission.text("act") == "end" {
            try await register.mark(enterprise.id, nil, by: who.actor)
            return .redirect(to: enterprise.path())
        }
        var faults: [FieldFault] = []
        let reason = submission.text("reason")
        let until = Day(isoText: submission.text("until"))
        if reason.count < 4 { faults.append(FieldFault("reason", visit.words("enterprises.unmask.short"))) }
        if until.map({ $0 < visit.today }) ?? true {
            faults.append(FieldFault("until", visit.words("enterprises.gold.until")))
        }
        guard let until, faults.isEmpty else {
            return .refused(goldPage(enterprise, visit, submission, faults: faults))
        }
        try await register.mark(
            enterprise.id, Enterprise.GoldMark(reason: String(reason.prefix(200)), until: until),
            by: who.actor)
        return .redirect(to: enterprise.path())
    }

    var withdrawalRoutes: [Route] {
        [
            .page("/enterprises/{id}/facts/withdraw", "enterprises.facts.withdrawal", .enterpriseConsent) {
                visit in
                .page(try await withdrawalPage(try await load(visit, .enterpriseConsent), visit))
            },
            .form("/enterprises/{id}/facts/withdraw", "enterprises.facts.withdraw", .enterpriseConsent) {
                visit, submission in
                .page(try await withdrawalPage(try await load(visit, .enterpriseConsent), visit, submission))
            } act: { visit, submission in
                try await withdrawFacts(visit, submission)
            },
        ]
    }

    /// Sources whose statements stand, and may be taken back.
    private func standingSources(_ enterprise: Enterprise) async throws -> [String] {
        let records = try await factStore.records(of: enterprise.id).filter { $0.ending == nil }
        return Set(records.map(\.source)).sorted()
    }

    private func withdrawalPage(
        _ enterprise: Enterprise, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> EnterprisePage {
        let words = visit.words
        var page = EnterprisePage(
            words("enterprises.facts.withdraw"), in: visit,
            below: way(to: enterprise, visit)
                + [Link(words("enterprises.facts"), visit.link(enterprise.path("/facts")))])
        page.lead = words("enterprises.facts.withdraw.lead")
        let none = Field.Option("", words("enterprises.choose"))
        let options = try await standingSources(enterprise).map { source in
            Field.Option(source, source == FactStatement.ownSource ? words("enterprises.self") : source)
        }
        let blank = Form(
            to: enterprise.path("/facts/withdraw"), in: visit,
            fields: [
                Field("source", words("enterprises.source"), .menu([none] + options, chosen: "")),
                Field("reason", words("enterprises.reason"), .longText(rows: 3), isOptional: true),
            ], button: words("enterprises.facts.withdraw"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    private func withdrawFacts(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let enterprise = try await load(visit, .enterpriseConsent)
        let source = submission.text("source")
        guard let who = visit.who, try await standingSources(enterprise).contains(source) else {
            let fault = FieldFault("source", visit.words("enterprises.source.choose"))
            return .refused(try await withdrawalPage(enterprise, visit, submission, faults: [fault]))
        }
        _ = try await factStore.withdraw(
            source: source, of: enterprise.id, reason: String(submission.text("reason").prefix(500)),
            by: who.actor, once: visit.key(submission, "withdraw"))
        return .redirect(to: enterprise.path("/facts"))
    }
}

// SPDX-License-Identifier: Apache-2.0
import Site
import Standards
import Store

/// 企业认证 as pages: to claim, to wait, to decide.
extension Accounts {
    var claimRoutes: [Route] {
        form("/account/claims", "accounts.claim", .accountClaim, acceptsFiles: true) { visit, sent, faults in
            try await claimsPage(visit, sent, faults)
        } act: { visit, sent in
            try await claim(visit, sent)
        }
            + action("/account/claims/withdraw", "accounts.claim.withdraw", .accountClaim) { _ in
                "/account/claims"
            } act: { visit, sent in
                guard let id = ID<EnterpriseClaim>(sent.text("claim")),
                    try await store.withdraw(id, of: try visit.required.person)
                else { throw SiteFault.notFound }
                return .redirect(to: "/account/claims")
            }
            + [
                .page("/claims", "accounts.claims", .accountDecide) { .page(try await waitingPage($0)) },
                .page("/claims/{claim}/evidence", "accounts.claim.evidence", .accountDecide) { visit in
                    try await evidence(visit)
                },
            ]
            + form("/claims/{claim}", "accounts.claim.decide", .accountDecide) { visit, sent, faults in
                try await decisionPage(visit, sent, faults)
            } act: { visit, sent in
                try await decide(visit, sent)
            }
    }

    // MARK: Claiming

    private func claimsPage(
        _ visit: Visit, _ sent: Submission?, _ faults: [FieldFault]
    ) async throws -> AccountPage {
        let words = visit.words
        let claims = try await store.claims(of: try visit.required.person)
        let parts = claims.map { claim in
            let form = Form(
                to: "/account/claims/withdraw", in: visit, hidden: [("claim", claim.id.text)], fields: [],
                button: words("accounts.claim.withdraw")
            ).quiet
            return AccountPage.Section(
                claim.enterpriseName, rows: rows(of: claim, visit), form: claim.state == .waiting ? form : nil
            )
        }
        let form = Form(
            to: "/account/claims", in: visit,
            fields: [
                Field(
                    "code", words("accounts.credit-code"), .text(width: .medium),
                    hint: words("accounts.credit-code.hint")),
                Field("name", words("accounts.enterprise-name"), .text(autocomplete: "organization")),
                Field(
                    "region", words("accounts.region"), .text(width: .medium),
                    hint: words("accounts.claim.region.hint"), isOptional: true),
                Field(
                    "evidence", words("accounts.evidence"), .upload(accept: ".pdf,.jpg,.jpeg,.png"),
                    hint: words("accounts.evidence.hint")),
            ], button: words("accounts.claim.send"))
        return AccountPage(
            words("accounts.claim"), in: visit, below: [visit.accountLink],
            lead: words("accounts.claim.lead"),
            parts + [AccountPage.Section(words("accounts.claim.new"), form: form.shown(sent, faults))])
    }

    private func rows(of claim: EnterpriseClaim, _ visit: Visit) -> KeyValueList {
        let words = visit.words
        var rows: [KeyValueList.Row] = [
            .init(words("accounts.credit-code"), claim.creditCode.text),
            .init(words("accounts.region"), visit.name(of: claim.region)),
            .init(words("accounts.claim.made"), visit.time(claim.madeAt)),
            .init(words("accounts.state"), words("accounts.claim.\(claim.state.rawValue)")),
        ]
        if !claim.reason.isEmpty { rows.append(.init(words("accounts.reason"), claim.reason, in: .chinese)) }
        return KeyValueList(rows)
    }

    private func claim(_ visit: Visit, _ sent: Submission) async throws -> Reply {
        let words = visit.words
        var faults: [FieldFault] = []
        var code: CreditCode?
        do {
            code = try CreditCode(sent.text("code"))
        } catch {
            faults.append(FieldFault("code", visit.isEnglish ? error.englishText : error.chineseText))
        }
        let name = sent.text("name")
        if !(2...100).contains(name.count) {
            faults.append(FieldFault("name", words("accounts.enterprise-name.fill")))
        }
        let typed = sent.text("region")
        let region = typed.isEmpty ? code?.region : Region.read(typed)
        if region == nil, code != nil || !typed.isEmpty {
            faults.append(FieldFault("region", words("accounts.region.fill")))
        }
        var received: ReceivedFile?
        do {
            received = try sent.file("evidence").map {
                try vault.receive($0.bytes, limits: EnterpriseClaim.evidenceLimits)
            }
            if received == nil { faults.append(FieldFault("evidence", words("accounts.evidence.fill"))) }
        } catch let fault as FileFault {
            let text = fault.words
            faults.append(FieldFault("evidence", visit.isEnglish ? text.english : text.chinese))
        }
        guard faults.isEmpty, let code, let region, let received else { throw FieldFaults(faults) }
        let claimed = ClaimedEnterprise(creditCode: code, name: name, region: region.current ?? region)
        do {
            _ = try await store.claim(
                claimed, by: try visit.required.person, evidence: received,
                fileName: sent.file("evidence")?.fileName ?? "")
        } catch AccountFault.claimWaiting {
            throw FieldFaults("code", words("accounts.claim.twice"))
        }
        return .redirect(to: "/account/claims")
    }

    // MARK: Deciding

    private func waitingPage(_ visit: Visit) async throws -> AccountPage {
        let words = visit.words
        let regions = authorisation.regions(of: visit.who, for: .accountDecide)
        let claims = try await store.waitingClaims(in: regions)
        let table = DataTable(
            id: "claims", caption: words("accounts.claims.waiting"),
            columns: [
                .init(words("accounts.enterprise-name")), .init(words("accounts.credit-code")),
                .init(words("accounts.region")), .init(words("accounts.claim.made")),
            ],
            rows: claims.map { claim in
                .init(
                    .init(claim.enterpriseName, in: .chinese, href: visit.link("/claims/\(claim.id)")),
                    [
                        .init(claim.creditCode.text), .init(visit.name(of: claim.region)),
                        .init(visit.time(claim.madeAt)),
                    ])
            }, empty: words("accounts.claims.none"))
        return AccountPage(words("accounts.claims"), in: visit, [AccountPage.Section(table: table)])
    }

    /// The claim of the address, for an official of its region; for all others it does not exist.
    private func claim(at visit: Visit) async throws -> EnterpriseClaim {
        guard let id = ID<EnterpriseClaim>(visit.parameter("claim")), let claim = try await store.claim(id)
        else {
            throw SiteFault.notFound
        }
        try authorisation.require(visit, .accountDecide, on: .region(claim.region))
        return claim
    }

    private func decisionPage(
        _ visit: Visit, _ sent: Submission?, _ faults: [FieldFault]
    ) async throws -> AccountPage {
        let words = visit.words
        let claim = try await claim(at: visit)
        let person = try await store.person(claim.person)?.person.name ?? ""
        let evidence = Link(words("accounts.evidence.open"), visit.link("/claims/\(claim.id)/evidence"))
        var sections = [
            AccountPage.Section(
                text: words("accounts.claim.by", ["name": person]), rows: rows(of: claim, visit),
                links: [evidence])
        ]
        if claim.state == .waiting {
            let form = Form(
                to: "/claims/\(claim.id)", in: visit,
                fields: [
                    Field(
                        "decision", words("accounts.decision"),
                        .radios([
                            .init("accept", words("accounts.accept"), hint: words("accounts.accept.hint")),
                            .init("refuse", words("accounts.refuse")),
                        ])),
                    Field(
                        "reason", words("accounts.reason"), .longText(rows: 3),
                        hint: words("accounts.reason.hint")),
                ], button: words("accounts.decide"))
            sections.append(AccountPage.Section(words("accounts.decision"), form: form.shown(sent, faults)))
        }
        return AccountPage(
            claim.enterpriseName, in: visit, below: [Link(words("accounts.claims"), visit.link("/claims"))],
            sections)
    }

    private func decide(_ visit: Visit, _ sent: Submission) async throws -> Reply {
        let claim = try await claim(at: visit)
        let (decision, reason) = (sent.text("decision"), sent.text("reason"))
        var faults: [FieldFault] = []
        if !["accept", "refuse"].contains(decision) {
            faults.append(FieldFault("decision", visit.words("accounts.decision.fill")))
        }
        if reason.isEmpty || reason.count > 1000 {
            faults.append(FieldFault("reason", visit.words("accounts.reason.fill")))
        }
        guard faults.isEmpty else { throw FieldFaults(faults) }
        try await store.decide(
            claim.id, accept: decision == "accept", reason: reason, by: try visit.required.person)
        return .redirect(to: "/claims")
    }

    private func evidence(_ visit: Visit) async throws -> Reply {
        let claim = try await claim(at: visit)
        guard let file = try await store.file(claim.evidence) else { throw SiteFault.notFound }
        let bytes = [UInt8](try vault.contents(of: file.digest))
        return .download(bytes, type: file.kind.mediaType, name: file.name)
    }
}

extension Region {
    /// A region as people write it: its code, or a name that only one has.
    static func read(_ text: String) -> Region? {
        if let region = Region(code: text) { return region }
        let named = Region.named(text)
        return named.count == 1 ? named.first : nil
    }
}

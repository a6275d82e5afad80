// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site
import Standards
import Store

/// One's own account.
extension Accounts {
    var accountRoutes: [Route] {
        [
            .page("/account", "accounts.account", .accountOwn) { .page(try await accountPage($0)) },
            .page("/account/data", "accounts.data", .accountOwn) { visit in
                let bytes = try await accountFile(visit.required)
                return .download(bytes, type: "application/json", name: visit.words("accounts.data.file"))
            },
        ]
            + form("/account/name", "accounts.rename", .accountOwn) { visit, sent, faults in
                namePage(visit, sent, faults)
            } act: { visit, sent in
                let name = sent.text("name")
                guard (1...60).contains(name.count) else {
                    throw FieldFaults("name", visit.words("accounts.fill.own-name"))
                }
                try await store.rename(visit.required.person, to: name)
                return .redirect(to: "/account")
            }
            + form("/account/confirm", "accounts.confirm", .accountOwn) { visit, sent, faults in
                try await confirmPage(visit, sent, faults)
            } act: { visit, sent in
                try await confirm(visit, sent)
            }
            + form("/account/password", "accounts.password", .accountOwn) { visit, sent, faults in
                try await passwordPage(visit, sent, faults)
            } act: { visit, sent in
                try await changePassword(visit, sent)
            }
    }

    // MARK: The overview

    private func accountPage(_ visit: Visit) async throws -> AccountPage {
        let (words, who) = (visit.words, try visit.required)
        guard let record = try await store.person(who.person) else { throw SiteFault.notFound }
        let factor = try await store.factor(of: who.person)
        let hasFactor = factor?.isConfirmed ?? false
        func change(_ path: String) -> Link { Link(words("accounts.change"), visit.link(path)) }
        var rows: [KeyValueList.Row] = [
            .init(words("accounts.name"), record.person.name, in: .chinese, change: change("/account/name"))
        ]
        if let name = record.signInName { rows.append(.init(words("accounts.sign-in-name"), name)) }
        let passwordText =
            record.passwordHash == nil
            ? words("accounts.none")
            : words("accounts.password.since", ["day": visit.day(record.passwordChangedAt)])
        rows.append(.init(words("accounts.password"), passwordText, change: change("/account/password")))
        rows.append(
            .init(
                words("accounts.second-factor"),
                hasFactor
                    ? words("accounts.factor.on", ["count": String(factor?.codesLeft ?? 0)])
                    : words("accounts.factor.off"), change: change("/account/second-factor")))
        return AccountPage(
            words("accounts.account"), in: visit, notice: visit.noticeOfWithheld,
            [AccountPage.Section(rows: KeyValueList(rows))] + (try await rightSections(visit, who))
                + [
                    AccountPage.Section(
                        words("accounts.more"),
                        links: ["sessions", "identities", "tokens", "data"].map {
                            Link(words("accounts.\($0)"), visit.link("/account/\($0)"))
                        })
                ])
    }

    func rightSections(_ visit: Visit, _ who: Identity) async throws -> [AccountPage.Section] {
        let words = visit.words
        let grants = who.grants + who.withheld
        let roles = KeyValueList(grants.map { .init(visit.name(of: $0.role), visit.name(of: $0.region)) })
        let enterprises = try await store.memberships(of: who.person)
        let rows = enterprises.map { record in
            KeyValueList.Row(
                record.enterpriseName, visit.names(of: record.membership.rights),
                href: visit.link("/members/\(record.membership.enterprise)"),
                note: record.membership.enterprise == who.enterprise ? words("accounts.acting") : nil)
        }
        var links = [Link(words("accounts.claim"), visit.link("/account/claims"))]
        if enterprises.count > 1 {
            links.insert(Link(words("accounts.choose"), visit.link("/account/enterprise")), at: 0)
        }
        let own = AccountPage.Section(
            words("accounts.enterprises"),
            text: enterprises.isEmpty ? words("accounts.enterprises.none") : nil,
            rows: enterprises.isEmpty ? nil : KeyValueList(rows), links: links)
        return (grants.isEmpty ? [] : [AccountPage.Section(words("accounts.roles"), rows: roles)]) + [own]
    }

    private func namePage(_ visit: Visit, _ sent: Submission?, _ faults: [FieldFault]) -> AccountPage {
        let words = visit.words
        let form = Form(
            to: "/account/name", in: visit,
            fields: [
                Field(
                    "name", words("accounts.name"),
                    .text(visit.who?.name ?? "", autocomplete: "name", width: .medium))
            ], button: words("accounts.save"))
        return AccountPage(
            words("accounts.rename"), in: visit, below: [visit.accountLink],
            [AccountPage.Section(form: form.shown(sent, faults))])
    }

    // MARK: Proving who one is

    /// Whether the person has just proven who they are; otherwise the way to do it and come back.
    func wayToProof(_ visit: Visit) throws -> Reply? {
        let who = try visit.required
        guard let session = who.session else { throw SiteFault.forbidden }
        if store.now - session.provenAt < store.limits.proofSeconds * 1000 { return nil }
        return .redirect(to: "/account/confirm", [("next", visit.here)])
    }

    private func confirmPage(
        _ visit: Visit, _ sent: Submission?, _ faults: [FieldFault]
    ) async throws -> AccountPage {
        let words = visit.words
        let record = try await store.person(try visit.required.person)
        let onward = sent.map(Onward.init) ?? Onward(visit)
        guard record?.passwordHash != nil else {
            let link = Link(
                words("accounts.sign-in"), visit.link("/sign-in", onward.next.map { [("next", $0)] } ?? []))
            return AccountPage(
                words("accounts.confirm"), in: visit, below: [visit.accountLink],
                [AccountPage.Section(text: words("accounts.confirm.again"), links: [link])])
        }
        let form = Form(
            to: "/account/confirm", in: visit, hidden: onward.hidden,
            fields: [
                Field("password", words("accounts.password"), .secret(autocomplete: "current-password"))
            ], button: words("accounts.confirm.button"))
        return AccountPage(
            words("accounts.confirm"), in: visit, below: [visit.accountLink],
            lead: words("accounts.confirm.lead"), [AccountPage.Section(form: form.shown(sent, faults))])
    }

    private func confirm(_ visit: Visit, _ sent: Submission) async throws -> Reply {
        let who = try visit.required
        guard let record = try await store.person(who.person), let hash = record.passwordHash,
            let session = who.session
        else { throw SiteFault.forbidden }
        // Whoever stands at an open browser guesses here; the same count as at the door of that browser.
        let throttle = Throttle.device("session:" + session.id.text)
        if let seconds = try await store.take([throttle]) {
            throw Throttled(field: "password", seconds: seconds)
        }
        let password = sent.fields["password"] ?? ""
        guard try await work.run({ hash.matches(password) }) else {
            try await store.recordRefusal(who.person.text, detail: "confirm")
            throw FieldFaults("password", visit.words("accounts.password.wrong"))
        }
        try await store.forgive([throttle])
        try await store.prove(session.digest)
        let way = Onward(sent).next.flatMap { visit.way(to: $0) }
        return .redirect(to: way?.path ?? "/account", way?.query ?? [])
    }

    // MARK: The password

    private func passwordPage(
        _ visit: Visit, _ sent: Submission?, _ faults: [FieldFault]
    ) async throws -> AccountPage {
        let words = visit.words
        let record = try await store.person(try visit.required.person)
        var fields = [newPasswordField(visit, "new-password")]
        if record?.signInName == nil {
            fields.insert(
                Field(
                    "sign-in", words("accounts.sign-in-name"),
                    .text(autocomplete: "username", width: .medium),
                    hint: words("accounts.sign-in-name.hint")), at: 0)
        }
        let form = Form(to: "/account/password", in: visit, fields: fields, button: words("accounts.save"))
        return AccountPage(
            words("accounts.password.change"), in: visit, below: [visit.accountLink],
            lead: words("accounts.password.change.lead"),
            [AccountPage.Section(form: form.shown(sent, faults))])
    }

    private func changePassword(_ visit: Visit, _ sent: Submission) async throws -> Reply {
        if let way = try wayToProof(visit) { return way }
        let who = try visit.required
        guard let record = try await store.person(who.person) else { throw SiteFault.notFound }
        let typed = record.signInName == nil ? SignInName(sent.text("sign-in")) : nil
        guard let name = record.signInName ?? typed?.text else {
            throw FieldFaults("sign-in", visit.words("accounts.fill.name"))
        }
        let password = sent.fields["new-password"] ?? ""
        if let fault = passwordFault(visit, password, name, "new-password") { throw FieldFaults([fault]) }
        do {
            try await store.changePassword(
                of: who.person, signInName: typed, to: try await hash(password), keeping: who.session?.digest)
        } catch AccountFault.signInNameTaken {
            throw FieldFaults("sign-in", visit.words("accounts.name.taken"))
        }
        return .redirect(to: "/account")
    }
}

extension Visit {
    /// Who is behind a request that strangers cannot make.
    var required: Identity {
        get throws {
            guard let who else { throw SiteFault.forbidden }
            return who
        }
    }
}

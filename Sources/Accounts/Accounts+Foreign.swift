// SPDX-License-Identifier: Apache-2.0
import Site
import Store

/// Signing in at another site, and linking its account to one's own.
extension Accounts {
    var foreignRoutes: [Route] {
        let own: [Route] =
            [
                .page("/account/identities", "accounts.identities", .accountOwn) { visit in
                    .page(try await identitiesPage(visit))
                }
            ]
            + action("/account/identities/end", "accounts.identity.end", .accountOwn) { _ in
                "/account/identities"
            } act: { visit, sent in
                if let way = try wayToProof(visit) { return way }
                try await store.unlink(
                    sent.text("issuer"), sent.text("subject"), from: try visit.required.person)
                return .redirect(to: "/account/identities")
            }
        guard !providers.isEmpty else { return own }
        return own + [
            .page("/sign-in/with/{provider}", "accounts.foreign", .everyone, isPersonal: true) { visit in
                try await leave(visit)
            },
            .page("/sign-in/with/{provider}/back", "accounts.foreign.back", .everyone, isPersonal: true) {
                visit in
                do {
                    return try await comeBack(visit)
                } catch let fault as ForeignSignInFault {
                    try await store.recordRefusal("unknown", detail: "foreign: " + fault.rawValue)
                    throw AccountFault.foreignSignIn(fault)
                }
            },
        ]
    }

    private func provider(_ visit: Visit) throws -> IdentityProvider {
        guard let found = providers.first(where: { $0.id == visit.parameter("provider") }) else {
            throw SiteFault.notFound
        }
        return found
    }

    private func back(_ provider: IdentityProvider, _ visit: Visit) throws -> String {
        guard let address = visit.absoluteLink("/sign-in/with/\(provider.id)/back") else {
            throw SiteFault.badRequest(field: "Host")
        }
        return address
    }

    /// Nothing is stored: what must be known on the way back is signed into a cookie of this browser.
    private func leave(_ visit: Visit) async throws -> Reply {
        let (provider, ground) = (try provider(visit), store.database.ground)
        let isLinking = visit.query["link"] != nil && visit.who?.session != nil
        if isLinking, let way = try wayToProof(visit) { return way }
        let attempt = ForeignSignIn.Attempt(
            provider: provider.id, state: SecretToken.make(ground).text, nonce: SecretToken.make(ground).text,
            verifier: SecretToken.make(ground).text, next: visit.query["next"],
            linking: isLinking ? visit.who?.person.text : nil, at: store.now)
        let address: String
        do {
            let document = try await foreign.document(of: provider)
            address = foreign.address(document, provider, attempt, back: try back(provider, visit))
        } catch let fault as ForeignSignInFault {
            throw AccountFault.foreignSignIn(fault)
        }
        let packed = try visit.signedState.pack(attempt, for: ForeignSignIn.Attempt.purpose)
        return Reply.leave(to: address)
            .setting(cookie: ForeignSignIn.Attempt.cookie, packed, maximumAgeSeconds: 600)
    }

    private func comeBack(_ visit: Visit) async throws -> Reply {
        let provider = try provider(visit)
        guard let packed = visit.cookie(ForeignSignIn.Attempt.cookie),
            let attempt = try? visit.signedState.unpack(
                ForeignSignIn.Attempt.self, from: packed, for: ForeignSignIn.Attempt.purpose),
            attempt.provider == provider.id, abs(store.now - attempt.at) < ForeignSignIn.Attempt.milliseconds
        else { throw ForeignSignInFault.noAttempt }
        guard visit.query["state"] == attempt.state else { throw ForeignSignInFault.otherState }
        // RFC 9207: a provider that names itself in its answer must be the one that was asked.
        if let issuer = visit.query["iss"], issuer != provider.issuer { throw ForeignSignInFault.otherIssuer }
        let until = attempt.at + 2 * ForeignSignIn.Attempt.milliseconds
        guard try await store.spend(attempt.state, until: until) else { throw ForeignSignInFault.replayed }
        guard let code = visit.query["code"], visit.query["error"] == nil else {
            throw ForeignSignInFault.declined
        }
        let document = try await foreign.document(of: provider)
        let subject = try await foreign.subject(
            code: code, document, provider, attempt, back: try back(provider, visit), now: store.now / 1000)
        let reply = try await welcome(subject, provider, attempt, visit)
        return reply.setting(cookie: ForeignSignIn.Attempt.cookie, "")
    }

    private func welcome(
        _ subject: ForeignSignIn.Subject, _ provider: IdentityProvider, _ attempt: ForeignSignIn.Attempt,
        _ visit: Visit
    ) async throws -> Reply {
        if let linking = attempt.linking {
            guard let who = visit.who, who.person.text == linking else { throw ForeignSignInFault.noAttempt }
            try await store.link(subject, to: who.person)
            return .redirect(to: "/account/identities")
        }
        let person = try await store.person(behind: subject, newName: provider.chinese)
        guard let record = try await store.person(person), record.isActive else { throw SiteFault.forbidden }
        let onward = Onward(next: attempt.next)
        if try await store.hasFactor(person) {
            return .page(SignInPage.second(in: visit, pending: try pending(record, visit), onward: onward))
        }
        return try await enter(visit, person, isStrong: false, onward, "account.sign-in-foreign")
    }

    private func identitiesPage(_ visit: Visit) async throws -> AccountPage {
        let words = visit.words
        let links = try await store.identities(of: try visit.required.person)
        let parts = links.map { link in
            let name = providers.first { $0.issuer == link.issuer }
            let form = Form(
                to: "/account/identities/end", in: visit,
                hidden: [("issuer", link.issuer), ("subject", link.subject)], fields: [],
                button: words("accounts.identity.end")
            ).quiet
            return AccountPage.Section(
                name.map { visit.isEnglish ? $0.english : $0.chinese } ?? link.issuer,
                rows: KeyValueList([.init(words("accounts.identity.since"), visit.day(link.linkedAt))]),
                form: form)
        }
        let ways = providers.map { provider in
            Link(
                words(
                    "accounts.identity.link", ["name": visit.isEnglish ? provider.english : provider.chinese]),
                visit.link("/sign-in/with/\(provider.id)", [("link", "1")]))
        }
        let text = words(
            ways.isEmpty && links.isEmpty ? "accounts.identities.none" : "accounts.identities.lead")
        return AccountPage(
            words("accounts.identities"), in: visit, below: [visit.accountLink], lead: text,
            parts + (ways.isEmpty ? [] : [AccountPage.Section(links: ways)]))
    }
}

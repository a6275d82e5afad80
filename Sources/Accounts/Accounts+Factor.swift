// SPDX-License-Identifier: Apache-2.0
import Site
import Store

/// The second factor: an app on the telephone that shows a new code each half minute.
extension Accounts {
    var factorRoutes: [Route] {
        form("/account/second-factor", "accounts.factor", .accountOwn) { visit, sent, faults in
            try await factorPage(visit, sent, faults)
        } act: { visit, sent in
            try await confirmFactor(visit, sent)
        }
            + form("/account/second-factor/end", "accounts.factor.end", .accountOwn) { visit, _, _ in
                askingPage(visit, "/account/second-factor/end", "accounts.factor.end")
            } act: { visit, _ in
                if let way = try wayToProof(visit) { return way }
                let who = try visit.required
                try await store.removeFactor(of: who.person, actor: who.actor)
                return .redirect(to: "/account")
            }
            + form("/account/second-factor/codes", "accounts.factor.codes", .accountOwn) { visit, _, _ in
                askingPage(visit, "/account/second-factor/codes", "accounts.factor.codes")
            } act: { visit, _ in
                if let way = try wayToProof(visit) { return way }
                let who = try visit.required
                guard try await store.hasFactor(who.person) else {
                    return .redirect(to: "/account/second-factor")
                }
                let codes = try await store.renewRecoveryCodes(of: who.person)
                return .page(codesPage(visit, codes, next: nil))
            }
    }

    /// A page with a sentence and a button.
    private func askingPage(_ visit: Visit, _ path: String, _ key: String) -> AccountPage {
        let form = Form(to: path, in: visit, fields: [], button: visit.words(key + ".button"))
        return AccountPage(
            visit.words(key), in: visit, below: [visit.accountLink], lead: visit.words(key + ".lead"),
            [AccountPage.Section(form: form)])
    }

    private func factorPage(
        _ visit: Visit, _ sent: Submission?, _ faults: [FieldFault]
    ) async throws -> AccountPage {
        let (words, who) = (visit.words, try visit.required)
        let onward = sent.map(Onward.init) ?? Onward(visit)
        if try await store.hasFactor(who.person) {
            guard who.isStrong, faults.isEmpty else { return try await showPage(visit, who, onward) }
            let links = ["codes", "end"].map {
                Link(words("accounts.factor.\($0)"), visit.link("/account/second-factor/\($0)"))
            }
            return AccountPage(
                words("accounts.second-factor"), in: visit, below: [visit.accountLink],
                [AccountPage.Section(text: words("accounts.factor.is-on"), links: links)])
        }
        let secret = try await store.beginFactor(of: who.person)
        let address = OneTimeCode.address(secret, issuer: words("site.name"), account: who.name)
        let form = Form(
            to: "/account/second-factor", in: visit, hidden: onward.hidden,
            fields: [
                Field(
                    "code", words("accounts.code"), .text(autocomplete: "one-time-code", width: .medium),
                    hint: words("accounts.factor.code.hint"))
            ], button: words("accounts.factor.button"))
        return AccountPage(
            words("accounts.factor.set-up"), in: visit, below: [visit.accountLink],
            lead: words("accounts.factor.lead"),
            [
                AccountPage.Section(
                    words("accounts.factor.scan"), text: words("accounts.factor.scan.text"),
                    qr: QRCode(address, label: words("accounts.factor.scan"))),
                AccountPage.Section(
                    words("accounts.factor.type"), text: words("accounts.factor.type.text"),
                    codes: [spaced(OneTimeCode.base32(secret))]),
                AccountPage.Section(words("accounts.factor.confirm"), form: form.shown(sent, faults)),
            ])
    }

    /// Shows the factor in a session that began without it.
    private func showPage(_ visit: Visit, _ who: Identity, _ onward: Onward) async throws -> AccountPage {
        guard let record = try await store.person(who.person) else { throw SiteFault.notFound }
        return SignInPage.second(in: visit, pending: try pending(record, visit), onward: onward)
    }

    private func confirmFactor(_ visit: Visit, _ sent: Submission) async throws -> Reply {
        if let way = try wayToProof(visit) { return way }
        let who = try visit.required
        let throttle = Throttle.factor(who.person.text)
        if let seconds = try await store.take([throttle]) { throw Throttled(field: "code", seconds: seconds) }
        guard let codes = try await store.confirmFactor(of: who.person, code: sent.text("code")) else {
            throw FieldFaults("code", visit.words("accounts.code.wrong"))
        }
        try await store.forgive([throttle])
        let reply = try await enter(
            visit, who.person, isStrong: true, Onward(next: nil), "account.strengthen")
        return Reply.page(codesPage(visit, codes, next: Onward(sent).next)).takingCookies(of: reply)
    }

    private func codesPage(_ visit: Visit, _ codes: [String], next: String?) -> AccountPage {
        let way = next.flatMap { visit.way(to: $0) }
        let link = Link(
            visit.words("accounts.codes.kept"), visit.link(way?.path ?? "/account", way?.query ?? []))
        return AccountPage(
            visit.words("accounts.codes"), in: visit, below: [visit.accountLink],
            lead: visit.words("accounts.codes.lead"), [AccountPage.Section(codes: codes, links: [link])])
    }

    private func spaced(_ text: String) -> String {
        var out = ""
        for (place, letter) in text.enumerated() {
            if place > 0, place % 4 == 0 { out.append(" ") }
            out.append(letter)
        }
        return out
    }
}

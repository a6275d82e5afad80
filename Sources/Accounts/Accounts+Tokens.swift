// SPDX-License-Identifier: Apache-2.0
import Site
import Store

/// Tokens for programs that act for a person.
extension Accounts {
    /// How many days a token may last.
    private static let days = [30, 90, 365]

    var tokenRoutes: [Route] {
        form("/account/tokens", "accounts.tokens", .accountOwn) { visit, sent, faults in
            try await tokensPage(visit, sent, faults)
        } act: { visit, sent in
            try await makeToken(visit, sent)
        }
            + action("/account/tokens/end", "accounts.token.end", .accountOwn) { _ in
                "/account/tokens"
            } act: { visit, sent in
                guard let id = ID<APIToken>(sent.text("token")),
                    try await store.endToken(id, of: try visit.required.person)
                else { throw SiteFault.notFound }
                return .redirect(to: "/account/tokens")
            }
    }

    /// Permissions that the person could use now, and so may hand on.
    private func scopes(_ who: Identity) -> [Permission] {
        authorisation.admissions.keys
            .filter { $0 != .everyone && authorisation.mayAllow(who, $0) }
            .sorted { $0.name < $1.name }
    }

    private func tokensPage(
        _ visit: Visit, _ sent: Submission?, _ faults: [FieldFault]
    ) async throws -> AccountPage {
        let (words, who) = (visit.words, try visit.required)
        let parts = try await store.tokens(of: who.person).map { token in
            let used = token.lastUsedAt.map { visit.time($0) } ?? words("accounts.never")
            let rows = KeyValueList([
                .init(words("accounts.token.scopes"), token.scopes.joined(separator: " ")),
                .init(words("accounts.expires"), visit.day(token.expiresAt)),
                .init(words("accounts.token.used"), used),
            ])
            let form = Form(
                to: "/account/tokens/end", in: visit, hidden: [("token", token.id.text)], fields: [],
                button: words("accounts.token.end")
            ).quiet
            return AccountPage.Section(token.name, rows: rows, form: form)
        }
        let form = Form(
            to: "/account/tokens", in: visit,
            fields: [
                Field(
                    "name", words("accounts.token.name"), .text(width: .medium),
                    hint: words("accounts.token.name.hint")),
                Field(
                    "scopes", words("accounts.token.scopes"),
                    .checkBoxes(scopes(who).map { .init($0.name, $0.name) }),
                    hint: words("accounts.token.scopes.hint")),
                Field(
                    "days", words("accounts.token.days"),
                    .radios(
                        Self.days.map { .init(String($0), words("accounts.days", ["count": String($0)])) },
                        chosen: "90")),
            ], button: words("accounts.token.make"))
        return AccountPage(
            words("accounts.tokens"), in: visit, below: [visit.accountLink],
            lead: words("accounts.tokens.lead"),
            parts + [AccountPage.Section(words("accounts.token.new"), form: form.shown(sent, faults))])
    }

    private func makeToken(_ visit: Visit, _ sent: Submission) async throws -> Reply {
        if let way = try wayToProof(visit) { return way }
        let (words, who) = (visit.words, try visit.required)
        let name = sent.text("name")
        guard (1...60).contains(name.count) else {
            throw FieldFaults("name", words("accounts.token.name.fill"))
        }
        let allowed = Set(scopes(who).map(\.name))
        let chosen = sent.all("scopes").filter(allowed.contains)
        guard !chosen.isEmpty else { throw FieldFaults("scopes", words("accounts.token.scopes.fill")) }
        guard let days = Int64(sent.text("days")), Self.days.contains(Int(days)) else {
            throw FieldFaults("days", words("accounts.token.days.fill"))
        }
        let token = try await store.makeToken(
            for: who.person, name: name, scopes: chosen, expiresAt: store.now + days * 86_400_000)
        let below = [visit.accountLink, Link(words("accounts.tokens"), visit.link("/account/tokens"))]
        return .page(
            AccountPage(
                words("accounts.token.made"), in: visit, below: below,
                lead: words("accounts.token.made.lead"),
                [AccountPage.Section(codes: [token.text])]))
    }
}

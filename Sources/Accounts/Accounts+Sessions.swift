// SPDX-License-Identifier: Apache-2.0
import Site
import Store

/// Where somebody is signed in, and the end of it.
extension Accounts {
    var sessionRoutes: [Route] {
        [
            .page("/account/sessions", "accounts.sessions", .accountOwn) { visit in
                .page(try await sessionsPage(visit))
            }
        ]
            + action("/account/sessions/end", "accounts.session.end", .accountOwn) { _ in
                "/account/sessions"
            } act: { visit, sent in
                let who = try visit.required
                guard let id = ID<Session>(sent.text("session")),
                    try await store.endSession(id, of: who.person)
                else { throw SiteFault.notFound }
                return .redirect(to: who.session?.id == id ? "/" : "/account/sessions")
            }
            + action("/account/sessions/end-others", "accounts.session.end-others", .accountOwn) { _ in
                "/account/sessions"
            } act: { visit, _ in
                let who = try visit.required
                try await store.endSessions(of: who.person, except: who.session?.digest)
                return .redirect(to: "/account/sessions")
            }
    }

    private func sessionsPage(_ visit: Visit) async throws -> AccountPage {
        let (words, who) = (visit.words, try visit.required)
        let sessions = try await store.sessions(of: who.person)
        let parts = sessions.map { session in
            let isHere = session.id == who.session?.id
            let rows = KeyValueList([
                .init(
                    words("accounts.session.browser"),
                    session.userAgent.isEmpty ? words("accounts.unknown") : session.userAgent,
                    note: isHere ? words("accounts.session.here") : nil),
                .init(words("accounts.session.since"), visit.time(session.createdAt)),
                .init(words("accounts.session.seen"), visit.time(session.lastSeenAt)),
                .init(
                    words("accounts.second-factor"),
                    words(session.isStrong ? "accounts.session.strong" : "accounts.session.plain")),
            ])
            let form = Form(
                to: "/account/sessions/end", in: visit, hidden: [("session", session.id.text)], fields: [],
                button: words(isHere ? "accounts.sign-out" : "accounts.session.end")
            ).quiet
            return AccountPage.Section(
                words("accounts.session.number", ["time": visit.time(session.createdAt)]), rows: rows,
                form: form)
        }
        let others = Form(
            to: "/account/sessions/end-others", in: visit, fields: [],
            button: words("accounts.session.end-others")
        ).quiet
        return AccountPage(
            words("accounts.sessions"), in: visit, below: [visit.accountLink],
            lead: words("accounts.sessions.lead"),
            parts + (sessions.count > 1 ? [AccountPage.Section(form: others)] : []))
    }
}

// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Site

/// Finds out who is behind a request, and asks ``Authorisation`` what they may.
public struct AccountsGate: Gate {
    let store: AccountStore
    let authorisation: Authorisation

    /// The name of the cookie; over HTTPS it is `__Host-session`.
    static let cookie = "session"

    /// The person of a session or of an API token. A token that is not valid is an error, not a stranger.
    ///
    /// Programs change things by token only: what a browser sends along by itself opens nothing under `/api/`
    /// but reading.
    public func identify(_ visit: Visit) async throws -> (any Sendable)? {
        if visit.path.hasPrefix("/api/") {
            if let header = visit.headers[.authorization] {
                guard header.lowercased().hasPrefix("bearer "),
                    let identity = try await store.identity(apiToken: String(header.dropFirst(7)))
                else { throw SiteFault.unauthorised }
                return identity
            }
            guard [.get, .head].contains(visit.method) else { return nil }
        }
        guard let token = visit.cookie(Self.cookie), token.utf8.count == 64 else { return nil }
        return try await store.identity(session: token)
    }

    /// What ``Authorisation`` says.
    public func admits(_ visit: Visit, to permission: Permission) async throws -> Bool {
        authorisation.mayAllow(visit.who, permission)
    }

    /// Strangers are sent to sign in and come back; whoever has the role but showed no second factor is sent
    /// to show it; all others get the neutral page.
    public func refusal(_ visit: Visit, of permission: Permission) async throws -> Reply {
        if visit.path.hasPrefix("/api/") {
            throw visit.who == nil ? SiteFault.unauthorised : SiteFault.forbidden
        }
        guard let who = visit.who else { return .redirect(to: "/sign-in", [("next", visit.here)]) }
        guard authorisation.mayAllow(who.withFactor, permission) else { throw SiteFault.forbidden }
        return .redirect(to: "/account/second-factor", [("next", visit.here)])
    }

    /// A form whose sender's session ended meanwhile is kept on the page for signing in.
    public func refusal(
        _ visit: Visit, of permission: Permission, sending submission: Submission
    ) async throws -> Reply {
        guard visit.who == nil, !visit.path.hasPrefix("/api/") else {
            return try await refusal(visit, of: permission)
        }
        let onward = Onward(next: visit.here, kept: Kept(path: visit.here, submission))
        return .page(SignInPage.page(in: visit, onward: onward, wasEnded: true), status: .unauthorized)
    }

    /// 登录, or the person's name.
    public func headerLinks(for visit: Visit) async throws -> [Link] {
        guard let who = visit.who else {
            return [Link(visit.words("accounts.sign-in"), visit.link("/sign-in", signInQuery(visit)))]
        }
        return [
            Link(visit.words("accounts.desk"), visit.link("/desk")), Link(who.name, visit.link("/account")),
            Link(visit.words("accounts.sign-out"), visit.link("/sign-out")),
        ]
    }

    private func signInQuery(_ visit: Visit) -> [(String, String)] {
        let isBack = visit.path == "/" || visit.path.hasPrefix("/sign-in") || visit.method != .get
        return isBack ? [] : [("next", visit.here)]
    }
}

/// Where somebody goes on to once signed in.
struct Onward: Sendable {
    var next: String?
    var kept: Kept?

    init(next: String?, kept: Kept? = nil) {
        self.next = next
        self.kept = kept
    }

    /// From the address of the page.
    init(_ visit: Visit) { self.init(next: visit.query["next"]) }

    /// From the page's own hidden fields.
    init(_ sent: Submission) {
        self.init(next: sent.fields["next"], kept: sent.fields["kept"].flatMap(Kept.init(text:)))
    }

    /// Hidden fields that carry it on.
    var hidden: [(String, String)] {
        [next.map { ("next", $0) }, kept.map { ("kept", $0.text) }].compactMap { $0 }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Site
import Store

/// The first of two steps, done: carried in the page, signed, good for five minutes.
struct PendingSignIn: Codable, Sendable {
    let person: String
    /// Milliseconds since 1970.
    let at: Int64
    /// A password changed meanwhile makes it void.
    let passwordChangedAt: Int64

    static let purpose = "accounts.pending"
    static let milliseconds: Int64 = 300_000
}

/// A browser in which somebody has signed in before.
private struct KnownDevice: Codable {
    let person: String
    let id: String

    static let cookie = "device"
    static let purpose = "accounts.device"
}

extension Accounts {
    var signInRoutes: [Route] {
        form("/sign-in", "accounts.sign-in", .everyone) { visit, sent, faults in
            SignInPage.page(
                in: visit, onward: sent.map(Onward.init) ?? Onward(visit), sent: sent, faults: faults,
                others: otherWays(visit))
        } act: { visit, sent in
            try await signIn(visit, sent)
        }
            + form("/sign-in/second-factor", "accounts.second-factor", .everyone) { visit, sent, faults in
                guard let sent else {
                    return SignInPage.page(in: visit, onward: Onward(visit), others: otherWays(visit))
                }
                return SignInPage.second(
                    in: visit, pending: sent.text("pending"), onward: Onward(sent), sent: sent, faults: faults
                )
            } act: { visit, sent in
                try await showFactor(visit, sent)
            }
            + form("/sign-out", "accounts.sign-out", .everyone) { visit, _, _ in
                let form = Form(
                    to: "/sign-out", in: visit, fields: [], button: visit.words("accounts.sign-out"))
                return AccountPage(
                    visit.words("accounts.sign-out"), in: visit, lead: visit.words("accounts.sign-out.lead"),
                    [AccountPage.Section(form: form)])
            } act: { visit, _ in
                if let who = visit.who, let session = who.session {
                    _ = try await store.endSession(session.id, of: who.person)
                }
                return .redirect(to: "/").setting(cookie: AccountsGate.cookie, "")
            }
            + [
                .page("/sign-in/forgotten", "accounts.forgotten", .everyone) { visit in
                    .page(forgottenPage(visit))
                }
            ] + exampleRoutes
    }

    private var exampleRoutes: [Route] {
        guard !examples.isEmpty else { return [] }
        return action("/sign-in/example", "accounts.sign-in.example", .everyone) { _ in
            "/sign-in"
        } act: { visit, sent in
            let chosen = examples.first { $0.person.text == sent.text("person") }
            guard let chosen, let record = try await store.person(chosen.person), record.isExample,
                record.isActive
            else { throw SiteFault.notFound }
            return try await enter(
                visit, record.person.id, isStrong: true, Onward(sent), "account.sign-in-example")
        }
    }

    private func forgottenPage(_ visit: Visit) -> AccountPage {
        let words = visit.words
        return AccountPage(
            words("accounts.forgotten"), in: visit,
            below: [Link(words("accounts.sign-in"), visit.link("/sign-in"))],
            ["member", "official", "factor"].map {
                AccountPage.Section(
                    words("accounts.forgotten.\($0)"), text: words("accounts.forgotten.\($0).text"))
            })
    }

    /// Other sites at which to sign in, and the people of the example city.
    func otherWays(_ visit: Visit) -> [AccountPage.Section] {
        var sections: [AccountPage.Section] = []
        let query = visit.query["next"].map { [("next", $0)] } ?? []
        if !providers.isEmpty {
            sections.append(
                AccountPage.Section(
                    visit.words("accounts.foreign"),
                    links: providers.map {
                        Link(
                            visit.isEnglish ? $0.english : $0.chinese,
                            visit.link("/sign-in/with/\($0.id)", query))
                    }))
        }
        for (index, example) in examples.enumerated() {
            let title = visit.isEnglish ? example.english : example.chinese
            let form = Form(
                to: "/sign-in/example", in: visit, hidden: [("person", example.person.text)] + query,
                fields: [],
                button: visit.words("accounts.example.button", ["name": title])
            ).quiet
            sections.append(
                AccountPage.Section(
                    index == 0 ? visit.words("accounts.example") : nil,
                    text: index == 0 ? visit.words("accounts.example.text") : nil, form: form))
        }
        return sections
    }
}

extension Accounts {
    private func signIn(_ visit: Visit, _ sent: Submission) async throws -> Reply {
        let password = sent.fields["password"] ?? ""
        guard let name = SignInName(sent.text("name")) else {
            throw FieldFaults("name", visit.words("accounts.fill.name"))
        }
        guard !password.isEmpty else { throw FieldFaults("password", visit.words("accounts.fill.password")) }
        let record = try await store.person(named: name)
        let isStrong = try await hasShownCode(visit, sent, record)
        let account = knownDevice(visit, record).map(Throttle.device) ?? .account(bucket(name.text))
        let throttles = isStrong ? [] : addressThrottles(visit) + [account]
        if let seconds = try await store.take(throttles) { throw Throttled(field: "code", seconds: seconds) }
        let hash = record?.passwordHash ?? decoy
        let isRight = try await work.run { hash.matches(password) }
        guard let record, record.passwordHash != nil, isRight else {
            try await store.recordRefusal(record?.person.id.text ?? "unknown", detail: "password")
            throw FieldFaults("password", visit.words("accounts.wrong"))
        }
        guard record.isActive else {
            try await store.recordRefusal(record.person.id.text, detail: "suspended")
            throw FieldFaults("name", visit.words("accounts.suspended"))
        }
        try await store.forgive(throttles)
        try await renewIfOld(record, password)
        let onward = Onward(sent)
        if !isStrong, try await store.hasFactor(record.person.id) {
            return .page(SignInPage.second(in: visit, pending: try pending(record, visit), onward: onward))
        }
        return try await enter(visit, record.person.id, isStrong: isStrong, onward, "account.sign-in")
    }

    /// A code that comes with the password lets its owner past an account that others' guesses throttle.
    private func hasShownCode(
        _ visit: Visit, _ sent: Submission, _ record: PersonRecord?
    ) async throws -> Bool {
        guard let record, !sent.text("code").isEmpty, try await store.hasFactor(record.person.id) else {
            return false
        }
        let throttles = addressThrottles(visit) + [.bypass(record.person.id.text)]
        if let seconds = try await store.take(throttles) { throw Throttled(field: "code", seconds: seconds) }
        guard try await store.useCode(sent.text("code"), of: record.person.id) else { return false }
        try await store.forgive(throttles)
        return true
    }

    private func showFactor(_ visit: Visit, _ sent: Submission) async throws -> Reply {
        let pending = try visit.signedState.unpack(
            PendingSignIn.self, from: sent.text("pending"), for: PendingSignIn.purpose)
        guard let id = ID<Person>(pending.person), let record = try await store.person(id), record.isActive,
            record.passwordChangedAt == pending.passwordChangedAt,
            abs(store.now - pending.at) < PendingSignIn.milliseconds
        else { return .redirect(to: "/sign-in", Onward(sent).next.map { [("next", $0)] } ?? []) }
        let throttle = Throttle.factor(id.text)
        if let seconds = try await store.take([throttle]) { throw Throttled(field: "code", seconds: seconds) }
        let typed = RecoveryCode.plain(sent.text("code"))
        let isRight =
            typed.count > 6
            ? try await store.useRecoveryCode(typed, of: id) : try await store.useCode(typed, of: id)
        guard isRight else {
            try await store.recordRefusal(id.text, detail: "second factor")
            throw FieldFaults("code", visit.words("accounts.code.wrong"))
        }
        try await store.forgive([throttle])
        return try await enter(visit, id, isStrong: true, Onward(sent), "account.sign-in")
    }

    /// A signed note that the password was right.
    func pending(_ record: PersonRecord, _ visit: Visit) throws -> String {
        try visit.signedState.pack(
            PendingSignIn(
                person: record.person.id.text, at: store.now, passwordChangedAt: record.passwordChangedAt),
            for: PendingSignIn.purpose)
    }

    /// Opens a session under a new token, and goes on to where the person wanted to go.
    func enter(
        _ visit: Visit, _ person: ID<Person>, isStrong: Bool, _ onward: Onward, _ action: String
    ) async throws -> Reply {
        let origin = SignInOrigin(
            userAgent: visit.headers[.userAgent] ?? "", replaced: visit.cookie(AccountsGate.cookie))
        let token = try await store.openSession(for: person, isStrong: isStrong, from: origin, action: action)
        let device = try visit.signedState.pack(
            KnownDevice(person: person.text, id: store.database.ground.uuid().uuidString),
            for: KnownDevice.purpose)
        return arrival(visit, onward)
            .setting(cookie: AccountsGate.cookie, token.text)
            .setting(cookie: KnownDevice.cookie, device, maximumAgeSeconds: 365 * 86_400)
    }

    private func arrival(_ visit: Visit, _ onward: Onward) -> Reply {
        if let kept = onward.kept, let way = visit.way(to: kept.path) {
            return .page(SignInPage.kept(kept, to: way.path, in: visit))
        }
        guard let way = onward.next.flatMap({ visit.way(to: $0) }) else { return .redirect(to: "/desk") }
        return .redirect(to: way.path, way.query)
    }

    private func renewIfOld(_ record: PersonRecord, _ password: String) async throws {
        guard let old = record.passwordHash, !old.isCurrent else { return }
        try await store.renew(try await hash(password), of: record.person.id)
    }

    /// The hash of a new password, made beside the cooperative threads.
    func hash(_ password: String) async throws -> PasswordHash {
        let salt = SecretToken.randomBytes(16, store.database.ground)
        return try await work.run { try PasswordHash.make(password, salt: salt) }
    }

    private func knownDevice(_ visit: Visit, _ record: PersonRecord?) -> String? {
        guard let record, let packed = visit.cookie(KnownDevice.cookie) else { return nil }
        let device = try? visit.signedState.unpack(KnownDevice.self, from: packed, for: KnownDevice.purpose)
        return device?.person == record.person.id.text ? device?.id : nil
    }

    private func addressThrottles(_ visit: Visit) -> [Throttle] {
        address(visit).map { [.address(bucket($0))] } ?? []
    }

    private func bucket(_ text: String) -> String {
        String(store.key.digest(text, for: "throttle").prefix(32))
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site
import Standards
import Store

/// People who come in by a link: the first administrators, invited officials and members, who forgot a
/// password.
extension Accounts {
    var arrivalRoutes: [Route] {
        form("/set-up/{token}", "accounts.set-up", .everyone) { visit, sent, faults in
            try await requireKind("set-up", visit)
            return setUpPage(visit, sent, faults)
        } act: { visit, sent in
            try await setUp(visit, sent)
        }
            + form("/invitations/{token}", "accounts.invitation", .everyone) { visit, sent, faults in
                let invitation = try await store.openInvitation(visit.parameter("token"))
                return try await invitationPage(visit, invitation, sent, faults)
            } act: { visit, sent in
                try await takeInvitation(visit, sent)
            }
    }

    private func requireKind(_ kind: String, _ visit: Visit) async throws {
        let found = try await store.openInvitation(visit.parameter("token"))
        guard found.content.kind == kind else { throw AccountFault.linkSpent }
    }

    // MARK: The first start

    private func setUpPage(_ visit: Visit, _ sent: Submission?, _ faults: [FieldFault]) -> AccountPage {
        let words = visit.words
        let fields = ["system", "security"].flatMap { role in
            newAccountFields(visit, prefix: role + "-", of: words("accounts.set-up.\(role)"))
        }
        let form = Form(
            to: "/set-up/" + visit.parameter("token"), in: visit, fields: fields,
            button: words("accounts.set-up.button"))
        return AccountPage(
            words("accounts.set-up"), in: visit, lead: words("accounts.set-up.lead"),
            [AccountPage.Section(text: words("accounts.set-up.text"), form: form.shown(sent, faults))])
    }

    private func setUp(_ visit: Visit, _ sent: Submission) async throws -> Reply {
        try await requireKind("set-up", visit)
        let system = newAccount(visit, sent, prefix: "system-")
        let security = newAccount(visit, sent, prefix: "security-")
        var faults = system.faults + security.faults
        if let one = system.signInName, one == security.signInName {
            faults.append(FieldFault("security-sign-in", visit.words("accounts.set-up.same")))
        }
        guard faults.isEmpty, let first = try await arrival(system), let second = try await arrival(security)
        else { throw FieldFaults(faults) }
        do {
            try await store.setUp(visit.parameter("token"), system: first, security: second)
        } catch AccountFault.signInNameTaken {
            throw FieldFaults("system-sign-in", visit.words("accounts.name.taken"))
        }
        return .redirect(to: "/sign-in", [("next", "/account/second-factor")])
    }

    // MARK: Invitations

    private func invitationPage(
        _ visit: Visit, _ invitation: Invitation, _ sent: Submission?, _ faults: [FieldFault]
    ) async throws -> AccountPage {
        let words = visit.words
        let path = "/invitations/" + visit.parameter("token")
        if case .password = invitation.content {
            let fields = [newPasswordField(visit, "password")]
            let form = Form(to: path, in: visit, fields: fields, button: words("accounts.password.set"))
            return AccountPage(
                words("accounts.password.new"), in: visit, lead: words("accounts.password.new.lead"),
                [AccountPage.Section(form: form.shown(sent, faults))])
        }
        let rows = try await rows(of: invitation, visit)
        if let who = visit.who {
            let form = Form(
                to: path, in: visit, fields: [],
                button: words("accounts.invitation.take", ["name": who.name]))
            return AccountPage(
                words("accounts.invitation"), in: visit,
                [AccountPage.Section(rows: rows, form: form.shown(sent, faults))])
        }
        let form = Form(
            to: path, in: visit, fields: newAccountFields(visit, prefix: "", of: nil),
            button: words("accounts.invitation.make"))
        let link = Link(words("accounts.invitation.sign-in"), visit.link("/sign-in", [("next", path)]))
        return AccountPage(
            words("accounts.invitation"), in: visit,
            [
                AccountPage.Section(rows: rows, links: [link]),
                AccountPage.Section(words("accounts.invitation.new"), form: form.shown(sent, faults)),
            ])
    }

    /// What an invitation is for.
    func rows(of invitation: Invitation, _ visit: Visit) async throws -> KeyValueList {
        let words = visit.words
        var rows: [KeyValueList.Row] = []
        switch invitation.content {
        case .official(let role, let region, let department, let until):
            rows.append(.init(words("accounts.role"), visit.name(of: role)))
            rows.append(.init(words("accounts.region"), visit.name(of: region)))
            if let department, let found = try await store.department(department) {
                rows.append(.init(words("accounts.department"), found.name, in: .chinese))
            }
            if let until { rows.append(.init(words("accounts.until"), visit.lastDay(before: until))) }
        case .member(let enterprise, let rights):
            rows.append(.init(words("accounts.enterprise"), enterprise.name, in: .chinese))
            rows.append(.init(words("accounts.rights"), visit.names(of: rights)))
        case .password, .setUp: break
        }
        rows.append(.init(words("accounts.expires"), visit.time(invitation.expiresAt)))
        return KeyValueList(rows)
    }

    private func takeInvitation(_ visit: Visit, _ sent: Submission) async throws -> Reply {
        let token = visit.parameter("token")
        let invitation = try await store.openInvitation(token)
        if case .password(let person) = invitation.content {
            let record = try await store.person(person)
            let password = sent.fields["password"] ?? ""
            if let fault = passwordFault(visit, password, record?.signInName ?? "", "password") {
                throw FieldFaults([fault])
            }
            try await store.acceptPassword(token, hash: try await hash(password))
            return .redirect(to: "/sign-in")
        }
        if let who = visit.who {
            _ = try await store.accept(token, as: .known(who.person))
            return try await enter(
                visit, who.person, isStrong: who.isStrong, Onward(next: nil), "account.sign-in")
        }
        let account = newAccount(visit, sent, prefix: "")
        guard account.faults.isEmpty, let arrival = try await arrival(account) else {
            throw FieldFaults(account.faults)
        }
        do {
            let person = try await store.accept(token, as: arrival)
            return try await enter(visit, person, isStrong: false, Onward(next: nil), "account.sign-in")
        } catch AccountFault.signInNameTaken {
            throw FieldFaults("sign-in", visit.words("accounts.name.taken"))
        }
    }
}

/// What was typed for a new account, and what is to be mended.
struct NewAccount: Sendable {
    let name: String
    let signInName: SignInName?
    let password: String
    let faults: [FieldFault]
}

extension Accounts {
    func newAccountFields(_ visit: Visit, prefix: String, of whom: String?) -> [Field] {
        let words = visit.words
        func label(_ key: String) -> String { (whom.map { $0 + words("accounts.of") } ?? "") + words(key) }
        return [
            Field(prefix + "name", label("accounts.name"), .text(autocomplete: "name", width: .medium)),
            Field(
                prefix + "sign-in", label("accounts.sign-in-name"),
                .text(autocomplete: "username", width: .medium), hint: words("accounts.sign-in-name.hint")),
            Field(
                prefix + "password", label("accounts.password.new"), .secret(autocomplete: "new-password"),
                hint: words("accounts.password.hint")),
        ]
    }

    func newPasswordField(_ visit: Visit, _ name: String) -> Field {
        Field(
            name, visit.words("accounts.password.new"), .secret(autocomplete: "new-password"),
            hint: visit.words("accounts.password.hint"))
    }

    func newAccount(_ visit: Visit, _ sent: Submission, prefix: String) -> NewAccount {
        var faults: [FieldFault] = []
        let name = sent.text(prefix + "name")
        if name.isEmpty || name.count > 60 {
            faults.append(FieldFault(prefix + "name", visit.words("accounts.fill.own-name")))
        }
        let signInName = SignInName(sent.text(prefix + "sign-in"))
        if signInName == nil {
            faults.append(FieldFault(prefix + "sign-in", visit.words("accounts.fill.name")))
        }
        let password = sent.fields[prefix + "password"] ?? ""
        if let fault = passwordFault(visit, password, signInName?.text ?? "", prefix + "password") {
            faults.append(fault)
        }
        return NewAccount(name: name, signInName: signInName, password: password, faults: faults)
    }

    /// What is wrong with a new password; nil when nothing is.
    func passwordFault(_ visit: Visit, _ password: String, _ signInName: String, _ field: String)
        -> FieldFault?
    {
        guard let refusal = rules.refusal(of: password, for: signInName) else { return nil }
        return FieldFault(field, visit.words("accounts.password.\(refusal.rawValue)"))
    }

    private func arrival(_ account: NewAccount) async throws -> Arrival? {
        guard let signInName = account.signInName else { return nil }
        return .new(name: account.name, signInName: signInName, hash: try await hash(account.password))
    }
}

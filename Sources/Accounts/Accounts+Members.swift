// SPDX-License-Identifier: Apache-2.0
import Site
import Standards
import Store

/// The members of an enterprise: who acts for it, with which rights.
extension Accounts {
    var memberRoutes: [Route] {
        form("/members/{enterprise}", "accounts.members", .accountOwn) { visit, sent, faults in
            try await membersPage(visit, sent, faults)
        } act: { visit, sent in
            try await inviteMember(visit, sent)
        }
            + form("/members/{enterprise}/{person}", "accounts.member", .accountMembers) {
                visit, sent, faults in
                try await memberPage(visit, sent, faults)
            } act: { visit, sent in
                try await changeMember(visit, sent)
            }
            + action("/members/{enterprise}/withdraw", "accounts.member.withdraw", .accountMembers) { visit in
                "/members/" + visit.parameter("enterprise")
            } act: { visit, sent in
                let own = try await managed(visit)
                guard let id = ID<Invitation>(sent.text("invitation")),
                    case .member(let enterprise, _) = try await store.invitation(id)?.content,
                    enterprise.id == own.membership.enterprise
                else { throw SiteFault.notFound }
                try await store.withdraw(id, actor: try visit.required.actor)
                return .redirect(to: "/members/\(own.membership.enterprise)")
            }
            + form("/members/{enterprise}/leave", "accounts.member.leave", .accountOwn) { visit, _, _ in
                let own = try await ownMembership(visit)
                let form = Form(
                    to: "/members/\(own.membership.enterprise)/leave", in: visit, fields: [],
                    button: visit.words("accounts.member.leave"))
                return AccountPage(
                    visit.words("accounts.member.leave"), in: visit, below: [visit.accountLink],
                    lead: visit.words("accounts.member.leave.lead", ["name": own.enterpriseName]),
                    [AccountPage.Section(form: form)])
            } act: { visit, _ in
                let (own, who) = (try await ownMembership(visit), try visit.required)
                try await store.leave(own.membership.enterprise, who.person, actor: who.actor)
                return .redirect(to: "/account")
            }
            + form("/account/enterprise", "accounts.choose", .accountOwn) { visit, sent, faults in
                try await choicePage(visit, sent, faults)
            } act: { visit, sent in
                let who = try visit.required
                guard let id = EnterpriseID(sent.text("enterprise")), let session = who.session,
                    who.memberships.contains(where: { $0.enterprise == id })
                else { throw FieldFaults("enterprise", visit.words("accounts.choose.fill")) }
                try await store.act(for: id, in: session.digest)
                return .redirect(to: "/account")
            }
    }

    /// The visitor's own place in the enterprise of the address; for all others it does not exist.
    private func ownMembership(_ visit: Visit) async throws -> MembershipRecord {
        let records = try await store.memberships(of: try visit.required.person)
        guard let id = EnterpriseID(visit.parameter("enterprise")),
            let own = records.first(where: { $0.membership.enterprise == id })
        else { throw SiteFault.notFound }
        return own
    }

    /// The enterprise of the address, for whoever manages it.
    private func managed(_ visit: Visit) async throws -> MembershipRecord {
        let own = try await ownMembership(visit)
        try authorisation.require(
            visit, .accountMembers, on: .enterprise(own.membership.enterprise, own.region))
        return own
    }

    private func rightsField(_ visit: Visit, chosen: [String]) -> Field {
        Field(
            "rights", visit.words("accounts.rights"),
            .checkBoxes(
                [MemberRight.manage, .apply].map {
                    .init(
                        $0.rawValue, visit.words("accounts.right.\($0.rawValue)"),
                        hint: visit.words("accounts.right.\($0.rawValue).hint"))
                }, chosen: chosen),
            hint: visit.words("accounts.rights.hint"), isOptional: true)
    }

    private func membersPage(
        _ visit: Visit, _ sent: Submission?, _ faults: [FieldFault]
    ) async throws -> AccountPage {
        let words = visit.words
        let own = try await ownMembership(visit)
        let id = own.membership.enterprise
        let manages = own.membership.rights.contains(.manage)
        let members = try await store.members(of: id)
        let table = DataTable(
            id: "members", caption: words("accounts.members"),
            columns: [
                .init(words("accounts.name")), .init(words("accounts.rights")),
                .init(words("accounts.since")),
            ],
            rows: members.map { record, name in
                let href = manages ? visit.link("/members/\(id)/\(record.person)") : nil
                return .init(
                    .init(name, in: .chinese, href: href),
                    [.init(visit.names(of: record.membership.rights)), .init(visit.day(record.since))])
            }, empty: words("accounts.members.none"))
        let leave = Link(words("accounts.member.leave"), visit.link("/members/\(id)/leave"))
        var sections = [AccountPage.Section(table: table, links: [leave])]
        if manages {
            for invitation in try await store.openInvitations(into: id) {
                let form = Form(
                    to: "/members/\(id)/withdraw", in: visit, hidden: [("invitation", invitation.id.text)],
                    fields: [], button: words("accounts.invitation.withdraw")
                ).quiet
                sections.append(
                    AccountPage.Section(
                        words("accounts.invitation.open", ["note": invitation.note]),
                        rows: try await rows(of: invitation, visit), form: form))
            }
            let form = Form(
                to: "/members/\(id)", in: visit,
                fields: [
                    Field(
                        "note", words("accounts.invitation.note"), .text(width: .medium),
                        hint: words("accounts.invitation.note.hint")),
                    rightsField(visit, chosen: ["apply"]),
                ], button: words("accounts.invitation.link"))
            sections.append(
                AccountPage.Section(words("accounts.member.invite"), form: form.shown(sent, faults)))
        }
        return AccountPage(own.enterpriseName, in: visit, below: [visit.accountLink], sections)
    }

    private func inviteMember(_ visit: Visit, _ sent: Submission) async throws -> Reply {
        let own = try await managed(visit)
        let note = sent.text("note")
        guard (1...60).contains(note.count) else {
            throw FieldFaults("note", visit.words("accounts.invitation.note.fill"))
        }
        let label = EnterpriseLabel(
            id: own.membership.enterprise, name: own.enterpriseName, region: own.region)
        let rights = Set(sent.all("rights").compactMap(MemberRight.init)).union([.view])
        let token = try await store.invite(
            .member(label, rights), note: note, actor: try visit.required.actor)
        let back = Link(own.enterpriseName, visit.link("/members/\(own.membership.enterprise)"))
        return .page(linkPage(visit, "/invitations/" + token.text, below: [visit.accountLink, back]))
    }

    /// A link that is shown once, to be handed on.
    func linkPage(_ visit: Visit, _ path: String, below: [Link]) -> AccountPage {
        let address = visit.absoluteLink(path) ?? visit.link(path)
        return AccountPage(
            visit.words("accounts.link"), in: visit, below: below, lead: visit.words("accounts.link.lead"),
            [
                AccountPage.Section(
                    qr: QRCode(address, label: visit.words("accounts.link.scan")), codes: [address])
            ])
    }

    private func memberPage(
        _ visit: Visit, _ sent: Submission?, _ faults: [FieldFault]
    ) async throws -> AccountPage {
        let words = visit.words
        let own = try await managed(visit)
        let (record, name) = try await member(visit, of: own)
        let path = "/members/\(own.membership.enterprise)/\(record.person)"
        let form = Form(
            to: path, in: visit,
            fields: [
                Field(
                    "change", words("accounts.member.change"),
                    .radios(
                        ["rights", "transfer", "remove"].map {
                            .init(
                                $0, words("accounts.member.\($0)"), hint: words("accounts.member.\($0).hint"))
                        }, chosen: "rights")),
                rightsField(visit, chosen: record.membership.rights.map(\.rawValue)),
            ], button: words("accounts.save"))
        let back = Link(own.enterpriseName, visit.link("/members/\(own.membership.enterprise)"))
        return AccountPage(
            name, in: visit, below: [visit.accountLink, back],
            [AccountPage.Section(form: form.shown(sent, faults))])
    }

    private func member(
        _ visit: Visit, of own: MembershipRecord
    ) async throws -> (MembershipRecord, String) {
        let members = try await store.members(of: own.membership.enterprise)
        guard let found = members.first(where: { $0.0.person.text == visit.parameter("person") }) else {
            throw SiteFault.notFound
        }
        return found
    }

    private func changeMember(_ visit: Visit, _ sent: Submission) async throws -> Reply {
        let (own, who) = (try await managed(visit), try visit.required)
        let (record, _) = try await member(visit, of: own)
        let enterprise = own.membership.enterprise
        switch sent.text("change") {
        case "rights":
            let rights = Set(sent.all("rights").compactMap(MemberRight.init)).union([.view])
            try await store.change(record.person, of: enterprise, to: rights, actor: who.actor)
        case "transfer":
            try await store.transferManagement(of: enterprise, from: who.person, to: record.person)
        case "remove": try await store.leave(enterprise, record.person, actor: who.actor)
        default: throw FieldFaults("change", visit.words("accounts.member.change.fill"))
        }
        return .redirect(to: "/members/\(enterprise)")
    }

    private func choicePage(
        _ visit: Visit, _ sent: Submission?, _ faults: [FieldFault]
    ) async throws -> AccountPage {
        let (words, who) = (visit.words, try visit.required)
        let records = try await store.memberships(of: who.person)
        let form = Form(
            to: "/account/enterprise", in: visit,
            fields: [
                Field(
                    "enterprise", words("accounts.enterprise"),
                    .radios(
                        records.map { .init($0.membership.enterprise.text, $0.enterpriseName) },
                        chosen: who.enterprise?.text))
            ], button: words("accounts.choose.button"))
        return AccountPage(
            words("accounts.choose"), in: visit, below: [visit.accountLink],
            [AccountPage.Section(form: form.shown(sent, faults))])
    }
}

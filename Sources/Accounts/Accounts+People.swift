// SPDX-License-Identifier: Apache-2.0
import Site
import Standards
import Store

/// People with roles in a region: invited, granted, ended, suspended by its security administrator.
extension Accounts {
    var peopleRoutes: [Route] {
        form("/people", "accounts.people", .accountPeople) { visit, sent, faults in
            try await peoplePage(visit, sent, faults)
        } act: { visit, sent in
            try await inviteOfficial(visit, sent)
        }
            + action("/people/withdraw", "accounts.invitation.withdraw", .accountPeople) { _ in
                "/people"
            } act: { visit, sent in
                guard let id = ID<Invitation>(sent.text("invitation")),
                    case .official(_, let region, _, _) = try await store.invitation(id)?.content
                else { throw SiteFault.notFound }
                try authorisation.require(visit, .accountPeople, on: .region(region))
                try await store.withdraw(id, actor: try visit.required.actor)
                return .redirect(to: "/people")
            }
            + action("/people/find", "accounts.person.find", .accountPeople) { _ in
                "/people"
            } act: { _, sent in
                guard let name = SignInName(sent.text("find")),
                    let record = try await store.person(named: name)
                else { throw AccountFault.unknownPerson }
                return .redirect(to: "/people/\(record.person.id)")
            }
            + form("/people/{person}", "accounts.person", .accountPeople) { visit, sent, faults in
                try await personPage(visit, sent, faults)
            } act: { visit, sent in
                try await changePerson(visit, sent)
            }
            + action("/people/{person}/grants", "accounts.grant.end", .accountPeople) { visit in
                "/people/" + visit.parameter("person")
            } act: { visit, sent in
                guard let id = ID<Grant>(sent.text("grant")), let record = try await store.grantRecord(id),
                    record.person.text == visit.parameter("person")
                else { throw SiteFault.notFound }
                try authorisation.require(visit, .accountPeople, on: .region(record.grant.region))
                try await store.endGrant(id, actor: try visit.required.actor)
                return .redirect(to: "/people/\(record.person)")
            }
    }

    // MARK: The list, and invitations

    private func peoplePage(
        _ visit: Visit, _ sent: Submission?, _ faults: [FieldFault]
    ) async throws -> AccountPage {
        let words = visit.words
        let region = try region(of: visit, for: .accountPeople)
        let people = try await store.people(in: region, after: visit.query["after"].flatMap { ID($0) })
        let table = DataTable(
            id: "people", caption: words("accounts.people"),
            columns: [
                .init(words("accounts.name")), .init(words("accounts.role")), .init(words("accounts.state")),
            ],
            rows: people.map { record, grants in
                let roles = grants.map {
                    words(
                        "accounts.role.in",
                        ["role": visit.name(of: $0.grant.role), "region": visit.name(of: $0.grant.region)])
                }
                return .init(
                    .init(record.person.name, in: .chinese, href: visit.link("/people/\(record.person.id)")),
                    [
                        .init(roles.joined(separator: words("accounts.separator"))),
                        .init(words(record.isActive ? "accounts.active" : "accounts.suspended.state")),
                    ])
            }, empty: words("accounts.people.none"))
        var links = [
            Link(words("accounts.departments"), visit.link("/departments", [("region", region.code)]))
        ]
        if people.count == 50, let last = people.last {
            links.append(
                Link(words("site.following"), visit.linkHere(changing: [("after", last.0.person.id.text)])))
        }
        // By POST, so that no name gets into an address.
        let find = Form(
            to: "/people/find", in: visit,
            fields: [Field("find", words("accounts.sign-in-name"), .text(width: .medium))],
            button: words("accounts.person.find")
        ).quiet
        return AccountPage(
            words("accounts.people"), in: visit,
            [
                AccountPage.Section(visit.name(of: region), form: regionForm(visit, "/people", region)),
                AccountPage.Section(table: table, links: links),
            ] + (try await invitationSections(visit, region))
                + [
                    AccountPage.Section(
                        words("accounts.person.invite"), text: words("accounts.person.invite.text"),
                        form: try await grantForm(visit, "/people", region, isInvitation: true)
                            .shown(sent, faults)),
                    AccountPage.Section(words("accounts.person.find"), form: find),
                ])
    }

    private func invitationSections(_ visit: Visit, _ region: Region) async throws -> [AccountPage.Section] {
        var sections: [AccountPage.Section] = []
        for invitation in try await store.openInvitations(in: region) {
            let form = Form(
                to: "/people/withdraw", in: visit, hidden: [("invitation", invitation.id.text)], fields: [],
                button: visit.words("accounts.invitation.withdraw")
            ).quiet
            sections.append(
                AccountPage.Section(
                    visit.words("accounts.invitation.open", ["note": invitation.note]),
                    rows: try await rows(of: invitation, visit), form: form))
        }
        return sections
    }

    private func grantForm(
        _ visit: Visit, _ path: String, _ region: Region, isInvitation: Bool
    ) async throws -> Form {
        let words = visit.words
        let departments = try await store.departments(in: region)
        let note = Field(
            "note", words("accounts.invitation.note"), .text(width: .medium),
            hint: words("accounts.invitation.note.hint"))
        let fields = [
            Field(
                "role", words("accounts.role"),
                .menu(Role.allCases.map { .init($0.rawValue, visit.name(of: $0)) })),
            Field(
                "region", words("accounts.region"), .text(region.code, width: .medium),
                hint: words("accounts.region.hint")),
            Field(
                "department", words("accounts.department"),
                .menu(
                    [.init("", words("accounts.department.any"))]
                        + departments.map { .init($0.id.text, $0.name) }),
                isOptional: true),
            Field(
                "until", words("accounts.until"), .date(), hint: words("accounts.until.hint"),
                isOptional: true),
        ]
        return Form(
            to: path, in: visit, hidden: isInvitation ? [] : [("change", "grant")],
            fields: isInvitation ? [note] + fields : fields,
            button: words(isInvitation ? "accounts.invitation.link" : "accounts.grant.give"))
    }

    /// A role as it was typed, checked against where the visitor may give it.
    private func typedGrant(_ visit: Visit, _ sent: Submission) async throws -> (Grant, validUntil: Int64?) {
        let words = visit.words
        var faults: [FieldFault] = []
        let role = Role(rawValue: sent.text("role"))
        if role == nil { faults.append(FieldFault("role", words("accounts.role.fill"))) }
        let region = Region.read(sent.text("region"))
        if !(region.map { authorisation.allows(visit.who, .accountPeople, on: .region($0)) } ?? false) {
            faults.append(FieldFault("region", words("accounts.region.within")))
        }
        let department: ID<Department>? = ID(sent.text("department"))
        if let department, let region {
            let found = try await store.department(department)
            if found.map({ !$0.region.isWithin(region) && !region.isWithin($0.region) }) ?? true {
                faults.append(FieldFault("department", words("accounts.department.elsewhere")))
            }
        }
        let typed = sent.text("until")
        let until = visit.endOfDay(typed)
        if !typed.isEmpty, (until ?? 0) <= store.now {
            faults.append(FieldFault("until", words("accounts.until.fill")))
        }
        guard faults.isEmpty, let role, let region else { throw FieldFaults(faults) }
        return (Grant(role, in: region, department: department), until)
    }

    private func inviteOfficial(_ visit: Visit, _ sent: Submission) async throws -> Reply {
        let note = sent.text("note")
        guard (1...60).contains(note.count) else {
            throw FieldFaults("note", visit.words("accounts.invitation.note.fill"))
        }
        let (grant, until) = try await typedGrant(visit, sent)
        let token = try await store.invite(
            .official(grant.role, grant.region, grant.department, validUntil: until), note: note,
            actor: try visit.required.actor)
        let back = Link(visit.words("accounts.people"), visit.link("/people"))
        return .page(linkPage(visit, "/invitations/" + token.text, below: [back]))
    }

    // MARK: One person

    /// The person of the address and their grants within the visitor's regions. People whose roles lie all
    /// elsewhere do not exist for the visitor.
    private func subject(_ visit: Visit) async throws -> (PersonRecord, [GrantRecord], isWholly: Bool) {
        guard let id = ID<Person>(visit.parameter("person")), let record = try await store.person(id) else {
            throw SiteFault.notFound
        }
        let live = try await store.grants(of: id).filter { $0.isValid(at: store.now) }
        let places = live.map(\.grant.region) + (try await store.memberships(of: id).map(\.region))
        func isOwn(_ region: Region) -> Bool {
            authorisation.allows(visit.who, .accountPeople, on: .region(region))
        }
        guard places.isEmpty || places.contains(where: isOwn) else { throw SiteFault.notFound }
        return (record, live.filter { isOwn($0.grant.region) }, places.allSatisfy(isOwn))
    }

    private func personPage(
        _ visit: Visit, _ sent: Submission?, _ faults: [FieldFault]
    ) async throws -> AccountPage {
        let words = visit.words
        let (record, grants, isWholly) = try await subject(visit)
        let path = "/people/\(record.person.id)"
        let region = try region(of: visit, for: .accountPeople)
        let rows = KeyValueList([
            .init(words("accounts.sign-in-name"), record.signInName ?? words("accounts.none")),
            .init(words("accounts.since"), visit.day(record.createdAt)),
            .init(
                words("accounts.state"),
                words(record.isActive ? "accounts.active" : "accounts.suspended.state")),
        ])
        let parts = grants.map { grant in
            var lines: [KeyValueList.Row] = [
                .init(words("accounts.region"), visit.name(of: grant.grant.region))
            ]
            if let until = grant.validUntil {
                lines.append(.init(words("accounts.until"), visit.lastDay(before: until)))
            }
            let form = Form(
                to: path + "/grants", in: visit, hidden: [("grant", grant.id.text)], fields: [],
                button: words("accounts.grant.end")
            ).quiet
            return AccountPage.Section(
                visit.name(of: grant.grant.role), rows: KeyValueList(lines), form: form)
        }
        let isGrant = sent?.text("change") == "grant"
        let give = try await grantForm(visit, path, region, isInvitation: false)
        var sections = [AccountPage.Section(rows: rows)] + parts
        sections.append(
            AccountPage.Section(
                words("accounts.grant.new"), form: isGrant ? give.shown(sent, faults) : give))
        if isWholly { sections += careSections(visit, record, path, isGrant ? nil : sent, faults) }
        return AccountPage(
            record.person.name, in: visit, below: [Link(words("accounts.people"), visit.link("/people"))],
            sections)
    }

    /// Suspending, and a link for a new password.
    private func careSections(
        _ visit: Visit, _ record: PersonRecord, _ path: String, _ sent: Submission?, _ faults: [FieldFault]
    ) -> [AccountPage.Section] {
        let words = visit.words
        let change = record.isActive ? "suspend" : "reinstate"
        let state = Form(
            to: path, in: visit, hidden: [("change", change)],
            fields: [
                Field("reason", words("accounts.reason"), .text(), hint: words("accounts.reason.audit"))
            ],
            button: words("accounts.person.\(change)")
        ).quiet
        let link = Form(
            to: path, in: visit, hidden: [("change", "password")], fields: [],
            button: words("accounts.person.password")
        ).quiet
        let lost = Form(
            to: path, in: visit, hidden: [("change", "factor")],
            fields: [Field("why", words("accounts.reason"), .text(), hint: words("accounts.reason.audit"))],
            button: words("accounts.person.factor")
        ).quiet
        let isLost = sent?.text("change") == "factor"
        return [
            AccountPage.Section(
                words("accounts.person.\(change)"), form: isLost ? state : state.shown(sent, faults)),
            AccountPage.Section(
                words("accounts.person.factor"), text: words("accounts.person.factor.text"),
                form: isLost ? lost.shown(sent, faults) : lost),
            AccountPage.Section(
                words("accounts.person.password"), text: words("accounts.person.password.text"), form: link),
        ]
    }

    private func changePerson(_ visit: Visit, _ sent: Submission) async throws -> Reply {
        let (record, _, isWholly) = try await subject(visit)
        let (actor, id) = (try visit.required.actor, record.person.id)
        switch sent.text("change") {
        case "grant":
            let (grant, until) = try await typedGrant(visit, sent)
            try await store.grant(grant, to: id, validUntil: until, actor: actor)
        case "suspend", "reinstate":
            guard isWholly, id.text != actor else { throw SiteFault.forbidden }
            let reason = sent.text("reason")
            guard (1...500).contains(reason.count) else {
                throw FieldFaults("reason", visit.words("accounts.reason.fill"))
            }
            try await store.setActive(
                sent.text("change") == "reinstate", id, reason: reason, actor: actor)
        case "factor":
            guard isWholly, id.text != actor else { throw SiteFault.forbidden }
            let reason = sent.text("why")
            guard (1...500).contains(reason.count) else {
                throw FieldFaults("why", visit.words("accounts.reason.fill"))
            }
            try await store.removeFactor(of: id, actor: actor, reason: reason)
        case "password":
            guard isWholly else { throw SiteFault.forbidden }
            let token = try await store.invite(.password(id), note: "", actor: actor)
            let back = Link(record.person.name, visit.link("/people/\(id)"))
            return .page(linkPage(visit, "/invitations/" + token.text, below: [back]))
        default: throw SiteFault.badRequest(field: "change")
        }
        return .redirect(to: "/people/\(id)")
    }
}

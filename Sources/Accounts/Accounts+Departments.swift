// SPDX-License-Identifier: Apache-2.0
import Site
import Standards
import Store

/// Offices of regions and parks, three levels deep; kept by the security administrator of the region.
extension Accounts {
    var departmentRoutes: [Route] {
        form("/departments", "accounts.departments", .accountPeople) { visit, sent, faults in
            try await departmentsPage(visit, sent, faults)
        } act: { visit, sent in
            try await makeDepartment(visit, sent)
        }
            + action("/departments/end", "accounts.department.end", .accountPeople) { _ in
                "/departments"
            } act: { visit, sent in
                guard let id = ID<Department>(sent.text("department")),
                    let found = try await store.department(id)
                else { throw SiteFault.notFound }
                try authorisation.require(visit, .accountPeople, on: .region(found.region))
                try await store.endDepartment(id, actor: try visit.required.actor)
                return .redirect(to: "/departments", [("region", found.region.code)])
            }
    }

    /// The region that a page is about: one that was asked for and lies within the visitor's, else theirs.
    func region(of visit: Visit, for permission: Permission) throws -> Region {
        let own = authorisation.regions(of: visit.who, for: permission)
        if let typed = visit.query["region"], !typed.isEmpty {
            guard let asked = Region.read(typed), own.contains(where: { asked.isWithin($0) }) else {
                throw SiteFault.notFound
            }
            return asked
        }
        guard let first = own.first else { throw SiteFault.forbidden }
        return first
    }

    /// A form that asks for another region.
    func regionForm(_ visit: Visit, _ path: String, _ region: Region) -> Form {
        Form.asking(
            path, in: visit,
            fields: [
                Field(
                    "region", visit.words("accounts.region"), .text(region.code, width: .medium),
                    hint: visit.words("accounts.region.hint"))
            ], button: visit.words("accounts.region.show")
        ).quiet
    }

    private func departmentsPage(
        _ visit: Visit, _ sent: Submission?, _ faults: [FieldFault]
    ) async throws -> AccountPage {
        let words = visit.words
        let region = try region(of: visit, for: .accountPeople)
        let found = try await store.departments(in: region)
        let names = Dictionary(found.map { ($0.id, $0.name) }, uniquingKeysWith: { one, _ in one })
        let parts = found.map { department in
            var rows: [KeyValueList.Row] = [
                .init(words("accounts.region"), visit.name(of: department.region))
            ]
            if let parent = department.parent.flatMap({ names[$0] }) {
                rows.append(.init(words("accounts.department.parent"), parent, in: .chinese))
            }
            if department.isPark { rows.append(.init(words("accounts.kind"), words("accounts.park"))) }
            let form = Form(
                to: "/departments/end", in: visit, hidden: [("department", department.id.text)], fields: [],
                button: words("accounts.department.end")
            ).quiet
            return AccountPage.Section(department.name, rows: KeyValueList(rows), form: form)
        }
        let form = Form(
            to: "/departments", in: visit,
            fields: [
                Field("name", words("accounts.department.name"), .text()),
                Field(
                    "region", words("accounts.region"), .text(region.code, width: .medium),
                    hint: words("accounts.region.hint")),
                Field(
                    "parent", words("accounts.department.parent"),
                    .menu(
                        [.init("", words("accounts.department.top"))]
                            + found.map { .init($0.id.text, $0.name) }),
                    isOptional: true),
                Field(
                    "park", words("accounts.kind"),
                    .checkBoxes([.init("yes", words("accounts.park"), hint: words("accounts.park.hint"))]),
                    isOptional: true),
            ], button: words("accounts.department.make"))
        let empty = found.isEmpty ? words("accounts.departments.none") : nil
        return AccountPage(
            words("accounts.departments"), in: visit,
            below: [Link(words("accounts.people"), visit.link("/people"))],
            [
                AccountPage.Section(
                    visit.name(of: region), text: empty, form: regionForm(visit, "/departments", region))
            ]
                + parts + [
                    AccountPage.Section(words("accounts.department.new"), form: form.shown(sent, faults))
                ])
    }

    private func makeDepartment(_ visit: Visit, _ sent: Submission) async throws -> Reply {
        let (words, name) = (visit.words, sent.text("name"))
        guard (2...60).contains(name.count) else {
            throw FieldFaults("name", words("accounts.department.name.fill"))
        }
        guard let region = Region.read(sent.text("region")),
            authorisation.allows(visit.who, .accountPeople, on: .region(region))
        else { throw FieldFaults("region", words("accounts.region.within")) }
        do {
            try await store.addDepartment(
                name, region: region, parent: ID(sent.text("parent")), isPark: sent.text("park") == "yes",
                actor: try visit.required.actor)
        } catch AccountFault.departmentRefused {
            throw FieldFaults("name", words("accounts.department.refused"))
        }
        return .redirect(to: "/departments", [("region", region.code)])
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Standards
import Store

extension Interpretations {
    var dutyRoutes: [Route] {
        [
            .page("/interpretations/duties", "interpretations.duties", .interpretationDuties) { visit in
                .page(try await dutiesPage(visit))
            }
        ]
    }

    /// What is owed in the reader's regions and departments.
    func duties(for visit: Visit) async throws -> [InterpretationDuty] {
        try await dutyStore.open().filter {
            authorisation.allows(visit.who, .interpretationDuties, on: $0.subject)
        }
    }

    private func dutiesPage(_ visit: Visit) async throws -> InterpretationPage {
        let words = visit.words
        var page = InterpretationPage(
            words("interpretations.duties"), in: visit, below: [visit.interpretationsLink])
        page.lead = words("interpretations.duties.lead")
        let today = visit.today
        let open = try await duties(for: visit)
        let overdue = open.filter { $0.isOverdue(on: today) }.count
        if overdue > 0 {
            page.notices = [Notice(words.counted("interpretations.overdue", overdue), .bad)]
        }
        let rows = open.map { duty in
            DataTable.Row(
                .init(
                    duty.title, in: .chinese, href: visit.link("/interpretations/write/\(duty.policyNumber)"),
                    status: status(of: duty, on: today, visit)),
                [
                    .init(duty.departmentName ?? duty.region.fullName, in: .chinese),
                    .init(visit.text(duty.releasedOn)),
                    .init(duty.dueOn.map(visit.text) ?? words("interpretations.noCalendar")),
                ])
        }
        let table = DataTable(
            id: "duties-table", caption: words("interpretations.duties.caption"),
            columns: ["policy", "department", "releasedOn", "dueOn"].map {
                .init(words("interpretations.\($0)"))
            },
            rows: rows, empty: words("interpretations.duties.empty"))
        page.panels = [Panel(id: "duties", title: words("interpretations.duties"), table: table)]
        return page
    }

    private func status(of duty: InterpretationDuty, on day: Day, _ visit: Visit) -> Status {
        if duty.isOverdue(on: day) { return Status(visit.words("interpretations.isOverdue"), .bad) }
        return Status(visit.words("interpretations.isOpen"), .info)
    }

    /// For the desk: how much is owed, and how much of it is overdue; nil where nothing is.
    func deskPanel(_ visit: Visit) async throws -> Panel? {
        let words = visit.words
        let open = try await duties(for: visit)
        guard !open.isEmpty else { return nil }
        let overdue = open.filter { $0.isOverdue(on: visit.today) }.count
        return Panel(
            id: "interpretation-duties", title: words("interpretations.duties"),
            notices: overdue > 0 ? [Notice(words.counted("interpretations.overdue", overdue), .bad)] : [],
            text: words.counted("interpretations.owed", open.count),
            links: [Link(words("interpretations.duties"), visit.link("/interpretations/duties"))])
    }
}

extension InterpretationDuty {
    /// What permission depends on.
    var subject: Subject { department.map { .department($0, region) } ?? .region(region) }
}

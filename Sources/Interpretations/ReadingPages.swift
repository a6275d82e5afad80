// SPDX-License-Identifier: Apache-2.0
import Accounts
import HTTPTypes
import Policies
import Site
import Standards
import Store

extension Interpretations {
    var readingRoutes: [Route] {
        [
            .page("/interpretations", "interpretations.list", .everyone) { .page(try await listPage($0)) },
            .page("/interpretations/{id}", "interpretations.show", .everyone) { visit in
                try await showPage(visit)
            },
            .page("/interpretations/{id}/file", "interpretations.file", .everyone) { visit in
                try await file(visit)
            },
        ]
    }

    private static let pageSize = 30

    private func listPage(_ visit: Visit) async throws -> InterpretationPage {
        let words = visit.words
        var page = InterpretationPage(words("interpretations.title"), in: visit)
        page.lead = words("interpretations.lead")
        if authorisation.mayAllow(visit.who, .interpretationDuties) {
            page.actions = [Link(words("interpretations.duties"), visit.link("/interpretations/duties"))]
        }
        let after = visit.query["before"].flatMap { ID<Interpretation>($0) }
        let found = try await store.latest(before: after, limit: Self.pageSize + 1)
        let shown = found.prefix(Self.pageSize)
        let rows = shown.map { one in
            DataTable.Row(
                .init(one.title, in: .chinese, href: visit.link(one.path)),
                [
                    .init(words("interpretations.kind.\(one.kind.rawValue)")),
                    .init(
                        one.policyTitle, in: .chinese, href: visit.link("/policies/\(one.policyNumber)")),
                    .init(one.author, in: .chinese), .init(visit.text(Day(milliseconds: one.madeAt))),
                ])
        }
        let table = DataTable(
            id: "interpretations-table", caption: words("interpretations.list.caption"),
            columns: ["title", "kind", "policy", "author", "day"].map {
                .init(words("interpretations.\($0)"))
            },
            rows: Array(rows), empty: words("interpretations.list.empty"))
        var links: [Link] = []
        if found.count > Self.pageSize, let last = shown.last {
            links = [
                Link(words("interpretations.more"), visit.linkHere(changing: [("before", last.id.text)]))
            ]
        }
        page.panels = [
            Panel(id: "list", title: words("interpretations.list.title"), table: table, links: links)
        ]
        return page
    }

    private func showPage(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        guard let id = ID<Interpretation>(visit.parameter("id")), let one = try await store.interpretation(id)
        else { throw SiteFault.notFound }
        var page = InterpretationPage(one.title, in: visit, below: [visit.interpretationsLink])
        page.titleLanguage = "zh-Hans"
        page.actions = [
            Link(words("interpretations.policy.open"), visit.link("/policies/\(one.policyNumber)"))
        ]
        if let reason = one.removal {
            page.notices = [Notice(words("interpretations.removed"), .warning, text: reason)]
            return .page(page, status: .gone)
        }
        page.media = one.file.map { file in
            InterpretationPage.Media(
                href: visit.link(one.path + "/file"), type: file.kind.rawValue.uppercased(),
                label: one.kind == .picture ? one.text : one.title, isSound: one.kind == .sound,
                isFilm: one.kind == .film, isPicture: one.kind == .picture)
        }
        page.textTitle = one.kind == .text ? nil : words("interpretations.words.\(one.kind.rawValue)")
        page.paragraphs = one.text.split(separator: "\n").map { .init(text: String($0)) }
        page.rows = KeyValueList([
            .init(words("interpretations.policy"), one.policyTitle),
            .init(words("interpretations.author"), one.author),
            .init(words("interpretations.day"), visit.text(Day(milliseconds: one.madeAt))),
        ])
        if authorisation.allows(visit.who, .interpretationWrite, on: one.subject) {
            page.actions.append(Link(words("interpretations.remove"), visit.link(one.path + "/remove")))
        }
        let reply = Reply.page(page)
        return one.kind == .sound || one.kind == .film ? reply.playingMedia : reply
    }

    private func file(_ visit: Visit) async throws -> Reply {
        guard let id = ID<Interpretation>(visit.parameter("id")),
            let one = try await store.interpretation(id), one.removal == nil, let file = one.file
        else { throw SiteFault.notFound }
        return try Reply.media(
            at: vault.location(of: file.digest), sizeBytes: file.sizeBytes, type: file.kind.mediaType,
            range: visit.headers[.range])
    }

    /// What other pages show of a policy's interpretations: the links, for editors the way to add one.
    func policyPanel(of policy: ID<Policy>, _ visit: Visit) async throws -> Panel? {
        let words = visit.words
        let found = try await store.interpretations(of: policy)
        let version = try await policies.store.shown(policy)
        var links = found.map { one in
            Link(
                words(
                    "interpretations.link",
                    [
                        "kind": words("interpretations.kind.\(one.kind.rawValue)"), "title": one.title,
                        "author": one.author,
                    ]), visit.link(one.path))
        }
        if let version, authorisation.allows(visit.who, .interpretationWrite, on: version.policy.subject) {
            links.append(
                Link(
                    words("interpretations.write"),
                    visit.link("/interpretations/write/\(version.policy.number)")))
        }
        guard !links.isEmpty else { return nil }
        return Panel(
            id: "interpretations", title: words("interpretations.title"),
            text: found.isEmpty ? words("interpretations.none") : nil, links: links)
    }
}

extension Interpretation {
    /// What permission depends on.
    var subject: Subject { department.map { .department($0, region) } ?? .region(region) }
}

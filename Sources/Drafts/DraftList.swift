// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Site
import Standards
import Store

/// Which drafts the list shows.
enum DraftView: String, CaseIterable, Sendable {
    /// All of the reader's regions.
    case all
    /// At which the reader wrote.
    case mine
    /// Written by others, waiting to be checked.
    case check
    /// Waiting for a release that the reader may give.
    case release
}

extension Drafts {
    var listRoutes: [Route] {
        [.page("/drafts", "drafts.list", .draftsRead) { try await listPage($0) }]
    }

    private var listing: Listing<PolicyLine> {
        Listing<PolicyLine>(
            id: "drafts", title: "drafts.title", empty: "drafts.list.empty", path: "/drafts",
            sort: "-changed",
            columns: [
                .init("title", "policies.field.title") { line, visit in
                    .init(
                        line.title.isEmpty
                            ? visit.words("drafts.untitled", ["number": String(line.policy.number)])
                            : line.title, in: .chinese, href: visit.link("/drafts/\(line.id.text)"))
                },
                .init("stage", "drafts.stage") { line, visit in
                    .init("", status: visit.status(line.stage))
                },
                .init("version", "drafts.version", isNumber: true) { line, _ in
                    .init(String(line.version), isNumber: true)
                },
                .init("region", "drafts.keptBy") { line, visit in .init(visit.text(line.policy.region)) },
                .init("changed", "drafts.changed") { line, visit in
                    .init(visit.text(moment: line.changedAt))
                },
            ],
            filters: { visit in
                let words = visit.words
                return [
                    Field("q", words("drafts.q"), .text(visit.query["q"] ?? ""), isOptional: true),
                    Field(
                        "view", words("drafts.view"),
                        .menu(
                            DraftView.allCases.map {
                                Field.Option($0.rawValue, words("drafts.view.\($0.rawValue)"))
                            },
                            chosen: visit.query["view"])),
                    Field(
                        "stage", words("drafts.stage"),
                        .menu(
                            [Field.Option("", words("drafts.stage.any"))]
                                + PolicyStage.allCases.map {
                                    Field.Option($0.rawValue, words("policies.stage.\($0.rawValue)"))
                                }, chosen: visit.query["stage"])),
                ]
            })
    }

    private func listPage(_ visit: Visit) async throws -> Reply {
        let listing = listing
        let query = try listing.query(in: visit)
        guard let view = DraftView(rawValue: query.filter["view"] ?? "all") else {
            throw SiteFault.badRequest(field: "view")
        }
        var stages: [PolicyStage] = []
        if let name = query.filter["stage"] {
            guard let stage = PolicyStage(rawValue: name) else { throw SiteFault.badRequest(field: "stage") }
            stages = [stage]
        }
        var place: (at: Int64, id: String)?
        if let cursor = query.cursor {
            guard cursor.values.count == 2, let at = Int64(cursor.values[0]) else {
                throw SiteFault.badRequest(field: "after")
            }
            place = (at, cursor.values[1])
        }
        let limit = query.export == nil ? query.size : Listing<PolicyLine>.exportLimit
        let found = try await lines(
            view, stages, query.filter["q"] ?? "", before: place, limit: limit, visit)
        if let format = query.export { return try listing.file(of: found.lines, as: format, in: visit) }
        var page = DraftPage(visit.words("drafts.title"), in: visit)
        page.lead = visit.words("drafts.lead")
        page.list = listing.shown(found.lines, .places(next: found.next), query, in: visit)
        page.actions = [Link(visit.words("drafts.phrases"), visit.link("/drafts/phrases"))]
        if authorisation.mayAllow(visit.who, .draftsWrite) {
            page.actions.insert(Link(visit.words("drafts.new"), visit.link("/drafts/new")), at: 0)
        }
        return .page(page)
    }

    /// What a view holds, within the reader's regions and departments.
    func lines(
        _ view: DraftView, _ stages: [PolicyStage], _ typed: String, before: (at: Int64, id: String)?,
        limit: Int, _ visit: Visit
    ) async throws -> (lines: [PolicyLine], next: Cursor?) {
        let who = try actor(visit)
        let permission: Permission =
            switch view {
            case .all: .draftsRead
            case .mine: .draftsWrite
            case .check: .draftsCheck
            case .release: .draftsRelease
            }
        let regions = authorisation.regions(of: who, for: permission)
        guard !regions.isEmpty else { return ([], nil) }
        var selection = PolicySelection()
        if regions.count == 1, let region = regions.first { selection.within(region) }
        selection.words = typed
        selection.before = before
        selection.stages = stages
        switch view {
        case .all: break
        case .mine: selection.hand = who.person
        case .check:
            selection.notHand = who.person
            if stages.isEmpty { selection.stages = [.checking, .commenting] }
        case .release: if stages.isEmpty { selection.stages = [.approved] }
        }
        let read = try await policies.store.lines(selection, limit: limit + 1)
        let page = read.prefix(limit)
        let next = read.count > limit ? page.last.map { Cursor([String($0.changedAt), $0.id.text]) } : nil
        let shown = page.filter { line in
            authorisation.allows(who, permission, on: line.policy.subject)
                && (view != .release || line.firstReleasedBy != who.person.text)
                && (view != .check || line.stage != .commenting || isOver(line, visit))
        }
        return (Array(shown), next)
    }

    private func isOver(_ line: PolicyLine, _ visit: Visit) -> Bool {
        line.commentTo.map { $0 < visit.today } ?? true
    }

    /// What waits for the reader, on the desk.
    func deskPanel(_ visit: Visit) async throws -> Panel? {
        var cards: [Card] = []
        for view in [DraftView.check, .release] {
            let found = try await lines(view, [], "", before: nil, limit: 5, visit)
            cards += found.lines.map { line in
                Card(
                    title: line.title.isEmpty
                        ? visit.words("drafts.untitled", ["number": String(line.policy.number)]) : line.title,
                    href: visit.link("/drafts/\(line.id.text)"),
                    meta: [visit.text(line.policy.region), visit.text(moment: line.changedAt)],
                    statuses: [visit.status(line.stage)])
            }
        }
        let own = try await lines(.mine, [.draft], "", before: nil, limit: 5, visit)
        cards += own.lines.map { line in
            Card(
                title: line.title.isEmpty
                    ? visit.words("drafts.untitled", ["number": String(line.policy.number)]) : line.title,
                href: visit.link("/drafts/\(line.id.text)"), meta: [visit.text(moment: line.changedAt)],
                statuses: [visit.status(line.stage)])
        }
        return Panel(
            id: "drafts", title: visit.words("drafts.desk"),
            text: cards.isEmpty ? visit.words("drafts.desk.nothing") : nil, cards: cards,
            links: [Link(visit.words("drafts.title"), visit.link("/drafts"))])
    }

    /// What the search box shows.
    func hits(_ typed: String, _ count: Int, _ visit: Visit) async throws -> [SearchHit] {
        let words = typed.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !words.isEmpty else { return [] }
        let found = try await lines(.all, [], words, before: nil, limit: count, visit)
        return found.lines.map { line in
            SearchHit(
                line.title, visit.link("/drafts/\(line.id.text)"),
                text: visit.words("policies.stage.\(line.stage.rawValue)") + " · "
                    + visit.text(line.policy.region))
        }
    }
}

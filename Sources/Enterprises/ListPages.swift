// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Site
import Standards
import Store

extension Enterprises {
    var listRoutes: [Route] {
        [
            .page("/enterprises", "enterprises.list", .enterpriseList) { try await listPage($0) },
            .page("/my/enterprise", "enterprises.mine", .enterpriseMine) { visit in
                let own = visit.who?.enterprise ?? visit.who?.memberships.first?.enterprise
                guard let own else { throw SiteFault.notFound }
                return .redirect(to: "/enterprises/\(own.text)")
            },
        ]
    }

    private static let pageSize = 50

    private func listPage(_ visit: Visit) async throws -> Reply {
        let (selection, unread) = selection(visit)
        let typed = visit.query["q"] ?? ""
        let part = try await part(typed, selection, after: visit.query["after"].flatMap { ListPlace($0) })
        let words = visit.words
        var page = EnterprisePage(words("enterprises.title"), in: visit)
        page.lead = words(
            "enterprises.list.lead", ["regions": selection.scope.map(visit.text).joined(separator: "、")])
        page.notices = unread.map { name in
            Notice(words("enterprises.list.unread", ["field": words("enterprises.\(name)")]), .warning)
        }
        page.form = filter(typed, selection, visit)
        page.actions = listActions(visit)
        page.panels = [try await panel(part, isSearch: !typed.isEmpty, visit)]
        return .page(page)
    }

    /// What the address asks for within the reader's regions, and the names of what cannot be read.
    func selection(_ visit: Visit) -> (Selection, unread: [String]) {
        var selection = Selection(scope: authorisation.regions(of: visit.who, for: .enterpriseList))
        var unread: [String] = []
        func read<Value>(_ name: String, _ value: (String) -> Value?) -> Value? {
            guard let text = visit.query[name], !text.isEmpty else { return nil }
            let found = value(text)
            if found == nil { unread.append(name) }
            return found
        }
        selection.region = read("region") { Region(code: $0) }
        selection.industry = read("industry") { Industry(code: $0) }
        selection.state = read("state") { Enterprise.State(rawValue: $0) }
        selection.label = read("label") { label in book.allLabels.first { $0.label == label }?.label }
        return (selection, unread)
    }

    /// One page of a list or of a search.
    func part(
        _ typed: String, _ selection: Selection, after place: ListPlace?, limit: Int = Enterprises.pageSize
    ) async throws -> ListPart {
        guard let query = SearchQuery(typed) else {
            return try await finder.list(selection, after: place, limit: limit)
        }
        return try await finder.search(query, selection, after: place, limit: limit)
    }

    private func filter(_ typed: String, _ selection: Selection, _ visit: Visit) -> Form {
        let words = visit.words
        let all = Field.Option("", words("enterprises.all"))
        let states = Enterprise.State.allCases.map { Field.Option($0.rawValue, visit.text($0)) }
        let labels = book.allLabels.map { Field.Option($0.label, visit.isEnglish ? $0.english : $0.label) }
        let fields = [
            Field(
                "q", words("enterprises.q"), .text(typed, autocomplete: "off"),
                hint: words("enterprises.q.hint"), isOptional: true),
            Field(
                "region", words("enterprises.region"),
                .menu([all] + regionOptions(selection, visit), chosen: selection.region?.code ?? "")),
            Field(
                "industry", words("enterprises.industry"),
                .menu([all] + industryOptions(selection, visit), chosen: selection.industry?.code ?? "")),
            Field("label", words("enterprises.label"), .menu([all] + labels, chosen: selection.label ?? "")),
            Field(
                "state", words("enterprises.state"),
                .menu([all] + states, chosen: selection.state?.rawValue ?? "")),
        ]
        return Form.asking("/enterprises", in: visit, fields: fields, button: words("enterprises.find"))
    }

    /// The reader's regions, what lies in the chosen one or in them, and the way up.
    private func regionOptions(_ selection: Selection, _ visit: Visit) -> [Field.Option] {
        var regions = selection.scope
        if let chosen = selection.region {
            regions += [chosen.parent, chosen].compactMap { $0 } + chosen.children
        } else {
            regions += selection.scope.flatMap(\.children)
        }
        let reachable = Set(regions).filter { region in selection.scope.contains { region.isWithin($0) } }
        return reachable.sorted().map { Field.Option($0.code, visit.text($0)) }
    }

    private func industryOptions(_ selection: Selection, _ visit: Visit) -> [Field.Option] {
        var industries = Industry.all(.section)
        if let chosen = selection.industry {
            industries +=
                chosen.section.children + (chosen.level == .section ? [] : chosen.children + [chosen])
        }
        return Set(industries).sorted().map { Field.Option($0.code, visit.text($0)) }
    }

    private func listActions(_ visit: Visit) -> [Link] {
        let words = visit.words
        var links: [Link] = []
        func add(_ permission: Permission, _ word: String, _ href: String) {
            guard authorisation.mayAllow(visit.who, permission) else { return }
            links.append(Link(words(word), href))
        }
        add(.enterpriseRecord, "enterprises.new", visit.link("/enterprises/new"))
        add(.enterpriseImport, "enterprises.import", visit.link("/enterprises/import"))
        let asked = visit.query.pairs.filter {
            ["q", "region", "industry", "label", "state"].contains($0.name)
        }
        .map { ($0.name, $0.value) }
        add(.enterpriseExport, "enterprises.export.csv", visit.link("/enterprises/export.csv", asked))
        add(.enterpriseExport, "enterprises.export.xlsx", visit.link("/enterprises/export.xlsx", asked))
        return links
    }

    private func panel(_ part: ListPart, isSearch: Bool, _ visit: Visit) async throws -> Panel {
        let words = visit.words
        let labels = try await register.labels(of: part.enterprises.map(\.number))
        let english = Dictionary(book.allLabels.map { ($0.label, $0.english) }) { first, _ in first }
        let rows = part.enterprises.map { enterprise in
            DataTable.Row(
                .init(
                    enterprise.name, in: .chinese, href: visit.link(enterprise.path()),
                    status: enterprise.badges(in: visit).first),
                [
                    .init(enterprise.code.text), .init(visit.text(enterprise.region)),
                    .init(enterprise.industry.map(visit.text) ?? words("enterprises.unstated")),
                    .init(
                        (labels[enterprise.number] ?? []).map { visit.isEnglish ? english[$0] ?? $0 : $0 }
                            .joined(separator: visit.isEnglish ? ", " : "、")),
                    .init(enterprise.founded.map(visit.text) ?? words("enterprises.unstated")),
                ])
        }
        let heads = ["name", "creditCode", "region", "industry", "label", "founded"]
        let table = DataTable(
            id: "enterprises", caption: words("enterprises.list.caption"),
            columns: heads.map { .init(words("enterprises.\($0)")) }, rows: rows,
            empty: words(isSearch ? "enterprises.list.notFound" : "enterprises.list.empty"))
        var links: [Link] = []
        if visit.query["after"] != nil {
            links.append(Link(words("enterprises.first"), visit.linkHere(changing: [("after", nil)])))
        }
        if let next = part.next {
            links.append(Link(words("enterprises.more"), visit.linkHere(changing: [("after", next.text)])))
        }
        return Panel(id: "results", title: words("enterprises.results"), table: table, links: links)
    }

    /// What the search box shows.
    func hits(_ typed: String, _ count: Int, _ visit: Visit) async throws -> [SearchHit] {
        guard let query = SearchQuery(typed) else { return [] }
        let selection = Selection(scope: authorisation.regions(of: visit.who, for: .enterpriseList))
        let part = try await finder.search(query, selection, after: nil, limit: max(count, 20))
        // Names that begin with what was typed, then short ones: they are the likeliest to be meant.
        let ordered = part.enterprises.sorted { left, right in
            let starts = [left, right].map { Han.folded($0.name).hasPrefix(query.nameKey) ? 0 : 1 }
            return (starts[0], left.name.count, left.number) < (starts[1], right.name.count, right.number)
        }
        return ordered.prefix(count).map { enterprise in
            SearchHit(
                enterprise.name, visit.link(enterprise.path()),
                text: "\(enterprise.code.text) \(visit.text(enterprise.region))")
        }
    }
}

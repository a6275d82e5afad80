// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Site
import Standards
import Store

extension Guides {
    var compareRoutes: [Route] {
        [.page("/policies/compare", "guides.compare", .everyone) { .page(try await comparePage($0)) }]
    }

    /// Up to three policies beside each other, and which could be added.
    private func comparePage(_ visit: Visit) async throws -> GuidePage {
        let words = visit.words
        let catalogue = try await live.current()
        var numbers: [Int64] = []
        for text in visit.query.all("n").prefix(12) {
            guard let number = Int64(text) else { throw SiteFault.badRequest(field: "n") }
            if !numbers.contains(number) { numbers.append(number) }
        }
        let entries = numbers.compactMap { catalogue.entry($0) }.prefix(3)
        var page = GuidePage(words("guides.compare"), in: visit)
        page.lead = words("guides.compare.lead")
        if numbers.count > 3 { page.notices.append(Notice(words("guides.compare.most"), .warning)) }
        if !entries.isEmpty { page.sections.append(try await comparison(Array(entries), visit)) }
        let others = recent(visit).filter { !numbers.contains($0) }.compactMap { catalogue.entry($0) }
        let pairs = entries.map { ("n", String($0.number)) }
        if entries.count < 3 {
            page.sections.append(
                GuideSection(
                    id: "add", title: words("guides.compare.add"),
                    text: words(others.isEmpty ? "guides.compare.none" : "guides.compare.recent"),
                    links: others.map {
                        Link($0.title, visit.link("/policies/compare", pairs + [("n", String($0.number))]))
                    } + [Link(words("guides.empty.all"), visit.link("/policies"))]))
        }
        page.isPrinted = true
        return page
    }

    private func comparison(_ entries: [GuideEntry], _ visit: Visit) async throws -> GuideSection {
        let words = visit.words
        let contents = try await contents(of: entries, on: visit.today)
        func row(_ word: String, _ value: (GuideEntry, PolicyContent) -> String) -> DataTable.Row {
            let cells = zip(entries, contents).map { entry, content in
                let text = value(entry, content)
                return DataTable.Cell(text.isEmpty ? words("guides.unsaid") : text)
            }
            return DataTable.Row(.init(words(word)), cells)
        }
        let rows = [
            row("guides.facet.status") { entry, _ in visit.text(entry.standing(on: visit.today)) },
            row("guides.most") { entry, _ in entry.mostFen.map(visit.text(fen:)) ?? "" },
            row("guides.facet.kind") { entry, _ in visit.joined(entry.kinds.map(visit.text)) },
            row("guides.who") { entry, content in forWhom(entry, content, visit) },
            row("guides.when") { entry, _ in window(entry, visit) },
            row("guides.how") { _, content in visit.text(content.applying) },
            row("guides.support") { _, content in content.items.map(\.support).joined(separator: " ") },
            row("guides.materials") { _, content in visit.joined(content.materials) },
            row("guides.facet.level") { entry, _ in visit.text(entry.level) },
            row("guides.facet.office") { entry, _ in visit.joined(entry.issuers) },
            row("guides.documentNumber") { entry, _ in entry.documentNumber },
        ]
        let table = DataTable(
            id: "compared", caption: words("guides.compare.caption"),
            columns: [.init(words("guides.compare.aspect"))] + entries.map { .init($0.title) }, rows: rows,
            empty: words("guides.compare.none"))
        return GuideSection(
            id: "comparison", title: words("guides.compare.caption"), table: table,
            links: entries.map { Link($0.title, visit.link("/policies/\($0.number)")) })
    }

    /// What the versions of entries say on a day, in their order.
    func contents(of entries: [GuideEntry], on day: Day) async throws -> [PolicyContent] {
        let shown = try await GuideStore(database: database).shown(entries.map(\.policy), on: day)
        return try entries.map { entry in
            guard let version = shown[entry.policy] else { throw PolicyFault.gone }
            return version.content
        }
    }
}

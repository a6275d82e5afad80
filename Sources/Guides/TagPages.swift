// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Site
import Standards
import Store

/// A managed tag with how many policies in force bear it, and how often it was chosen lately.
struct TagLine: Sendable {
    let tag: ManagedTag
    let policies: Int
    let uses: Int64
}

extension Catalogue {
    /// How many policies that are not over bear each theme or tag, by the name under which it is shown.
    func bearers(on day: Day) -> [String: Int] {
        var counts = [Int](repeating: 0, count: book.names.count)
        for place in rows.indices where isLive[place] && rows[place].window.standing(on: day) != .ended {
            for label in labels[rows[place].themes] { counts[Int(label)] += 1 }
        }
        return Dictionary(uniqueKeysWithValues: zip(book.names, counts).filter { $0.1 > 0 })
    }
}

extension Guides {
    var tagRoutes: [Route] {
        [.page("/tags", "guides.tags", .everyone) { .page(try await tagsPage($0)) }]
    }

    /// Over how many days uses are counted.
    static let useDays = 90

    /// All tags, those that are used most first.
    func tagLines(_ catalogue: Catalogue, on day: Day) async throws -> [TagLine] {
        let written = try await ViewStore(database: database).uses(since: day.adding(days: 1 - Self.useDays))
        var uses: [String: Int64] = [:]
        for (name, count) in written { uses[catalogue.tags.name(of: name), default: 0] += count }
        let bearers = catalogue.bearers(on: day)
        return catalogue.tags.tags.map { tag in
            TagLine(tag: tag, policies: bearers[tag.name] ?? 0, uses: uses[tag.name] ?? 0)
        }.sorted { ($1.uses, $1.policies, $0.tag.name) < ($0.uses, $0.policies, $1.tag.name) }
    }

    private func tagsPage(_ visit: Visit) async throws -> GuidePage {
        let words = visit.words
        let lines = try await tagLines(try await live.current(), on: visit.today).filter(\.tag.isOffered)
        var page = GuidePage(words("guides.tags"), in: visit)
        page.lead = lines.isEmpty ? words("guides.tags.none") : words.counted("guides.tags.lead", lines.count)
        let often = lines.filter { $0.uses > 0 }.prefix(10)
        if !often.isEmpty {
            page.sections.append(
                GuideSection(
                    id: "often", title: words("guides.tags.often"),
                    links: often.map { Link($0.tag.name, visit.tagLink($0.tag.name)) }))
        }
        for dimension in TagDimension.allCases {
            let within = lines.filter { $0.tag.dimension == dimension }
            guard !within.isEmpty else { continue }
            page.sections.append(section(dimension, within, visit))
        }
        page.actions = tagActions(visit, isEmpty: lines.isEmpty)
        return page
    }

    private func section(_ dimension: TagDimension, _ lines: [TagLine], _ visit: Visit) -> GuideSection {
        let words = visit.words
        let rows = lines.map { line in
            DataTable.Row(
                .init(line.tag.name, in: visit.documentLanguage, href: visit.tagLink(line.tag.name)),
                [
                    .init(String(line.policies), isNumber: true),
                    .init(String(line.uses), isNumber: true),
                ])
        }
        return GuideSection(
            id: "tags-\(dimension.rawValue)", title: visit.text(dimension),
            table: DataTable(
                id: "table-\(dimension.rawValue)",
                caption: words("guides.tags.caption", ["dimension": visit.text(dimension)]),
                columns: [
                    .init(words("guides.tag")), .init(words("guides.tag.policies"), isNumber: true),
                    .init(words("guides.tag.uses", ["days": String(Self.useDays)]), isNumber: true),
                ], rows: rows, empty: words("guides.tags.none")))
    }

    private func tagActions(_ visit: Visit, isEmpty: Bool) -> [Link] {
        let words = visit.words
        var links = isEmpty ? [Link(words("guides.empty.all"), visit.link("/policies"))] : []
        if authorisation.mayAllow(visit.who, .guideTagProposals) {
            links.append(Link(words("guides.tag.propose"), visit.link("/tags/propose")))
            links.append(Link(words("guides.proposals"), visit.link("/tags/proposals")))
        }
        if authorisation.mayAllow(visit.who, .guideTags) {
            links.append(Link(words("guides.tags.manage"), visit.link("/tags/manage")))
        }
        return links
    }

    /// A policy's tags under the names that are managed, those that enterprises proposed marked; nil where
    /// there is nothing to show and nobody to propose any.
    func tagSection(_ version: PolicyVersion, _ visit: Visit) async throws -> GuideSection? {
        let (words, tags) = (visit.words, try await live.current().tags)
        let own = tags.names(of: version.content.themes + version.content.tags)
        let suggested = tags.names(of: try await proposals.suggested(for: version.policy.id))
        let number = String(version.policy.number)
        let mayPropose = authorisation.mayAllow(visit.who, .guideTagProposals)
        guard mayPropose || !own.isEmpty || !suggested.isEmpty else { return nil }
        var section = GuideSection(id: "tags", title: words("guides.tags.of"))
        section.links = own.map { Link($0, visit.tagLink($0)) }
        section.links += suggested.filter { !own.contains($0) }.map {
            Link(words("guides.tag.suggested", ["tag": $0]), visit.tagLink($0))
        }
        if section.links.isEmpty { section.text = words("guides.tags.of.none") }
        if mayPropose {
            section.links.append(
                Link(words("guides.tag.propose"), visit.link("/tags/propose", [("policy", number)])))
        }
        return section
    }
}

extension Visit {
    /// The search that a tag opens.
    func tagLink(_ name: String) -> String { link("/policies", [("theme", name)]) }

    func text(_ dimension: TagDimension) -> String { words("guides.dimension.\(dimension.rawValue)") }

    /// The dimensions to choose from; the first choice is none.
    var dimensionOptions: [Field.Option] {
        [Field.Option("", words("guides.tag.dimension.choose"))]
            + TagDimension.allCases.map { Field.Option($0.rawValue, text($0)) }
    }

    /// A key under which a form takes effect once.
    func formKey(_ submission: Submission, _ purpose: String) throws -> String {
        guard let id = submission.id else { throw SiteFault.forbidden }
        return "guides.\(purpose)/\(id.uuidString.lowercased())"
    }

    /// Who acts, on routes that are for people who signed in.
    var actor: Identity {
        get throws {
            guard let who else { throw SiteFault.forbidden }
            return who
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Enterprises
import Foundation
import HTTPTypes
import Policies
import Site
import Standards
import Store

extension Guides {
    var dataRoutes: [Route] {
        [
            .data(.get, "/api/v1/policies", "guides.api.list", .everyone, endpoint: listDescription) {
                try await listData($0)
            },
            .data(.get, "/api/v1/policies/{number}", "guides.api.show", .everyone, endpoint: showDescription)
            {
                try await showData($0)
            },
        ]
    }

    private func listData(_ visit: Visit) async throws -> Reply {
        let query = try query(of: visit)
        let findings = try await live.current().find(query, on: visit.today)
        let (limit, page) = (visit.number("limit", or: 50), visit.number("page", or: 1))
        let shown = findings.entries(from: (page - 1) * limit, most: limit)
        return try .json(
            GuideList(
                count: findings.count, usedInstead: findings.usedInstead,
                items: shown.map { GuideItem($0, on: visit.today) }))
    }

    private func showData(_ visit: Visit) async throws -> Reply {
        guard let number = Int64(visit.parameter("number")),
            let entry = try await live.current().entry(number),
            let version = try await policies.store.version(entry.version)
        else { throw SiteFault.notFound }
        return try .json(GuideWhole(version, entry: GuideItem(entry, on: visit.today)))
    }

    private var listDescription: Endpoint {
        Endpoint(
            .word("guides.api.list"),
            parameters: [
                .init("q", .text(longest: 200), .word("guides.q")),
                .init("status", .options(Standing.allCases.map(\.rawValue)), .word("guides.facet.status")),
                .init("days", .integer(0...366), .word("guides.facet.days")),
                .init("level", .options(PolicyLevel.allCases.map(\.rawValue)), .word("guides.facet.level")),
                .init("region", Enterprises.regionSchema, .word("guides.facet.region")),
                .init("only", .options(["1"]), .word("guides.api.only")),
                .init("kind", .options(PolicyKind.allCases.map(\.rawValue)), .word("guides.facet.kind")),
                .init("theme", .text(longest: 200), .word("guides.facet.theme")),
                .init("tier", .text(longest: 200), .word("guides.facet.tier")),
                .init("industry", Enterprises.industrySchema, .word("guides.facet.industry")),
                .init("office", .text(longest: 200), .word("guides.facet.office")),
                .init("sort", .options(GuideQuery.Order.allCases.map(\.rawValue)), .word("guides.api.sort")),
                .limit, .init("page", .integer(1...100_000), .word("guides.api.page")),
            ],
            response: .object(
                "PublishedPolicies",
                [
                    .required("count", .integer(0...10_000_000), .word("guides.api.count")),
                    .optional("usedInstead", .text(), .word("guides.api.usedInstead")),
                    .required("items", .list(Self.itemSchema, most: 200)),
                ]))
    }

    private var showDescription: Endpoint {
        let measure = Schema.object(
            "PublishedMeasure",
            [
                .required("key", .text()), .required("name", .text()),
                .required("support", .text(), .word("guides.support")),
                .optional("leastFen", .integer(0...Int.max)), .optional("mostFen", .integer(0...Int.max)),
                .required("office", .text(), .word("guides.office")),
                .required("phone", .text(), .word("guides.phone")),
            ])
        return Endpoint(
            .word("guides.api.show"),
            parameters: [
                .init("number", .text(pattern: "^[0-9]{1,12}$"), .word("guides.api.number"), isRequired: true)
            ],
            response: .object(
                "PublishedPolicyWhole",
                [
                    .required("policy", Self.itemSchema), .required("items", .list(measure)),
                    .required("materials", .list(.text()), .word("guides.materials")),
                    .required("text", .text(), .word("guides.text")),
                    .required("source", .text(), .word("guides.source")),
                    .required("version", .integer(1...100_000), .word("guides.versions")),
                ]), mayBeMissing: true)
    }

    private static var itemSchema: Schema {
        .object(
            "PublishedPolicy",
            [
                .required("number", .integer(1...Int.max), .word("guides.api.number")),
                .required("title", .text(), .word("guides.policy")),
                .required("documentNumber", .text(), .word("guides.documentNumber")),
                .required("issuers", .list(.text()), .word("guides.facet.office")),
                .required("level", .options(PolicyLevel.allCases.map(\.rawValue))),
                .required("region", .text(pattern: "^[0-9]{6}$"), .word("guides.facet.region")),
                .required("summary", .text()),
                .required("kinds", .list(.options(PolicyKind.allCases.map(\.rawValue)))),
                .required("themes", .list(.text())), .required("tiers", .list(.text())),
                .required(
                    "status", .options(Standing.allCases.map(\.rawValue)), .word("guides.facet.status")),
                .optional("daysLeft", .integer(0...Int.max), .word("guides.facet.days")),
                .optional("applyFrom", .day, .word("guides.applyFrom")),
                .optional("applyTo", .day, .word("guides.applyTo")),
                .optional("mostFen", .integer(0...Int.max), .word("guides.api.mostFen")),
            ])
    }
}

/// A page of the list.
struct GuideList: Encodable {
    let count: Int
    let usedInstead: String?
    let items: [GuideItem]
}

/// A policy in the list.
struct GuideItem: Encodable {
    let number: Int64
    let title: String
    let documentNumber: String
    let issuers: [String]
    let level: PolicyLevel
    let region: String
    let summary: String
    let kinds: [PolicyKind]
    let themes: [String]
    let tiers: [String]
    let status: Standing
    let daysLeft: Int?
    let applyFrom: Day?
    let applyTo: Day?
    let mostFen: Int64?

    init(_ entry: GuideEntry, on day: Day) {
        number = entry.number
        title = entry.title
        documentNumber = entry.documentNumber
        issuers = entry.issuers
        level = entry.level
        region = entry.region.code
        summary = entry.summary
        kinds = entry.kinds
        themes = entry.themes
        tiers = entry.tiers
        status = entry.standing(on: day)
        daysLeft = entry.daysLeft(on: day)
        applyFrom = entry.applyFrom
        applyTo = entry.applyTo
        mostFen = entry.mostFen
    }
}

/// A policy with all that it says.
struct GuideWhole: Encodable {
    let policy: GuideItem
    let items: [Measure]
    let materials: [String]
    let text: String
    let source: String
    let version: Int

    struct Measure: Encodable {
        let key: String
        let name: String
        let support: String
        let leastFen: Int64?
        let mostFen: Int64?
        let office: String
        let phone: String
    }

    init(_ version: PolicyVersion, entry: GuideItem) {
        policy = entry
        items = version.content.items.map {
            Measure(
                key: $0.key, name: $0.name, support: $0.support, leastFen: $0.leastFen, mostFen: $0.mostFen,
                office: $0.office, phone: $0.phone)
        }
        materials = version.content.materials
        text = version.content.text
        source = version.content.sourceAddress
        self.version = version.version
    }
}

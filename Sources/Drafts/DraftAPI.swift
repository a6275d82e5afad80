// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import HTTPTypes
import Policies
import Reading
import Site
import Standards
import Store

extension Drafts {
    var dataRoutes: [Route] {
        [
            .data(
                .post, "/api/v1/drafts/read", "drafts.api.read", .draftsWrite, endpoint: readDescription
            ) { visit in
                try await readData(visit)
            },
            .data(.get, "/api/v1/drafts", "drafts.api.list", .draftsRead, endpoint: listDescription) {
                visit in
                try await listData(visit)
            },
        ]
    }

    private struct ReadText: Decodable {
        let text: String
    }

    private struct ReadItem: Encodable {
        let key: String
        let name: String
        let support: String
        let leastFen: Int64?
        let mostFen: Int64?
        let rule: String
        let computed: Int
        let person: Int
    }

    private struct ReadResult: Encodable {
        let title: String
        let documentNumber: String
        let issuers: [String]
        let level: String
        let region: String
        let publishedOn: String?
        let validFrom: String?
        let validTo: String?
        let applyFrom: String?
        let applyTo: String?
        let kinds: [String]
        let materials: [String]
        let items: [ReadItem]
    }

    /// Reads a text and keeps nothing.
    private func readData(_ visit: Visit) async throws -> Reply {
        let sent = try visit.json(ReadText.self)
        let (reading, library) = (DocumentReading(library: library), library)
        let home = authorisation.regions(of: visit.who, for: .draftsWrite).first ?? .nation
        let result = await Work.done(sent.text.utf8.count) { () -> ReadResult in
            let content = reading.read(PolicyText(sent.text), home: home).content
            let items = content.items.map { item in
                let clauses = RuleSheet(item, of: 0, library: library).clauses
                let person = clauses.count(where: \.isJudgement)
                return ReadItem(
                    key: item.key, name: item.name, support: item.support, leastFen: item.leastFen,
                    mostFen: item.mostFen, rule: item.rule, computed: clauses.count - person, person: person)
            }
            return ReadResult(
                title: content.title, documentNumber: content.documentNumber, issuers: content.issuers,
                level: content.level.rawValue, region: content.region.code,
                publishedOn: content.publishedOn?.isoText, validFrom: content.validFrom?.isoText,
                validTo: content.validTo?.isoText, applyFrom: content.applyFrom?.isoText,
                applyTo: content.applyTo?.isoText, kinds: content.kinds.map(\.rawValue),
                materials: content.materials, items: items)
        }
        return try .json(result)
    }

    private struct ListedDraft: Encodable {
        let id: String
        let number: Int64
        let version: Int
        let stage: String
        let title: String
        let region: String
        let changedAt: Int64
    }

    private struct ListedDrafts: Encodable {
        let items: [ListedDraft]
        let next: String?
    }

    private func listData(_ visit: Visit) async throws -> Reply {
        let stages = visit.query["stage"].flatMap { PolicyStage(rawValue: $0) }.map { [$0] } ?? []
        var place: (at: Int64, id: String)?
        if let after = visit.query["after"] {
            let parts = after.split(separator: "-", maxSplits: 1).map(String.init)
            guard parts.count == 2, let at = Int64(parts[0]) else {
                throw SiteFault.badRequest(field: "after")
            }
            place = (at, parts[1])
        }
        let found = try await lines(
            .all, stages, visit.query["q"] ?? "", before: place, limit: visit.number("limit", or: 50), visit)
        return try .json(
            ListedDrafts(
                items: found.lines.map { line in
                    ListedDraft(
                        id: line.id.text, number: line.policy.number, version: line.version,
                        stage: line.stage.rawValue, title: line.title, region: line.policy.region.code,
                        changedAt: line.changedAt)
                }, next: found.next.map { $0.values.joined(separator: "-") }))
    }

    // MARK: - Descriptions

    private static let idPattern = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
    private static let placePattern = "^[0-9]{1,18}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"

    private var readDescription: Endpoint {
        let item = Schema.object(
            "ReadItem",
            [
                .required("key", .text(), .word("drafts.api.key")),
                .required("name", .text()), .required("support", .text()),
                .optional("leastFen", .integer(0...Int(Int32.max) * 1_000_000), .word("drafts.api.least")),
                .optional("mostFen", .integer(0...Int(Int32.max) * 1_000_000), .word("drafts.api.most")),
                .required("rule", .text(), .word("drafts.api.rule")),
                .required("computed", .integer(0...10_000), .word("drafts.api.computed")),
                .required("person", .integer(0...10_000), .word("drafts.api.person")),
            ])
        return Endpoint(
            .word("drafts.api.read"),
            request: .object(
                "PolicyText", [.required("text", .text(longest: 300_000), .word("drafts.api.text"))]),
            response: .object(
                "ReadPolicy",
                [
                    .required("title", .text()), .required("documentNumber", .text()),
                    .required("issuers", .list(.text())),
                    .required("level", .options(PolicyLevel.allCases.map(\.rawValue))),
                    .required("region", .text(pattern: "^[0-9]{6}$")), .optional("publishedOn", .day),
                    .optional("validFrom", .day), .optional("validTo", .day), .optional("applyFrom", .day),
                    .optional("applyTo", .day),
                    .required("kinds", .list(.options(PolicyKind.allCases.map(\.rawValue)))),
                    .required("materials", .list(.text())), .required("items", .list(item)),
                ]))
    }

    private var listDescription: Endpoint {
        let draft = Schema.object(
            "ListedDraft",
            [
                .required("id", .text(pattern: Self.idPattern)), .required("number", .integer(1...Int.max)),
                .required("version", .integer(1...Int.max)),
                .required("stage", .options(PolicyStage.allCases.map(\.rawValue))),
                .required("title", .text()), .required("region", .text(pattern: "^[0-9]{6}$")),
                .required("changedAt", .integer(0...Int.max), .word("drafts.api.changedAt")),
            ])
        return Endpoint(
            .word("drafts.api.list"),
            parameters: [
                .init("q", .text(longest: 200), .word("drafts.api.q")),
                .init("stage", .options(PolicyStage.allCases.map(\.rawValue)), .word("drafts.api.stage")),
                .limit,
                .init("after", .text(pattern: Self.placePattern), .word("site.api.after")),
            ],
            response: .object(
                "ListedDrafts",
                [
                    .required("items", .list(draft, most: 200)),
                    .optional("next", .text(pattern: Self.placePattern), .word("site.api.after")),
                ]))
    }
}

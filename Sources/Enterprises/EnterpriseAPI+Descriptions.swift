// SPDX-License-Identifier: Apache-2.0
import Site
import Standards

/// What the API of the register takes and gives. 401, 403 and 404 follow from the permission and the path.
extension Enterprises {
    /// `GET /api/v1/enterprises`.
    var listDescription: Endpoint {
        Endpoint(
            .word("enterprises.api.list"),
            parameters: [
                .init("q", .text(pattern: Self.searchPattern), .word("enterprises.api.query")),
                .init("region", Self.regionSchema, .word("enterprises.api.inRegion")),
                .init("industry", Self.industrySchema, .word("enterprises.api.inIndustry")),
                .init(
                    "label", .options(Set(book.allLabels.map(\.label)).sorted()),
                    .word("enterprises.api.labelled")),
                .init("state", Self.stateSchema, .word("enterprises.api.registration")),
                .limit,
                .init("after", .text(pattern: Self.placePattern), .word("site.api.after")),
            ],
            response: .object(
                "Enterprises",
                [
                    .required("items", .list(Self.enterpriseSchema, most: 400)),
                    .optional("next", .text(pattern: Self.placePattern), .word("site.api.after")),
                ]))
    }

    /// `GET /api/v1/enterprises/{id}`.
    var showDescription: Endpoint {
        Endpoint(
            .word("enterprises.api.show"), parameters: [Self.idParameter], response: Self.enterpriseSchema,
            mayBeMissing: true)
    }

    /// `GET /api/v1/enterprises/{id}/facts`.
    var factsDescription: Endpoint {
        let fact = Schema.object(
            "EnterpriseFact",
            [
                .required("word", .text(), .word("enterprises.api.factWord")),
                .optional("year", .integer(1900...2200), .word("enterprises.api.factYear")),
                .optional("value", .text(), .word("enterprises.api.factValue")),
                .required("source", .text(), .word("enterprises.api.factSource")),
                .optional("recorded", .text(pattern: Self.dayPattern), .word("enterprises.api.factRecorded")),
                .required("isUsed", .flag, .word("enterprises.api.isUsed")),
                .required("isMasked", .flag, .word("enterprises.api.isMasked")),
            ])
        return Endpoint(
            .word("enterprises.api.facts"),
            parameters: [Self.idParameter, .init("at", .day, .word("enterprises.api.knownOn"))],
            response: .object(
                "EnterpriseFacts",
                [
                    .required("enterprise", .text(pattern: Self.idPattern), .word("enterprises.api.id")),
                    .required("items", .list(fact)),
                ]), mayBeMissing: true)
    }

    /// `POST /api/v1/enterprises/{id}/facts`. What only the vocabulary can tell, whether a word has a year
    /// and whether it takes the value, is a 422 as well.
    var stateDescription: Endpoint {
        let fact = Schema.object(
            "StatedFact",
            [
                .required("word", .text(longest: 100), .word("enterprises.api.statedWord")),
                .optional("year", .integer(1990...2099), .word("enterprises.api.factYear")),
                .required("value", .text(longest: 1000), .word("enterprises.api.statedValue")),
                .optional(
                    "source", .options([FactStatement.ownSource] + sources),
                    .word("enterprises.api.statedSource")),
            ])
        return Endpoint(
            .word("enterprises.api.state"), parameters: [Self.idParameter],
            request: .object("StatedFacts", [.required("facts", .list(fact, most: Self.mostItems))]),
            response: .object(
                "StatedCount",
                [.required("recorded", .integer(0...Self.mostItems), .word("enterprises.api.recorded"))]),
            mayBeMissing: true)
    }

    /// The most facts of one request.
    private static let mostItems = 200

    private static let idPattern = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
    private static let dayPattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    /// Control characters are in no name; U+0000 cannot even stand in an address.
    private static let searchPattern = "^[^\\u0000-\\u001F\\u007F]{0,100}$"
    /// Each text that fits is a place, as ``ListPlace/init(cursor:)`` reads it.
    private static let placePattern = "^([0-9]{1,6}-[0-9]{1,19}|[0-9A-Z]{18})$"

    private static let idParameter = Endpoint.Parameter(
        "id", .text(pattern: idPattern), .word("enterprises.api.id"), isRequired: true)

    private static let stateSchema = Schema.options(Enterprise.State.allCases.map(\.rawValue))

    private static let enterpriseSchema = Schema.object(
        "Enterprise",
        [
            .required("id", .text(pattern: idPattern), .word("enterprises.api.id")),
            .required("creditCode", .text(), .word("enterprises.api.creditCode")),
            .required("name", .text(), .word("enterprises.api.name")),
            .required("region", .text(pattern: "^[0-9]{6}$"), .word("enterprises.api.region")),
            .required("regionName", .text()),
            .optional(
                "industry", .text(pattern: "^[A-Z][0-9]{0,4}$"), .word("enterprises.api.industry")),
            .optional("founded", .text(pattern: dayPattern), .word("enterprises.api.founded")),
            .required("state", stateSchema, .word("enterprises.api.registration")),
            .required("legalForm", .text(), .word("enterprises.api.legalForm")),
            .required("address", .text(), .word("enterprises.api.address")),
            .required("source", .text(), .word("enterprises.api.factSource")),
            .required("isExample", .flag, .word("enterprises.api.isExample")),
        ])

    /// The codes of industries, as the facts of a match take them under this name.
    public static let industrySchema: Schema = {
        let sections = Industry.all(.section).map { section in
            let divisions = section.children
            let groups = divisions.flatMap(\.children).map(\.code).joined(separator: "|")
            let codes = divisions.map(\.code).joined(separator: "|") + "|(\(groups))[0-9]?"
            return "\(section.code)|\(section.code)?(\(codes))"
        }
        return Schema.text(pattern: "^(\(sections.joined(separator: "|")))$").named("Industry")
    }()

    /// The codes of regions, as the facts of a match take them under this name.
    public static let regionSchema: Schema = {
        func within(_ region: Region) -> [String] { [region.code] + region.children.flatMap(within) }
        return Schema.options(within(.nation)).named("Region")
    }()
}

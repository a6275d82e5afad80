// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Rules
import Site
import Standards

/// The rules, a match and the size of an enterprise for programs, without an account. Nothing is stored.
extension Diagnosis {
    var dataRoutes: [Route] {
        let facts = FactSchema(vocabulary: library.vocabulary)
        return [
            .data(.get, "/api/v1/rules", "diagnosis.api.rules", .everyone, endpoint: RuleSummary.listed) {
                try .json(listed($0))
            },
            .data(.get, "/api/v1/rules/{code}", "diagnosis.api.rule", .everyone, endpoint: RuleDetail.shown) {
                try .json(detail($0))
            },
            .data(
                .post, "/api/v1/match", "diagnosis.api.match", .everyone,
                endpoint: MatchAnswer.asked(facts.schema, rules: library.ruleCodes)
            ) { visit in
                try .json(match(visit, facts))
            }
            .limited(as: .costly),
            .data(
                .post, "/api/v1/size", "diagnosis.api.size", .everyone,
                endpoint: SizeAnswer.asked(facts.schema)
            ) { visit in
                try .json(size(visit, facts))
            },
        ]
    }

    private func listed(_ visit: Visit) throws -> RuleSummary.Page {
        let day = try day(visit.query["on"], visit)
        let rules = library.rules(on: day, for: .application, in: nil).sorted { $0.code < $1.code }
        let after = visit.query["after"] ?? ""
        let limit = visit.number("limit", or: 50)
        let rest = rules.filter { $0.code > after }
        let shown = rest.prefix(limit)
        return RuleSummary.Page(
            items: shown.map { RuleSummary($0) },
            next: rest.count > shown.count ? shown.last?.code : nil)
    }

    private func detail(_ visit: Visit) throws -> RuleDetail {
        let (code, day) = (visit.parameter("code"), try day(visit.query["on"], visit))
        let versions = library.versions(of: code)
        let current = library.rule(named: code, on: day, for: .application, in: nil)
        // A title names a rule elsewhere; an address is its code alone.
        guard let rule = current ?? versions.last, rule.code == code else { throw SiteFault.notFound }
        return RuleDetail(rule, versions)
    }

    private func match(_ visit: Visit, _ schema: FactSchema) throws -> MatchAnswer {
        let sent = visit.sent
        let day = try day(sent["asOf"]?.text, visit)
        let purpose = sent["purpose"]?.text.flatMap { Purpose(rawValue: $0) } ?? .application
        let facts = try schema.facts(sent["facts"] ?? .null, english: visit.isEnglish)
        let rule = sent["rule"]?.text
        let report = library.report(facts, asOf: day, for: purpose) { candidate in
            rule.map { $0 == candidate.code } ?? !candidate.isAboutContract
        }
        return MatchAnswer(
            asOf: day.isoText, purpose: purpose, verdicts: report.entries.map { library.record($0) })
    }

    private func size(_ visit: Visit, _ schema: FactSchema) throws -> SizeAnswer {
        let sent = visit.sent
        let day = try day(sent["asOf"]?.text, visit)
        let facts = try schema.facts(sent["facts"] ?? .null, english: visit.isEnglish)
        guard let verdict = library.judge(facts, byRuleNamed: sizeRule, asOf: day),
            let classes = verdict.classes, let word = sizeWord
        else {
            // No version of the standard is in force on that day.
            throw SiteFault.notFound
        }
        return SizeAnswer(verdict, classes, word, library.vocabulary)
    }

    /// The day asked for, else today. The description has checked its form.
    private func day(_ text: String?, _ visit: Visit) throws(SiteFault) -> Day {
        guard let text else { return visit.today }
        guard let day = Day(isoText: text) else { throw .badRequest(field: "asOf") }
        return day
    }
}

/// A rule in the list.
struct RuleSummary: Encodable {
    let code: String
    let title: String
    let titleEnglish: String
    let document: String
    let number: String
    let issuer: String
    let regions: [String]
    let digest: String

    /// Some rules, and the place after which more begin.
    struct Page: Encodable {
        let items: [RuleSummary]
        let next: String?
    }

    init(_ rule: Rule) {
        (code, title, titleEnglish, digest) = (rule.code, rule.title, rule.titleEnglish, rule.digest)
        (document, number, issuer) = (rule.basis.document, rule.basis.number, rule.basis.issuer)
        regions = rule.regions.map(\.code)
    }

    static let members: [Schema.Member] = [
        .required("code", .text(), .word("diagnosis.api.code")),
        .required("title", .text()), .required("titleEnglish", .text()),
        .required("document", .text(), .word("diagnosis.api.document")), .required("number", .text()),
        .required("issuer", .text()),
        .required("regions", .list(.text()), .word("diagnosis.api.regions")),
        .required("digest", .text(), .word("diagnosis.api.digest")),
    ]

    static let listed = Endpoint(
        .word("diagnosis.api.rules"),
        parameters: [
            .init("on", .day, .word("diagnosis.api.on")), .limit,
            .init("after", .text(pattern: "^[a-z0-9-]{1,80}$"), .word("site.api.after")),
        ],
        response: .object(
            "Rules",
            [
                .required("items", .list(.object("RuleSummary", members))),
                .optional("next", .text(), .word("site.api.after")),
            ]))
}

/// One rule with its official words and versions.
struct RuleDetail: Encodable {
    let rule: RuleSummary
    let url: String
    let article: String
    let confidence: Basis.Confidence
    let texts: [Text]
    let versions: [Version]

    struct Text: Encodable {
        let number: String
        let text: String
        let isParaphrase: Bool
        let isEncoded: Bool
    }

    struct Version: Encodable {
        let digest: String
        let purpose: Purpose
        let from: String
        let to: String?
    }

    init(_ rule: Rule, _ versions: [Rule]) {
        self.rule = RuleSummary(rule)
        (url, article, confidence) = (rule.basis.url, rule.basis.article, rule.basis.confidence)
        texts = rule.texts.map {
            Text(
                number: $0.number, text: $0.text, isParaphrase: $0.isParaphrase, isEncoded: $0.omission == nil
            )
        }
        self.versions = versions.flatMap { version in
            version.applicability.map {
                Version(
                    digest: version.digest, purpose: $0.purpose, from: $0.from.isoText, to: $0.to?.isoText)
            }
        }
    }

    static let shown = Endpoint(
        .word("diagnosis.api.rule"),
        parameters: [
            .init("code", .text(pattern: "^[a-z0-9-]{1,80}$"), .word("diagnosis.api.code")),
            .init("on", .day, .word("diagnosis.api.on")),
        ],
        response: .object(
            "Rule",
            [
                .required("rule", .object("RuleSummary", RuleSummary.members)),
                .required("url", .text()), .required("article", .text()),
                .required("confidence", .options(Basis.Confidence.allCases.map(\.rawValue))),
                .required(
                    "texts",
                    .list(
                        .object(
                            "RuleText",
                            [
                                .required("number", .text()), .required("text", .text()),
                                .required("isParaphrase", .flag),
                                .required("isEncoded", .flag, .word("diagnosis.api.encoded")),
                            ]))),
                .required(
                    "versions",
                    .list(
                        .object(
                            "RuleVersion",
                            [
                                .required("digest", .text()), .required("purpose", MatchAnswer.purposes),
                                .required("from", .day), .optional("to", .day),
                            ]))),
            ]), mayBeMissing: true)
}

/// A match.
struct MatchAnswer: Encodable {
    let asOf: String
    let purpose: Purpose
    let verdicts: [VerdictRecord]

    static let purposes = Schema.options(Purpose.allCases.map(\.rawValue))

    static func asked(_ facts: Schema, rules: [String]) -> Endpoint {
        Endpoint(
            .word("diagnosis.api.match"),
            request: .object(
                "MatchQuestion",
                [
                    .required("facts", facts, .word("diagnosis.api.facts")),
                    .optional("asOf", .day, .word("diagnosis.api.on")), .optional("purpose", purposes),
                    .optional("rule", .options(rules.sorted()), .word("diagnosis.api.only")),
                ]),
            response: .object(
                "Match",
                [
                    .required("asOf", .day), .required("purpose", purposes),
                    .required("verdicts", .list(VerdictRecord.schema)),
                ]))
    }
}

extension VerdictRecord {
    /// The record as `Documentation/formats.md` describes it.
    static let schema: Schema = {
        let outcome = Schema.options(Outcome.allCases.map(\.rawValue))
        let range = Schema.object("Range", [.required("low", .text()), .optional("high", .text())])
        let clause = Schema.object(
            "VerdictClause",
            [
                .required("cites", .list(.text())), .required("title", .text()), .required("text", .text()),
                .required("outcome", outcome),
                .optional("exemption", .options(["exempted", "otherPurpose"])),
                .required("findings", .list(.text())), .required("missing", .list(.text())),
                .required("advice", .list(.text())),
            ])
        let fact = Schema.object(
            "VerdictFact",
            [
                .required("name", .text()), .optional("year", .integer(1900...2200)),
                .required("value", .text()), .optional("source", .text()), .optional("recorded", .day),
            ])
        return .object(
            "Verdict",
            [
                .required("format", .integer(1...1)), .required("rule", .text()), .required("title", .text()),
                .required("version", .text()), .required("digest", .text()), .required("asOf", .day),
                .required("purpose", MatchAnswer.purposes), .required("outcome", outcome),
                .required("group", .options(Report.Group.allCases.map(\.rawValue))),
                .required("metCount", .integer(0...1000)), .required("clauseCount", .integer(0...1000)),
                .required("clauses", .list(clause)), .optional("score", range),
                .optional("groupScores", .map("^.{1,200}$", range)), .optional("classes", .list(.text())),
                .optional("amount", range), .required("facts", .list(fact)),
                .required("unchecked", .list(.text())),
            ])
    }()
}

/// The class of an enterprise by its size.
struct SizeAnswer: Encodable {
    let classes: [String]
    let isCertain: Bool
    let group: String?
    let question: String?
    let indicators: [Indicator]
    let version: String
    let digest: String

    struct Indicator: Encodable {
        let name: String
        let value: String?
        let `class`: String?
        let floors: [Floor]
    }

    struct Floor: Encodable {
        let `class`: String
        let limit: String
    }

    init(_ verdict: Verdict, _ judged: ClassJudgement, _ word: Word, _ vocabulary: Vocabulary) {
        func name(_ option: Int) -> String { word.text(of: .option(option), english: false) }
        classes = judged.possible.sorted().map(name)
        isCertain = judged.possible.count == 1 && judged.question == nil
        group = judged.group?.name
        question = judged.question?.text
        indicators = judged.indicators.map { indicator in
            let fact = vocabulary[indicator.indicator.fact.word]
            return Indicator(
                name: fact.name, value: indicator.value.map { fact.text(of: .number($0), english: false) },
                class: indicator.option.map(name),
                floors: indicator.indicator.floors.map {
                    Floor(class: name($0.option), limit: fact.text(of: $0.limit.value, english: false))
                })
        }
        (version, digest) = (verdict.rule.firstDay?.isoText ?? "", verdict.rule.digest)
    }

    static func asked(_ facts: Schema) -> Endpoint {
        Endpoint(
            .word("diagnosis.api.size"),
            request: .object(
                "SizeQuestion",
                [
                    .required("facts", facts, .word("diagnosis.api.facts")),
                    .optional("asOf", .day, .word("diagnosis.api.on")),
                ]),
            response: .object(
                "Size",
                [
                    .required("classes", .list(.text()), .word("diagnosis.api.classes")),
                    .required("isCertain", .flag), .optional("group", .text()),
                    .optional("question", .text(), .word("diagnosis.api.question")),
                    .required(
                        "indicators",
                        .list(
                            .object(
                                "SizeIndicator",
                                [
                                    .required("name", .text()), .optional("value", .text()),
                                    .optional("class", .text()),
                                    .required(
                                        "floors",
                                        .list(
                                            .object(
                                                "SizeFloor",
                                                [.required("class", .text()), .required("limit", .text())]))),
                                ]))),
                    .required("version", .text()), .required("digest", .text()),
                ]), mayBeMissing: true)
    }
}

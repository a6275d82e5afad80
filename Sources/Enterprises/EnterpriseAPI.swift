// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import HTTPTypes
import Rules
import Site
import Standards
import Store

extension Enterprises {
    var dataRoutes: [Route] {
        [
            .data(
                .get, "/api/v1/enterprises", "enterprises.api.list", .enterpriseList,
                endpoint: listDescription
            ) {
                try await listData($0)
            },
            .data(
                .get, "/api/v1/enterprises/{id}", "enterprises.api.show", .enterpriseRead,
                endpoint: showDescription
            ) { visit in
                try .json(EnterpriseItem(try await load(visit, .enterpriseRead)))
            },
            .data(
                .get, "/api/v1/enterprises/{id}/facts", "enterprises.api.facts", .enterpriseRead,
                endpoint: factsDescription
            ) {
                try await factData($0)
            },
            .data(
                .post, "/api/v1/enterprises/{id}/facts", "enterprises.api.state", .enterpriseState,
                endpoint: stateDescription
            ) {
                try await stateData($0)
            },
        ]
    }

    private func listData(_ visit: Visit) async throws -> Reply {
        let (selection, unread) = selection(visit)
        if let name = unread.first { throw SiteFault.badRequest(field: name) }
        var place: ListPlace?
        if let after = visit.query["after"] { place = ListPlace(cursor: after) }
        let limit = visit.number("limit", or: 50)
        let part = try await part(visit.query["q"] ?? "", selection, after: place, limit: limit)
        return try .json(
            EnterpriseList(items: part.enterprises.map(EnterpriseItem.init), next: part.next?.text))
    }

    private func factData(_ visit: Visit) async throws -> Reply {
        let enterprise = try await load(visit, .enterpriseRead)
        guard let known = try await factStore.known(enterprise.id, at: Self.moment(visit)) else {
            throw SiteFault.notFound
        }
        let clearance = clearance(of: visit, on: enterprise)
        let keys = known.facts.keys.sorted { ($0.word, $0.year) < ($1.word, $1.year) }
        let facts = keys.flatMap { key in
            let word = library.vocabulary[key.word]
            let isShown = clearance.shows(word)
            return known.facts.all(key).enumerated().map { place, report in
                FactItem(
                    word: word.name, year: key.year == 0 ? nil : key.year,
                    value: isShown ? word.storedText(of: report.value) : nil, source: report.source,
                    recorded: report.recorded?.isoText, isUsed: place == 0, isMasked: !isShown)
            }
        }
        return try .json(FactList(enterprise: enterprise.id.text, items: facts))
    }

    /// Members state what they know of their own enterprise; officials state what a source says.
    private func stateData(_ visit: Visit) async throws -> Reply {
        let enterprise = try await load(visit, .enterpriseState)
        guard let who = visit.who else { throw SiteFault.unauthorised }
        // Without a key every request is one of its own.
        let key = try visit.idempotencyKey()?.uuidString.lowercased() ?? visit.requestID
        let isOwn = authorisation.allows(who, .enterpriseDeclare, on: enterprise.subject)
        let sent = try visit.json(StatedFacts.self)
        var statements: [FactStatement] = []
        for (index, fact) in sent.facts.enumerated() {
            statements.append(try statement(of: fact, at: index, isOwn: isOwn, visit))
        }
        do {
            let count = try await factStore.state(
                statements, of: enterprise.id, by: who.actor,
                once: "api/\(who.actor)/\(enterprise.id.text)/\(key)")
            return try .json(["recorded": count])
        } catch StoreFault.keyReused(_) {
            throw StatementFault.keyReused
        }
    }

    private func statement(
        of fact: StatedFacts.Fact, at index: Int, isOwn: Bool, _ visit: Visit
    ) throws -> FactStatement {
        guard let word = library.vocabulary.word(named: fact.word) else {
            let near = Nearest.nearest(
                to: fact.word, in: library.vocabulary.names.keys.sorted(), limit: 2)
            throw StatementFault.unknownWord(index: index, fact.word, near: near)
        }
        let year = fact.year ?? 0
        let isFitting = word.isPeriodic ? (1990...visit.today.year).contains(year) : year == 0
        guard isFitting else {
            throw StatementFault.year(index: index, word.name, isPeriodic: word.isPeriodic)
        }
        let source = isOwn ? FactStatement.ownSource : fact.source ?? ""
        guard isOwn || sources.contains(source) else {
            let problem: SchemaFault.Problem = fact.source == nil ? .missing : .notAllowed
            throw SiteFault.invalid([SchemaFault("/facts/\(index)/source", problem)])
        }
        do throws(ValueFault) {
            guard let value = try word.value(from: fact.value) else {
                throw ValueFault.figure(.empty)
            }
            return FactStatement(
                word: word.name, year: year, value: word.storedText(of: value), source: source)
        } catch {
            throw StatementFault.value(index: index, ValueFaultWords(word: word, fault: error))
        }
    }
}

extension ListPlace {
    /// Reads what an answer gave as `next`; the description has checked its form. The characters of a code
    /// are only compared, so its check character does not matter.
    fileprivate init(cursor text: String) {
        self = ListPlace(text) ?? ListPlace(code: text)
    }
}

/// A page of the register.
private struct EnterpriseList: Encodable {
    let items: [EnterpriseItem]
    /// For `after`; missing after the last page.
    let next: String?
}

/// An entry of the register as JSON.
private struct EnterpriseItem: Encodable {
    let id: String
    let creditCode: String
    let name: String
    let region: String
    let regionName: String
    let industry: String?
    let founded: String?
    let state: String
    let legalForm: String
    let address: String
    let source: String
    let isExample: Bool

    init(_ enterprise: Enterprise) {
        id = enterprise.id.text
        creditCode = enterprise.code.text
        name = enterprise.name
        region = enterprise.region.code
        regionName = enterprise.region.fullName
        industry = enterprise.industry?.fullCode
        founded = enterprise.founded?.isoText
        state = enterprise.state.rawValue
        legalForm = enterprise.legalForm
        address = enterprise.address
        source = enterprise.source
        isExample = enterprise.isExample
    }
}

/// Facts of an enterprise as JSON, best source first.
private struct FactList: Encodable {
    let enterprise: String
    let items: [FactItem]
}

/// One statement as JSON.
private struct FactItem: Encodable {
    let word: String
    let year: Int?
    /// Missing when it is masked.
    let value: String?
    let source: String
    let recorded: String?
    /// Whether this is the value that rules judge by.
    let isUsed: Bool
    let isMasked: Bool
}

/// What is sent to state facts.
private struct StatedFacts: Decodable {
    let facts: [Fact]

    struct Fact: Decodable {
        let word: String
        let year: Int?
        let value: String
        let source: String?
    }
}

/// What is wrong with a fact that was sent as JSON.
enum StatementFault: ExplainedFault {
    case unknownWord(index: Int, String, near: [String])
    case year(index: Int, String, isPeriodic: Bool)
    case value(index: Int, ValueFaultWords)
    /// The key came with other facts before.
    case keyReused

    var status: HTTPResponse.Status { .unprocessableContent }

    var kind: String {
        switch self {
        case .unknownWord: "enterprises.unknown-word"
        case .year: "enterprises.year"
        case .value: "enterprises.value"
        case .keyReused: "enterprises.key-reused"
        }
    }

    func explanation(in words: Words) -> FaultExplanation {
        let reason: String
        let place: Int
        switch self {
        case .unknownWord(let index, let word, let near):
            place = index
            reason = words(
                near.isEmpty ? "enterprises.api.word" : "enterprises.api.word.near",
                ["word": word, "near": near.joined(separator: "、")])
        case .year(let index, let word, let isPeriodic):
            place = index
            reason = words(isPeriodic ? "enterprises.api.year" : "enterprises.api.noYear", ["word": word])
        case .value(let index, let fault):
            place = index
            reason = fault.text(english: words.language == .english)
        case .keyReused:
            return FaultExplanation(
                title: words("enterprises.api.refused"), reason: words("enterprises.api.keyReused"),
                advice: words("enterprises.api.advice"))
        }
        return FaultExplanation(
            title: words("enterprises.api.refused"),
            reason: words("enterprises.api.place", ["place": "facts.\(place)"]) + reason,
            advice: words("enterprises.api.advice"))
    }
}

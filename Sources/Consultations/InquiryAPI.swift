// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import HTTPTypes
import Policies
import Site
import Standards
import Store

extension Consultations {
    var dataRoutes: [Route] {
        [
            .data(
                .get, "/api/v1/questions", "consultations.api.list", .consultationAsk,
                endpoint: Self.listDescription
            ) { visit in
                let who = try visit.member
                let limit = visit.number("limit", or: 50)
                let found = try await database.read { try $0.questions(of: who.person, limit: limit) }
                return try .json(QuestionItems(items: try await items(found, visit)))
            },
            .data(
                .post, "/api/v1/questions", "consultations.api.ask", .consultationAsk,
                endpoint: Self.askDescription
            ) { visit in
                try await askData(visit)
            },
        ]
    }

    private func items(_ found: [Inquiry], _ visit: Visit) async throws -> [QuestionItem] {
        var items: [QuestionItem] = []
        for question in found {
            let version = try await question.policyNumber(in: policies)
            items.append(
                QuestionItem(question, policy: version, status: statusName(of: question, visit)))
        }
        return items
    }

    private func statusName(of question: Inquiry, _ visit: Visit) -> String {
        if question.state == .answered { return question.isLate == true ? "late" : "inTime" }
        switch question.clock.standing(on: visit.today, kind: question.kind, by: calendar) {
        case .ample: return "ample"
        case .soon: return "soon"
        case .overdue: return "overdue"
        case .paused: return "paused"
        case .unknown: return "unknown"
        }
    }

    private func askData(_ visit: Visit) async throws -> Reply {
        let who = try visit.member
        let key = try visit.idempotencyKey()?.uuidString.lowercased() ?? visit.requestID
        let sent = try visit.json(AskedQuestion.self)
        var version: PolicyVersion?
        if let number = sent.policy { version = try await shown(numbered: String(number)) }
        var name = ""
        var region = Region.nation
        if let id = visit.actingFor, let enterprise = try await enterprises.enterprise(id) {
            (name, region) = (enterprise.name, enterprise.region)
        }
        let new = NewInquiry(
            kind: Inquiry.Kind(rawValue: sent.kind) ?? .question, policy: version?.policy.id,
            words: sent.words, contact: "", enterprise: name.isEmpty ? nil : visit.actingFor,
            enterpriseName: name, mayPublish: sent.mayPublish ?? false,
            desk: try await desk(of: version?.policy, near: region))
        let number = try await questions.ask(
            new, by: who, once: "api/question/\(who.actor)/\(key)")
        guard let asked = try await database.read({ try $0.question(numbered: number) }) else {
            throw SiteFault.failure
        }
        return try .json(
            QuestionItem(asked, policy: version?.policy.number, status: statusName(of: asked, visit)))
    }

    private static let listDescription = Endpoint(
        .word("consultations.api.list"), parameters: [.limit],
        response: .object("Questions", [.required("items", .list(itemSchema, most: 200))]))

    private static let askDescription = Endpoint(
        .word("consultations.api.ask"),
        request: .object(
            "AskedQuestion",
            [
                .required("kind", kinds, .word("consultations.kind")),
                .required(
                    "words", .text(pattern: "^[^\\u0000]{5,2000}$"), .word("consultations.words.hint")),
                .optional("policy", .integer(1...1_000_000_000), .word("consultations.api.policy")),
                .optional("mayPublish", .flag, .word("consultations.publish.yes")),
            ]), response: itemSchema, mayBeMissing: true)

    private static let kinds = Schema.options(Inquiry.Kind.allCases.map(\.rawValue))
    private static let dayPattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

    private static let itemSchema = Schema.object(
        "Question",
        [
            .required("number", .text(pattern: "^ZX[0-9]{4}-[0-9]{6,}$"), .word("consultations.number")),
            .required("kind", kinds, .word("consultations.kind")),
            .required("words", .text(), .word("consultations.words")),
            .optional("policy", .integer(1...1_000_000_000), .word("consultations.api.policy")),
            .required(
                "state", .options(Inquiry.State.allCases.map(\.rawValue)), .word("consultations.state")),
            .required(
                "clock",
                .options(["ample", "soon", "overdue", "paused", "unknown", "inTime", "late"]),
                .word("consultations.api.clock")),
            .optional("acceptDue", .text(pattern: dayPattern), .word("consultations.acceptDue")),
            .optional("due", .text(pattern: dayPattern), .word("consultations.due")),
            .required("asked", .text(), .word("consultations.asked")),
            .optional("answer", .text(), .word("consultations.answer")),
        ])
}

extension Inquiry {
    /// The number of its policy.
    fileprivate func policyNumber(in policies: Policies) async throws -> Int64? {
        guard let policy else { return nil }
        return try await policies.store.versions(of: policy).first?.policy.number
    }
}

/// What is sent to ask.
private struct AskedQuestion: Decodable {
    let kind: String
    let words: String
    let policy: Int64?
    let mayPublish: Bool?
}

/// A list of questions as JSON.
private struct QuestionItems: Encodable {
    let items: [QuestionItem]
}

/// A question as JSON.
private struct QuestionItem: Encodable {
    let number: String
    let kind: String
    let words: String
    let policy: Int64?
    let state: String
    let clock: String
    let acceptDue: String?
    let due: String?
    let asked: Date
    let answer: String?

    init(_ question: Inquiry, policy: Int64?, status: String) {
        number = question.code
        kind = question.kind.rawValue
        words = question.words
        self.policy = policy
        state = question.state.rawValue
        clock = status
        acceptDue = question.clock.acceptDue?.isoText
        due = question.clock.due?.isoText
        asked = Date(timeIntervalSince1970: Double(question.askedAt) / 1000)
        answer = question.answer.isEmpty ? nil : question.answer
    }
}

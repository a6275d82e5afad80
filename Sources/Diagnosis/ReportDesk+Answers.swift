// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Rules
import Site
import Store

/// Answers of a self-test, kept as facts that the enterprise states of itself.
extension ReportDesk {
    func answers(_ visit: Visit, packed: String? = nil) async throws -> Reply {
        let packed = packed ?? visit.query["s"] ?? ""
        let enterprise = try await enterprise(visit, nil, .reportsMake)
        let answers = try room.answers(packed, visit)
        return .page(
            KeepAnswersPage(in: visit, room: room, enterprise: enterprise, answers: answers, packed: packed))
    }

    func keepAnswers(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        guard let person = visit.who else { throw SiteFault.forbidden }
        // The enterprise that the page showed, even where the visitor has turned to another since.
        let enterprise = try await enterprise(visit, submission.text("enterprise"), .reportsMake)
        let answers = try room.answers(submission.text("s"), visit)
        let facts = room.declared(answers)
        if !facts.isEmpty {
            try await keeping.enterprises.declare(
                facts, of: enterprise.id, by: person, once: submission.id?.uuidString ?? submission.text("s"))
        }
        return .redirect(to: "/reports", [("enterprise", enterprise.id.text)])
    }
}

extension Diagnosis {
    /// The answers as facts with their periods. What the enterprise may not state of itself is left out, and
    /// so is a word that the packs no longer have.
    func declared(_ answers: Answers) -> [Facts.Key: String] {
        var facts: [Facts.Key: String] = [:]
        for (name, text) in answers.facts {
            guard let key = key(name) else { continue }
            let suppliers = library.vocabulary[key.word].suppliers
            if suppliers.isEmpty || suppliers.contains("企业") { facts[key] = text }
        }
        return facts
    }

    /// The way to keep the answers, for a member who may; nil for everybody else.
    func keepLink(_ answers: Answers, _ packed: String, _ visit: Visit) -> Link? {
        guard let keeping, let who = visit.who, who.enterprise != nil, !declared(answers).isEmpty,
            keeping.authorisation.mayAllow(who, .reportsMake)
        else { return nil }
        return Link(visit.words("diagnosis.answers.offer"), visit.link("/check/keep", [("s", packed)]))
    }
}

/// What would be kept, with its periods, before it is.
struct KeepAnswersPage: Page {
    let title: String
    let lead: String
    let breadcrumbs: Breadcrumbs?
    let rows: KeyValueList
    let empty: String?
    let form: Form?
    var hasFaults: Bool { form?.hasFaults ?? false }

    init(
        in visit: Visit, room: Diagnosis, enterprise: ReportedEnterprise, answers: Answers, packed: String
    ) {
        let words = visit.words
        title = words("diagnosis.answers")
        lead = words(
            "diagnosis.answers.lead", ["name": enterprise.name, "day": visit.text(of: visit.today)])
        breadcrumbs = visit.breadcrumbs(
            [
                Link(words("diagnosis.check"), visit.link("/check")),
                Link(words("diagnosis.report"), visit.link("/check/report", [("s", packed)])),
            ], here: title)
        let wording = room.wording(visit)
        let facts = room.declared(answers)
        rows = KeyValueList(
            facts.sorted { ($0.key.word, $0.key.year) < ($1.key.word, $1.key.year) }.compactMap { key, text in
                let word = room.library.vocabulary[key.word]
                return word.storedValue(text).map { value in
                    .init(
                        wording.name(key), word.text(of: value, english: visit.isEnglish),
                        note: words("diagnosis.selfStated"))
                }
            })
        empty = facts.isEmpty ? words("diagnosis.answers.empty") : nil
        form =
            facts.isEmpty
            ? nil
            : Form(
                to: "/check/keep", in: visit, hidden: [("s", packed), ("enterprise", enterprise.id.text)],
                fields: [], button: words("diagnosis.answers.keep"))
    }
}

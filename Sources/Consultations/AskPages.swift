// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Standards
import Store

extension Consultations {
    var askRoutes: [Route] {
        [
            Route.page("/ask", "consultations.answers", .everyone) { visit in
                .page(try await askPage(visit))
            }.limited(as: .costly)
        ]
    }

    private func askPage(_ visit: Visit) async throws -> ConsultationPage {
        let words = visit.words
        let typed = (visit.query["q"] ?? "").trimmingPrefix(while: \.isWhitespace)
        let question = String(typed.prefix(300))
        let policy = visit.query["policy"].flatMap { Int64($0) }
        var page = ConsultationPage(words("consultations.answers"), in: visit, below: [questionsLink(visit)])
        page.lead = words("consultations.answers.lead")
        if let policy {
            let version = try await shown(numbered: String(policy))
            page.rows = KeyValueList([
                .init(
                    words("consultations.policy"), version.content.title, in: .chinese,
                    href: visit.link(version.path))
            ])
        }
        page.asking = Form.asking(
            "/ask", in: visit, hidden: policy.map { [("policy", String($0))] } ?? [],
            fields: [
                Field(
                    "q", words("consultations.answers.question"), .text(question),
                    hint: words("consultations.answers.hint"))
            ], button: words("consultations.answers.find"))
        guard !question.isEmpty else { return page }
        let found = try await shelfOfAnswers.answers(
            to: question, about: policy, on: visit.today, in: answerStore)
        let person = Link(
            words("consultations.answers.person"),
            handOver(question, policy ?? found.first?.text.policy, visit))
        if found.isEmpty {
            page.notices = [
                Notice(
                    words("consultations.answers.none"), .warning,
                    text: words("consultations.answers.none.text"), link: person)
            ]
        } else {
            page.passages = found.enumerated().map { passage($1, at: $0, visit) }
            page.actions = [person]
        }
        return page
    }

    /// The form for a person, with the question in it.
    private func handOver(_ question: String, _ policy: Int64?, _ visit: Visit) -> String {
        let about = policy.map { [("policy", String($0))] } ?? []
        return visit.link("/questions/new", about + [("q", question)])
    }

    private func passage(
        _ found: AnswerIndex.Found, at place: Int, _ visit: Visit
    ) -> ConsultationPage.Passage {
        let words = visit.words
        let part =
            found.excerpt.heading.isEmpty || found.excerpt.heading == found.text.title
            ? words("consultations.part.\(found.excerpt.part.rawValue)") : found.excerpt.heading
        return ConsultationPage.Passage(
            id: "answer-\(place + 1)", title: "\(found.text.title) · \(part)", in: .chinese,
            found.excerpt.text,
            note: words(
                "consultations.answers.source.\(found.text.kind.rawValue)",
                ["version": found.text.version, "place": String(found.excerpt.place)]),
            links: [Link(words("consultations.answers.open"), visit.link(found.text.path))])
    }
}

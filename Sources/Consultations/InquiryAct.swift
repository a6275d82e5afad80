// SPDX-License-Identifier: Apache-2.0
import Accounts
import Site
import Store

/// One thing that can be done to a question: a page with the question's words and a form, and what the form
/// does.
struct InquiryAct: Sendable {
    /// Whose it is.
    enum Actor: Sendable {
        case desk, asker, deskOrAsker, supervisor
    }

    /// The last part of its address, and of its words.
    let name: String
    let permission: Permission
    let actor: Actor
    let fields: @Sendable (Inquiry, Visit) async throws -> [Field]
    let act: @Sendable (Inquiry, Visit, Submission) async throws -> [FieldFault]
}

extension Consultations {
    /// Page and form of an act.
    func routes(of act: InquiryAct) -> [Route] {
        let path = "/questions/{number}/\(act.name)"
        return [
            .page(path, "consultations.\(act.name)", act.permission) { visit in
                .page(try await page(of: act, try await allowed(act, visit), visit))
            },
            .form(path, "consultations.\(act.name).send", act.permission) { visit, submission in
                .page(try await page(of: act, try await allowed(act, visit), visit, submission))
            } act: { visit, submission in
                let question = try await allowed(act, visit)
                let faults = try await act.act(question, visit, submission)
                guard faults.isEmpty else {
                    return .refused(try await page(of: act, question, visit, submission, faults: faults))
                }
                return .redirect(to: question.path()).saying(
                    visit.words("consultations.done.\(act.name)"))
            },
        ]
    }

    private func allowed(_ act: InquiryAct, _ visit: Visit) async throws -> Inquiry {
        let question = try await readable(visit)
        let who = try visit.member
        let isDesk = DeskSpan(of: who).holds(question)
        let isAsker = question.asker == who.person
        let isAllowed =
            switch act.actor {
            case .desk: isDesk
            case .asker: isAsker
            case .deskOrAsker: isDesk || isAsker
            case .supervisor:
                authorisation.allows(who, .consultationSupervise, on: .region(question.region))
            }
        guard isAllowed else { throw SiteFault.notFound }
        return question
    }

    private func page(
        of act: InquiryAct, _ question: Inquiry, _ visit: Visit, _ submission: Submission? = nil,
        faults: [FieldFault] = []
    ) async throws -> ConsultationPage {
        let words = visit.words
        let title = words("consultations.do.\(act.name)")
        var page = ConsultationPage(
            title, in: visit,
            below: [questionsLink(visit), Link(question.code, visit.link(question.path()))])
        page.badges = [status(of: question, in: visit)]
        page.lead = words("consultations.do.\(act.name).lead")
        page.passages = [.init(id: "words", title: words("consultations.words"), question.words)]
        if !question.answer.isEmpty {
            page.passages.append(
                .init(id: "answer", title: words("consultations.answer"), question.answer))
        }
        let blank = Form(
            to: question.path("/\(act.name)"), in: visit, hidden: [("revision", String(question.revision))],
            fields: try await act.fields(question, visit), button: title)
        let form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        page.forms = [.init(id: "act", title: title, form: form)]
        return page
    }
}

extension Submission {
    /// The revision that the sender saw; one that nothing has where it is missing.
    var revision: Int64 { fields["revision"].flatMap { Int64($0) } ?? 0 }
}

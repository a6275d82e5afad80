// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Standards
import Store

extension Consultations {
    /// The form with which anybody comments on a draft.
    func opinionForm(
        _ draft: CommentedDraft, _ visit: Visit, _ submission: Submission?, _ faults: [FieldFault]
    ) -> Form {
        let words = visit.words
        let stances = Opinion.Stance.allCases.map {
            Field.Option($0.rawValue, words("consultations.stance.\($0.rawValue)"))
        }
        let clauses =
            [Field.Option("", words("consultations.opinion.whole"))]
            + draft.version.content.clauses.map { Field.Option($0, $0) }
        let blank = Form(
            to: draft.path(), in: visit,
            fields: [
                Field("stance", words("consultations.opinion.stance"), .radios(stances)),
                Field("clause", words("consultations.opinion.clause"), .menu(clauses)),
                Field(
                    "words", words("consultations.opinion.words"), .longText(rows: 5),
                    hint: words("consultations.opinion.words.hint")),
                Field(
                    "contact", words("consultations.opinion.contact"), .text(),
                    hint: words("consultations.opinion.contact.hint"), isOptional: true),
            ], button: words("consultations.opinion.send"))
        return submission.map { blank.filled(by: $0, faults: faults) } ?? blank
    }

    func sendOpinion(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let draft = try await draft(visit)
        guard draft.isOpen(on: visit.today) else { throw ConsultationFault.windowClosed }
        var faults: [FieldFault] = []
        let stance = Opinion.Stance(rawValue: submission.text("stance"))
        if stance == nil {
            faults.append(FieldFault("stance", visit.words("consultations.opinion.stance.missing")))
        }
        let clause = submission.text("clause")
        if !clause.isEmpty, !draft.version.content.clauses.contains(clause) {
            faults.append(FieldFault("clause", visit.words("consultations.opinion.clause.unknown")))
        }
        let words = submission.text("words")
        // Whoever supports a draft need not say why.
        let least = stance == .support ? 0 : 5
        if let fault = visit.fault("words", words, least: least, most: 3_000) { faults.append(fault) }
        if let fault = visit.fault("contact", submission.text("contact"), least: 0, most: 100) {
            faults.append(fault)
        }
        guard let stance, faults.isEmpty else {
            return .refused(
                try await draftPage(draft, visit, submission, faults: faults))
        }
        let token = ReaderToken(visit, database.ground)
        let new = NewOpinion(
            stance: stance, clause: clause, words: words, contact: submission.text("contact"),
            author: visit.who, client: visit.who?.actor ?? visit.clientKey ?? token.text)
        try await opinions.add(new, on: draft.version.id, once: visit.key(submission, "opinion"))
        return token.kept(by: .redirect(to: draft.path(), [("sent", "1")]))
    }
}

/// A random word that a browser keeps, so that one reader without an account counts once.
struct ReaderToken: Sendable {
    let text: String
    private let isNew: Bool

    private static let cookie = "reader"

    /// The browser's, or a new one.
    init(_ visit: Visit, _ ground: Ground) {
        if let kept = visit.cookie(Self.cookie), ID<ReaderToken>(kept) != nil {
            (text, isNew) = (kept, false)
        } else {
            (text, isNew) = (ground.id(ReaderToken.self).text, true)
        }
    }

    /// The reply with the cookie, where the browser has none yet.
    func kept(by reply: Reply) -> Reply {
        isNew ? reply.setting(cookie: Self.cookie, text, maximumAgeSeconds: 365 * 86_400) : reply
    }
}

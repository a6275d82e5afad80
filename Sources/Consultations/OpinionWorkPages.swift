// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Standards
import Store

extension Consultations {
    var opinionWorkRoutes: [Route] {
        let (work, window, summary) = (
            "/opinions/{number}/work", "/opinions/{number}/window", "/opinions/{number}/summary"
        )
        return [
            .page(work, "consultations.opinion.work", .consultationOpinions) { visit in
                .page(try await workPage(try await ownDraft(visit), visit))
            },
            .form(work, "consultations.opinion.answer", .consultationOpinions) { visit, submission in
                .page(try await workPage(try await ownDraft(visit), visit, submission))
            } act: { visit, submission in
                try await answerOpinions(visit, submission)
            },
            .page(window, "consultations.opinion.window", .consultationOpinions) { visit in
                .page(windowPage(try await ownDraft(visit), visit))
            },
            .form(window, "consultations.opinion.window.send", .consultationOpinions) { visit, submission in
                .page(windowPage(try await ownDraft(visit), visit, submission))
            } act: { visit, submission in
                try await setWindow(visit, submission)
            },
            .page(summary, "consultations.opinion.summary", .consultationOpinions) { visit in
                .page(summaryPage(try await ownDraft(visit), visit))
            },
            .form(summary, "consultations.opinion.summary.send", .consultationOpinions) { visit, submission in
                .page(summaryPage(try await ownDraft(visit), visit, submission))
            } act: { visit, submission in
                try await summarise(visit, submission)
            },
        ]
    }

    private func ownDraft(_ visit: Visit) async throws -> CommentedDraft {
        let draft = try await draft(visit)
        try authorisation.require(visit, .consultationOpinions, on: draft.version.policy.subject)
        return draft
    }

    private func page(_ word: String, _ draft: CommentedDraft, _ visit: Visit) -> ConsultationPage {
        ConsultationPage(
            visit.words(word), in: visit,
            below: [
                Link(visit.words("consultations.opinions"), visit.link("/opinions")),
                Link(draft.version.content.title, visit.link(draft.path())),
            ])
    }

    // MARK: - Answering

    private func workPage(
        _ draft: CommentedDraft, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> ConsultationPage {
        let words = visit.words
        let id = draft.version.id
        let (open, tally) = try await database.read {
            (try $0.unansweredOpinions(on: id, limit: 50), try $0.opinionTally(of: id))
        }
        var page = page("consultations.opinion.work", draft, visit)
        page.lead = words("consultations.opinion.work.lead")
        page.badges = [
            Status(words("consultations.opinions.count", ["count": String(tally.count)]), .info),
            Status(
                words("consultations.opinion.waiting", ["count": String(tally.unanswered)]),
                tally.unanswered == 0 ? .good : .warning),
        ]
        page.actions = [
            Link(words("consultations.opinion.window"), visit.link(draft.path("/window"))),
            Link(words("consultations.opinion.summary"), visit.link(draft.path("/summary"))),
        ]
        guard !open.isEmpty else {
            page.notices = [Notice(words("consultations.opinion.allAnswered"), .good)]
            return page
        }
        let boxes = open.map { opinion in
            Field.Option(
                opinion.id.text,
                "\(words("consultations.stance.\(opinion.stance.rawValue)"))　\(opinion.clause)　\(opinion.words)",
                hint: hint(of: opinion, visit))
        }
        let verdicts = OpinionAnswer.Verdict.allCases.map {
            Field.Option($0.rawValue, words("consultations.verdict.\($0.rawValue)"))
        }
        let blank = Form(
            to: draft.path("/work"), in: visit,
            fields: [
                Field("opinions", words("consultations.opinion.choose"), .checkBoxes(boxes)),
                Field("verdict", words("consultations.opinion.column.verdict"), .radios(verdicts)),
                Field(
                    "gist", words("consultations.opinion.column.gist"), .longText(rows: 3),
                    hint: words("consultations.opinion.gist.hint")),
                Field(
                    "reason", words("consultations.opinion.column.reason"), .longText(rows: 4),
                    hint: words("consultations.opinion.reason.hint")),
            ], button: words("consultations.opinion.answer"))
        let form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        page.forms = [.init(id: "answer", title: words("consultations.opinion.answer"), form: form)]
        return page
    }

    private func hint(of opinion: Opinion, _ visit: Visit) -> String {
        let name =
            opinion.authorName.isEmpty ? visit.words("consultations.opinion.nameless") : opinion.authorName
        return [name, opinion.contact, visit.text(moment: opinion.at)].filter { !$0.isEmpty }
            .joined(separator: "　")
    }

    private func answerOpinions(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let draft = try await ownDraft(visit)
        let id = draft.version.id
        let open = try await database.read { try $0.unansweredOpinions(on: id, limit: 50) }
        let chosen = open.filter { submission.all("opinions").contains($0.id.text) }
        let verdict = OpinionAnswer.Verdict(rawValue: submission.text("verdict"))
        var faults: [FieldFault] = []
        if chosen.isEmpty {
            faults.append(FieldFault("opinions", visit.words("consultations.opinion.choose.missing")))
        }
        if verdict == nil {
            faults.append(FieldFault("verdict", visit.words("consultations.opinion.verdict.missing")))
        }
        let traces = PersonalTraces(names: chosen.flatMap { [$0.authorName, $0.contact] })
        faults += ["gist", "reason"].compactMap {
            visit.fault($0, submission.text($0), most: 2_000, without: traces)
        }
        guard let verdict, faults.isEmpty else {
            return .refused(try await workPage(draft, visit, submission, faults: faults))
        }
        try await opinions.answer(
            chosen.map(\.id), of: id, verdict, gist: submission.text("gist"),
            reason: submission.text("reason"), by: try visit.member,
            once: visit.key(submission, "opinion-answer"))
        return .redirect(to: draft.path("/work")).saying(visit.words("consultations.opinion.answered"))
    }

    // MARK: - Days and summary

    private func windowPage(
        _ draft: CommentedDraft, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) -> ConsultationPage {
        var page = page("consultations.opinion.window", draft, visit)
        page.lead = visit.words("consultations.opinion.window.lead")
        let blank = Form(
            to: draft.path("/window"), in: visit,
            fields: [
                Field(
                    "day", visit.words("consultations.opinion.lastDay"),
                    .date(draft.window.lastDay.isoText)),
                Field(
                    "reason", visit.words("consultations.opinion.shorter"),
                    .longText(draft.window.reason, rows: 3),
                    hint: visit.words("consultations.opinion.shorter.hint"), isOptional: true),
            ], button: visit.words("consultations.opinion.window"))
        let form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        page.forms = [.init(id: "act", title: visit.words("consultations.opinion.window"), form: form)]
        return page
    }

    private func setWindow(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let draft = try await ownDraft(visit)
        let reason = submission.text("reason")
        var faults: [FieldFault] = []
        let day = Day(isoText: submission.text("day"))
        let first = draft.window.firstDay
        let days = day.map { first.days(until: $0) + 1 } ?? 0
        if day == nil {
            faults.append(FieldFault("day", visit.words("consultations.opinion.lastDay.missing")))
        } else if days < CommentWindow.leastDays || days > 366 || day.map({ $0 < visit.today }) == true {
            faults.append(FieldFault("day", visit.words("consultations.opinion.lastDay.wrong")))
        } else if days < CommentWindow.usualDays, reason.count < 5 {
            faults.append(FieldFault("reason", visit.words("consultations.opinion.shorter.missing")))
        }
        if let fault = visit.fault("reason", reason, least: 0, most: 500) { faults.append(fault) }
        guard let day, faults.isEmpty else {
            return .refused(windowPage(draft, visit, submission, faults: faults))
        }
        try await opinions.setLastDay(
            day, reason: reason, of: draft.version.id, by: try visit.member,
            once: visit.key(submission, "window"))
        return .redirect(to: draft.path("/work")).saying(visit.words("consultations.opinion.window.set"))
    }

    private func summaryPage(
        _ draft: CommentedDraft, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) -> ConsultationPage {
        var page = page("consultations.opinion.summary", draft, visit)
        page.lead = visit.words("consultations.opinion.summary.lead")
        let blank = Form(
            to: draft.path("/summary"), in: visit,
            fields: [
                Field(
                    "summary", visit.words("consultations.opinion.summary"),
                    .longText(draft.window.summary, rows: 10))
            ], button: visit.words("consultations.opinion.summary.send"))
        let form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        page.forms = [.init(id: "act", title: visit.words("consultations.opinion.summary"), form: form)]
        return page
    }

    private func summarise(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let draft = try await ownDraft(visit)
        let text = submission.text("summary")
        var faults = [visit.fault("summary", text, least: 20, most: 10_000)].compactMap { $0 }
        if draft.isOpen(on: visit.today) {
            faults.append(FieldFault("summary", visit.words("consultations.opinion.summary.early")))
        }
        guard faults.isEmpty else { return .refused(summaryPage(draft, visit, submission, faults: faults)) }
        try await opinions.summarise(
            text, of: draft.version.id, by: try visit.member, once: visit.key(submission, "summary"))
        return .redirect(to: draft.path()).saying(visit.words("consultations.opinion.summary.done"))
    }
}

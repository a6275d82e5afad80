// SPDX-License-Identifier: Apache-2.0
import Accounts
import Site
import Standards
import Store

extension Consultations {
    var answeringRoutes: [Route] {
        [
            .page("/questions/inbox", "consultations.inbox", .consultationAnswer) { visit in
                try await inboxPage(visit)
            }
        ]
            + [accepting, answering, pausing, resuming, forwarding].flatMap(routes(of:))
    }

    private func inboxPage(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let span = DeskSpan(of: visit.who)
        let (size, today) = (50, visit.today)
        let number = max(1, min(10_000, visit.query["page"].flatMap { Int($0) } ?? 1))
        let counts = try await database.read { try $0.counts(at: span, on: today) }
        let found = try await database.read {
            try $0.questions(at: span, offset: (number - 1) * size, limit: size)
        }
        var page = ConsultationPage(words("consultations.inbox"), in: visit, below: [questionsLink(visit)])
        page.lead = words("consultations.inbox.lead")
        page.badges = [
            Status(words.counted("consultations.inbox.open", counts.open), .info),
            Status(
                words.counted("consultations.inbox.overdue", counts.overdue),
                counts.overdue == 0 ? .good : .bad),
        ]
        page.panels = [
            Panel(
                id: "inbox", title: words("consultations.inbox.table"),
                table: questionTable(found, id: "inbox-table", in: visit),
                links: turning(number, of: (counts.open + size - 1) / size, visit))
        ]
        return .page(page)
    }

    private func turning(_ number: Int, of pages: Int, _ visit: Visit) -> [Link] {
        var links: [Link] = []
        if number > 1 {
            links.append(
                Link(
                    visit.words("consultations.previousPage"),
                    visit.linkHere(changing: [("page", String(number - 1))])))
        }
        if number < pages {
            links.append(
                Link(
                    visit.words("consultations.nextPage"),
                    visit.linkHere(changing: [("page", String(number + 1))])))
        }
        return links
    }

    private var accepting: InquiryAct {
        InquiryAct(name: "accept", permission: .consultationAnswer, actor: .desk) { _, _ in
            []
        } act: { question, visit, submission in
            try await questions.accept(
                question.number, over: submission.revision, by: try visit.member,
                once: visit.key(submission, "accept"))
            return []
        }
    }

    private var answering: InquiryAct {
        InquiryAct(name: "answer", permission: .consultationAnswer, actor: .desk) { question, visit in
            [
                Field(
                    "answer", visit.words("consultations.answer"),
                    .longText(question.round > 1 ? question.answer : "", rows: 8),
                    hint: visit.words("consultations.answer.hint"))
            ]
        } act: { question, visit, submission in
            let words = submission.text("answer")
            if let fault = visit.fault("answer", words, least: 10, most: 5_000) { return [fault] }
            try await questions.answer(
                question.number, words, over: submission.revision, by: try visit.member,
                once: visit.key(submission, "answer"))
            return []
        }
    }

    private var pausing: InquiryAct {
        InquiryAct(name: "pause", permission: .consultationAnswer, actor: .desk) { _, visit in
            [
                Field(
                    "reason", visit.words("consultations.pause.reason"), .longText(rows: 3),
                    hint: visit.words("consultations.pause.hint"))
            ]
        } act: { question, visit, submission in
            let reason = submission.text("reason")
            if let fault = visit.fault("reason", reason, least: 5, most: 500) { return [fault] }
            if question.clock.isOverdue(at: database.ground.now(), kind: question.kind, by: calendar) {
                return [FieldFault("reason", visit.words("consultations.fault.overdue.reason"))]
            }
            try await questions.pause(
                question.number, reason: reason, over: submission.revision, by: try visit.member,
                once: visit.key(submission, "pause"))
            return []
        }
    }

    private var resuming: InquiryAct {
        InquiryAct(name: "resume", permission: .consultationAsk, actor: .deskOrAsker) { _, visit in
            [
                Field(
                    "note", visit.words("consultations.resume.note"), .longText(rows: 5),
                    hint: visit.words("consultations.resume.hint"))
            ]
        } act: { question, visit, submission in
            let note = submission.text("note")
            if let fault = visit.fault("note", note, least: 2, most: 2_000) { return [fault] }
            try await questions.resume(
                question.number, note: note, over: submission.revision, by: try visit.member,
                once: visit.key(submission, "resume"))
            return []
        }
    }

    private var forwarding: InquiryAct {
        InquiryAct(name: "forward", permission: .consultationAnswer, actor: .desk) { question, visit in
            let options = try await departments(for: question).map {
                Field.Option($0.id.text, "\($0.name)（\(visit.text($0.region))）")
            }
            return [
                Field("department", visit.words("consultations.forward.to"), .menu(options)),
                Field(
                    "reason", visit.words("consultations.forward.reason"), .longText(rows: 3),
                    hint: visit.words("consultations.forward.hint")),
            ]
        } act: { question, visit, submission in
            var faults = [visit.fault("reason", submission.text("reason"), least: 5, most: 500)]
            let chosen = try await departments(for: question).first {
                $0.id.text == submission.text("department")
            }
            if chosen == nil {
                faults.append(FieldFault("department", visit.words("consultations.forward.missing")))
            }
            guard let chosen, faults.allSatisfy({ $0 == nil }) else { return faults.compactMap { $0 } }
            let desk = Desk(
                department: chosen.id, name: chosen.name, region: chosen.region, route: .forwarded)
            try await questions.forward(
                question.number, to: desk, reason: submission.text("reason"), over: submission.revision,
                by: try visit.member, once: visit.key(submission, "forward"))
            return []
        }
    }

    /// Where a question may be sent on to: the departments of its province, without its own.
    private func departments(for question: Inquiry) async throws -> [Department] {
        var root = question.region
        while root.level != .province, let above = root.parent, above.level != .nation { root = above }
        return try await accounts.store.departments(in: root).filter { $0.id != question.department }
    }
}

extension Visit {
    /// What is wrong with the length of a text; nil when nothing is.
    func fault(_ name: String, _ text: String, least: Int, most: Int) -> FieldFault? {
        if text.count < least {
            return FieldFault(name, words("consultations.short", ["least": String(least)]))
        }
        if text.count > most {
            return FieldFault(name, words("consultations.tooLong", ["most": String(most)]))
        }
        return nil
    }
}

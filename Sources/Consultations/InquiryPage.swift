// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Standards
import Store

extension Consultations {
    /// The page of one question: for its asker, for the desk and for supervisors, each with what they can do.
    func questionPage(_ question: Inquiry, _ visit: Visit) async throws -> ConsultationPage {
        let words = visit.words
        let who = try visit.member
        let isAsker = question.asker == who.person
        let isDesk = DeskSpan(of: who).holds(question)
        var page = ConsultationPage(
            words("consultations.one", ["number": question.code]), in: visit, below: [questionsLink(visit)])
        let desk = try await deskName(of: question, in: visit)
        let steps = try await database.read { try $0.steps(of: question.id) }
        if visit.query["sent"] == "1", isAsker, question.state == .waiting {
            page.receipt = receipt(question, desk: desk, in: visit)
        }
        page.badges = [status(of: question, in: visit)]
        if question.round > 1 { page.badges.append(Status(words("consultations.reopened"), .warning)) }
        page.countdown = countdown(of: question, in: visit)
        page.notices = notices(of: question, steps, isAsker: isAsker, in: visit)
        page.rows = KeyValueList(try await rows(of: question, desk: desk, in: visit))
        page.passages = passages(of: question, in: visit)
        page.panels = [
            Panel(
                id: "steps", title: words("consultations.steps"), timeline: timeline(steps, in: visit))
        ]
        page.actions = try await actions(on: question, isAsker: isAsker, isDesk: isDesk, in: visit)
        return page
    }

    private func receipt(_ question: Inquiry, desk: String, in visit: Visit) -> Receipt {
        let words = visit.words
        let accept = question.clock.acceptDue.map(visit.text) ?? words("consultations.notCounted")
        let due = question.clock.due.map(visit.text) ?? words("consultations.notCounted")
        return Receipt(
            title: words("consultations.sent"), numberLabel: words("consultations.number"),
            number: question.code,
            next: [
                words("consultations.next.accept", ["office": desk, "day": accept]),
                words("consultations.next.answer", ["day": due]), words("consultations.next.rate"),
            ])
    }

    /// How its clock stands, in words and tone.
    func status(of question: Inquiry, in visit: Visit) -> Status {
        let words = visit.words
        if question.state == .answered {
            return Status(
                words(
                    question.isLate == true ? "consultations.answeredLate" : "consultations.state.answered"),
                question.isLate == true ? .warning : .good)
        }
        let state = words("consultations.state.\(question.state.rawValue)")
        switch question.clock.standing(on: visit.today, kind: question.kind, by: calendar) {
        case .ample(let left, _):
            return Status(words("consultations.ample", ["state": state, "days": String(left)]), .info)
        case .soon(let left, _):
            let key = left == 0 ? "consultations.dueToday" : "consultations.soon"
            return Status(words(key, ["state": state, "days": String(left)]), .warning)
        case .overdue(let days, _):
            return Status(words("consultations.overdue", ["state": state, "days": String(days)]), .bad)
        case .paused: return Status(state, .neutral, symbol: .paused)
        case .unknown: return Status(words("consultations.uncounted", ["state": state]), .warning)
        }
    }

    private func countdown(of question: Inquiry, in visit: Visit) -> Countdown? {
        guard question.state != .answered else { return nil }
        let words = visit.words
        let goal = words(
            question.clock.acceptedAt == nil ? "consultations.left.accept" : "consultations.left.answer")
        func made(_ state: Countdown.State, _ label: String, _ days: Int, _ last: Day) -> Countdown {
            Countdown(
                state, label: label, figure: String(days), unit: words("consultations.workingDays"),
                date: visit.text(last), isoDate: last.isoText)
        }
        switch question.clock.standing(on: visit.today, kind: question.kind, by: calendar) {
        case .ample(let left, let last): return made(.ample, goal, left, last)
        case .soon(let left, let last): return made(.soon, goal, left, last)
        case .overdue(let days, let last):
            return made(.overdue, words("consultations.overdueBy"), days, last)
        case .paused(let left?):
            let since = Day(milliseconds: question.clock.pausedAt ?? question.askedAt)
            return made(.paused, words("consultations.pausedLeft"), left, since)
        case .paused(nil), .unknown: return nil
        }
    }

    private func notices(
        of question: Inquiry, _ steps: [InquiryStep], isAsker: Bool, in visit: Visit
    ) -> [Notice] {
        let words = visit.words
        var notices: [Notice] = []
        if question.state == .paused, let pause = steps.last(where: { $0.kind == .paused }) {
            notices.append(
                Notice(
                    words("consultations.paused.title"), .warning, text: pause.note,
                    link: isAsker
                        ? Link(words("consultations.add"), visit.link(question.path("/resume"))) : nil))
        }
        let standing = question.clock.standing(on: visit.today, kind: question.kind, by: calendar)
        if question.state != .answered, standing == .unknown {
            notices.append(
                Notice(
                    words("consultations.noCalendar"), .warning, text: words("consultations.noCalendar.text"))
            )
        }
        return notices
    }

    private func rows(of question: Inquiry, desk: String, in visit: Visit) async throws -> [KeyValueList.Row]
    {
        let words = visit.words
        var rows: [KeyValueList.Row] = [
            .init(words("consultations.kind"), words("consultations.kind.\(question.kind.rawValue)")),
            .init(
                words("consultations.answerer"), desk,
                note: words("consultations.route.\(question.route.rawValue)")),
        ]
        if let policy = question.policy, let version = try await policies.store.shown(policy) {
            rows.insert(
                .init(
                    words("consultations.policy"), version.content.title, in: .chinese,
                    href: visit.link(version.path)), at: 0)
            let phones = version.content.telephones
            if !phones.isEmpty {
                rows.append(.init(words("consultations.phone"), phones.joined(separator: "；")))
            }
        }
        rows.append(
            .init(
                words("consultations.asker"),
                question.enterpriseName.isEmpty
                    ? question.askerName : "\(question.enterpriseName)　\(question.askerName)", in: .chinese))
        if !question.contact.isEmpty {
            rows.append(.init(words("consultations.contact"), question.contact))
        }
        rows.append(.init(words("consultations.asked"), visit.text(moment: question.askedAt)))
        if let due = question.clock.due, question.state != .paused {
            rows.append(.init(words("consultations.due"), visit.text(due)))
        }
        return rows
    }

    private func passages(of question: Inquiry, in visit: Visit) -> [ConsultationPage.Passage] {
        let words = visit.words
        var passages = [
            ConsultationPage.Passage(id: "words", title: words("consultations.words"), question.words)
        ]
        if !question.answer.isEmpty {
            let note =
                question.answeredAt.map {
                    words(
                        "consultations.answeredBy",
                        ["name": question.answeredByName, "time": visit.text(moment: $0)])
                } ?? words("consultations.answer.earlier")
            passages.append(
                .init(id: "answer", title: words("consultations.answer"), question.answer, note: note))
        }
        return passages
    }

    private func timeline(_ steps: [InquiryStep], in visit: Visit) -> Timeline {
        Timeline(
            steps.map { step in
                let note: String =
                    if step.kind == .rated, let level = Int(step.note.prefix(1)) {
                        visit.words("consultations.level.\(level)") + step.note.dropFirst()
                    } else {
                        step.note
                    }
                return Timeline.Event(
                    date: visit.text(moment: step.at), isoDate: Day(milliseconds: step.at).isoText,
                    title: visit.words("consultations.step.\(step.kind.rawValue)", ["name": step.actorName]),
                    text: note.isEmpty ? nil : note)
            })
    }

    private func actions(
        on question: Inquiry, isAsker: Bool, isDesk: Bool, in visit: Visit
    ) async throws -> [Link] {
        var names: [String] = []
        let isOverdue = question.clock.isOverdue(
            at: database.ground.now(), kind: question.kind, by: calendar)
        if isDesk {
            switch question.state {
            case .waiting: names += ["accept", "answer"] + (isOverdue ? [] : ["pause"])
            case .accepted: names += ["answer"] + (isOverdue ? [] : ["pause"])
            case .paused: names += ["answer", "resume"]
            case .answered: names += question.mayPublish ? ["publish"] : []
            }
            let isOpen = question.state == .waiting || question.state == .accepted
            if isOpen, question.hops < Inquiry.mostHops { names.append("forward") }
        } else if isAsker, question.state == .paused {
            names.append("resume")
        }
        if isAsker, question.state == .answered,
            try await database.read({ try $0.rating(of: question) }) == nil
        {
            names.append("rate")
        }
        let isSupervised = authorisation.allows(
            visit.who, .consultationSupervise, on: .region(question.region))
        if isSupervised, try await database.read({ try $0.awaitsCallBack(question.id) }) {
            names.append("call-back")
        }
        return names.map {
            Link(visit.words("consultations.do.\($0)"), visit.link(question.path("/\($0)")))
        }
    }
}

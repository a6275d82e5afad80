// SPDX-License-Identifier: Apache-2.0
import Accounts
import Outreach
import Policies
import Standards
import Store

/// What a new question says, checked.
struct NewInquiry: Sendable {
    var kind: Inquiry.Kind
    var policy: ID<Policy>?
    var words: String
    var contact: String
    var enterprise: EnterpriseID?
    var enterpriseName: String
    var mayPublish: Bool
    var desk: Desk
}

/// Questions: asked, accepted, forwarded, stopped, answered, rated. Each change stands in the audit and among
/// the steps that the asker sees, and is told in the same transaction.
struct InquiryStore: Sendable {
    let database: Database
    let calendar: WorkCalendar

    /// Keeps a question and tells those who are to answer it.
    func ask(_ new: NewInquiry, by who: Identity, once key: String) async throws -> Int64 {
        let calendar = calendar
        return try await database.write(once: key) { tx in
            let now = tx.ground.now()
            let last: Int64? = try tx.value("SELECT COALESCE(max(number), 0) FROM inquiry")
            let number = (last ?? 0) + 1
            let id: ID<Inquiry> = tx.ground.id()
            let clock = InquiryClock(on: Day(milliseconds: now), for: new.kind, by: calendar)
            try tx.insert(new, id, number, clock, by: who, at: now)
            try tx.note(id, .asked, "", by: who, action: "question.ask")
            if let policy = new.policy {
                try tx.count(new.kind == .complaint ? .complaints : .questions, of: policy)
            }
            guard let question = try tx.question(numbered: number) else { throw PolicyFault.gone }
            try tx.tellDesk(.asked, of: question)
            return number
        }
    }

    /// Takes it on.
    func accept(_ number: Int64, over revision: Int64, by who: Identity, once key: String) async throws {
        try await change(number, over: revision, once: key) { tx, question in
            guard question.state == .waiting else { throw ConsultationFault.notNow }
            try tx.setAccepted(question, at: tx.ground.now())
            try tx.note(question.id, .accepted, "", by: who, action: "question.accept")
        }
    }

    /// Sends it on to another department; the clock for the answer goes on.
    func forward(
        _ number: Int64, to desk: Desk, reason: String, over revision: Int64, by who: Identity,
        once key: String
    ) async throws {
        try await change(number, over: revision, once: key) { tx, question in
            guard question.state == .waiting || question.state == .accepted else {
                throw ConsultationFault.notNow
            }
            guard question.hops < Inquiry.mostHops else { throw ConsultationFault.tooManyHops }
            try tx.setDesk(question, desk, at: tx.ground.now())
            try tx.note(
                question.id, .forwarded, "\(desk.name)：\(reason)", by: who, action: "question.forward")
            guard let moved = try tx.question(numbered: number) else { return }
            try tx.tellDesk(.asked, of: moved)
            try tx.tellAsker(.forwarded, of: moved, about: desk.name)
        }
    }

    /// Stops the clock: the asker has to add something. What is overdue is not stopped: that would hide it.
    func pause(
        _ number: Int64, reason: String, over revision: Int64, by who: Identity, once key: String
    ) async throws {
        let calendar = calendar
        try await change(number, over: revision, once: key) { tx, question in
            guard question.state == .accepted || question.state == .waiting else {
                throw ConsultationFault.notNow
            }
            guard !question.clock.isOverdue(at: tx.ground.now(), kind: question.kind, by: calendar) else {
                throw ConsultationFault.overdue
            }
            var clock = question.clock
            clock.acceptedAt = clock.acceptedAt ?? tx.ground.now()
            clock.pause(at: tx.ground.now(), by: calendar)
            try tx.setClock(question, clock, state: .paused)
            try tx.note(question.id, .paused, reason, by: who, action: "question.pause")
            try tx.tellAsker(.paused, of: question, about: reason)
        }
    }

    /// Lets the clock go on, with what the asker added or because the office needs nothing more.
    func resume(
        _ number: Int64, note: String, over revision: Int64, by who: Identity, once key: String
    ) async throws {
        let calendar = calendar
        try await change(number, over: revision, once: key) { tx, question in
            guard question.state == .paused else { throw ConsultationFault.notNow }
            var clock = question.clock
            clock.resume(at: tx.ground.now(), kind: question.kind, by: calendar)
            try tx.setClock(question, clock, state: .accepted)
            try tx.note(question.id, .resumed, note, by: who, action: "question.resume")
            if question.asker == who.person { try tx.tellDesk(.resumed, of: question) }
        }
    }

    /// Answers, and tells the asker.
    func answer(
        _ number: Int64, _ words: String, over revision: Int64, by who: Identity, once key: String
    ) async throws {
        try await change(number, over: revision, once: key) { tx, question in
            guard question.state != .answered else { throw ConsultationFault.notNow }
            try tx.setAnswer(question, words, by: who, at: tx.ground.now())
            try tx.note(question.id, .answered, "", by: who, action: "question.answer")
            try tx.tellAsker(.answered, of: question)
        }
    }

    /// Keeps what the asker thinks of the answer. A bad rating of the first answer reopens the question, and
    /// each bad rating asks for a call-back.
    func rate(
        _ number: Int64, _ level: Level, words: String, over revision: Int64, by who: Identity,
        once key: String
    ) async throws {
        let calendar = calendar
        try await change(number, over: revision, once: key) { tx, question in
            guard question.state == .answered, try tx.rating(of: question) == nil else {
                throw ConsultationFault.notToRate
            }
            try tx.addRating(question, level, words)
            try tx.note(question.id, .rated, "\(level.rawValue) \(words)", by: who, action: "question.rate")
            guard level.isBad else { return }
            if try tx.askCallBack(question) {
                try tx.note(question.id, .callBack, "", by: who, action: "question.call-back")
                try tx.tellSupervisors(of: question)
            }
            guard question.round == 1 else { return }
            let today = Day(milliseconds: tx.ground.now())
            var clock = InquiryClock(on: today, for: question.kind, by: calendar)
            clock.acceptedAt = tx.ground.now()
            try tx.reopen(question, clock)
            try tx.note(question.id, .reopened, "", by: who, action: "question.reopen")
            try tx.tellDesk(.reopened, of: question)
        }
    }

    /// Notes that somebody called the asker back.
    func callBack(_ number: Int64, note: String, by who: Identity, once key: String) async throws {
        try await database.write(once: key) { tx in
            guard let question = try tx.question(numbered: number), try tx.finishCallBack(question, note, who)
            else { throw ConsultationFault.notNow }
            try tx.note(question.id, .calledBack, note, by: who, action: "question.called-back")
            return true
        }
    }

    private func change(
        _ number: Int64, over revision: Int64, once key: String,
        _ body: @escaping @Sendable (Transaction, Inquiry) throws -> Void
    ) async throws {
        try await database.write(once: key) { tx in
            guard let question = try tx.open(number, over: revision) else {
                throw ConsultationFault.changedMeanwhile
            }
            try body(tx, question)
            return true
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Policies
import Site
import Standards
import Store

extension Consultations {
    var questionRoutes: [Route] {
        [
            .page("/questions/new", "consultations.new", .consultationAsk) { visit in
                .page(try await newPage(visit))
            },
            .form("/questions/new", "consultations.send", .consultationAsk) { visit, submission in
                .page(try await newPage(visit, submission))
            } act: { visit, submission in
                try await send(visit, submission)
            },
            .page("/questions/mine", "consultations.mine", .consultationAsk) { visit in
                try await minePage(visit)
            },
            .page("/questions/{number}", "consultations.show", .consultationAsk) { visit in
                .page(try await questionPage(try await readable(visit), visit))
            },
        ]
    }

    // MARK: - Asking

    /// What the page for asking knows of its policy and of who will answer.
    private struct Asking {
        var version: PolicyVersion?
        var desk: Desk
        var kind: Inquiry.Kind
        var enterprise: Enterprise?
    }

    private func asking(_ visit: Visit, _ submission: Submission?) async throws -> Asking {
        let typed = submission?.text("kind") ?? visit.query["kind"] ?? ""
        let kind = Inquiry.Kind(rawValue: typed) ?? .question
        var version: PolicyVersion?
        if let text = submission?.fields["policy"] ?? visit.query["policy"], !text.isEmpty {
            version = try await shown(numbered: text)
        }
        var enterprise: Enterprise?
        if let id = visit.actingFor { enterprise = try await enterprises.enterprise(id) }
        let region = enterprise?.region ?? .nation
        return Asking(
            version: version, desk: try await desk(of: version?.policy, near: region), kind: kind,
            enterprise: enterprise)
    }

    /// The version that everybody reads of the policy with a number.
    func shown(numbered text: String) async throws -> PolicyVersion {
        guard let number = Int64(text), let id = try await policies.store.policy(numbered: number),
            let version = try await policies.store.shown(id)
        else { throw SiteFault.notFound }
        return version
    }

    private func newPage(
        _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> ConsultationPage {
        let asking = try await asking(visit, submission)
        let words = visit.words
        var page = ConsultationPage(words("consultations.new"), in: visit, below: [questionsLink(visit)])
        page.lead = words("consultations.new.lead")
        page.rows = KeyValueList(answererRows(asking, visit))
        page.notices = deskNotices(asking.desk, visit) + (try calendarNotices(asking.kind, visit))
        let blank = Form(
            to: "/questions/new", in: visit,
            hidden: asking.version.map { [("policy", String($0.policy.number))] } ?? [],
            fields: fields(asking, visit), button: words("consultations.send"))
        let form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        page.forms = [.init(id: "ask", title: words("consultations.new.form"), form: form)]
        return page
    }

    private func fields(_ asking: Asking, _ visit: Visit) -> [Field] {
        let words = visit.words
        let kinds = Inquiry.Kind.allCases.map {
            Field.Option(
                $0.rawValue, words("consultations.kind.\($0.rawValue)"),
                hint: words("consultations.kind.days", ["days": String($0.answerDays)]))
        }
        return [
            Field(
                "kind", words("consultations.kind"), .radios(kinds, chosen: asking.kind.rawValue)),
            Field(
                "words", words("consultations.words"), .longText(visit.query["q"] ?? "", rows: 6),
                hint: words("consultations.words.hint")),
            Field(
                "contact", words("consultations.contact"), .telephone(),
                hint: words("consultations.contact.hint"), isOptional: true),
            Field(
                "publish", words("consultations.publish"),
                .checkBoxes([.init("yes", words("consultations.publish.yes"))]),
                hint: words("consultations.publish.hint"), isOptional: true),
        ]
    }

    /// Who answers and by when, for each kind, before anything is sent.
    private func answererRows(_ asking: Asking, _ visit: Visit) -> [KeyValueList.Row] {
        let words = visit.words
        var rows: [KeyValueList.Row] = []
        if let version = asking.version {
            rows.append(
                .init(
                    words("consultations.policy"), version.content.title, in: .chinese,
                    href: visit.link(version.path)))
        }
        rows.append(
            .init(
                words("consultations.answerer"), name(of: asking.desk, in: visit),
                note: words("consultations.route.\(asking.desk.route.rawValue)")))
        let phones = asking.version?.content.telephones ?? []
        if !phones.isEmpty { rows.append(.init(words("consultations.phone"), phones.joined(separator: "；"))) }
        let asker = asking.enterprise?.name
        rows.append(
            .init(
                words("consultations.inName"), asker ?? visit.who?.name ?? "",
                in: asker == nil ? nil : .chinese,
                note: asker == nil ? words("consultations.inName.own") : nil))
        let clock = InquiryClock(on: visit.today, for: asking.kind, by: calendar)
        if let accept = clock.acceptDue, let due = clock.due {
            rows.append(.init(words("consultations.acceptDue"), visit.text(accept)))
            rows.append(
                .init(
                    words("consultations.due"), visit.text(due),
                    note: words("consultations.due.note.\(asking.kind.rawValue)")))
        }
        return rows
    }

    private func deskNotices(_ desk: Desk, _ visit: Visit) -> [Notice] {
        guard [.nobodyThere, .departmentEnded, .unmanned].contains(desk.route) else { return [] }
        let key = "consultations.route.\(desk.route.rawValue)"
        return [Notice(visit.words(key), .warning, text: visit.words(key + ".text"))]
    }

    /// Says so where the days cannot be counted because the year is not published.
    private func calendarNotices(_ kind: Inquiry.Kind, _ visit: Visit) throws -> [Notice] {
        do throws(CalendarFault) {
            _ = try calendar.adding(workingDays: kind.answerDays, to: visit.today)
            return []
        } catch {
            return [
                Notice(
                    visit.words("consultations.noCalendar"), .warning,
                    text: visit.isEnglish ? error.englishText : error.chineseText)
            ]
        }
    }

    private func send(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let who = try visit.member
        let asking = try await asking(visit, submission)
        let text = submission.text("words")
        var faults: [FieldFault] = []
        if Inquiry.Kind(rawValue: submission.text("kind")) == nil {
            faults.append(FieldFault("kind", visit.words("consultations.kind.missing")))
        }
        if text.count < 5 { faults.append(FieldFault("words", visit.words("consultations.words.short"))) }
        if text.count > 2_000 { faults.append(FieldFault("words", visit.words("consultations.words.long"))) }
        let contact = submission.text("contact")
        if contact.count > 100 { faults.append(FieldFault("contact", visit.words("consultations.long"))) }
        guard faults.isEmpty else {
            return .refused(try await newPage(visit, submission, faults: faults))
        }
        let new = NewInquiry(
            kind: asking.kind, policy: asking.version?.policy.id, words: text, contact: contact,
            enterprise: asking.enterprise?.id, enterpriseName: asking.enterprise?.name ?? "",
            mayPublish: submission.all("publish").contains("yes"), desk: asking.desk)
        let number = try await questions.ask(new, by: who, once: visit.key(submission, "ask"))
        return .redirect(to: "/questions/\(number)", [("sent", "1")])
    }

    // MARK: - Reading

    /// A question that the visitor may read: its asker, members of the enterprise in whose name it was asked,
    /// the desk at which it lies, and supervisors of its region.
    func readable(_ visit: Visit) async throws -> Inquiry {
        let question = try await load(visit)
        let who = try visit.member
        let isOwn = question.asker == who.person
        let isOfEnterprise = question.enterprise.map { enterprise in
            who.memberships.contains { $0.enterprise == enterprise && $0.rights.contains(.view) }
        }
        let isSupervised = authorisation.allows(who, .consultationSupervise, on: .region(question.region))
        guard isOwn || isOfEnterprise == true || DeskSpan(of: who).holds(question) || isSupervised else {
            throw SiteFault.notFound
        }
        return question
    }

    func load(_ visit: Visit) async throws -> Inquiry {
        guard let number = Int64(visit.parameter("number")),
            let question = try await database.read({ try $0.question(numbered: number) })
        else { throw SiteFault.notFound }
        return question
    }

    func questionsLink(_ visit: Visit) -> Link {
        Link(visit.words("consultations.title"), visit.link("/questions"))
    }

    private func minePage(_ visit: Visit) async throws -> Reply {
        let who = try visit.member
        let found = try await database.read { try $0.questions(of: who.person, limit: 200) }
        var page = ConsultationPage(
            visit.words("consultations.mine"), in: visit, below: [questionsLink(visit)])
        page.panels = [
            Panel(
                id: "mine", title: visit.words("consultations.mine"),
                table: questionTable(found, id: "mine-table", in: visit))
        ]
        page.actions = [Link(visit.words("consultations.new"), visit.link("/questions/new"))]
        return .page(page)
    }

    /// Questions as lists show them, with their clocks.
    func questionTable(_ found: [Inquiry], id: String, in visit: Visit) -> DataTable {
        let words = visit.words
        let rows = found.map { question in
            DataTable.Row(
                .init(question.code, href: visit.link(question.path())),
                [
                    .init(question.headline, in: .chinese),
                    .init(words("consultations.kind.\(question.kind.rawValue)")),
                    .init("", status: status(of: question, in: visit)),
                    .init(visit.text(moment: question.askedAt)),
                ])
        }
        return DataTable(
            id: id, caption: words("consultations.list"),
            columns: ["number", "words", "kind", "state", "asked"].map {
                .init(words("consultations.\($0)"))
            },
            rows: rows, empty: words("consultations.list.empty"))
    }
}

extension PolicyContent {
    /// The telephones of the responsible offices, each once, with the office in front.
    var telephones: [String] {
        var seen: [String] = []
        let all =
            items.map { ($0.office, $0.phone) }.filter { !$0.1.isEmpty }
            + contacts.map { ($0.name, $0.phone) }
        for (office, phone) in all where !phone.isEmpty {
            let text = office.isEmpty ? phone : "\(office) \(phone)"
            if !seen.contains(text) { seen.append(text) }
        }
        return seen
    }
}

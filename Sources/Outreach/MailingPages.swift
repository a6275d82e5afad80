// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Site
import Standards
import Store

extension Outreach {
    var mailings: MailingStore { MailingStore(database: database) }

    var mailingRoutes: [Route] {
        [
            .page("/outreach/mailings", "outreach.mailings", .outreachMail) { visit in
                .page(try await mailingsPage(visit))
            },
            .page("/outreach/mailings/new", "outreach.mailing.new", .outreachMail) { visit in
                .page(mailingPage(visit, form: mailingForm(visit)))
            },
            .form("/outreach/mailings/new", "outreach.mailing.preview", .outreachMail) { visit, submission in
                .page(mailingPage(visit, form: mailingForm(visit).filled(by: submission)))
            } act: { visit, submission in
                try preview(visit, submission)
            },
            .page("/outreach/mailings/confirm", "outreach.mailing.confirm", .outreachMail) { visit in
                .page(try await confirmation(visit))
            },
            .form("/outreach/mailings/confirm", "outreach.mailing.send", .outreachMail) { visit, submission in
                .page(try await confirmation(visit, submission))
            } act: { visit, submission in
                try await confirm(visit, submission)
            },
            .page("/outreach/mailings/{id}", "outreach.mailing", .outreachMail) { visit in
                .page(try await mailingStatus(visit))
            },
        ]
    }

    /// Works through a mailing.
    func mail(_ text: String, _ context: JobContext) async throws {
        guard let id = ID<Mailing>(text) else { return }
        while try await mailings.tellNext(id) { try await context.extend() }
    }

    private func mailingPage(_ visit: Visit, form: Form) -> OutreachPage {
        var page = OutreachPage(visit.words("outreach.mailing.new"), in: visit)
        page.lead = visit.words("outreach.mailing.lead")
        page.form = form
        return page
    }

    private func mailingForm(_ visit: Visit) -> Form {
        let words = visit.words
        let everything = Field.Option("", words("outreach.mailing.all"))
        let scope = authorisation.regions(of: visit.who, for: .outreachMail)
        let regions = Set(scope + scope.flatMap(\.children)).sorted().map {
            Field.Option($0.code, visit.isEnglish ? $0.englishName : $0.fullName)
        }
        let sections = Industry.all(.section).map { section in
            Field.Option(
                section.code,
                "\(section.code) "
                    + (visit.isEnglish && !section.englishName.isEmpty ? section.englishName : section.name))
        }
        let labels = (enterprises?.labels ?? []).map {
            Field.Option($0.label, visit.isEnglish ? $0.english : $0.label)
        }
        let topics = [MessageTopic.notice, .policyNew, .policyOpening, .policyClosing].map {
            Field.Option($0.rawValue, words($0.word))
        }
        return Form(
            to: "/outreach/mailings/new", in: visit,
            fields: [
                Field("region", words("outreach.mailing.region"), .menu(regions, chosen: scope.first?.code)),
                Field("section", words("outreach.mailing.section"), .menu([everything] + sections)),
                Field("label", words("outreach.mailing.label"), .menu([everything] + labels)),
                Field(
                    "since", words("outreach.mailing.since"), .date(),
                    hint: words("outreach.mailing.since.hint"), isOptional: true),
                Field("topic", words("outreach.mailing.topic"), .menu(topics)),
                Field("title-zh", words("outreach.mailing.title.zh"), .text()),
                Field("text-zh", words("outreach.mailing.text.zh"), .longText()),
                Field(
                    "title-en", words("outreach.mailing.title.en"), .text(),
                    hint: words("outreach.mailing.en.hint"), isOptional: true),
                Field("text-en", words("outreach.mailing.text.en"), .longText(), isOptional: true),
                Field(
                    "path", words("outreach.mailing.path"), .text(),
                    hint: words("outreach.mailing.path.hint"), isOptional: true),
            ], button: words("outreach.mailing.next"))
    }

    private func preview(_ visit: Visit, _ submission: Submission) throws -> Reply {
        let mailing = Mailing(
            region: submission.text("region"), section: submission.text("section"),
            label: submission.text("label"), since: submission.text("since"),
            topic: submission.text("topic"),
            title: Bilingual(submission.text("title-zh"), submission.text("title-en")),
            text: Bilingual(submission.text("text-zh"), submission.text("text-en")),
            path: submission.text("path"))
        let faults = faults(of: mailing, visit)
        guard faults.isEmpty else {
            return .refused(
                mailingPage(visit, form: mailingForm(visit).filled(by: submission, faults: faults)))
        }
        return .redirect(
            to: "/outreach/mailings/confirm",
            [("state", try visit.signedState.pack(mailing, for: Self.mailingState))])
    }

    private static let mailingState = "outreach-mailing"

    private func faults(of mailing: Mailing, _ visit: Visit) -> [FieldFault] {
        let words = visit.words
        var faults: [FieldFault] = []
        func require(_ isRight: Bool, _ name: String, _ word: String) {
            if !isRight { faults.append(FieldFault(name, words(word))) }
        }
        let region = Region(code: mailing.region)
        require(
            region.map { authorisation.allows(visit.who, .outreachMail, on: .region($0)) } ?? false, "region",
            "outreach.mailing.region.fault")
        require(
            mailing.section.isEmpty || Industry.all(.section).contains { $0.code == mailing.section },
            "section", "outreach.mailing.choice.fault")
        require(
            mailing.label.isEmpty || (enterprises?.labels ?? []).contains { $0.label == mailing.label },
            "label", "outreach.mailing.choice.fault")
        require(
            mailing.since.isEmpty || Day(isoText: mailing.since) != nil, "since",
            "outreach.mailing.since.fault")
        require(MessageTopic(rawValue: mailing.topic) != nil, "topic", "outreach.mailing.choice.fault")
        for (name, text, limit) in [
            ("title-zh", mailing.title.chinese, 60), ("text-zh", mailing.text.chinese, 400),
            ("title-en", mailing.title.english, 160), ("text-en", mailing.text.english, 800),
        ] {
            // English is wanted and not needed: who does not write it still has to reach people in time.
            let isThere = !text.isEmpty || name.hasSuffix("-en")
            require(isThere && text.count <= limit, name, "outreach.mailing.text.fault.\(limit)")
        }
        require(
            mailing.title.english.isEmpty == mailing.text.english.isEmpty,
            mailing.title.english.isEmpty ? "title-en" : "text-en", "outreach.mailing.en.fault")
        let isInside = mailing.path.hasPrefix("/") && !mailing.path.hasPrefix("//")
        require(
            mailing.path.isEmpty || (isInside && !mailing.path.contains { $0.isWhitespace || $0 == "\\" }),
            "path", "outreach.mailing.path.fault")
        return faults
    }

    private func packed(_ visit: Visit, _ submission: Submission?) throws -> (Mailing, EnterpriseChoice) {
        let text = submission?.text("state") ?? visit.query["state"] ?? ""
        let mailing = try visit.signedState.unpack(Mailing.self, from: text, for: Self.mailingState)
        guard let choice = mailing.choice else { throw SiteFault.badRequest(field: "region") }
        // The state may have been made by somebody else, or before a role was taken away.
        try authorisation.require(visit, .outreachMail, on: .region(choice.region))
        return (mailing, choice)
    }

    private func confirmation(
        _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> OutreachPage {
        let words = visit.words
        let (mailing, choice) = try packed(visit, submission)
        let count = try await mailings.count(choice)
        var page = OutreachPage(
            words("outreach.mailing.confirm"), in: visit,
            below: [Link(words("outreach.mailing.new"), visit.link("/outreach/mailings/new"))])
        page.lead = words(
            "outreach.mailing.count",
            ["all": String(count.all), "reachable": String(count.reachable)])
        page.rows = KeyValueList(rows(of: mailing, choice, visit))
        guard count.reachable > 0 else {
            page.notices = [Notice(words("outreach.mailing.nobody"), .warning)]
            return page
        }
        let form = Form(
            to: "/outreach/mailings/confirm", in: visit,
            hidden: [
                ("state", try visit.signedState.pack(mailing, for: Self.mailingState))
            ],
            fields: [
                Field(
                    "count", words("outreach.mailing.repeat"), .number(),
                    hint: words("outreach.mailing.repeat.hint", ["count": String(count.reachable)]))
            ], button: words("outreach.mailing.send"))
        page.form = submission.map { form.filled(by: $0, faults: faults) } ?? form
        return page
    }

    private func confirm(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let (mailing, choice) = try packed(visit, submission)
        let count = try await mailings.count(choice)
        guard count.reachable > 0, Int(submission.text("count")) == count.reachable else {
            let fault = FieldFault("count", visit.words("outreach.mailing.repeat.fault"))
            return .refused(try await confirmation(visit, submission, faults: [fault]))
        }
        let id = try await mailings.begin(
            mailing, choice, foreseen: count.reachable, by: try visit.reader(),
            once: visit.key(submission, "mailing"))
        return .redirect(to: "/outreach/mailings/\(id.text)")
    }

    private func mailingStatus(_ visit: Visit) async throws -> OutreachPage {
        let words = visit.words
        guard let id = ID<Mailing>(visit.parameter("id")), let kept = try await mailings.mailing(id),
            let choice = kept.mailing.choice
        else { throw SiteFault.notFound }
        try authorisation.require(visit, .outreachMail, on: .region(choice.region))
        var page = OutreachPage(words("outreach.mailing"), in: visit)
        page.lead = words(
            kept.endedAt == nil ? "outreach.mailing.running" : "outreach.mailing.ended",
            ["told": String(kept.told), "foreseen": String(kept.foreseen)])
        page.rows = KeyValueList(
            rows(of: kept.mailing, choice, visit) + [
                .init(words("outreach.mailing.author"), kept.authorName),
                .init(words("outreach.mailing.made"), visit.text(moment: kept.madeAt)),
            ])
        page.actions = [
            Link(words("outreach.mailing.new"), visit.link("/outreach/mailings/new")),
            Link(words("outreach.mailings"), visit.link("/outreach/mailings")),
        ]
        page.panels = [try await outcomePanel(of: id, visit)]
        return page
    }

    /// What became of a mailing: who has it in the inbox, and its letters by channel.
    private func outcomePanel(of id: ID<Mailing>, _ visit: Visit) async throws -> Panel {
        let words = visit.words
        let counts = try await mailings.deliveries(of: id)
        let readers = try await mailings.readers(of: id)
        let groups: [(String, Set<DeliveryState>)] = [
            ("sent", [.sent]), ("waiting", [.waiting, .held, .sending]), ("failed", [.failed]),
            ("unsubscribed", [.unsubscribed]), ("expired", [.expired]),
        ]
        let rows = ChannelKind.allCases.filter { channel in counts.contains { $0.channel == channel } }.map {
            channel in
            DataTable.Row(
                .init(visit.name(of: channel)),
                groups.map { group in
                    let found = counts.filter { $0.channel == channel && group.1.contains($0.state) }
                    return .init(String(found.map(\.count).reduce(0, +)), isNumber: true)
                })
        }
        return Panel(
            id: "outcome", title: words("outreach.mailing.outcome"),
            text: words(
                "outreach.mailing.readers",
                ["all": String(readers.all), "opened": String(readers.opened)]),
            table: DataTable(
                id: "outcome-table", caption: words("outreach.mailing.outcome.caption"),
                columns: [.init(words("outreach.channel"))]
                    + groups.map { .init(words("outreach.state.\($0.0)"), isNumber: true) },
                rows: rows, empty: words("outreach.mailing.outcome.none")))
    }

    private func mailingsPage(_ visit: Visit) async throws -> OutreachPage {
        var page = OutreachPage(visit.words("outreach.mailings"), in: visit)
        page.lead = visit.words("outreach.mailings.lead")
        page.actions = [Link(visit.words("outreach.mailing.new"), visit.link("/outreach/mailings/new"))]
        page.panels = [
            Panel(
                id: "mailings", title: visit.words("outreach.mailings.caption"),
                table: mailingTable(try await mailings.latest(limit: 200), visit))
        ]
        return page
    }

    private func rows(
        of mailing: Mailing, _ choice: EnterpriseChoice, _ visit: Visit
    ) -> [KeyValueList.Row] {
        let words = visit.words
        let everything = words("outreach.mailing.all")
        let topic = MessageTopic(of: mailing.topic)
        var rows: [KeyValueList.Row] = [
            .init(
                words("outreach.mailing.region"),
                visit.isEnglish ? choice.region.englishName : choice.region.fullName),
            .init(words("outreach.mailing.section"), mailing.section.isEmpty ? everything : mailing.section),
            .init(words("outreach.mailing.label"), mailing.label.isEmpty ? everything : mailing.label),
            .init(words("outreach.mailing.since"), mailing.since.isEmpty ? everything : mailing.since),
            .init(words("outreach.mailing.topic"), words(topic.word)),
            .init(words("outreach.mailing.title.zh"), mailing.title.chinese, in: .chinese),
            .init(words("outreach.mailing.text.zh"), mailing.text.chinese, in: .chinese),
        ]
        if mailing.title.english.isEmpty {
            rows.append(.init(words("outreach.mailing.title.en"), words("outreach.mailing.en.none")))
        } else {
            rows.append(.init(words("outreach.mailing.title.en"), mailing.title.english, in: .english))
            rows.append(.init(words("outreach.mailing.text.en"), mailing.text.english, in: .english))
        }
        let path = mailing.path.isEmpty ? "/messages" : mailing.path
        return rows + [.init(words("outreach.mailing.path"), path)]
    }
}

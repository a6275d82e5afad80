// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Site
import Standards
import Store

extension Enterprises {
    var declareRoutes: [Route] {
        [
            .page("/enterprises/{id}/declare", "enterprises.declare", .enterpriseDeclare) { visit in
                .page(try await declarePage(try await load(visit, .enterpriseDeclare), visit))
            },
            .form(
                "/enterprises/{id}/declare", "enterprises.declare.send", .enterpriseDeclare,
                acceptsFiles: true
            ) { visit, submission in
                .page(try await declarePage(try await load(visit, .enterpriseDeclare), visit, submission))
            } act: { visit, submission in
                try await declare(visit, submission)
            },
        ]
    }

    /// How many years back a yearly fact is asked for.
    private static let askedYears = 2

    /// Groups of words that an enterprise can answer, in the vocabulary's order.
    private var themes: [String] {
        library.vocabulary.words.filter(isAsked).map(\.theme).reduce(into: []) { themes, theme in
            if !themes.contains(theme) { themes.append(theme) }
        }
    }

    private func isAsked(_ word: Word) -> Bool {
        word.suppliers.contains("企业") && FactBook.RegisterWord(rawValue: word.name) == nil
    }

    /// The facts of a theme: those that are known, and those that are missing.
    private func keys(
        _ theme: String, _ known: KnownEnterprise, _ visit: Visit
    ) -> (known: [Facts.Key], missing: [Facts.Key]) {
        let lastYear = visit.today.year - 1
        let keys = library.vocabulary.words.filter { isAsked($0) && $0.theme == theme }.flatMap { word in
            word.isPeriodic
                ? (0..<Self.askedYears).map { Facts.Key(word: word.id, year: lastYear - $0) }
                : [Facts.Key(word: word.id)]
        }
        return (keys.filter { known.facts[$0] != nil }, keys.filter { known.facts[$0] == nil })
    }

    private func declarePage(
        _ enterprise: Enterprise, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> EnterprisePage {
        let words = visit.words
        guard let known = try await factStore.known(enterprise.id) else { throw SiteFault.notFound }
        var page = EnterprisePage(words("enterprises.declare"), in: visit, below: way(to: enterprise, visit))
        page.lead = words("enterprises.declare.lead")
        if let count = visit.query["kept"].flatMap(Int.init) {
            page.notices = [Notice(words.counted("enterprises.declare.kept", count), .good)]
        }
        let theme = theme(submission?.text("theme") ?? visit.query["theme"] ?? "")
        if let theme {
            let keys = keys(theme, known, visit)
            page.form = declareForm(theme, keys.missing, enterprise, visit, submission, faults)
            page.panels = [knownPanel(keys.known, known, visit)]
            if keys.missing.isEmpty {
                page.notices.append(Notice(words("enterprises.declare.complete"), .good))
            }
        }
        page.panels.append(themesPanel(known, enterprise, visit))
        return page
    }

    private func theme(_ number: String) -> String? { Int(number).flatMap { themes.at($0) } }

    private func themesPanel(_ known: KnownEnterprise, _ enterprise: Enterprise, _ visit: Visit) -> Panel {
        let words = visit.words
        let rows = themes.enumerated().map { index, theme in
            let keys = keys(theme, known, visit)
            return DataTable.Row(
                .init(
                    theme, in: .chinese,
                    href: visit.link(enterprise.path("/declare"), [("theme", String(index))])),
                [
                    .init(String(keys.known.count), isNumber: true),
                    .init(String(keys.missing.count), isNumber: true),
                ])
        }
        let table = DataTable(
            id: "themes-table", caption: words("enterprises.themes.caption"),
            columns: [
                .init(words("enterprises.theme")), .init(words("enterprises.theme.known"), isNumber: true),
                .init(words("enterprises.theme.missing"), isNumber: true),
            ], rows: rows, empty: words("enterprises.themes.empty"))
        return Panel(id: "themes", title: words("enterprises.themes"), table: table)
    }

    private func knownPanel(_ keys: [Facts.Key], _ known: KnownEnterprise, _ visit: Visit) -> Panel {
        let wording = FactWording(self, .everything, visit)
        let rows = keys.compactMap { key in
            known.facts[key].map { report in
                KeyValueList.Row(
                    wording.wording.name(key), wording.text(report.value, of: key.word),
                    note: wording.origin(report))
            }
        }
        return Panel(
            id: "known", title: visit.words("enterprises.declare.known"),
            text: rows.isEmpty ? visit.words("enterprises.declare.nothing") : nil, rows: KeyValueList(rows))
    }

    private func declareForm(
        _ theme: String, _ missing: [Facts.Key], _ enterprise: Enterprise, _ visit: Visit,
        _ submission: Submission?, _ faults: [FieldFault]
    ) -> Form? {
        guard !missing.isEmpty else { return nil }
        let wording = Wording(library, english: visit.isEnglish)
        let evidence = Field(
            "evidence", visit.words("enterprises.evidence"), .upload(accept: ".pdf,.jpg,.jpeg,.png"),
            hint: visit.words("enterprises.evidence.hint"), isOptional: true)
        let blank = Form(
            to: enterprise.path("/declare"), in: visit,
            hidden: [("theme", String(themes.firstIndex(of: theme) ?? 0))],
            fields: missing.map { FactQuestion($0, wording).field(in: visit) } + [evidence],
            button: visit.words("enterprises.declare.send"))
        return submission.map { blank.filled(by: $0, faults: faults) } ?? blank
    }

    private func declare(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let enterprise = try await load(visit, .enterpriseDeclare)
        guard let theme = theme(submission.text("theme")), let who = visit.who,
            let known = try await factStore.known(enterprise.id)
        else { throw SiteFault.notFound }
        let wording = Wording(library, english: visit.isEnglish)
        var statements: [FactStatement] = []
        var faults: [FieldFault] = []
        // All that the group asks, not only what is missing now: the same form sent twice meets its own
        // facts.
        let asked = keys(theme, known, visit)
        for key in asked.known + asked.missing {
            let question = FactQuestion(key, wording)
            do throws(FieldFault) {
                guard let value = try question.read(submission) else { continue }
                statements.append(
                    FactStatement(
                        word: question.word.name, year: key.year, value: value,
                        source: FactStatement.ownSource))
            } catch {
                faults.append(error)
            }
        }
        let (evidence, fileFault) = try receiveEvidence(submission, visit)
        faults += [fileFault].compactMap { $0 }
        if faults.isEmpty, statements.isEmpty {
            faults.append(FieldFault("evidence", visit.words("enterprises.declare.empty")))
        }
        guard faults.isEmpty else {
            return .refused(try await declarePage(enterprise, visit, submission, faults: faults))
        }
        let count = try await factStore.state(
            statements, of: enterprise.id, evidence: evidence, by: who.actor,
            once: visit.key(submission, "declare"))
        return .redirect(
            to: enterprise.path("/declare"), [("theme", submission.text("theme")), ("kept", String(count))])
    }

    /// The evidence that came with a form, kept in the vault; nil when none was sent.
    func receiveEvidence(
        _ submission: Submission, _ visit: Visit
    ) throws -> (evidence: ReceivedEvidence?, fault: FieldFault?) {
        guard let file = submission.file("evidence") else { return (nil, nil) }
        do {
            let limits = FileLimits(kinds: [.pdf, .png, .jpeg], sizeBytes: 10 << 20)
            let received = try vault.receive(file.bytes, limits: limits)
            return (ReceivedEvidence(file: received, name: file.fileName), nil)
        } catch let fault as FileFault {
            let text = visit.isEnglish ? fault.words.english : fault.words.chinese
            return (nil, FieldFault("evidence", text))
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Site
import Standards
import Store

extension Enterprises {
    var recordRoutes: [Route] {
        newEntryRoutes + newFactRoutes + correctionRoutes + withdrawalRoutes + goldRoutes
    }

    private var newEntryRoutes: [Route] {
        [
            .page("/enterprises/new", "enterprises.new", .enterpriseRecord) { .page(entryPage($0)) },
            .form("/enterprises/new", "enterprises.new.send", .enterpriseRecord) { visit, submission in
                .page(entryPage(visit, submission))
            } act: { visit, submission in
                try await addEntry(visit, submission)
            },
        ]
    }

    private func entryPage(
        _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) -> EnterprisePage {
        let words = visit.words
        var page = EnterprisePage(words("enterprises.new"), in: visit, below: above(visit))
        page.lead = words("enterprises.new.lead")
        let hints = ["region": "enterprises.region.hint", "industry": "enterprises.industry.hint"]
        let names = ["name", "creditCode", "region", "industry", "founded", "address"]
        let fields = names.map { name in
            Field(
                name, words("enterprises.\(name)"), name == "founded" ? .date() : .text(),
                hint: hints[name].map { words($0) },
                isOptional: ["industry", "founded", "address"].contains(name))
        }
        let blank = Form(
            to: "/enterprises/new", in: visit, fields: fields, button: words("enterprises.new.send"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    private func addEntry(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        guard let who = visit.who else { throw SiteFault.notFound }
        let names = ["creditCode", "name", "region", "industry", "founded", "address"]
        let reading = ImportReading(
            columns: [.code, .name, .region, .industry, .founded, .address], vocabulary: library.vocabulary,
            source: "部门登记", regions: authorisation.regions(of: visit.who, for: .enterpriseRecord),
            isExample: false)
        var faults: [FieldFault] = []
        if submission.text("region").isEmpty {
            faults.append(FieldFault("region", visit.words("enterprises.region.missing")))
        }
        switch reading.read(names.map(submission.text)) {
        case .failure(let row):
            faults += row.faults.filter { !($0.column == 3 && $0.found.isEmpty && !faults.isEmpty) }.map {
                FieldFault(names.at($0.column - 1) ?? "name", visit.isEnglish ? $0.english : $0.chinese)
            }
        case .success(let row) where faults.isEmpty:
            if let known = try await register.enterprise(coded: row.entry.code) {
                guard authorisation.allows(visit.who, .enterpriseRead, on: known.subject) else {
                    faults = [FieldFault("creditCode", visit.words("enterprises.new.elsewhere"))]
                    break
                }
                faults = [
                    FieldFault("creditCode", visit.words("enterprises.new.known", ["name": known.name]))
                ]
                break
            }
            let id = try await register.record(row.entry, by: who.actor, once: visit.key(submission, "new"))
            return .redirect(to: "/enterprises/\(id.text)")
        case .success: break
        }
        return .refused(entryPage(visit, submission, faults: faults))
    }

    private var newFactRoutes: [Route] {
        [
            .page("/enterprises/{id}/facts/new", "enterprises.facts.new", .enterpriseRecord) { visit in
                .page(factPage(try await load(visit, .enterpriseRecord), visit))
            },
            .form(
                "/enterprises/{id}/facts/new", "enterprises.facts.send", .enterpriseRecord, acceptsFiles: true
            ) { visit, submission in
                .page(factPage(try await load(visit, .enterpriseRecord), visit, submission))
            } act: { visit, submission in
                try await addFact(visit, submission)
            },
        ]
    }

    private func factPage(
        _ enterprise: Enterprise, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) -> EnterprisePage {
        let words = visit.words
        var page = EnterprisePage(
            words("enterprises.facts.new"), in: visit, below: way(to: enterprise, visit))
        page.lead = enterprise.name
        let wording = Wording(library, english: visit.isEnglish)
        let none = Field.Option("", words("enterprises.choose"))
        let options = library.vocabulary.words.map { Field.Option($0.name, wording.name($0.id)) }
        let blank = Form(
            to: enterprise.path("/facts/new"), in: visit,
            fields: [
                Field("word", words("enterprises.fact"), .menu([none] + options, chosen: "")),
                Field(
                    "year", words("enterprises.factYear"), .number(),
                    hint: words("enterprises.factYear.hint"),
                    isOptional: true),
                Field("value", words("enterprises.value"), .text(), hint: words("enterprises.value.hint")),
                Field(
                    "source", words("enterprises.source"),
                    .menu([none] + sources.map { Field.Option($0, $0) }, chosen: "")),
                Field(
                    "evidence", words("enterprises.evidence"), .upload(accept: ".pdf,.jpg,.jpeg,.png"),
                    isOptional: true),
            ], button: words("enterprises.declare.send"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    private func addFact(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let enterprise = try await load(visit, .enterpriseRecord)
        var faults: [FieldFault] = []
        let words = visit.words
        let word = library.vocabulary.word(named: submission.text("word"))
        if word == nil { faults.append(FieldFault("word", words("enterprises.fact.choose"))) }
        if !sources.contains(submission.text("source")) {
            faults.append(FieldFault("source", words("enterprises.source.choose")))
        }
        var statement: FactStatement?
        if let word {
            do throws(FieldFault) {
                statement = try self.statement(of: word, submission, visit)
            } catch {
                faults.append(error)
            }
        }
        let (evidence, fileFault) = try receiveEvidence(submission, visit)
        faults += [fileFault].compactMap { $0 }
        guard let statement, let who = visit.who, faults.isEmpty else {
            return .refused(factPage(enterprise, visit, submission, faults: faults))
        }
        _ = try await factStore.state(
            [statement], of: enterprise.id, evidence: evidence, by: who.actor,
            once: visit.key(submission, "fact"))
        return .redirect(to: enterprise.path("/facts"))
    }

    private func statement(
        of word: Word, _ submission: Submission, _ visit: Visit
    ) throws(FieldFault) -> FactStatement {
        var year = 0
        if word.isPeriodic {
            guard let stated = Int(submission.text("year")), (1990...visit.today.year).contains(stated) else {
                throw FieldFault("year", visit.words("enterprises.factYear.missing"))
            }
            year = stated
        }
        let question = FactQuestion(
            Facts.Key(word: word.id, year: year), Wording(library, english: visit.isEnglish))
        guard let value = try question.read(submission.text("value"), named: "value") else {
            throw FieldFault("value", visit.words("enterprises.value.missing"))
        }
        return FactStatement(word: word.name, year: year, value: value, source: submission.text("source"))
    }

    private var correctionRoutes: [Route] {
        [
            .page("/enterprises/{id}/facts/{fact}/correct", "enterprises.facts.correct", .enterpriseRecord) {
                visit in
                let enterprise = try await load(visit, .enterpriseRecord)
                return .page(correctionPage(try await record(visit, of: enterprise), enterprise, visit))
            },
            .form(
                "/enterprises/{id}/facts/{fact}/correct", "enterprises.facts.correction", .enterpriseRecord
            ) { visit, submission in
                let enterprise = try await load(visit, .enterpriseRecord)
                let record = try await record(visit, of: enterprise)
                return .page(correctionPage(record, enterprise, visit, submission))
            } act: { visit, submission in
                try await correct(visit, submission)
            },
        ]
    }

    /// A standing record of the enterprise that the address names.
    private func record(_ visit: Visit, of enterprise: Enterprise) async throws -> FactRecord {
        let all = try await factStore.records(of: enterprise.id)
        guard let found = all.first(where: { $0.id.text == visit.parameter("fact") && $0.ending == nil })
        else {
            throw SiteFault.notFound
        }
        return found
    }

    private func correctionPage(
        _ record: FactRecord, _ enterprise: Enterprise, _ visit: Visit, _ submission: Submission? = nil,
        faults: [FieldFault] = []
    ) -> EnterprisePage {
        let words = visit.words
        let wording = FactWording(self, clearance(of: visit, on: enterprise), visit)
        var page = EnterprisePage(
            words("enterprises.correct"), in: visit,
            below: way(to: enterprise, visit)
                + [Link(words("enterprises.facts"), visit.link(enterprise.path("/facts")))])
        page.lead = words("enterprises.correct.lead")
        if let read = book.read(record) {
            page.rows = KeyValueList([
                .init(
                    wording.wording.name(read.key), wording.text(read.value, of: read.key.word),
                    note: record.source)
            ])
        }
        let blank = Form(
            to: enterprise.path("/facts/\(record.id.text)/correct"), in: visit,
            fields: [
                Field(
                    "value", words("enterprises.correct.value"), .text(),
                    hint: words("enterprises.value.hint")),
                Field(
                    "reason", words("enterprises.reason"), .longText(rows: 3),
                    hint: words("enterprises.correct.hint")),
            ], button: words("enterprises.correct"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    private func correct(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let enterprise = try await load(visit, .enterpriseRecord)
        let record = try await record(visit, of: enterprise)
        guard let who = visit.who, let word = library.vocabulary.word(named: record.word) else {
            throw SiteFault.notFound
        }
        var faults: [FieldFault] = []
        var value: String?
        let question = FactQuestion(
            Facts.Key(word: word.id, year: record.year), Wording(library, english: visit.isEnglish))
        do throws(FieldFault) {
            value = try question.read(submission.text("value"), named: "value")
            if value == nil { faults.append(FieldFault("value", visit.words("enterprises.value.missing"))) }
        } catch {
            faults.append(error)
        }
        let reason = submission.text("reason")
        if reason.count < 4 { faults.append(FieldFault("reason", visit.words("enterprises.unmask.short"))) }
        guard let value, faults.isEmpty else {
            return .refused(correctionPage(record, enterprise, visit, submission, faults: faults))
        }
        try await factStore.correct(
            record, to: value, reason: String(reason.prefix(500)), by: who.actor,
            once: visit.key(submission, "correct"))
        return .redirect(to: enterprise.path("/facts"))
    }
}

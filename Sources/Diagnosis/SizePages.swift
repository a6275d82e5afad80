// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// The size self-test, first step: what the enterprise does.
struct SizeIndustryPage: Page {
    let title: String
    let lead: String
    let breadcrumbs: Breadcrumbs?
    let form: Form
    var hasFaults: Bool { form.hasFaults }

    init(in visit: Visit, room: Diagnosis, submission: Submission? = nil, faults: [FieldFault] = []) {
        let words = visit.words
        title = words("diagnosis.size")
        lead = words("diagnosis.size.lead")
        breadcrumbs = visit.breadcrumbs(here: title)
        let blank = Form(
            to: "/size", in: visit,
            fields: [
                Field(
                    "industry", words("diagnosis.size.question"), .menu(IndustryMenu(visit: visit).options),
                    hint: words("diagnosis.size.hint")),
                Field(
                    "enterprise", words("diagnosis.enterprise"), .text(autocomplete: "organization"),
                    hint: words("diagnosis.enterprise.hint"), isOptional: true),
                Field(
                    "code", words("diagnosis.code"), .text(width: .medium),
                    hint: words("diagnosis.code.hint"),
                    isOptional: true),
            ], button: words("diagnosis.continue"))
        form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
    }
}

/// The class, why, and what follows from it.
struct SizeResultPage: Page {
    let title: String
    let breadcrumbs: Breadcrumbs?
    let summary: SummaryBox
    let table: DataTable?
    let notes: [String]
    let source: [Passage]
    let start: Link?
    let links: [Link]

    init(in visit: Visit, room: Diagnosis, answers: Answers) throws {
        let words = visit.words
        guard let verdict = room.sizeVerdict(answers, visit), let classes = verdict.classes else {
            throw SiteFault.notFound
        }
        title = words("diagnosis.size.result")
        breadcrumbs = visit.breadcrumbs([Link(words("diagnosis.size"), visit.link("/size"))], here: title)
        let names = room.classNames(verdict, visit)
        let isCertain = classes.possible.count == 1 && classes.question == nil
        let packed = try room.pack(answers, visit)
        summary = SummaryBox(
            label: words(isCertain ? "diagnosis.size.is" : "diagnosis.size.open"),
            figure: classes.question == nil
                ? names.joined(separator: words("diagnosis.or")) : words("diagnosis.size.unlisted"),
            note: classes.group.map { words("diagnosis.size.by", ["group": room.name($0, visit)]) })
        table = SizeTable(visit: visit, room: room, classes: classes).table
        notes = SizeNotes(visit: visit, room: room, classes: classes).lines
        source = SourceWords(visit: visit, rule: verdict.rule).passages(citing: classes.group?.cites ?? [])
        start =
            isCertain
            ? Link(
                words("diagnosis.certificate.get"),
                visit.link("/size/certificate", [("c", try room.certificate(answers, verdict, visit))])) : nil
        var links: [Link] = []
        if !classes.indicators.isEmpty {
            links.append(Link(words("diagnosis.size.change"), visit.link("/size/figures", [("s", packed)])))
        }
        links.append(Link(words("diagnosis.size.again"), visit.link("/size")))
        links.append(Link(words("diagnosis.check.next"), visit.link("/check/question", [("s", packed)])))
        self.links = links
    }
}

/// Each indicator with the value, the class by it alone, and the floors of its group.
struct SizeTable {
    let visit: Visit
    let room: Diagnosis
    let classes: ClassJudgement

    var table: DataTable? {
        guard let group = classes.group else { return nil }
        let words = visit.words
        let options = classes.indicators.first?.indicator.floors.map(\.option) ?? []
        let result = room.sizeWord
        let heads = options.map { option in
            DataTable.Column(
                words(
                    "diagnosis.size.atLeast",
                    ["class": result.map { $0.text(of: .option(option), english: visit.isEnglish) } ?? ""]),
                isNumber: true)
        }
        let rows = classes.indicators.map { row($0, result) }
        return DataTable(
            id: "indicators", caption: words("diagnosis.size.table", ["group": room.name(group, visit)]),
            columns: [
                .init(words("diagnosis.size.indicator")),
                .init(words("diagnosis.size.value"), isNumber: true),
                .init(words("diagnosis.size.class")),
            ] + heads, rows: rows, empty: "")
    }

    private func row(_ judged: ClassJudgement.Indicator, _ result: Word?) -> DataTable.Row {
        let word = room.library.vocabulary[judged.indicator.fact.word]
        let value =
            judged.value.map { word.text(of: $0, english: visit.isEnglish) }
            ?? visit.words("diagnosis.unsure")
        let option = judged.option.flatMap { option in
            result.map { $0.text(of: .option(option), english: visit.isEnglish) }
        }
        let floors = judged.indicator.floors.map { floor in
            DataTable.Cell(word.text(of: floor.limit.value, english: visit.isEnglish), isNumber: true)
        }
        return DataTable.Row(
            .init(room.wording(visit).name(judged.indicator.fact.word)),
            [.init(value, isNumber: true), .init(option ?? "—")] + floors)
    }
}

/// What the class rests on, what is missing, what a person must say.
struct SizeNotes {
    let visit: Visit
    let room: Diagnosis
    let classes: ClassJudgement

    var lines: [String] {
        var lines: [String] = []
        if let question = classes.question {
            lines.append(visit.isEnglish && !question.english.isEmpty ? question.english : question.text)
        }
        let wording = room.wording(visit)
        if !classes.trace.missing.isEmpty {
            let names = visit.list(classes.trace.missing.map { wording.name($0) })
            lines.append(visit.words("diagnosis.size.missing", ["names": names]))
        }
        if !classes.trace.undefined.isEmpty { lines.append(visit.words("diagnosis.size.finer")) }
        if classes.possible.count == 1 && classes.group != nil {
            lines.append(visit.words("diagnosis.size.lowest"))
        }
        return lines
    }
}

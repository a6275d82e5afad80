// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// All figures on one sheet, to change and see what would follow.
struct FiguresPage: Page {
    let title: String
    let lead: String
    let breadcrumbs: Breadcrumbs?
    let form: Form
    var hasFaults: Bool { form.hasFaults }

    init(
        in visit: Visit, room: Diagnosis, answers: Answers, submission: Submission? = nil,
        faults: [FieldFault] = []
    ) throws {
        let words = visit.words
        title = words("diagnosis.figures")
        lead = words("diagnosis.figures.lead")
        let packed = try room.pack(answers, visit)
        breadcrumbs = visit.breadcrumbs(
            [
                Link(words("diagnosis.check"), visit.link("/check")),
                Link(words("diagnosis.report"), visit.link("/check/report", [("s", packed)])),
            ], here: title)
        let wording = room.wording(visit)
        let fields = room.figureFields(answers, visit).map { field in
            field.field(label: wording.name(field.key))
        }
        let blank = Form(
            to: "/check/figures", in: visit, hidden: [("s", packed)], fields: fields,
            button: words("diagnosis.figures.show"))
        form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
    }
}

extension Diagnosis {
    /// Most fields that one sheet shows; more would not be read.
    private static let sheetLimit = 60

    /// What is known first, in the vocabulary's order, then what is most worth knowing.
    func figureFields(_ answers: Answers, _ visit: Visit) -> [FactField] {
        let known = answers.facts.keys.compactMap { key($0) }
        let asked = openQuestions(report(answers, visit), answers).prefix(12).flatMap { needed in
            (needed.years.isEmpty ? [0] : needed.years).map { Facts.Key(word: needed.word, year: $0) }
        }
        let ordered =
            known.sorted { ($0.word, $0.year) < ($1.word, $1.year) } + asked.filter { !known.contains($0) }
        return ordered.prefix(Diagnosis.sheetLimit).map { key in
            FactField(
                room: self, visit: visit, key: key, stored: answers.facts[name(key)], isCompact: true)
        }
    }

    /// Takes the sheet, remembers what each changed figure was, and shows the report beside the one before.
    func changeFigures(_ visit: Visit, _ submission: Submission) throws -> Reply {
        var answers = try answers(submission.text("s"), visit)
        let (read, faults) = FactField.readAll(figureFields(answers, visit), submission)
        guard faults.isEmpty else {
            return .refused(
                try FiguresPage(
                    in: visit, room: self, answers: answers, submission: submission, faults: faults))
        }
        var before: [String: String] = [:]
        for (key, text) in read where answers.facts[key] != text {
            before[key] = answers.facts[key] ?? ""
            answers.facts[key] = text
            if text != nil { answers.skipped.removeAll { key == $0 || key.hasPrefix($0 + ".") } }
        }
        answers.before = before
        return .redirect(to: "/check/report", [("s", try pack(answers, visit))])
    }
}

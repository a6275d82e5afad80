// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// Figures to fill in, several on one page: those that decide the size, or all of a report to see what would
/// follow from others.
struct FiguresPage: Page {
    let title: String
    let lead: String
    let breadcrumbs: Breadcrumbs?
    /// The class of the form's frame: many fields stand in columns.
    let frame: String
    let form: Form
    var hasFaults: Bool { form.hasFaults }

    /// What is asked, and what for.
    enum Sheet {
        /// The figures that decide the size in the industry, and no others.
        case size(Answers, Diagnosis)
        /// All figures of a report, to change.
        case whatIf(Answers, Diagnosis)
    }

    init(
        in visit: Visit, _ sheet: Sheet, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) throws {
        let words = visit.words
        let fields: [Field]
        let (path, button, packed): (String, String, String)
        let above: [Link]
        switch sheet {
        case .size(let answers, let room):
            packed = try room.pack(answers, visit)
            (path, button, frame) = ("/size/figures", words("diagnosis.size.show"), "plain")
            title = words("diagnosis.size.figures")
            let group = room.sizeVerdict(answers, visit)?.classes?.group.map { room.name($0, visit) }
            lead = words("diagnosis.size.group", ["group": group ?? ""])
            above = [Link(words("diagnosis.size"), visit.link("/size"))]
            fields = room.sizeFields(answers, visit).map { field in
                field.field(
                    label: room.wording(visit).name(field.key),
                    hint: visit.isEnglish ? field.word.hintEnglish : field.word.hint)
            }
        case .whatIf(let answers, let room):
            packed = try room.pack(answers, visit)
            (path, button, frame) = ("/check/figures", words("diagnosis.figures.show"), "sheet")
            title = words("diagnosis.figures")
            lead = words("diagnosis.figures.lead")
            above = [
                Link(words("diagnosis.check"), visit.link("/check")),
                Link(words("diagnosis.report"), visit.link("/check/report", [("s", packed)])),
            ]
            fields = room.figureFields(answers, visit).map { field in
                field.field(label: room.wording(visit).name(field.key))
            }
        }
        breadcrumbs = visit.breadcrumbs(above, here: title)
        let blank = Form(to: path, in: visit, hidden: [("s", packed)], fields: fields, button: button)
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
            return .refused(try FiguresPage(in: visit, .whatIf(answers, self), submission, faults: faults))
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

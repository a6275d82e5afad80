// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// Where the self-test of all rules begins: quick or exact, for a new application or a review.
struct CheckStartPage: Page {
    let title: String
    let lead: String
    let breadcrumbs: Breadcrumbs?
    let doors: [Card]
    let notes: [String]

    init(in visit: Visit, room: Diagnosis) throws {
        let words = visit.words
        title = words("diagnosis.check")
        lead = words("diagnosis.check.lead")
        breadcrumbs = visit.breadcrumbs(here: title)
        func door(
            _ depth: Answers.Depth, _ key: String, _ purpose: Purpose = .application,
            _ scope: Answers.Scope = .ladder
        ) throws -> Card {
            var answers = Answers()
            (answers.depth, answers.purpose, answers.scope) = (depth, purpose, scope)
            let packed = try room.pack(answers, visit)
            return Card(
                title: words("diagnosis.check.\(key)"), href: visit.link("/check/question", [("s", packed)]),
                text: words("diagnosis.check.\(key).text", ["count": String(Answers.quickCount)]))
        }
        doors = [
            try door(.quick, "quick"), try door(.exact, "exact"), try door(.exact, "review", .review),
            try door(.exact, "contract", .application, .contract),
        ]
        notes = [words("diagnosis.home.stored"), words("diagnosis.check.unsure")]
    }
}

/// One question on one page.
struct QuestionPage: Page {
    let title: String
    let breadcrumbs: Breadcrumbs?
    let progress: StepProgress
    /// What is asked about, where it is not a new application for everything.
    let context: String?
    let meaning: String?
    /// The hint of all years together.
    let hint: String?
    let form: Form
    let why: Fold?
    let links: [Link]
    var hasFaults: Bool { form.hasFaults }

    init(
        in visit: Visit, room: Diagnosis, answers: Answers, question: Question, submission: Submission? = nil,
        faults: [FieldFault] = []
    ) throws {
        let words = visit.words
        let word = question.word
        title = visit.isEnglish && !word.questionEnglish.isEmpty ? word.questionEnglish : word.question
        breadcrumbs = visit.breadcrumbs(
            [Link(words("diagnosis.check"), visit.link("/check"))], here: words("diagnosis.question"))
        progress = question.progress(visit)
        context = room.context(answers, visit)
        let meant = visit.isEnglish ? word.meaningEnglish : word.meaning
        meaning = meant.isEmpty ? nil : meant
        hint = question.fields.count > 1 ? question.hint(visit) : nil
        let packed = try room.pack(answers, visit)
        let blank = Form(
            to: "/check/question", in: visit, hidden: [("s", packed), ("q", room.wordKeys[word.id])],
            fields: question.formFields(visit, submission), button: words("diagnosis.continue"))
        form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        why =
            question.rules.isEmpty
            ? nil
            : Fold(
                words.counted("diagnosis.why", question.rules.count),
                lines: question.rules.map { $0.title(english: visit.isEnglish) })
        var links = [Link(words("diagnosis.report.now"), visit.link("/check/report", [("s", packed)]))]
        if let back = room.previous(answers) {
            let packedBack = try room.pack(back, visit)
            links.insert(
                Link(words("diagnosis.back"), visit.link("/check/question", [("s", packedBack)])), at: 0)
        }
        self.links = links
    }
}

/// A question with its place in the row and what hangs on it.
struct Question {
    let word: Word
    let fields: [FactField]
    let number: Int
    /// Questions that are open now, this one among them.
    let left: Int
    let isQuick: Bool
    /// Whether 不清楚 was said when it was asked before.
    let wasSkipped: Bool
    let rules: [Rule]

    var offersUnknown: Bool { fields.allSatisfy(\.offersUnknown) }

    /// With several years, each field is named by its year; otherwise by the official term.
    func label(_ field: FactField, _ visit: Visit) -> String {
        guard field.key.year != 0 else { return field.room.wording(visit).name(word.id) }
        return visit.words(
            word.cadence == .yearEnd ? "diagnosis.yearEnd" : "diagnosis.year",
            ["year": String(field.key.year)])
    }

    func hint(_ visit: Visit) -> String? {
        let hint = visit.isEnglish ? word.hintEnglish : word.hint
        return hint.isEmpty ? nil : hint
    }

    /// The quick test promises how many there are at most; the exact one says how many are open now,
    /// which answers
    /// make fewer or more.
    func progress(_ visit: Visit) -> StepProgress {
        let last = number + left - 1
        let values = ["number": String(number), "left": String(left), "last": String(last)]
        let text = visit.words(isQuick ? "diagnosis.progress.quick" : "diagnosis.progress.exact", values)
        return StepProgress(text, step: number, of: last)
    }

    /// The fields of all years, nearby names for one that was not found, and the way past the question.
    func formFields(_ visit: Visit, _ submission: Submission?) -> [Field] {
        let shared = fields.count > 1
        var all = fields.flatMap { field in
            let own = field.field(label: label(field, visit), hint: shared ? nil : hint(visit))
            return [own] + [submission.flatMap { field.suggestions($0) }].compactMap { $0 }
        }
        if !offersUnknown {
            let skip = Field.Option("1", visit.words("diagnosis.unsure.skip"))
            all.append(
                Field(
                    "unknown", visit.words("diagnosis.unsure.label"),
                    .checkBoxes([skip], chosen: wasSkipped ? ["1"] : [])))
        }
        return all
    }
}

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

    init(in visit: Visit, room: Diagnosis) {
        let words = visit.words
        title = words("diagnosis.check")
        lead = words("diagnosis.check.lead")
        breadcrumbs = visit.breadcrumbs(here: title)
        func door(
            _ depth: Answers.Depth, _ key: String, _ purpose: Purpose = .application, _ scope: Answers.Scope = .ladder
        ) -> Card {
            var answers = Answers()
            (answers.depth, answers.purpose, answers.scope) = (depth, purpose, scope)
            let packed = (try? room.pack(answers, visit)) ?? ""
            return Card(
                title: words("diagnosis.check.\(key)"), href: visit.link("/check/question", [("s", packed)]),
                text: words("diagnosis.check.\(key).text", ["count": String(Answers.quickCount)]))
        }
        doors = [
            door(.quick, "quick"), door(.exact, "exact"), door(.exact, "review", .review),
            door(.exact, "contract", .application, .contract),
        ]
        notes = [words("diagnosis.home.stored"), words("diagnosis.check.unsure")]
    }
}

/// One question on one page.
struct QuestionPage: Page {
    let title: String
    let breadcrumbs: Breadcrumbs?
    let progress: StepProgress
    let meaning: String
    let form: Form
    let why: Fold
    let links: [Link]
    var hasFaults: Bool { form.hasFaults }

    init(
        in visit: Visit, room: Diagnosis, answers: Answers, question: Question, submission: Submission? = nil,
        faults: [FieldFault] = []
    ) throws {
        let words = visit.words
        let word = question.word
        let english = visit.isEnglish
        title = english && !word.questionEnglish.isEmpty ? word.questionEnglish : word.question
        breadcrumbs = visit.breadcrumbs(
            [Link(words("diagnosis.check"), visit.link("/check"))], here: words("diagnosis.question"))
        progress = StepProgress(step: question.number, of: question.count, in: words)
        meaning = english && !word.meaningEnglish.isEmpty ? word.meaningEnglish : word.meaning
        let packed = try room.pack(answers, visit)
        var fields = question.fields.map {
            $0.field(label: question.label($0, visit), hint: question.hint(visit))
        }
        if !question.offersUnknown {
            fields.append(
                Field(
                    "unknown", words("diagnosis.unsure.label"),
                    .checkBoxes([Field.Option("1", words("diagnosis.unsure.skip"))]), isOptional: true))
        }
        let blank = Form(
            to: "/check/question", in: visit, hidden: [("s", packed), ("q", room.wordKeys[word.id])],
            fields: fields, button: words("diagnosis.continue"))
        form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        why = Fold(
            words.counted("diagnosis.why", question.rules.count),
            lines: question.rules.map { english && !$0.titleEnglish.isEmpty ? $0.titleEnglish : $0.title })
        var links = [Link(words("diagnosis.report.now"), visit.link("/check/report", [("s", packed)]))]
        if let back = room.previous(answers) {
            links.insert(
                Link(
                    words("diagnosis.back"),
                    visit.link("/check/question", [("s", try room.pack(back, visit))])), at: 0)
        }
        self.links = links
    }
}

/// A question with its place in the row and what hangs on it.
struct Question {
    let word: Word
    let fields: [FactField]
    let number: Int
    let count: Int
    let rules: [Rule]

    var offersUnknown: Bool { fields.allSatisfy(\.offersUnknown) }

    /// With several years, each field is named by its year.
    func label(_ field: FactField, _ visit: Visit) -> String {
        guard field.key.year != 0 else { return visit.words("diagnosis.answer") }
        return visit.words(
            word.cadence == .yearEnd ? "diagnosis.yearEnd" : "diagnosis.year",
            ["year": String(field.key.year)])
    }

    func hint(_ visit: Visit) -> String? {
        let hint = visit.isEnglish && !word.hintEnglish.isEmpty ? word.hintEnglish : word.hint
        return hint.isEmpty ? nil : hint
    }
}

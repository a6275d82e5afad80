// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

extension Diagnosis {
    /// The next question's page, or on to the report when no verdict needs one, or the quick test has had its share.
    func question(_ visit: Visit, answers: Answers) throws -> Reply {
        guard let question = nextQuestion(answers, visit) else {
            return .redirect(to: "/check/report", [("s", try pack(answers, visit))])
        }
        return .page(try QuestionPage(in: visit, room: self, answers: answers, question: question))
    }

    /// The question on which most open verdicts hang.
    func nextQuestion(_ answers: Answers, _ visit: Visit) -> Question? {
        if answers.depth == .quick && answers.asked.count >= Answers.quickCount { return nil }
        let report = report(answers, visit)
        let open = openQuestions(report, answers)
        guard let needed = preferred(open, answers) else { return nil }
        let left =
            answers.depth == .quick ? min(open.count, Answers.quickCount - answers.asked.count) : open.count
        return question(needed, answers, visit, report: report, left: left)
    }

    /// Industry and place first: they decide which rules are looked at. Then what most hangs on.
    private func preferred(_ open: [NeededFact], _ answers: Answers) -> NeededFact? {
        guard answers.scope == .ladder else { return open.first }
        for word in [library.vocabulary.industryWord, library.vocabulary.regionWord].compactMap({ $0 }) {
            let key = wordKeys[word.id]
            let isAnswered = answers.facts[key] != nil || answers.skipped.contains(key)
            if !isAnswered { return open.first { $0.word == word.id } ?? NeededFact(word: word.id) }
        }
        return open.first
    }

    private func question(
        _ needed: NeededFact, _ answers: Answers, _ visit: Visit, report: Report, left: Int
    ) -> Question {
        let word = library.vocabulary[needed.word]
        let years = needed.years.isEmpty ? [0] : needed.years
        let fields = years.map { year in
            let key = Facts.Key(word: word.id, year: year)
            return FactField(room: self, visit: visit, key: key, stored: answers.facts[name(key)])
        }
        let rules = report.entries.map(\.verdict).filter { verdict in
            verdict.missing.contains { $0.word == word.id }
        }
        let number = answers.asked.count + 1
        return Question(
            word: word, fields: fields, number: number, count: max(number, answers.asked.count + left),
            rules: rules.map(\.rule))
    }

    /// The answers before the last question; what was typed for it stays in its field.
    func previous(_ answers: Answers) -> Answers? {
        guard let last = answers.asked.last else { return nil }
        var back = answers
        back.asked.removeLast()
        back.skipped.removeAll { $0 == last }
        for key in back.facts.keys where key == last || key.hasPrefix(last + ".") { back.facts[key] = nil }
        return back
    }

    /// The same question with what was typed.
    func questionAgain(_ visit: Visit, _ submission: Submission, faults: [FieldFault] = []) throws -> Reply {
        let answers = try answers(submission.text("s"), visit)
        guard let question = asked(answers, visit, submission) else {
            return try question(visit, answers: answers)
        }
        let page = try QuestionPage(
            in: visit, room: self, answers: answers, question: question, submission: submission,
            faults: faults)
        return faults.isEmpty ? .page(page) : .refused(page)
    }

    /// The question that the form asked, which may not be the next one any more.
    private func asked(_ answers: Answers, _ visit: Visit, _ submission: Submission) -> Question? {
        guard let word = wordKeys.word(submission.text("q")) else { return nil }
        let report = report(answers, visit)
        let open = openQuestions(report, answers)
        let needed = open.first { $0.word == word } ?? NeededFact(word: word)
        return question(needed, answers, visit, report: report, left: max(1, open.count))
    }

    /// Takes an answer and goes on.
    func answer(_ visit: Visit, _ submission: Submission) throws -> Reply {
        var answers = try answers(submission.text("s"), visit)
        guard let question = asked(answers, visit, submission) else {
            return try self.question(visit, answers: answers)
        }
        let key = wordKeys[question.word.id]
        if submission.text("unknown") == "1" {
            answers.skipped.append(key)
        } else {
            let (read, faults) = FactField.readAll(question.fields, submission)
            guard faults.isEmpty else { return try questionAgain(visit, submission, faults: faults) }
            let stated = read.compactMapValues { $0 }
            if stated.isEmpty && !question.offersUnknown {
                let field = question.fields[0]
                let fault = FieldFault(field.name, visit.words("diagnosis.unsure.or"))
                return try questionAgain(visit, submission, faults: [fault])
            }
            answers.facts.merge(stated) { _, new in new }
            // A year left empty is not asked for again.
            if stated.count < question.fields.count { answers.skipped.append(key) }
        }
        answers.asked.append(key)
        return .redirect(to: "/check/question", [("s", try pack(answers, visit))])
    }
}

extension NeededFact {
    /// A word that is asked whether a verdict hangs on it or not.
    init(word: Word.ID) {
        self.init(word: word, years: [], ruleCount: 0)
    }
}

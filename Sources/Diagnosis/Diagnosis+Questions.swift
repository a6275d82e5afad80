// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

extension Diagnosis {
    /// The next question's page, or on to the report when no verdict needs one, or the quick test has
    /// had its share.
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
        guard let needed = preferred(open, answers, visit) else { return nil }
        return question(needed, answers, visit, report: report, open: open)
    }

    /// Industry and place first: they decide which rules are looked at. Then what most hangs on.
    private func preferred(_ open: [NeededFact], _ answers: Answers, _ visit: Visit) -> NeededFact? {
        guard answers.scope == .ladder else { return open.first }
        if let industry = library.vocabulary.industryWord?.id,
            let asked = open.first(where: { $0.word == industry })
        {
            return asked
        }
        if let region = library.vocabulary.regionWord?.id {
            let key = wordKeys[region]
            let isAnswered = answers.facts[key] != nil || answers.skipped.contains(key)
            let deciding = regionalRules(answers, visit)
            if !isAnswered, !deciding.isEmpty {
                return open.first { $0.word == region }
                    ?? NeededFact(word: region, years: [], ruleCount: deciding.count)
            }
        }
        return open.first
    }

    /// Rules that are in force at some places only: on them the question for the place hangs, though
    /// no verdict does.
    private func regionalRules(_ answers: Answers, _ visit: Visit) -> [Rule] {
        let day = day(answers, visit)
        return library.rules.filter { rule in
            !rule.isNational && answers.scope.holds(rule)
                && rule.applicability.contains { $0.covers(day, for: answers.purpose) }
        }
    }

    private func question(
        _ needed: NeededFact, _ answers: Answers, _ visit: Visit, report: Report, open: [NeededFact]
    ) -> Question {
        let word = library.vocabulary[needed.word]
        let years = needed.years.isEmpty ? [0] : needed.years
        let fields = years.map { year in
            let key = Facts.Key(word: word.id, year: year)
            let stored = answers.facts[name(key)] ?? answers.recalled[name(key)]
            return FactField(room: self, visit: visit, key: key, stored: stored)
        }
        var rules = report.entries.map(\.verdict).filter { verdict in
            verdict.missing.contains { $0.word == word.id }
        }.map(\.rule)
        if word.id == library.vocabulary.regionWord?.id {
            rules += regionalRules(answers, visit).filter { rule in !rules.contains { $0.code == rule.code } }
        }
        let left = max(1, open.contains { $0.word == word.id } ? open.count : open.count + 1)
        let isQuick = answers.depth == .quick
        let quickLeft = max(1, Answers.quickCount - answers.asked.count)
        return Question(
            word: word, fields: fields, number: answers.asked.count + 1, left: isQuick ? quickLeft : left,
            isQuick: isQuick, wasSkipped: answers.recalled[wordKeys[word.id]] == Diagnosis.skippedMark,
            rules: rules)
    }

    /// Stands among the recalled answers for 不清楚.
    private static let skippedMark = "?"

    /// What the questions are about, where it is not a new application today for everything.
    func context(_ answers: Answers, _ visit: Visit) -> String? {
        var parts: [String] = []
        if let scope = scopeName(answers, visit) { parts.append(scope) }
        if answers.purpose == .review { parts.append(visit.words("diagnosis.check.review")) }
        if let day = answers.day { parts.append(visit.text(of: day)) }
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }

    /// The answers before the last question; what was answered to it stands in its field again.
    func previous(_ answers: Answers) -> Answers? {
        guard let last = answers.asked.last else { return nil }
        var back = answers
        back.asked.removeLast()
        if back.skipped.contains(last) { back.recalled[last] = Diagnosis.skippedMark }
        back.skipped.removeAll { $0 == last }
        for (key, value) in back.facts where key == last || key.hasPrefix(last + ".") {
            back.recalled[key] = value
            back.facts[key] = nil
        }
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
        let needed = open.first { $0.word == word } ?? NeededFact(word: word, years: [], ruleCount: 0)
        return question(needed, answers, visit, report: report, open: open)
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
        answers.asked.removeAll { $0 == key }
        answers.asked.append(key)
        for name in answers.recalled.keys where name == key || name.hasPrefix(key + ".") {
            answers.recalled[name] = nil
        }
        return .redirect(to: "/check/question", [("s", try pack(answers, visit))])
    }
}

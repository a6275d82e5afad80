// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

extension Diagnosis {
    /// The verdict of the classification rule; nil when no version is in force today.
    func sizeVerdict(_ answers: Answers, _ visit: Visit) -> Verdict? {
        library.judge(facts(answers), byRuleNamed: sizeRule, asOf: visit.today)
    }

    /// The word whose options are the classes.
    var sizeWord: Word? {
        library.versions(of: sizeRule).first?.classification.map { library.vocabulary[$0.result] }
    }

    /// Names of the classes that remain possible, in the visitor's language.
    func classNames(_ verdict: Verdict, _ visit: Visit) -> [String] {
        guard let classes = verdict.classes, let word = verdict.rule.classification?.result else { return [] }
        return classes.possible.sorted().map {
            library.vocabulary[word].text(of: .option($0), english: visit.isEnglish)
        }
    }

    /// The name of a group of industries in the visitor's language.
    func name(_ group: Classification.Group, _ visit: Visit) -> String {
        visit.isEnglish && !group.nameEnglish.isEmpty ? group.nameEnglish : group.name
    }

    /// The figures that the industry's group asks.
    func sizeFields(_ answers: Answers, _ visit: Visit) -> [FactField] {
        let indicators = sizeVerdict(answers, visit)?.classes?.indicators ?? []
        let year = visit.today.year
        return indicators.map { judged in
            let fact = judged.indicator.fact
            var key = Facts.Key(word: fact.word)
            if case .year(let back) = fact.period { key = Facts.Key(word: fact.word, year: year - back) }
            return FactField(room: self, visit: visit, key: key, stored: answers.facts[name(key)])
        }
    }

    /// The page for answers that state an industry; the first step for others.
    func withIndustry(_ visit: Visit, page: (Answers) throws -> Reply) throws -> Reply {
        let answers = try answers(visit)
        guard let word = library.vocabulary.industryWord?.id,
            answers.facts[name(Facts.Key(word: word))] != nil
        else { return .redirect(to: "/size") }
        return try page(answers)
    }

    /// First step: the industry; then the figures, or the result where no group lists it.
    func sizeIndustry(_ visit: Visit, _ submission: Submission) throws -> Reply {
        var faults: [FieldFault] = []
        let industry = Industry(code: submission.text("industry"))
        if industry == nil { faults.append(FieldFault("industry", visit.words("diagnosis.size.choose"))) }
        let typed = submission.text("code")
        var code = ""
        if !typed.isEmpty {
            do throws(CreditCodeFault) {
                code = try CreditCode(typed).text
            } catch {
                faults.append(FieldFault("code", visit.isEnglish ? error.englishText : error.chineseText))
            }
        }
        guard let industry, faults.isEmpty else {
            return .refused(SizeIndustryPage(in: visit, room: self, submission: submission, faults: faults))
        }
        var answers = Answers()
        answers.enterprise = String(submission.text("enterprise").prefix(60))
        answers.creditCode = code
        if let word = library.vocabulary.industryWord {
            answers.facts[name(Facts.Key(word: word.id))] = industry.code
        }
        let next = sizeFields(answers, visit).isEmpty ? "/size/result" : "/size/figures"
        return .redirect(to: next, [("s", try pack(answers, visit))])
    }

    /// Second step: the figures; an empty field is a figure that is not known.
    func sizeFigures(_ visit: Visit, _ submission: Submission) throws -> Reply {
        var answers = try answers(submission.text("s"), visit)
        let (read, faults) = FactField.readAll(sizeFields(answers, visit), submission)
        guard faults.isEmpty else {
            return .refused(try FiguresPage(in: visit, .size(answers, self), submission, faults: faults))
        }
        for (key, text) in read { answers.facts[key] = text }
        return .redirect(to: "/size/result", [("s", try pack(answers, visit))])
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Policies
import Rules
import Site
import Standards

extension Entitlements {
    var quickRoutes: [Route] {
        [
            .page("/match", "entitlements.match", .everyone, isPersonal: true) { visit in
                try await loaded(visit) {
                    try await ask(try QuickAnswers(visit.query["s"] ?? "", in: visit), visit)
                }
            },
            .form("/match", "entitlements.match.answer", .everyone, isPersonal: true) { visit, submission in
                try await loaded(visit) {
                    try await ask(try QuickAnswers(submission.text("s"), in: visit), visit, submission)
                }
            } act: { visit, submission in
                try await loaded(visit) { try await takeAnswer(visit, submission) }
            },
            .page("/match/report", "entitlements.match.report", .everyone, isPersonal: true) { visit in
                try await loaded(visit) { try await quickReport(visit) }
            },
        ]
    }

    private static let unknownField = "unknown"

    /// The next question; the report when nothing that can be asked would change it, or enough was asked.
    private func ask(
        _ answers: QuickAnswers, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> Reply {
        guard answers.asked.count < QuickAnswers.most,
            let question = try await question(answers, visit, named: submission?.text("q"))
        else {
            return .redirect(to: "/match/report", [("s", try answers.packed(in: visit))])
        }
        let page = try questionPage(question, answers, visit, submission, faults)
        return faults.isEmpty ? .page(page) : .refused(page)
    }

    private func question(
        _ answers: QuickAnswers, _ visit: Visit, named name: String? = nil
    ) async throws -> QuickMatch.Question? {
        let facts = answers.facts(library.vocabulary)
        let results = try await results(of: facts, on: visit.today)
        let match = QuickMatch(library: library, facts: facts, day: visit.today)
        let next = try await OffPool.run { match.next(results, asked: answers.asked) }
        guard let name, let word = library.vocabulary.word(named: name), next?.word.id != word.id else {
            return next
        }
        // What was asked when the form was made, though something else would be asked now.
        let years = word.isPeriodic ? [visit.today.year - 1] : [0]
        return QuickMatch.Question(
            word: word, keys: years.map { Facts.Key(word: word.id, year: $0) }, policies: [])
    }

    private func questionPage(
        _ question: QuickMatch.Question, _ answers: QuickAnswers, _ visit: Visit, _ submission: Submission?,
        _ faults: [FieldFault]
    ) throws -> EntitlementPage {
        let words = visit.words
        let word = question.word
        let wording = Wording(library, english: visit.isEnglish)
        let title = visit.isEnglish && !word.questionEnglish.isEmpty ? word.questionEnglish : word.question
        var page = EntitlementPage(title.isEmpty ? wording.name(word.id) : title, in: visit)
        let step = answers.asked.count + 1
        page.progress = StepProgress(
            words(
                "entitlements.match.step",
                ["step": String(step), "count": String(QuickAnswers.most)]), step: step,
            of: QuickAnswers.most)
        if !question.policies.isEmpty {
            page.lead = words.counted("entitlements.match.hangs", question.policies.count)
        }
        let packed = try answers.packed(in: visit)
        let unknown = Field(
            Self.unknownField, words("entitlements.match.unknown"),
            .checkBoxes([Field.Option("1", words("entitlements.match.skip"))]), isOptional: true)
        let blank = Form(
            to: "/match", in: visit,
            hidden: [
                ("s", packed), ("q", word.name),
                ("years", question.keys.map { String($0.year) }.joined(separator: "-")),
            ],
            fields: question.keys.map { FactQuestion($0, wording).field(in: visit) } + [unknown],
            button: words("entitlements.match.continue"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        var links = [Link(words("entitlements.match.now"), visit.link("/match/report", [("s", packed)]))]
        if let back = answers.previous {
            links.append(
                Link(
                    words("entitlements.match.back"),
                    visit.link("/match", [("s", try back.packed(in: visit))])))
        }
        page.panels = [Panel(id: "ways", title: words("entitlements.match.ways"), links: links)]
        return page
    }

    private func takeAnswer(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        var answers = try QuickAnswers(submission.text("s"), in: visit)
        guard let word = library.vocabulary.word(named: submission.text("q")),
            !answers.asked.contains(word.name)
        else { return .redirect(to: "/match", [("s", try answers.packed(in: visit))]) }
        let wording = Wording(library, english: visit.isEnglish)
        let years = submission.text("years").split(separator: "-").compactMap { Int($0) }.prefix(10)
        var faults: [FieldFault] = []
        var count = 0
        for year in years {
            let question = FactQuestion(Facts.Key(word: word.id, year: year), wording)
            do throws(FieldFault) {
                guard let text = try question.read(submission) else { continue }
                answers.state(text, for: question.key, library.vocabulary)
                count += 1
            } catch {
                faults.append(error)
            }
        }
        if submission.text(Self.unknownField) == "1" { (faults, count) = ([], max(count, 1)) }
        if faults.isEmpty, count == 0 {
            faults = [FieldFault(Self.unknownField, visit.words("entitlements.match.orSkip"))]
        }
        guard faults.isEmpty else {
            let before = try QuickAnswers(submission.text("s"), in: visit)
            return try await ask(before, visit, submission, faults: faults)
        }
        answers.asked.append(word.name)
        return .redirect(to: "/match", [("s", try answers.packed(in: visit))])
    }

    private func quickReport(_ visit: Visit) async throws -> Reply {
        let answers = try QuickAnswers(visit.query["s"] ?? "", in: visit)
        let facts = answers.facts(library.vocabulary)
        let results = try await results(of: facts, on: visit.today)
        return .page(try await OffPool.run { self.quickReport(results, facts, answers, visit) })
    }

    private func quickReport(
        _ results: [PolicyResult], _ facts: Facts, _ answers: QuickAnswers, _ visit: Visit
    ) -> EntitlementPage {
        let words = visit.words
        let cards = ResultCards(
            library: library, facts: facts, day: visit.today, visit: visit, isAnonymous: true)
        var page = EntitlementPage(
            words("entitlements.match.result"), in: visit,
            below: [Link(words("entitlements.match"), visit.link("/match"))])
        page.lead = words(
            "entitlements.match.result.lead",
            [
                "day": visit.text(visit.today), "answers": String(answers.facts.count),
                "count": String(results.count),
            ])
        page.summary = summary(results, facts, visit)
        let chosen = visit.query["group"].flatMap(PolicyFit.Group.init(rawValue:))
        page.groups = ResultOrder(results, visit.today).groups(chosen, visit) { group, part, more in
            ResultGroup(
                id: group.rawValue, title: group.reported.title(english: visit.isEnglish),
                note: words("entitlements.group.\(group.rawValue)"),
                cards: part.map { cards.card($0, isFull: false) }, more: more)
        }
        page.notices = [Notice(words("entitlements.match.notKept"), .info)]
        page.panels = [
            Panel(
                id: "next", title: words("entitlements.match.ways"), text: words("entitlements.match.exact"),
                links: [
                    Link(words("entitlements.match.again"), visit.link("/match")),
                    Link(words("entitlements.mine"), visit.link("/my/policies")),
                ])
        ]
        return page
    }
}

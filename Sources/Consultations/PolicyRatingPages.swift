// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Store

extension Consultations {
    var policyRatingRoutes: [Route] {
        [
            .page("/policy-ratings/{policy}", "consultations.policyRating", .everyone, isPersonal: true) {
                visit in
                let version = try await shown(numbered: visit.parameter("policy"))
                return .page(try await ratingPage(version, visit))
            },
            .form("/policy-ratings/{policy}", "consultations.policyRating.send", .everyone, isPersonal: true)
            {
                visit, submission in
                let version = try await shown(numbered: visit.parameter("policy"))
                return .page(try await ratingPage(version, visit, submission))
            } act: { visit, submission in
                try await ratePolicy(visit, submission)
            },
        ]
    }

    private func ratingPage(
        _ version: PolicyVersion, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> ConsultationPage {
        let words = visit.words
        var page = ConsultationPage(
            words("consultations.policyRating"), in: visit,
            below: [Link(version.content.title, visit.link(version.path))])
        page.lead = version.content.title
        let rater = visit.who?.actor ?? ReaderToken(visit, database.ground).text
        let before = try await policyRatings.rating(of: version.policy.id, by: rater)
        let tally = try await policyRatings.tally(of: version.policy.id)
        if let clear = RatingTally.mean(tally.clearSum, of: tally.count),
            let useful = RatingTally.mean(tally.usefulSum, of: tally.count)
        {
            page.rows = KeyValueList([
                .init(words("consultations.clear"), words("consultations.ofFive", ["mean": clear])),
                .init(words("consultations.useful"), words("consultations.ofFive", ["mean": useful])),
                .init(words("consultations.ratings"), String(tally.count)),
            ])
        }
        if before != nil {
            page.notices = [Notice(words("consultations.policyRating.before"), .info)]
        }
        let blank = Form(
            to: "/policy-ratings/\(version.policy.number)", in: visit,
            fields: [
                Field(
                    "clear", words("consultations.clear"),
                    .radios(visit.degrees("clear"), chosen: before.map { String($0.clear.rawValue) })),
                Field(
                    "useful", words("consultations.useful"),
                    .radios(visit.degrees("useful"), chosen: before.map { String($0.useful.rawValue) })),
                Field(
                    "words", words("consultations.policyRating.words"),
                    .longText(before?.words ?? "", rows: 3),
                    hint: words("consultations.policyRating.hint"), isOptional: true),
            ], button: words("consultations.policyRating.send"))
        let form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        page.forms = [.init(id: "rate", title: words("consultations.policyRating.form"), form: form)]
        page.actions = [
            Link(
                words("consultations.new"),
                visit.link("/questions/new", [("policy", String(version.policy.number))]))
        ]
        return page
    }

    private func ratePolicy(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let version = try await shown(numbered: visit.parameter("policy"))
        func level(_ name: String) -> Level? { Int(submission.text(name)).flatMap(Level.init(rawValue:)) }
        var faults: [FieldFault] = []
        for name in ["clear", "useful"] where level(name) == nil {
            faults.append(FieldFault(name, visit.words("consultations.\(name).missing")))
        }
        let words = submission.text("words")
        if let fault = visit.fault("words", words, least: 0, most: 500) { faults.append(fault) }
        guard let clear = level("clear"), let useful = level("useful"), faults.isEmpty else {
            return .refused(try await ratingPage(version, visit, submission, faults: faults))
        }
        let token = ReaderToken(visit, database.ground)
        try await policyRatings.rate(
            version.policy.id, PolicyRating(clear: clear, useful: useful, words: words),
            by: visit.who?.actor ?? token.text,
            from: visit.who == nil ? visit.clientKey ?? token.text : nil,
            once: visit.key(submission, "policy-rating"))
        return token.kept(by: .redirect(to: version.path)).saying(
            visit.words("consultations.policyRating.done"))
    }
}

extension Visit {
    /// The five answers to one of the two questions, the best first.
    func degrees(_ question: String) -> [Field.Option] {
        Level.allCases.reversed().map {
            Field.Option(String($0.rawValue), words("consultations.\(question).\($0.rawValue)"))
        }
    }
}

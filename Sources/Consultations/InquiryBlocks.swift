// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Standards
import Store

extension Consultations {
    /// What this room adds to other rooms' pages.
    public var blocks: [Block] {
        [
            Block(at: .policy, "consultations.policy", order: 700, .everyone) { visit, subject in
                try await policyPanel(subject, visit)
            },
            Block(at: .desk, "consultations.desk.mine", order: 300, .consultationAsk) { visit, _ in
                try await minePanel(visit)
            },
            Block(at: .desk, "consultations.desk.inbox", order: 120, .consultationAnswer) { visit, _ in
                try await inboxPanel(visit)
            },
            Block(at: .desk, "consultations.desk.callBacks", order: 130, .consultationSupervise) { visit, _ in
                try await callBackPanel(visit)
            },
            Block(at: .enterpriseFile, "consultations.enterprise", order: 500, .consultationEnterprise) {
                visit, subject in
                try await enterprisePanel(subject, visit)
            },
        ]
    }

    /// Where the search box looks: answered common questions.
    public var searches: [SearchSource] {
        [
            SearchSource("consultations.commons", .everyone) { visit, typed, count in
                let found = try await shelfOfAnswers.answers(
                    to: typed, about: nil, on: visit.today, in: answerStore)
                return found.filter { $0.text.kind == .common }.prefix(count).map {
                    SearchHit($0.text.title, visit.link($0.text.path), text: $0.excerpt.text)
                }
            }
        ]
    }

    /// Common questions about a policy, whom to ask, and what readers think of it.
    private func policyPanel(_ subject: String, _ visit: Visit) async throws -> Panel? {
        guard let id = ID<Policy>(subject), let version = try await policies.store.shown(id) else {
            return nil
        }
        let words = visit.words
        let desk = try await desk(of: version.policy, near: version.policy.region)
        let tally = try await policyRatings.tally(of: id)
        let commons = try await commons.commons(about: id, limit: 5)
        var rows: [KeyValueList.Row] = [
            .init(
                words("consultations.answerer"), name(of: desk, in: visit),
                note: words("consultations.route.\(desk.route.rawValue)"))
        ]
        if let clear = RatingTally.mean(tally.clearSum, of: tally.count),
            let useful = RatingTally.mean(tally.usefulSum, of: tally.count)
        {
            rows.append(
                .init(
                    words("consultations.policyRating.mean"),
                    words(
                        "consultations.policyRating.means",
                        ["clear": clear, "useful": useful, "count": String(tally.count)])))
        }
        let number = String(version.policy.number)
        return Panel(
            id: "consultations", title: words("consultations.title"),
            text: words("consultations.policy.lead"), rows: KeyValueList(rows),
            cards: commons.map {
                Card(
                    title: $0.question, href: visit.link("/questions/common/\($0.number)"), meta: [$0.office],
                    text: $0.answer.count > 100 ? $0.answer.prefix(98) + "……" : $0.answer)
            },
            links: [
                Link(words("consultations.answers.here"), visit.link("/ask", [("policy", number)])),
                Link(words("consultations.new"), visit.link("/questions/new", [("policy", number)])),
                Link(
                    words("consultations.complain"),
                    visit.link("/questions/new", [("policy", number), ("kind", "complaint")])),
                Link(words("consultations.policyRating"), visit.link("/policy-ratings/\(number)")),
            ])
    }

    private func minePanel(_ visit: Visit) async throws -> Panel? {
        guard let who = visit.who else { return nil }
        let found = try await database.read { try $0.questions(of: who.person, limit: 5) }
        // Officials who never asked anything need no invitation to ask themselves.
        guard !found.isEmpty || who.grants.isEmpty else { return nil }
        return Panel(
            id: "my-questions", title: visit.words("consultations.mine"),
            text: found.isEmpty ? visit.words("consultations.mine.none") : nil,
            table: found.isEmpty ? nil : questionTable(found, id: "my-questions-table", in: visit),
            links: [
                Link(visit.words("consultations.mine"), visit.link("/questions/mine")),
                Link(visit.words("consultations.new"), visit.link("/questions/new")),
            ])
    }

    private func inboxPanel(_ visit: Visit) async throws -> Panel? {
        let (span, today) = (DeskSpan(of: visit.who), visit.today)
        let (found, counts) = try await database.read {
            (try $0.questions(at: span, offset: 0, limit: 5), try $0.counts(at: span, on: today))
        }
        return Panel(
            id: "questions-inbox", title: visit.words("consultations.inbox"),
            text: counts.open == 0
                ? visit.words("consultations.inbox.none")
                : visit.words.counted("consultations.inbox.open", counts.open)
                    + visit.words("consultations.comma")
                    + visit.words.counted("consultations.inbox.overdue", counts.overdue),
            table: found.isEmpty ? nil : questionTable(found, id: "questions-inbox-table", in: visit),
            links: [Link(visit.words("consultations.inbox"), visit.link("/questions/inbox"))])
    }

    private func callBackPanel(_ visit: Visit) async throws -> Panel? {
        let regions = authorisation.regions(of: visit.who, for: .consultationSupervise)
        let found = try await database.read { try $0.callBacks(in: regions) }
        return Panel(
            id: "call-backs", title: visit.words("consultations.callBacks"),
            text: visit.words.counted("consultations.callBacks.count", found.count),
            links: [Link(visit.words("consultations.callBacks"), visit.link("/questions/call-backs"))])
    }

    private func enterprisePanel(_ subject: String, _ visit: Visit) async throws -> Panel? {
        guard let id = EnterpriseID(subject) else { return nil }
        let found = try await database.read { try $0.questions(of: id, limit: 20) }
        // An official sees those that lie at the own desk or in the own region; members see all of theirs.
        let who = visit.who
        let isMember = who?.memberships.contains { $0.enterprise == id } == true
        let shown =
            isMember
            ? found
            : found.filter { question in
                DeskSpan(of: who).holds(question)
                    || authorisation.allows(who, .consultationSupervise, on: .region(question.region))
            }
        guard !shown.isEmpty else { return nil }
        return Panel(
            id: "enterprise-questions", title: visit.words("consultations.ofEnterprise"),
            table: questionTable(shown, id: "enterprise-questions-table", in: visit))
    }
}

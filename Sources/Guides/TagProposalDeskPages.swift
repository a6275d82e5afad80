// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Standards
import Store

extension Guides {
    /// Where editors answer proposals.
    var proposalDeskRoutes: [Route] {
        let path = "/tags/manage/proposals/{number}"
        return [
            .page(path, "guides.proposal", .guideTags) { .page(try await answerPage($0)) },
            .form(path, "guides.proposal.answer", .guideTags) { visit, submission in
                .page(try await answerPage(visit, submission))
            } act: { visit, submission in
                try await answer(visit, submission)
            },
        ]
    }

    /// Proposals that wait, the first to answer on top; nil where none waits.
    func proposalSection(_ open: [TagProposal], _ visit: Visit) -> GuideSection? {
        guard !open.isEmpty else { return nil }
        let words = visit.words
        let rows = open.map { proposal in
            DataTable.Row(
                .init(
                    proposal.name, in: visit.documentLanguage,
                    href: visit.link("/tags/manage/proposals/\(proposal.number)"),
                    status: visit.status(of: proposal)),
                [
                    .init(
                        proposal.policy?.title ?? words("guides.proposal.list"),
                        in: proposal.policy == nil ? nil : visit.documentLanguage),
                    .init(proposal.enterpriseName, in: visit.documentLanguage),
                ])
        }
        return GuideSection(
            id: "proposals", title: words.counted("guides.proposals.open", open.count),
            table: DataTable(
                id: "proposals-table", caption: words("guides.proposals.waiting"),
                columns: [
                    .init(words("guides.tag")), .init(words("guides.policy")),
                    .init(words("guides.proposal.enterprise")),
                ], rows: rows, empty: words("guides.proposals.none")))
    }

    /// For the desk: how many proposals wait, and how many of them for too long; nil where none waits.
    func proposalsPanel(_ visit: Visit) async throws -> Panel? {
        let words = visit.words
        let open = try await proposals.open()
        guard !open.isEmpty else { return nil }
        let late = open.filter { if case .overdue = $0.clock(on: visit.today) { true } else { false } }.count
        return Panel(
            id: "tag-proposals", title: words("guides.proposals.waiting"),
            notices: late > 0 ? [Notice(words.counted("guides.proposals.late", late), .bad)] : [],
            text: words.counted("guides.proposals.open", open.count),
            links: [Link(words("guides.tags.manage"), visit.link("/tags/manage"))])
    }

    private func proposal(_ visit: Visit) async throws -> TagProposal {
        guard let number = Int64(visit.parameter("number")) else { throw GuideFault.proposalGone }
        return try await proposals.proposal(number)
    }

    private func answerPage(
        _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> GuidePage {
        let words = visit.words
        let proposal = try await proposal(visit)
        var page = GuidePage(
            words("guides.proposal.title", ["tag": proposal.name]), in: visit,
            below: [
                Link(words("guides.tags"), visit.link("/tags")),
                Link(words("guides.tags.manage"), visit.link("/tags/manage")),
            ])
        page.badges = [visit.status(of: proposal)]
        var rows: [KeyValueList.Row] = [
            .init(
                words("guides.policy"), proposal.policy?.title ?? words("guides.proposal.list"),
                in: proposal.policy == nil ? nil : visit.documentLanguage,
                href: proposal.policy.map { visit.link("/policies/\($0.number)") }),
            .init(
                words("guides.proposal.enterprise"), proposal.enterpriseName, in: visit.documentLanguage,
                note: proposal.personName),
            .init(words("guides.propose.reason"), proposal.reason, in: visit.documentLanguage),
            .init(words("guides.proposal.made"), visit.text(Day(milliseconds: proposal.proposedAt))),
        ]
        if !proposal.answer.isEmpty {
            rows.append(
                .init(
                    words("guides.proposal.answer"), proposal.answer, in: visit.documentLanguage,
                    note: proposal.answeredByName))
        }
        page.sections = [
            GuideSection(id: "proposal", title: words("guides.proposal.what"), rows: KeyValueList(rows))
        ]
        guard proposal.state == .open else { return page }
        let form = try await answerForm(proposal, visit)
        page.sections.append(
            GuideSection(
                id: "answer", title: words("guides.proposal.answer"),
                form: submission.map { form.filled(by: $0, faults: faults) } ?? form))
        return page
    }

    private func answerForm(_ proposal: TagProposal, _ visit: Visit) async throws -> Form {
        let words = visit.words
        let tags = try await policies.tags.book()
        let known = tags.tag(named: proposal.name)
        let dimension = known?.dimension ?? TagDimension(readFrom: proposal.name)
        return Form(
            to: "/tags/manage/proposals/\(proposal.number)", in: visit,
            fields: [
                Field(
                    "verdict", words("guides.proposal.verdict"),
                    .radios([
                        Field.Option("accept", words("guides.proposal.accept")),
                        Field.Option("decline", words("guides.proposal.decline")),
                    ])),
                Field(
                    "name", words("guides.proposal.as"), .text(known?.name ?? proposal.name, width: .medium),
                    hint: words("guides.proposal.as.hint"), isOptional: true
                ).suggesting(tags.tags.map(\.name)),
                Field(
                    "dimension", words("guides.tag.dimension"),
                    .menu(visit.dimensionOptions, chosen: dimension?.rawValue),
                    hint: words("guides.proposal.dimension.hint"), isOptional: true),
                Field(
                    "words", words("guides.proposal.words"), .longText(rows: 3),
                    hint: words("guides.proposal.words.hint"), isOptional: true),
            ], button: words("guides.proposal.send"))
    }

    private func answer(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let words = visit.words
        let proposal = try await proposal(visit)
        let tags = try await policies.tags.book()
        let told = submission.text("words")
        let name = tags.name(of: TagName.trimmed(submission.text("name")))
        let dimension =
            tags.tag(named: name)?.dimension ?? TagDimension(rawValue: submission.text("dimension"))
        var faults: [FieldFault] = []
        func refuse(_ field: String, _ word: String) { faults.append(FieldFault(field, words(word))) }
        var answer = TagAnswer.declined
        switch submission.text("verdict") {
        case "accept":
            if let fault = visit.nameFault(name) { faults.append(fault) }
            if let dimension {
                answer = .accepted(name: name, dimension)
            } else {
                refuse("dimension", "guides.tag.dimension.missing")
            }
        case "decline": if told.isEmpty { refuse("words", "guides.proposal.words.missing") }
        default: refuse("verdict", "guides.proposal.verdict.missing")
        }
        if told.count > TagProposal.mostReason { refuse("words", "guides.proposal.words.long") }
        guard faults.isEmpty else {
            return .refused(try await answerPage(visit, submission, faults: faults))
        }
        try await proposals.answer(
            proposal.number, answer, words: told, by: try visit.actor,
            once: try visit.formKey(submission, "tag.answer"))
        return .redirect(to: "/tags/manage").saying(
            words("guides.proposal.answered", ["enterprise": proposal.enterpriseName]))
    }
}

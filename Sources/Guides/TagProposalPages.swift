// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Policies
import Site
import Standards
import Store

extension Guides {
    /// Where enterprises propose tags.
    var proposalRoutes: [Route] {
        [
            .page("/tags/propose", "guides.tag.propose", .guideTagProposals) { visit in
                .page(try await proposePage(visit, about: visit.query["policy"] ?? ""))
            },
            .form("/tags/propose", "guides.tag.propose.send", .guideTagProposals) { visit, submission in
                .page(try await proposePage(visit, about: submission.text("policy"), submission))
            } act: { visit, submission in
                try await propose(visit, submission)
            },
            .page("/tags/proposals", "guides.proposals", .guideTagProposals) { visit in
                .page(try await proposalsPage(visit))
            },
        ]
    }

    var proposals: TagProposalStore { TagProposalStore(database: database) }

    /// The enterprise that the visitor acts for, as one of its members.
    private func proposer(_ visit: Visit) async throws -> Enterprise {
        guard let who = visit.who, let id = who.enterprise,
            who.memberships.contains(where: { $0.enterprise == id && $0.rights.contains(.view) }),
            let enterprise = try await enterprises.enterprise(id)
        else { throw GuideFault.noEnterprise }
        return enterprise
    }

    /// The policy that a number names; nil where none is named.
    private func proposedPolicy(_ number: String) async throws -> PolicyVersion? {
        guard !number.isEmpty else { return nil }
        guard let number = Int64(number), let id = try await policies.store.policy(numbered: number),
            let version = try await policies.store.shown(id)
        else { throw PolicyFault.gone }
        return version
    }

    private func proposePage(
        _ visit: Visit, about number: String, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> GuidePage {
        let words = visit.words
        let enterprise = try await proposer(visit)
        let version = try await proposedPolicy(number)
        var page = GuidePage(
            words("guides.tag.propose"), in: visit, below: [Link(words("guides.tags"), visit.link("/tags"))])
        let due = TagProposal.dueDay(from: visit.today).map(visit.text)
        page.lead =
            version.map { words("guides.propose.for", ["title": $0.content.title]) }
            ?? words("guides.propose.list")
        page.notices = [
            Notice(
                due.map { words("guides.propose.due", ["day": $0]) } ?? words("guides.propose.dueUnknown"),
                .info, text: words("guides.propose.as", ["enterprise": enterprise.name]))
        ]
        let tags = try await live.current().tags
        let offered = version == nil ? [] : tags.offered.map(\.name)
        let blank = Form(
            to: "/tags/propose", in: visit, hidden: [("policy", number)],
            fields: [
                Field(
                    "name", words("guides.tag.name"), .text(width: .medium),
                    hint: words(version == nil ? "guides.tag.name.hint" : "guides.propose.name.hint")
                ).suggesting(offered),
                Field(
                    "reason", words("guides.propose.reason"), .longText(rows: 3),
                    hint: words("guides.propose.reason.hint")),
            ], button: words("guides.propose.send"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        page.actions = [Link(words("guides.proposals"), visit.link("/tags/proposals"))]
        return page
    }

    private func propose(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let number = submission.text("policy")
        let enterprise = try await proposer(visit)
        let version = try await proposedPolicy(number)
        let tags = try await live.current().tags
        let typed = TagName.trimmed(submission.text("name"))
        let name = tags.name(of: typed)
        var faults = try await nameFaults(typed, name, version, tags, visit)
        let reason = submission.text("reason")
        if reason.isEmpty || reason.count > TagProposal.mostReason {
            faults.append(FieldFault("reason", visit.words("guides.propose.reason.fault")))
        }
        guard faults.isEmpty else {
            return .refused(try await proposePage(visit, about: number, submission, faults: faults))
        }
        do {
            _ = try await proposals.propose(
                NewTagProposal(
                    enterprise: enterprise.id, enterpriseName: enterprise.name, region: enterprise.region,
                    policy: version?.policy, name: name, reason: reason),
                by: try visit.actor, once: try visit.formKey(submission, "tag.propose"))
        } catch let fault as GuideFault where fault == .proposalOpen || fault == .proposalsMany {
            let told = FieldFault("name", visit.words("guides.propose.\(fault.rawValue)"))
            return .refused(try await proposePage(visit, about: number, submission, faults: [told]))
        }
        return .redirect(to: "/tags/proposals").saying(visit.words("guides.propose.sent", ["tag": name]))
    }

    /// What keeps a name from being proposed.
    private func nameFaults(
        _ typed: String, _ name: String, _ version: PolicyVersion?, _ tags: TagBook, _ visit: Visit
    ) async throws -> [FieldFault] {
        if let fault = visit.nameFault(typed) { return [fault] }
        guard let version else {
            let isThere = tags.tag(named: name)?.isOffered == true
            return isThere ? [FieldFault("name", visit.words("guides.propose.there", ["tag": name]))] : []
        }
        let suggested = try await proposals.suggested(for: version.policy.id)
        let borne = tags.names(of: version.content.themes + version.content.tags + suggested)
        return borne.contains(name)
            ? [FieldFault("name", visit.words("guides.propose.borne", ["tag": name]))] : []
    }

    private func proposalsPage(_ visit: Visit) async throws -> GuidePage {
        let words = visit.words
        let enterprise = try await proposer(visit)
        let all = try await proposals.proposals(of: enterprise.id)
        var page = GuidePage(
            words("guides.proposals"), in: visit, below: [Link(words("guides.tags"), visit.link("/tags"))])
        page.lead = all.isEmpty ? words("guides.proposals.none") : words("guides.proposals.lead")
        page.sections = all.map { proposal in
            var rows: [KeyValueList.Row] = [
                .init(words("guides.proposal.state"), "", status: visit.status(of: proposal)),
                .init(
                    words("guides.policy"), proposal.policy?.title ?? words("guides.proposal.list"),
                    in: proposal.policy == nil ? nil : visit.documentLanguage,
                    href: proposal.policy.map { visit.link("/policies/\($0.number)") }),
                .init(words("guides.propose.reason"), proposal.reason, in: visit.documentLanguage),
                .init(
                    words("guides.proposal.made"), visit.text(Day(milliseconds: proposal.proposedAt)),
                    note: proposal.personName),
            ]
            if !proposal.answer.isEmpty {
                rows.append(
                    .init(
                        words("guides.proposal.answer"), proposal.answer, in: visit.documentLanguage,
                        note: proposal.answeredByName))
            }
            var section = GuideSection(
                id: "proposal-\(proposal.number)", title: proposal.name, rows: KeyValueList(rows))
            section.titleLanguage = visit.documentLanguage?.rawValue
            if !proposal.tag.isEmpty {
                section.links = [
                    Link(words("guides.tag.find", ["tag": proposal.tag]), visit.tagLink(proposal.tag))
                ]
            }
            return section
        }
        page.actions = [
            Link(words("guides.tag.propose"), visit.link("/tags/propose")),
            Link(words("guides.tags"), visit.link("/tags")),
        ]
        return page
    }
}

extension Visit {
    /// What became of a proposal, or how its clock stands.
    func status(of proposal: TagProposal) -> Status {
        switch proposal.state {
        case .accepted: return Status(words("guides.proposal.accepted"), .good, symbol: .done)
        case .declined: return Status(words("guides.proposal.declined"), .neutral, symbol: .missed)
        case .open: break
        }
        switch proposal.clock(on: today) {
        case .unknown: return Status(words("guides.proposal.dueUnknown"), .info, symbol: .clock)
        case .overdue(let last):
            return Status(words("guides.proposal.overdue", ["day": text(last)]), .bad, symbol: .warning)
        case .running(let left, let last):
            return Status(
                words("guides.proposal.due", ["day": text(last), "left": String(left)]),
                left <= 1 ? .warning : .info, symbol: .clock)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Rules
import Site
import Store

extension Drafts {
    var proposalRoutes: [Route] {
        [
            .page("/drafts/{id}/proposals", "drafts.proposals", .draftsWrite) { visit in
                .page(try await proposalsPage(try await load(visit, .draftsWrite), visit))
            },
            .form("/drafts/{id}/proposals", "drafts.proposals.ask", .draftsWrite) { visit, _ in
                .page(try await proposalsPage(try await load(visit, .draftsWrite), visit))
            } act: { visit, submission in
                try await ask(visit, submission)
            },
            .page("/drafts/{id}/proposals/sent", "drafts.proposals.sent", .draftsWrite) { visit in
                .page(try await sentPage(try await load(visit, .draftsWrite), visit))
            },
            .page("/drafts/{id}/proposals/{proposal}", "drafts.proposals.one", .draftsWrite) { visit in
                .page(try await proposalPage(visit))
            },
            .form("/drafts/{id}/proposals/{proposal}", "drafts.proposals.refuse", .draftsWrite) { visit, _ in
                .page(try await proposalPage(visit))
            } act: { visit, submission in
                try await refuse(visit, submission)
            },
        ]
    }

    /// The panel on the editor's page; nil where no model is set up, or the reader cannot write.
    func proposalsPanel(_ version: PolicyVersion, _ visit: Visit) async throws -> Panel? {
        guard proposer != nil, mayWrite(version, visit) else { return nil }
        let words = visit.words
        let run = try await store.proposalRuns(of: version.id).first
        let found = try await store.proposals(of: version.id)
        return Panel(
            id: "model-proposals", title: words("drafts.proposals"),
            notices: run.map { [notice($0, found, visit)] } ?? [], text: words("drafts.proposals.text"),
            links: [Link(words("drafts.proposals.open"), visit.link(version.path("/proposals")))])
    }

    private func proposalsPage(_ version: PolicyVersion, _ visit: Visit) async throws -> DraftPage {
        guard let proposer else { throw SiteFault.notFound }
        let words = visit.words
        var page = DraftPage(words("drafts.proposals"), in: visit, below: [version.link(in: visit)])
        page.lead = words("drafts.proposals.lead")
        let runs = try await store.proposalRuns(of: version.id)
        let found = try await store.proposals(of: version.id)
        let question = try await question(version)
        page.notices = runs.first.map { [notice($0, found, visit)] } ?? []
        page.rows = KeyValueList([
            .init(words("drafts.proposals.model"), proposer.model),
            .init(words("drafts.proposals.clauses"), String(question.clauses.count)),
        ])
        page.actions = [
            Link(words("drafts.proposals.sent"), visit.link(version.path("/proposals/sent"))),
            Link(words("drafts.back"), visit.link(version.path("#draft"))),
        ]
        if !found.isEmpty { page.panels = [proposalsTable(found, visit)] }
        guard mayWrite(version, visit) else {
            page.notices.append(closed(visit))
            return page
        }
        let isUnderWay = runs.contains { $0.isUnderWay(at: visit.milliseconds) }
        let isDone = runs.contains { $0.revision == version.revision && $0.state == .done }
        if question.clauses.isEmpty {
            page.notices.append(
                Notice(
                    words("drafts.proposals.none"), .info, text: words("drafts.proposals.none.text"),
                    link: Link(words("drafts.back"), visit.link(version.path("#draft")))))
        } else if !isUnderWay, !isDone {
            let again = runs.first.map { $0.state != .done } ?? false
            page.form = Form(
                to: version.path("/proposals"), in: visit, fields: [],
                button: words(again ? "drafts.proposals.again" : "drafts.proposals.ask"))
        }
        return page
    }

    /// How far the latest question has come: under way, done with what came of it, or failed with why and
    /// what to do.
    private func notice(_ run: ProposalRun, _ found: [ClauseProposal], _ visit: Visit) -> Notice {
        let words = visit.words
        let time = visit.text(moment: run.askedAt)
        if run.isUnderWay(at: visit.milliseconds) {
            return Notice(
                words("drafts.proposals.waiting"), .info,
                text: words("drafts.proposals.waiting.text", ["name": run.personName, "time": time]),
                link: Link(words("drafts.proposals.refresh"), visit.here))
        }
        if run.state == .done {
            let own = found.filter { $0.run == run.id }
            return Notice(words("drafts.proposals.done"), .good, text: sentence(own, visit))
        }
        let why = run.fault.map { words($0.word.key, $0.word.values) } ?? words("drafts.proposals.lost")
        return Notice(words("drafts.proposals.failed"), .bad, text: why)
    }

    /// 模型提出 9 条，6 条可供采用；3 条未采用：引文不在原文中 3 条。
    private func sentence(_ found: [ClauseProposal], _ visit: Visit) -> String {
        let words = visit.words
        guard !found.isEmpty else { return words("drafts.proposals.nothing") }
        let unfit = found.compactMap(\.problem)
        let fit = words(
            "drafts.proposals.fit", ["all": String(found.count), "fit": String(found.count - unfit.count)])
        guard !unfit.isEmpty else { return fit }
        let reasons = ProposalProblem.allCases.compactMap { problem -> String? in
            let count = unfit.count { $0 == problem }
            guard count > 0 else { return nil }
            return words(
                "drafts.proposals.because",
                ["count": String(count), "reason": words("drafts.problem.\(problem.rawValue)")])
        }
        return fit
            + words(
                "drafts.proposals.unfit",
                [
                    "count": String(unfit.count),
                    "reasons": reasons.joined(separator: words("drafts.proposals.and")),
                ])
    }

    private func proposalsTable(_ found: [ClauseProposal], _ visit: Visit) -> Panel {
        let words = visit.words
        let rows = found.map { proposal in
            DataTable.Row(
                .init(proposal.quote.isEmpty ? "—" : proposal.quote, in: .chinese),
                [
                    .init(proposal.line.isEmpty ? "—" : proposal.line, in: .chinese),
                    .init(
                        words("drafts.proposals.state.\(proposal.state.rawValue)")
                            + (reason(proposal, visit).map { words("drafts.proposals.colon") + $0 } ?? "")),
                ])
        }
        let table = DataTable(
            id: "proposals-table", caption: words("drafts.proposals"),
            columns: [
                .init(words("drafts.proposals.quote")), .init(words("drafts.line")),
                .init(words("drafts.proposals.outcome")),
            ], rows: rows, empty: words("drafts.proposals.nothing"))
        return Panel(id: "all-proposals", title: words("drafts.proposals.all"), table: table)
    }

    /// Why a proposal is unfit, with what exactly is wrong where that can be said; or who decided.
    private func reason(_ proposal: ClauseProposal, _ visit: Visit) -> String? {
        guard let problem = proposal.problem else {
            guard let at = proposal.decidedAt else { return nil }
            return visit.words(
                "drafts.proposals.decided",
                ["name": proposal.personName, "time": visit.text(moment: at)])
        }
        let reason = visit.words("drafts.problem.\(problem.rawValue)")
        let lines = LineReading(library: library)
        switch problem {
        case .unreadable:
            guard let fault = lines.fault(proposal.line) else { return reason }
            return visit.words(
                "drafts.proposals.exactly",
                ["reason": reason, "what": fault.message(english: visit.isEnglish)])
        case .unsaid:
            guard let numbers = try? lines.unsaid(proposal.line, in: proposal.quote), !numbers.isEmpty else {
                return reason
            }
            return visit.words(
                "drafts.proposals.exactly",
                ["reason": reason, "what": numbers.joined(separator: visit.words("drafts.proposals.and"))])
        default: return reason
        }
    }

    /// Exactly what a model would get now, so that an editor can see it beforehand.
    private func sentPage(_ version: PolicyVersion, _ visit: Visit) async throws -> DraftPage {
        guard proposer != nil else { throw SiteFault.notFound }
        let words = visit.words
        let question = try await question(version)
        var page = DraftPage(
            words("drafts.proposals.sent"), in: visit,
            below: [
                version.link(in: visit),
                Link(words("drafts.proposals"), visit.link(version.path("/proposals"))),
            ])
        page.lead = words("drafts.proposals.sent.lead")
        page.drawings = [question.content, question.instructions]
        page.actions = [Link(words("drafts.proposals"), visit.link(version.path("/proposals")))]
        return page
    }

    private func ask(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let version = try await load(visit, .draftsWrite)
        guard let proposer else { throw SiteFault.notFound }
        let open = try await question(version).clauses
        guard mayWrite(version, visit), !open.isEmpty else {
            return .refused(try await proposalsPage(version, visit))
        }
        _ = try await store.ask(
            proposer.model, about: version, by: try actor(visit), once: visit.key(submission, "propose"))
        return .redirect(to: version.path("/proposals"))
    }

    // MARK: One proposal

    private func proposal(
        _ visit: Visit
    ) async throws -> (version: PolicyVersion, proposal: ClauseProposal) {
        let version = try await load(visit, .draftsWrite)
        guard proposer != nil,
            let proposal = try await store.proposals(of: version.id).first(where: {
                $0.id.text == visit.parameter("proposal")
            })
        else { throw SiteFault.notFound }
        return (version, proposal)
    }

    private func proposalPage(_ visit: Visit) async throws -> DraftPage {
        let (version, proposal) = try await proposal(visit)
        let words = visit.words
        var page = DraftPage(
            words("drafts.proposals.refuse.title"), in: visit,
            below: [
                version.link(in: visit),
                Link(words("drafts.proposals"), visit.link(version.path("/proposals"))),
            ])
        page.quotes = [.init(name: words("drafts.proposals.quote"), text: proposal.quote)]
        page.rows = KeyValueList([
            .init(words("drafts.line"), proposal.line, in: .chinese),
            .init(words("drafts.proposals.model"), proposal.model),
            .init(
                words("drafts.proposals.outcome"),
                words("drafts.proposals.state.\(proposal.state.rawValue)"), note: reason(proposal, visit)),
        ])
        page.actions = [Link(words("drafts.back"), visit.link(version.path("#draft")))]
        if proposal.state == .open, mayWrite(version, visit) {
            page.form = Form(
                to: version.path("/proposals/\(proposal.id.text)"), in: visit, fields: [],
                button: words("drafts.proposals.refuse"))
        }
        return page
    }

    private func refuse(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let (version, proposal) = try await proposal(visit)
        guard mayWrite(version, visit) else { return .refused(try await proposalPage(visit)) }
        _ = try await store.refuse(
            proposal, of: version.id, by: try actor(visit), once: visit.key(submission, "refuse"))
        return .redirect(to: version.path("#item-\(proposal.item)")).saying(
            visit.words("drafts.proposals.refused"))
    }
}

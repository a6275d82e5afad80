// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Store

extension DraftStore {
    static let proposing = JobKind<String>("drafts.proposal", attemptLimit: 3)

    /// Asks a model about a version, in the background. Gives false where the same revision was asked about
    /// already and it went well, or a question about the version is under way.
    func ask(
        _ model: String, about version: PolicyVersion, by actor: Identity, once key: String
    ) async throws -> Bool {
        try await database.write(once: key) { tx in
            let now = tx.ground.now()
            let known = try tx.proposalRuns(of: version.id)
            let own = known.first { $0.revision == version.revision }
            if own?.state == .done || known.contains(where: { $0.isUnderWay(at: now) }) { return false }
            for lost in known where lost.isLost(at: now) {
                try tx.end(lost.id, fault: .unreachable)
            }
            let id = own?.id ?? tx.ground.id()
            let tries: Int64 =
                try tx.value("SELECT tries FROM draft_proposal_run WHERE id = $1", id) ?? 0
            try tx.run(
                """
                INSERT INTO draft_proposal_run (id, version, revision, model, state, fault, tries, person,
                    person_name, asked_at)
                VALUES ($1, $2, $3, $4, 'waiting', '', 1, $5, $6, $7)
                ON CONFLICT (id) DO UPDATE
                SET model = excluded.model, state = 'waiting', fault = '', ended_at = NULL,
                    tries = draft_proposal_run.tries + 1, person = excluded.person,
                    person_name = excluded.person_name, asked_at = excluded.asked_at
                """, id, version.id, version.revision, model, actor.person, actor.name, now)
            try tx.enqueue(Self.proposing, id.text, key: .lasting("\(id.text)/\(tries + 1)"))
            try tx.audit(
                actor: actor.actor, action: "drafts.proposal.ask", subject: version.id.text, detail: model)
            return true
        }
    }

    /// The questions about a version, the latest first.
    func proposalRuns(of version: ID<PolicyVersion>) async throws -> [ProposalRun] {
        try await database.read { try $0.proposalRuns(of: version) }
    }

    /// A question by its id.
    func proposalRun(_ id: ID<ProposalRun>) async throws -> ProposalRun? {
        try await database.read { reader in
            try reader.first(Reader.runColumns + " WHERE id = $1", id).map(ProposalRun.init(row:))
        }
    }

    /// All proposals for a version, the first first.
    func proposals(of version: ID<PolicyVersion>) async throws -> [ClauseProposal] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT p.id, p.run, p.item, p.quote, p.line, p.was, p.state, p.problem, p.became,
                    p.person_name, p.decided_at, r.model
                FROM draft_proposal p
                JOIN draft_proposal_run r ON r.id = p.run
                WHERE p.version = $1
                ORDER BY r.asked_at, p.run, p.place
                LIMIT 2000
                """, version
            ).map(ClauseProposal.init(row:))
        }
    }

    /// Refuses a proposal; gives whether it was open.
    func refuse(
        _ proposal: ClauseProposal, of version: ID<PolicyVersion>, by actor: Identity, once key: String
    ) async throws -> Bool {
        try await database.write(once: key) { tx in
            let isChanged = try tx.settle(proposal, as: .refused, became: "", by: actor)
            if isChanged {
                try tx.audit(
                    actor: actor.actor, action: "drafts.proposal.refuse", subject: version.text,
                    detail: "\(proposal.item) · \(proposal.model)")
            }
            return isChanged
        }
    }
}

extension Transaction {
    /// Keeps what a model proposed, checked; to be called while its question waits.
    func keep(_ proposals: [CheckedProposal], of run: ProposalRun) throws {
        guard try end(run.id, fault: nil) else { return }
        for (place, proposal) in proposals.enumerated() {
            let id: ID<ClauseProposal> = ground.id()
            try self.run(
                """
                INSERT INTO draft_proposal (id, run, version, place, item, quote, line, was, state, problem,
                    became, person_name)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '')
                """, id, run.id, run.version, Int64(place), proposal.item, proposal.quote, proposal.line,
                proposal.was, proposal.problem == nil ? ClauseProposal.State.open : .unfit,
                proposal.problem?.rawValue ?? "")
        }
    }

    /// Ends a question that waits; gives false where it has ended before.
    @discardableResult
    func end(_ run: ID<ProposalRun>, fault: ProposerFault?) throws -> Bool {
        try self.run(
            """
            UPDATE draft_proposal_run
            SET state = $1, fault = $2, ended_at = $3
            WHERE id = $4 AND state = 'waiting'
            """, fault == nil ? ProposalRun.State.done : .failed, fault?.text ?? "", ground.now(), run) == 1
    }

    /// Notes what became of a proposal; gives whether it was open.
    @discardableResult
    func settle(
        _ proposal: ClauseProposal, as state: ClauseProposal.State, became: String, by actor: Identity
    ) throws -> Bool {
        try run(
            """
            UPDATE draft_proposal
            SET state = $1, became = $2, person_name = $3, decided_at = $4
            WHERE id = $5 AND state = 'open'
            """, state, became, actor.name, ground.now(), proposal.id) == 1
    }
}

extension Reader {
    fileprivate static let runColumns: SQL =
        """
        SELECT id, version, revision, model, state, fault, person_name, asked_at
        FROM draft_proposal_run
        """

    fileprivate func proposalRuns(of version: ID<PolicyVersion>) throws -> [ProposalRun] {
        try rows(
            Self.runColumns + " WHERE version = $1 ORDER BY asked_at DESC, id DESC LIMIT 100", version
        ).map(ProposalRun.init(row:))
    }
}

extension ProposalRun {
    fileprivate init(row: Row) throws {
        let fault: String = try row["fault"]
        self.init(
            id: try row["id"], version: try row["version"], revision: try row["revision"],
            model: try row["model"], state: try row["state"], fault: ProposerFault(text: fault),
            personName: try row["person_name"], askedAt: try row["asked_at"])
    }
}

extension ClauseProposal {
    fileprivate init(row: Row) throws {
        let problem: String = try row["problem"]
        self.init(
            id: try row["id"], run: try row["run"], item: try row["item"], quote: try row["quote"],
            line: try row["line"], was: try row["was"], state: try row["state"],
            problem: ProposalProblem(rawValue: problem),
            became: try row["became"], model: try row["model"], personName: try row["person_name"],
            decidedAt: try row["decided_at"])
    }
}

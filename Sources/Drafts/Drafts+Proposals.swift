// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Rules
import Store

extension Drafts {
    /// Asks the model for the clauses of a version that are open, and keeps what passes the check. What may
    /// pass is tried three times; what went wrong in the end is kept for the editor's page.
    func propose(_ text: String, _ context: JobContext) async throws {
        guard let id = ID<ProposalRun>(text), let run = try await store.proposalRun(id),
            run.state == .waiting
        else { return }
        do {
            let checked = try await proposals(for: run)
            try await context.finish { tx in try tx.keep(checked, of: run) }
        } catch let fault as ProposerFault {
            if fault.mayPass, context.attempt < DraftStore.proposing.attemptLimit { throw fault }
            try await context.finish { tx in _ = try tx.end(id, fault: fault) }
        }
    }

    private func proposals(for run: ProposalRun) async throws -> [CheckedProposal] {
        guard let proposer else { throw ProposerFault.off }
        guard let version = try await policies.store.version(run.version), version.stage == .draft else {
            throw ProposerFault.notADraft
        }
        let question = try await question(version)
        guard !question.clauses.isEmpty else { return [] }
        let answer = try await proposer.answer(to: question)
        let proposals = try ProposedClause.all(in: answer)
        let check = ProposalCheck(
            of: version.content, policy: version.policy.number, open: question.clauses, library: library)
        return await Work.done(Int(version.policy.number)) { check.checked(proposals) }
    }

    /// What a model would be asked about a version now.
    func question(_ version: PolicyVersion) async throws -> ProposerQuestion {
        let sheets = await sheets(of: version)
        let decisions = try await store.decisions(of: version.id)
        let vocabulary = library.vocabulary
        return await Work.done(Int(version.policy.number)) {
            ProposerQuestion(
                version.content, sheets: sheets, decisions: decisions, vocabulary: vocabulary)
        }
    }
}

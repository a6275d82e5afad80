// SPDX-License-Identifier: Apache-2.0
import Store

/// What an editor decided on a clause of a draft.
struct ClauseDecision: Hashable, Sendable {
    /// What was decided.
    enum Kind: String, CaseIterable, Sendable, SQLBindable, SQLReadable {
        /// 采纳: as it was read.
        case accepted
        /// 修改: another line.
        case mended
        /// 改为人工判断.
        case judged
        /// 不写成条件, with a reason.
        case removed
    }

    let item: String
    let kind: Kind
    /// The clause before, as the rule had it.
    let was: String
    /// The clause after; empty when it was removed.
    let became: String
    let reason: String
    let personName: String
    let at: Int64

    /// What it makes of a proposal that the editor had before them.
    func outcome(of proposal: ClauseProposal) -> ClauseProposal.State {
        guard kind == .mended else { return .refused }
        return became == proposal.line ? .taken : .mended
    }
}

extension ClauseDecision {
    /// Whether it is about a clause as it stands now.
    func holds(for clause: RuleClause, of item: String) -> Bool {
        self.item == item && became == clause.text
    }

    /// Clauses that nobody has decided on, by the keys of their items; items without such are left out.
    static func undecided(
        _ sheets: [RuleSheet], _ decisions: [ClauseDecision]
    ) -> [String: [RuleClause]] {
        var undecided: [String: [RuleClause]] = [:]
        for sheet in sheets {
            let open = sheet.clauses.filter { clause in
                !decisions.contains { $0.holds(for: clause, of: sheet.item) }
            }
            if !open.isEmpty { undecided[sheet.item] = open }
        }
        return undecided
    }
}

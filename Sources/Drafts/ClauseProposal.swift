// SPDX-License-Identifier: Apache-2.0
import Policies
import Store

/// 模型建议: a line that a language model proposed for a clause, with the official words that it quotes. It
/// passed the check; an editor takes, mends or refuses it.
struct ClauseProposal: Hashable, Sendable {
    /// What became of it.
    enum State: String, CaseIterable, Sendable, SQLBindable, SQLReadable {
        /// Nobody decided yet.
        case open
        /// 采用: as it was proposed.
        case taken
        /// 改后采用: another line was written in its place.
        case mended
        /// 不采用.
        case refused
        /// The check did not let it through.
        case unfit
    }

    let id: ID<ClauseProposal>
    let run: ID<ProposalRun>
    let item: String
    /// Words of the original.
    let quote: String
    let line: String
    /// The clause that it was proposed for, as the rule had it then.
    let was: String
    let state: State
    /// Why it is unfit.
    let problem: ProposalProblem?
    /// The line that an editor chose; empty unless taken or mended.
    let became: String
    let model: String
    let personName: String
    let decidedAt: Int64?

    /// Whether it quotes the whole of a clause. Taking a part would lose the rest of it.
    func isWhole(of clause: RuleClause) -> Bool {
        Quotation.holds(quote, clause.text) || !clause.words.isEmpty && Quotation.holds(quote, clause.words)
    }

    /// Whether the line names a year and the words do not: then the year is the model's.
    var assumesYear: Bool {
        let names = ["年度.", "年末.", "年."].contains { line.contains($0) }
        return names && !quote.contains("年")
    }
}

/// One question to a model, and what came of it.
struct ProposalRun: Hashable, Sendable {
    /// How far it has come.
    enum State: String, Sendable, SQLBindable, SQLReadable {
        case waiting
        case done
        case failed
    }

    let id: ID<ProposalRun>
    let version: ID<PolicyVersion>
    /// Of the version, when it was asked.
    let revision: Int64
    let model: String
    let state: State
    let fault: ProposerFault?
    let personName: String
    let askedAt: Int64

    /// A question that nobody works on any more may be asked again.
    private static let patienceMilliseconds: Int64 = 15 * 60_000

    func isLost(at now: Int64) -> Bool {
        state == .waiting && now - askedAt > Self.patienceMilliseconds
    }

    /// Whether it is still being worked on.
    func isUnderWay(at now: Int64) -> Bool { state == .waiting && !isLost(at: now) }
}

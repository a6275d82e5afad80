// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Reading
import Rules

/// One proposal as a model gave it.
struct ProposedClause: Hashable, Sendable, Decodable {
    let item: String
    let quote: String
    let clause: String

    enum CodingKeys: String, CodingKey { case item, quote, clause }

    /// What is left out is empty, and refused by the check with its reason.
    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        // Some models give the item's number as a number.
        let number = try? fields.decode(Int.self, forKey: .item)
        item = number.map(String.init) ?? Self.text(fields, .item)
        quote = Self.text(fields, .quote)
        clause = Self.text(fields, .clause)
    }

    private static func text(_ fields: KeyedDecodingContainer<CodingKeys>, _ key: CodingKeys) -> String {
        guard let text = try? fields.decode(String.self, forKey: key) else { return "" }
        return text.replacing("\n", with: " ").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The proposals of an answer.
    ///
    /// - Throws: ``ProposerFault/unreadable`` when it is not the JSON that was asked for.
    static func all(in answer: String) throws(ProposerFault) -> [ProposedClause] {
        struct Answer: Decodable { let proposals: [ProposedClause] }
        var text = answer.trimmingCharacters(in: .whitespacesAndNewlines)
        // Some models put their JSON between the fences of a page for people.
        if text.hasPrefix("```"), text.hasSuffix("```"), let line = text.firstIndex(of: "\n") {
            text = String(text[line...].dropLast(3))
        }
        guard let read = try? JSONDecoder().decode(Answer.self, from: Data(text.utf8)) else {
            throw .unreadable
        }
        return read.proposals
    }
}

/// A proposal after the check: either it has a clause that it could stand for, or a reason why not.
struct CheckedProposal: Hashable, Sendable {
    let item: String
    /// The words of the original where the quotation was found, else those of the model.
    let quote: String
    let line: String
    /// The clause as the rule has it now; empty where none was found.
    let was: String
    /// Why it is not shown as a proposal; nil when it is.
    let problem: ProposalProblem?
}

/// Why a proposal of a model is not shown beside a clause.
enum ProposalProblem: String, CaseIterable, Sendable {
    /// Item, quotation or clause is missing.
    case incomplete
    /// There is no such item.
    case noItem
    /// The quotation does not stand in the official text.
    case notInText
    /// The quotation is no part of a clause that is left to a person.
    case noClause
    /// The line does not read.
    case unreadable
    /// The line states a number or a day that the quotation does not.
    case unsaid
    /// The rule with this line has a fault, or contradicts itself.
    case unsound
    /// The same was proposed before.
    case repeated
    /// Beyond the first hundred.
    case tooMany
}

/// Holds proposals against the official text, the rule language and the rule itself.
struct ProposalCheck: Sendable {
    let content: PolicyContent
    let policy: Int64
    let library: Library
    let open: [ProposerQuestion.OpenClause]
    private let text: PolicyText

    /// More are not looked at.
    static let most = 100
    /// A shorter quotation says nothing of where it is from.
    private static let shortestQuote = 4

    init(
        of content: PolicyContent, policy: Int64, open: [ProposerQuestion.OpenClause], library: Library
    ) {
        self.content = content
        self.policy = policy
        self.open = open
        self.library = library
        text = PolicyText(content.text)
    }

    func checked(_ proposals: [ProposedClause]) -> [CheckedProposal] {
        var seen: Set<[String]> = []
        return proposals.enumerated().map { index, proposal in
            if index >= Self.most { return Self.refused(proposal, .tooMany) }
            let checked = checked(proposal)
            guard checked.problem == nil else { return checked }
            let isNew = seen.insert([checked.item, checked.was, checked.line]).inserted
            return isNew ? checked : Self.refused(proposal, .repeated)
        }
    }

    private func checked(_ proposal: ProposedClause) -> CheckedProposal {
        guard !proposal.item.isEmpty, !proposal.clause.isEmpty,
            proposal.quote.filter({ !$0.isWhitespace }).count >= Self.shortestQuote
        else { return Self.refused(proposal, .incomplete) }
        guard let item = content.items.first(where: { $0.key == proposal.item }) else {
            return Self.refused(proposal, .noItem)
        }
        guard let span = text.span(ofQuotation: proposal.quote) else {
            return Self.refused(proposal, .notInText)
        }
        let quote = text.excerpt(span)
        guard let clause = clause(of: item, quote) else {
            return Self.refused(proposal, .noClause, quote)
        }
        let lines = LineReading(library: library)
        do throws(RuleFault) {
            let unsaid = try lines.unsaid(proposal.clause, in: quote)
            guard unsaid.isEmpty else { return Self.refused(proposal, .unsaid, quote) }
        } catch {
            return Self.refused(proposal, .unreadable, quote)
        }
        guard isSound(proposal.clause, at: clause, in: item) else {
            return Self.refused(proposal, .unsound, quote)
        }
        return CheckedProposal(
            item: item.key, quote: quote, line: proposal.clause, was: clause.text, problem: nil)
    }

    private static func refused(
        _ proposal: ProposedClause, _ problem: ProposalProblem, _ quote: String? = nil
    ) -> CheckedProposal {
        CheckedProposal(
            item: String(proposal.item.prefix(20)), quote: String((quote ?? proposal.quote).prefix(2_000)),
            line: String(proposal.clause.prefix(2_000)), was: "", problem: problem)
    }

    /// The open clause that the quotation speaks of: one whose question it quotes, or is quoted by; else,
    /// where an editor reworded the question, one whose official words hold it.
    private func clause(of item: PolicyItem, _ quote: String) -> RuleClause? {
        let clauses = open.filter { $0.item == item.key }.map(\.clause)
        return clauses.first { Quotation.overlaps(quote, $0.text) }
            ?? clauses.first { clause in
                !Quotation.holds(clause.words, clause.text) && Quotation.overlaps(quote, clause.words)
            }
    }

    /// Whether the rule is still one with this line in the clause's place, as when an editor writes it.
    private func isSound(_ line: String, at clause: RuleClause, in item: PolicyItem) -> Bool {
        let sheet = RuleSheet(item, of: policy, library: library)
        guard let rule = sheet.rule else { return false }
        var lines = RuleLines(sheet.file.text)
        do throws(RuleLines.Refusal) {
            try lines.change(clause, to: .line(line), in: rule)
        } catch {
            return false
        }
        var changed = item
        changed.rule = lines.text
        let after = RuleSheet(changed, of: policy, library: library)
        return !after.isBroken && after.contradictions.count <= sheet.contradictions.count
    }
}

/// Official words compared as quotations: signs, spaces and the script do not count.
enum Quotation {
    static func holds(_ words: String, _ part: String) -> Bool {
        let sought = RulePhrase.folded(part)
        return !sought.isEmpty && RulePhrase.folded(words).contains(sought)
    }

    static func overlaps(_ one: String, _ other: String) -> Bool { holds(one, other) || holds(other, one) }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Reading
import Rules
import Site
import Store

/// Makes what the editor's page shows of one item.
struct EditorItem {
    let item: PolicyItem
    let sheet: RuleSheet
    let version: PolicyVersion
    let text: MarkedText
    let decisions: [ClauseDecision]
    /// Why sentences stay with a person, by their words.
    let reasons: [String: StayReason]
    let phrases: [String: RulePhrase]
    /// What models proposed for the version, decided on or not.
    let proposals: [ClauseProposal]
    let isProposing: Bool
    let mayWrite: Bool
    let visit: Visit

    private var path: String { version.path("/items/\(item.key)") }

    var shown: EditorPage.Item {
        let words = visit.words
        return EditorPage.Item(
            id: "item-\(item.key)", heading: "\(item.key) \(item.name)", support: item.support,
            rows: rows, notices: notices, drawings: drawings, acceptAll: acceptAll,
            clauses: sheet.clauses.map(clause),
            actions: mayWrite
                ? [
                    Link(words("drafts.item.edit"), visit.link(path)),
                    Link(words("drafts.rule.edit"), visit.link(path + "/rule")),
                ] : [Link(words("drafts.rule.show"), visit.link(path + "/rule"))])
    }

    private var rows: KeyValueList {
        let words = visit.words
        let unstated = words("drafts.unstated")
        let sums = [item.leastFen, item.mostFen].map { $0.map(visit.text(fen:)) ?? "…" }
        let computed = sheet.sums
        return KeyValueList([
            .init(
                words("drafts.rule.sums"),
                computed.isEmpty ? words("drafts.rule.noSums") : computed.joined(separator: "；"),
                in: computed.isEmpty ? nil : .chinese),
            .init(
                words("drafts.sums"),
                item.leastFen == nil && item.mostFen == nil ? unstated : sums.joined(separator: " – ")),
            .init(words("policies.field.itemOffice"), item.office.isEmpty ? unstated : item.office),
            .init(words("policies.field.itemPhone"), item.phone.isEmpty ? unstated : item.phone),
        ])
    }

    private var notices: [Notice] {
        let words = visit.words
        if item.rule.isEmpty {
            return [Notice(words("drafts.item.noRule"), .info, text: words("drafts.item.noRule.text"))]
        }
        var notices: [Notice] = []
        if sheet.isBroken {
            notices.append(Notice(words("drafts.rule.broken"), .bad, text: words("drafts.rule.broken.text")))
        }
        if !sheet.contradictions.isEmpty {
            notices.append(
                Notice(words("drafts.rule.contradicts"), .bad, text: words("drafts.rule.contradicts.text")))
        }
        let people = sheet.clauses.count(where: \.isJudgement)
        if !sheet.clauses.isEmpty {
            notices.append(
                Notice(
                    words(
                        "drafts.clauses.count",
                        [
                            "count": String(sheet.clauses.count),
                            "computed": String(sheet.clauses.count - people), "person": String(people),
                        ]), .info))
        }
        return notices
    }

    /// Faults, and what contradicts itself; other remarks are on the page of the rule.
    private var drawings: [String] {
        (sheet.faults.filter { !$0.isWarning } + sheet.contradictions)
            .map { sheet.drawn($0, in: visit) }
    }

    private func clause(_ clause: RuleClause) -> EditorPage.Clause {
        let words = visit.words
        let decision = decisions.last { $0.holds(for: clause, of: item.key) }
        let way = path + "/clauses/\(clause.number)"
        let marks = sheet.rule.map { rule in
            rule.texts.filter { clause.cites.contains($0.number) }.compactMap { text.marks[$0.text] }
        }
        let number = "\(item.key)-\(clause.number)"
        return EditorPage.Clause(
            id: "clause-\(number)", number: words("drafts.clause.number", ["number": number]),
            marks: Set(marks ?? []).sorted { $0.number < $1.number }.map {
                EditorPage.MarkLink(
                    text: words("drafts.mark", ["number": String($0.number)]), href: "#\($0.id)",
                    colour: $0.colour)
            },
            words: clause.words.isEmpty ? words("drafts.clause.noWords") : clause.words,
            group: clause.group,
            kind: words(clause.isJudgement ? "drafts.clause.judgement" : "drafts.clause.line"),
            text: clause.text, status: status(decision),
            note: decision.map { note($0, clause) } ?? stays(clause),
            proposal: proposal(clause, way), suggestions: suggestions(clause, way),
            accept: decision == nil ? accept(clause, way) : nil,
            change: mayWrite ? Link(words("drafts.clause.change"), visit.link(way)) : nil)
    }

    /// Why a clause that nobody has decided on stays with a person.
    private func stays(_ clause: RuleClause) -> String? {
        guard clause.isJudgement, let reason = reasons[clause.words] else { return nil }
        return visit.words(
            "drafts.clause.stays", ["reason": visit.isEnglish ? reason.english : reason.chinese])
    }

    /// Who decided, and which model proposed it, if one did.
    private func note(_ decision: ClauseDecision, _ clause: RuleClause) -> String {
        let words = visit.words
        let decided = words(
            "drafts.clause.decided",
            ["name": decision.personName, "time": visit.text(moment: decision.at)])
        let source = proposals.last {
            ($0.state == .taken || $0.state == .mended) && $0.item == item.key && $0.became == clause.text
        }
        guard let source else { return decided }
        return decided + words("drafts.suggestion.source", ["model": source.model])
    }

    private func suggestions(_ clause: RuleClause, _ way: String) -> [EditorPage.Suggestion] {
        guard mayWrite, isProposing, clause.isJudgement else { return [] }
        return proposals.filter { $0.state == .open && $0.item == item.key && $0.was == clause.text }
            .map { suggestion($0, clause, way) }
    }

    private func suggestion(
        _ proposal: ClauseProposal, _ clause: RuleClause, _ way: String
    ) -> EditorPage.Suggestion {
        let words = visit.words
        let isWhole = proposal.isWhole(of: clause)
        let parts = Self.parts(of: clause.words, around: proposal.quote)
        let cautions = [
            isWhole ? nil : words("drafts.suggestion.part"),
            proposal.assumesYear ? words("drafts.suggestion.year") : nil,
        ].compactMap { $0 }
        let take = Form(
            to: way, in: visit,
            hidden: [
                ("was", clause.text), ("decision", "mended"), ("line", proposal.line),
                ("revision", String(version.revision)), ("proposal", proposal.id.text),
            ], fields: [], button: words("drafts.suggestion.take")
        ).quiet
        return EditorPage.Suggestion(
            id: "suggestion-\(proposal.id.text)",
            title: words("drafts.suggestion", ["model": proposal.model]), before: parts.before,
            quote: parts.quote, after: parts.after,
            mark: text.marks[proposal.quote].map {
                .init(
                    text: words("drafts.mark", ["number": String($0.number)]), href: "#\($0.id)",
                    colour: $0.colour)
            }, line: proposal.line, caution: cautions.isEmpty ? nil : cautions.joined(separator: " "),
            take: isWhole ? take : nil,
            mend: Link(
                words("drafts.suggestion.mend"), visit.link(way, [("proposal", proposal.id.text)])),
            refuse: Form(
                to: version.path("/proposals/\(proposal.id.text)"), in: visit, fields: [],
                button: words("drafts.proposals.refuse")
            ).quiet)
    }

    /// The official words before, in and behind a quotation; where it reaches beyond them, it alone.
    private static func parts(
        of words: String, around quote: String
    ) -> (before: String, quote: String, after: String) {
        guard let span = PolicyText(words).span(ofQuotation: quote) else { return ("", quote, "") }
        let scalars = Array(words.unicodeScalars)
        func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
        return (text(0..<span.start), text(span.start..<span.end), text(span.end..<scalars.count))
    }

    private func status(_ decision: ClauseDecision?) -> Status {
        guard let decision else { return Status(visit.words("drafts.clause.open"), .warning) }
        return Status(visit.words("drafts.decision.\(decision.kind.rawValue)"), .good)
    }

    /// For what was read well: one act for all clauses of the item, after looking at them.
    private var acceptAll: Form? {
        let count = ClauseDecision.undecided([sheet], decisions)[item.key]?.count ?? 0
        guard mayWrite, count > 1 else { return nil }
        return Form(
            to: path + "/clauses", in: visit, hidden: [("revision", String(version.revision))], fields: [],
            button: visit.words("drafts.clauses.acceptAll", ["count": String(count)])
        ).quiet
    }

    private func accept(_ clause: RuleClause, _ way: String) -> Form? {
        guard mayWrite else { return nil }
        return Form(
            to: way, in: visit, hidden: [("was", clause.text), ("decision", "accepted")], fields: [],
            button: visit.words("drafts.clause.accept")
        ).quiet
    }

    private func proposal(_ clause: RuleClause, _ way: String) -> EditorPage.Proposal? {
        guard mayWrite, let phrase = phrases[RulePhrase.key(of: clause)], phrase.line != clause.text else {
            return nil
        }
        let title = visit.words(
            "drafts.proposal",
            [
                "name": phrase.personName, "day": visit.text(moment: phrase.at),
                "uses": String(phrase.uses),
            ])
        return EditorPage.Proposal(
            title: title, line: phrase.line,
            form: Form(
                to: way, in: visit,
                hidden: [
                    ("was", clause.text), ("decision", "mended"), ("line", phrase.line),
                    ("revision", String(version.revision)),
                ], fields: [], button: visit.words("drafts.proposal.take")
            ).quiet)
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Rules
import Site
import Standards
import Store

extension Drafts {
    var clauseRoutes: [Route] {
        [
            .page("/drafts/{id}/items/{item}/clauses/{clause}", "drafts.clause", .draftsWrite) { visit in
                let found = try await clause(visit)
                return .page(clausePage(found, visit))
            },
            .form("/drafts/{id}/items/{item}/clauses/{clause}", "drafts.clause.send", .draftsWrite) {
                visit, submission in
                .page(clausePage(try await clause(visit, submission), visit, submission))
            } act: { visit, submission in
                try await decide(visit, submission)
            },
        ]
    }

    /// A clause of a version, with all that its page needs.
    private struct Found {
        let version: PolicyVersion
        let item: PolicyItem
        let sheet: RuleSheet
        /// Nil where the rule has fewer clauses than the address says.
        let clause: RuleClause?
        /// What a model proposed for it, where the editor came from there.
        let proposal: ClauseProposal?
    }

    private func clause(_ visit: Visit, _ submission: Submission? = nil) async throws -> Found {
        let version = try await load(visit, .draftsWrite)
        guard let item = version.content.items.first(where: { $0.key == visit.parameter("item") }),
            let number = Int(visit.parameter("clause"))
        else { throw SiteFault.notFound }
        let library = library
        let sheet = await Work.done(number) { RuleSheet(item, of: version.policy.number, library: library) }
        let clause = sheet.clauses.first { $0.number == number }
        let proposed = submission?.text("proposal") ?? visit.query["proposal"] ?? ""
        var proposal: ClauseProposal?
        if proposer != nil, !proposed.isEmpty {
            proposal = try await store.proposals(of: version.id).first {
                $0.id.text == proposed && $0.state == .open && $0.item == item.key && $0.was == clause?.text
            }
        }
        return Found(version: version, item: item, sheet: sheet, clause: clause, proposal: proposal)
    }

    private func clausePage(
        _ found: Found, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = [],
        drawings: [String] = [], notices: [Notice] = []
    ) -> DraftPage {
        let words = visit.words
        let number = visit.parameter("clause")
        var page = DraftPage(
            words("drafts.clause.title", ["number": "\(found.item.key)-\(number)"]), in: visit,
            below: [found.version.link(in: visit)])
        page.lead = found.item.name
        page.notices = notices
        page.drawings = drawings
        page.actions = [
            Link(
                words("drafts.back"),
                visit.link(found.version.path("#clause-\(found.item.key)-\(number)"))),
            Link(
                words("drafts.rule.edit"), visit.link(found.version.path("/items/\(found.item.key)/rule"))),
        ]
        guard let clause = found.clause else {
            page.notices.append(
                Notice(words("drafts.clause.gone"), .warning, text: words("drafts.clause.gone.text")))
            return page
        }
        if !clause.words.isEmpty {
            page.quotes = [.init(name: words("drafts.clause.words"), text: clause.words)]
        }
        if let proposal = found.proposal {
            page.quotes.append(.init(name: words("drafts.proposals.quote"), text: proposal.quote))
            page.notices.append(
                Notice(
                    words("drafts.suggestion", ["model": proposal.model]), .info,
                    text: words(
                        proposal.isWhole(of: clause) ? "drafts.suggestion.check" : "drafts.suggestion.part")))
        }
        guard found.version.stage == .draft else {
            page.notices.append(
                Notice(words("drafts.notADraft"), .warning, text: words("drafts.notADraft.text")))
            return page
        }
        let kinds = ClauseDecision.Kind.allCases.map {
            Field.Option(
                $0.rawValue, words("drafts.choose.\($0.rawValue)"),
                hint: words("drafts.choose.\($0.rawValue).hint"))
        }
        let blank = Form(
            to: found.version.path("/items/\(found.item.key)/clauses/\(number)"), in: visit,
            hidden: [("was", clause.text), ("revision", String(found.version.revision))]
                + (found.proposal.map { [("proposal", $0.id.text)] } ?? []),
            fields: [
                Field(
                    "decision", words("drafts.decision"),
                    .radios(kinds, chosen: ClauseDecision.Kind.mended.rawValue)),
                Field(
                    "line", words("drafts.line"), .longText(found.proposal?.line ?? clause.text, rows: 3),
                    hint: words("drafts.line.hint"), isOptional: true),
                Field(
                    "reason", words("drafts.reason"), .text(), hint: words("drafts.reason.hint"),
                    isOptional: true),
            ], button: words("drafts.save"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    private func decide(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let found = try await clause(visit, submission)
        let words = visit.words
        guard let rule = found.sheet.rule, let clause = found.clause,
            found.version.stage == .draft
        else { return .refused(clausePage(found, visit, submission)) }
        // The rule may have been changed since the page was shown; another clause may bear the number now.
        guard submission.text("was") == clause.text.trimmingCharacters(in: .whitespacesAndNewlines) else {
            // The same form once more: it took effect the first time.
            let isKept = try await store.decisions(of: found.version.id).contains { decision in
                decision.item == found.item.key && decision.was == submission.text("was")
                    && decision.kind.rawValue == submission.text("decision")
                    && (decision.became == clause.text || decision.kind == .removed)
            }
            if isKept { return back(found, clause) }
            let notice = Notice(
                words("drafts.clause.moved"), .warning,
                text: words("drafts.clause.moved.text", ["was": submission.text("was"), "now": clause.text]))
            return .refused(clausePage(found, visit, submission, notices: [notice]))
        }
        guard let kind = ClauseDecision.Kind(rawValue: submission.text("decision")) else {
            let fault = FieldFault("decision", words("drafts.decision.missing"))
            return .refused(clausePage(found, visit, submission, faults: [fault]))
        }
        let line = submission.text("line").replacing("\n", with: " ")
        let reason = submission.text("reason")
        switch kind {
        case .accepted:
            try await keep(kind, clause, became: clause.text, reason, found, visit, submission)
            return back(found, clause)
        case .mended:
            if line.isEmpty { return refused("line", "drafts.line.missing", found, visit, submission) }
            if let fault = LineReading(library: library).fault(line) {
                let text = fault.message(english: visit.isEnglish)
                let mend = fault.mend(english: visit.isEnglish).map { " \($0)" } ?? ""
                let drawn = FaultDrawing(files: [SourceFile(path: "", text: line)])
                    .text(fault, english: visit.isEnglish).split(separator: "\n").dropFirst()
                    .joined(separator: "\n")
                return .refused(
                    clausePage(
                        found, visit, submission, faults: [FieldFault("line", text + mend)],
                        drawings: [drawn]))
            }
            return try await write(
                .line(line), kind, clause, in: rule, line, reason, found, visit, submission)
        case .judged:
            let question = line.isEmpty ? clause.words : line
            if question.isEmpty { return refused("line", "drafts.line.missing", found, visit, submission) }
            let asked = clause.isJudgement || line != clause.text ? question : clause.words
            return try await write(
                .question(asked), kind, clause, in: rule, asked, reason, found, visit, submission)
        case .removed:
            if reason.isEmpty { return refused("reason", "drafts.reason.missing", found, visit, submission) }
            return try await write(
                .nothing(reason: reason), kind, clause, in: rule, "", reason, found, visit, submission)
        }
    }

    private func refused(
        _ field: String, _ word: String, _ found: Found, _ visit: Visit, _ submission: Submission
    ) -> Reply {
        .refused(
            clausePage(found, visit, submission, faults: [FieldFault(field, visit.words(word))]))
    }

    private func back(_ found: Found, _ clause: RuleClause) -> Reply {
        .redirect(to: found.version.path("#clause-\(found.item.key)-\(clause.number)"))
    }

    /// Changes the rule, reads it again, and keeps it when it is sound.
    private func write(
        _ change: RuleLines.Change, _ kind: ClauseDecision.Kind, _ clause: RuleClause, in rule: Rule,
        _ became: String, _ reason: String, _ found: Found, _ visit: Visit, _ submission: Submission
    ) async throws -> Reply {
        let words = visit.words
        var lines = RuleLines(found.sheet.file.text)
        do throws(RuleLines.Refusal) {
            try lines.change(clause, to: change, in: rule)
        } catch {
            switch error {
            case .writtenOtherwise:
                return refused("decision", "drafts.clause.otherwise", found, visit, submission)
            case .lastClause: return refused("decision", "drafts.clause.last", found, visit, submission)
            }
        }
        var item = found.item
        item.rule = lines.text
        let sheet = RuleSheet(item, of: found.version.policy.number, library: library)
        if let fault = sheet.faults.first(where: { !$0.isWarning }), !found.sheet.isBroken {
            return .refused(
                clausePage(
                    found, visit, submission,
                    faults: [FieldFault("line", fault.message(english: visit.isEnglish))],
                    drawings: [sheet.drawn(fault, in: visit)]))
        }
        var content = found.version.content
        content.items = content.items.map { $0.key == item.key ? item : $0 }
        do {
            try await policies.store.save(
                content, in: found.version.id, over: Int64(submission.text("revision")) ?? -1,
                by: try actor(visit), once: visit.key(submission, "clause"))
        } catch PolicyFault.changedMeanwhile {
            let notice = Notice(
                words("drafts.changed.title"), .warning, text: words("drafts.changed.text"))
            return .refused(
                clausePage(try await self.clause(visit, submission), visit, submission, notices: [notice]))
        }
        try await keep(kind, clause, became: became, reason, found, visit, submission)
        // A removed clause has no place on the page any more; the next one bears its number, if any.
        return kind == .removed
            ? .redirect(to: found.version.path("#item-\(found.item.key)")) : back(found, clause)
    }

    private func keep(
        _ kind: ClauseDecision.Kind, _ clause: RuleClause, became: String, _ reason: String,
        _ found: Found, _ visit: Visit, _ submission: Submission
    ) async throws {
        let who = try actor(visit)
        // Who proposed is part of the record, whatever else the editor writes.
        let source = kind == .mended ? found.proposal.map { "模型 \($0.model) 提出" } : nil
        let reasons = [source, reason.isEmpty ? nil : reason].compactMap { $0 }
        let decision = ClauseDecision(
            item: found.item.key, kind: kind, was: clause.text, became: became,
            reason: String(reasons.joined(separator: "；").prefix(1_000)), personName: who.name,
            at: visit.milliseconds)
        let phrase =
            kind == .mended
            ? RulePhrase.New(
                key: RulePhrase.key(of: clause), words: clause.words.isEmpty ? clause.text : clause.words,
                was: clause.text, line: became) : nil
        try await store.decide(
            decision, in: found.version.id, phrase: phrase, on: found.proposal, by: who,
            once: visit.key(submission, "decision"))
    }
}

// SPDX-License-Identifier: Apache-2.0
import Standards

/// Clauses and official words belong together: each clause says where it comes from, and each text is
/// encoded or it is said why not.
struct CitationCheck {
    static let examplesWanted = 10

    let rule: Rule
    let log: FaultLog

    func check() {
        let parts = rule.parts
        for part in parts where rule.owns(part.place) {
            checkCites(part)
            if !part.isInner { checkCitesAtAll(part) }
        }
        checkTexts(cited: Set(parts.flatMap(\.cites)))
        if rule.examples.count < Self.examplesWanted {
            log.report(.examplesFew(count: rule.examples.count, wanted: Self.examplesWanted), at: rule.place)
        }
    }

    private func checkCites(_ part: RulePart) {
        let numbers = rule.texts.map(\.number)
        for cite in part.cites where !numbers.contains(cite) {
            log.report(
                .citeUnknown(cite, near: Nearest.nearest(to: cite, in: numbers, limit: 3)), at: part.place)
        }
    }

    private func checkCitesAtAll(_ part: RulePart) {
        guard part.cites.isEmpty else { return }
        let inside = part.conditions.flatMap(\.clauses)
        // Alternatives that each cite their own words need no citation around them.
        if !inside.isEmpty, inside.allSatisfy({ !$0.cites.isEmpty }) { return }
        log.report(.clauseWithoutCite, at: part.place)
    }

    private func checkTexts(cited: Set<String>) {
        for text in rule.texts where rule.owns(text.place) {
            let isCited = cited.contains(text.number)
            if !isCited && text.omission == nil { log.report(.textUnlinked(text.number), at: text.place) }
            if isCited && text.omission != nil {
                log.report(.textLinkedAndMarked(text.number), at: text.place)
            }
        }
    }
}

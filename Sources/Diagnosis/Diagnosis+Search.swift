// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

extension Diagnosis {
    /// Rules in force of which the text is a part of the title, in either language, of the code, or of
    /// the document's name or number. Those whose title begins with it come first.
    func found(_ text: String, _ limit: Int, _ visit: Visit) -> [SearchHit] {
        let wanted = text.lowercased()
        let rules = library.rules(on: visit.today, for: .application, in: nil)
        let hits = rules.filter { rule in
            let names = [
                rule.title, rule.title(english: true), rule.code, rule.basis.number, rule.basis.document,
            ]
            return names.contains { $0.lowercased().contains(wanted) }
        }
        let first = hits.filter { $0.title.lowercased().hasPrefix(wanted) }
        let others = hits.filter { !$0.title.lowercased().hasPrefix(wanted) }
        return (first + others).prefix(limit).map { rule in
            SearchHit(
                rule.title(english: visit.isEnglish), visit.link("/rules/\(rule.code)"),
                text: "《\(rule.basis.document)》\(rule.basis.number)")
        }
    }
}

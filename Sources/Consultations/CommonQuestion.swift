// SPDX-License-Identifier: Apache-2.0
import Policies
import Site
import Standards
import Store

/// A question that was answered for all to read, without what identifies its asker.
struct CommonQuestion: Hashable, Sendable {
    let id: ID<CommonQuestion>
    let number: Int64
    let policy: ID<Policy>?
    let question: String
    let answer: String
    /// Who answered.
    let office: String
    let region: Region
    let publishedAt: Int64
}

/// What in a text tells who somebody is: looked for before it is published.
struct PersonalTraces: Sendable {
    /// Names that must not stand in it: the asker's, the enterprise's.
    let names: [String]

    /// Every trace in a text, as it stands there, each once.
    func traces(in text: String) -> [String] {
        let plain = Han.halfWidth(text)
        var found = names.filter { $0.count >= 2 && plain.contains($0) }
        // Mobile numbers also with blanks or hyphens between their groups; land lines of offices may stay.
        found += plain.matches(of: /(?:^|[^0-9])(1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4})(?![0-9])/)
            .map { String($0.1) }
        found += plain.matches(of: /[0-9]{17}[0-9Xx]/).map { String($0.0) }
        found += plain.matches(of: /[0-9A-Za-z._%+-]+@[0-9A-Za-z.-]+\.[A-Za-z]{2,}/).map { String($0.0) }
        found += plain.matches(of: /[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}/)
            .map { String($0.0) }
        return found.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

extension Visit {
    /// What is wrong with a text that everybody will read: its length, or that it tells who somebody is.
    func fault(_ name: String, _ text: String, most: Int, without traces: PersonalTraces) -> FieldFault? {
        if let fault = fault(name, text, least: 5, most: most) { return fault }
        let found = traces.traces(in: text)
        guard !found.isEmpty else { return nil }
        let list = found.joined(separator: isEnglish ? ", " : "、")
        return FieldFault(name, words("consultations.traces", ["traces": list]))
    }
}

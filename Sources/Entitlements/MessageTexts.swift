// SPDX-License-Identifier: Apache-2.0
import Audience
import Outreach
import Policies
import Rules
import Site
import Standards

/// The words of messages, in both languages at once: they leave the site by mail and telephone.
struct MessageWords: Sendable {
    private let chinese: Words
    private let english: Words

    /// - Throws: when the words of the room cannot be read.
    init(_ shelf: Shelf) throws {
        let book = try WordBook(shelves: [shelf])
        (chinese, english) = (book[.chinese], book[.english])
    }

    /// A text with values that may differ between the languages.
    func text(_ key: String, _ values: (_ isEnglish: Bool) -> [String: String] = { _ in [:] }) -> Bilingual {
        let key = "entitlements.message.\(key)"
        return Bilingual(chinese(key, values(false)), english(key, values(true)))
    }

    /// Sentences one after another, empty ones left out.
    static func joined(_ texts: [Bilingual?]) -> Bilingual {
        let told = texts.compactMap { $0 }
        return Bilingual(
            told.map(\.chinese).joined(), told.map(\.english).joined(separator: " "))
    }
}

/// What a message about a policy says.
struct MessageTexts: Sendable {
    let policy: PolicyInForce
    let library: Library
    let words: MessageWords

    func title(_ kind: MessageKind, days: Int = 0) -> Bilingual {
        let values = ["name": policy.content.title, "days": String(days)]
        return words.text("\(kind.rawValue).title") { _ in values }
    }

    /// What changed and why, by how much a condition is missed, and until when one can apply.
    func text(_ kind: MessageKind, _ entry: Report.Entry?, _ day: Day) -> Bilingual {
        MessageWords.joined([
            words.text(kind.rawValue), entry.flatMap { gap(of: $0) }, kind == .lost ? nil : term(day),
        ])
    }

    /// The clauses that are missed, with the gap; nil where all is met.
    private func gap(of entry: Report.Entry) -> Bilingual? {
        let missed = entry.verdict.clauses.enumerated().filter { $0.element.outcome == .missed }.prefix(2)
        guard entry.group != .eligible, !missed.isEmpty else { return nil }
        return words.text("gap") { isEnglish in
            let wording = Wording(library, english: isEnglish)
            let semicolon = isEnglish ? "; " : "；"
            let clauses = missed.map { place, judged in
                let steps = entry.advice[place]?.steps.map { wording.text($0) } ?? []
                return wording.title(judged.clause)
                    + (steps.isEmpty
                        ? "" : (isEnglish ? ": " : "：") + steps.joined(separator: semicolon))
            }
            return ["clauses": clauses.joined(separator: semicolon)]
        }
    }

    private func term(_ day: Day) -> Bilingual? {
        let content = policy.content
        func text(_ key: String, _ day: Day) -> Bilingual {
            words.text(key) { ["day": $0 ? day.englishText : day.chineseText] }
        }
        if let first = content.applyFrom, first > day { return text("from", first) }
        return content.applyTo.flatMap { $0 >= day ? text("until", $0) : nil }
    }
}

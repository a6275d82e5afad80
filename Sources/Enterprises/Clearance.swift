// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Site

/// Which values a reader sees in the clear. The others never leave the server.
enum Clearance: Hashable, Sendable {
    /// Members of the enterprise, and officials who stated a reason.
    case everything
    /// Officials of the region: all but what is sensitive.
    case office
    /// A recipient of a consent: these words, whatever their sensitivity.
    case consented(Set<String>)
    /// Everybody.
    case open

    /// Whether values of a word are shown.
    func shows(_ word: Word) -> Bool {
        switch self {
        case .everything: true
        case .office: word.sensitivity != .sensitive
        case .consented(let words): words.contains(word.name)
        case .open: word.sensitivity == .open
        }
    }
}

extension Enterprises {
    /// What a reader of an enterprise's file sees.
    func clearance(of visit: Visit, on enterprise: Enterprise) -> Clearance {
        let isMember = visit.who?.memberships.contains {
            $0.enterprise == enterprise.id && $0.rights.contains(.view)
        }
        if isMember == true { return .everything }
        return authorisation.allows(visit.who, .enterpriseRead, on: enterprise.subject) ? .office : .open
    }
}

/// Facts as a reader may see them.
struct FactWording {
    let vocabulary: Vocabulary
    let wording: Wording
    let clearance: Clearance
    let visit: Visit

    init(_ room: Enterprises, _ clearance: Clearance, _ visit: Visit) {
        vocabulary = room.library.vocabulary
        wording = Wording(room.library, english: visit.isEnglish)
        self.clearance = clearance
        self.visit = visit
    }

    /// The value of a fact, or that it is hidden.
    func text(_ value: Value, of word: Word.ID) -> String {
        clearance.shows(vocabulary[word])
            ? wording.text(value, of: word) : visit.words("enterprises.masked")
    }

    /// Who said so and when: 税务 2026年3月1日.
    func origin(_ report: Facts.Report) -> String {
        let source =
            report.source == FactStatement.ownSource ? visit.words("enterprises.self") : report.source
        return [source, report.recorded.map(visit.text) ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site

/// A declared collection of policies: 专精特新专区. Editors say by which search, by which numbers, or both.
struct GuideZone: Sendable, Hashable {
    /// Its name in addresses.
    var name: String
    /// Its place in the list, the least first.
    var place: Int64
    var title: String
    var titleEnglish: String
    var intro: String
    var introEnglish: String
    /// A search as it stands in an address: `theme=技术改造&status=open`; empty for none.
    var query: String
    /// Numbers of policies that stand first, in order.
    var numbers: [Int64]
    /// Grows with every change.
    var revision: Int64

    /// The search; nil for none, or for one that makes no sense.
    var search: GuideQuery? {
        guard !query.isEmpty else { return nil }
        let pairs = Self.pairs(of: query)
        let (read, unread) = GuideQuery.read { name in pairs.first { $0.name == name }?.value }
        let isKnown = pairs.allSatisfy { GuideQuery.names.contains($0.name) }
        return unread.isEmpty && isKnown && !pairs.isEmpty ? read : nil
    }

    private static func pairs(of text: String) -> [(name: String, value: String)] {
        text.split(separator: "&").compactMap { part in
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, let value = String(halves[1]).removingPercentEncoding else { return nil }
            return (String(halves[0]), value)
        }
    }

    /// Its policies: those named first, then what the search finds.
    func entries(of catalogue: Catalogue, on visit: Visit) -> [GuideEntry] {
        let named = numbers.compactMap { catalogue.entry($0) }
        let found = search.map { catalogue.find($0, on: visit.today).entries } ?? []
        let known = Set(named.map(\.number))
        return named + found.filter { !known.contains($0.number) }
    }
}

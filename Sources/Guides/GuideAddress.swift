// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Rules
import Site
import Standards
import Store

/// A search as it stands in addresses, so that it can be kept, sent and subscribed to.
extension GuideQuery {
    /// The names that mean something.
    static let names = ["q", "sort", "only"] + GuideFilter.Facet.allCases.map(\.rawValue)

    /// Reads the query of an address; `unread` are the names of what makes no sense.
    static func read(_ value: (String) -> String?) -> (query: GuideQuery, unread: [String]) {
        var (query, unread) = (GuideQuery(), [String]())
        func read<Value>(_ name: String, _ make: (String) -> Value?) -> Value? {
            guard let text = value(name), !text.isEmpty else { return nil }
            let made = make(String(text.prefix(200)))
            if made == nil { unread.append(name) }
            return made
        }
        query.typed = String((value("q") ?? "").prefix(200))
        query.order = read("sort") { Order(rawValue: $0) } ?? .best
        query.filter.standing = read("status") { Standing(rawValue: $0) }
        query.filter.days = read("days") { Int($0).flatMap { (0...366).contains($0) ? $0 : nil } }
        query.filter.level = read("level") { PolicyLevel(rawValue: $0) }
        query.filter.region = read("region") { Region(code: $0) }
        query.filter.isExact = value("only") == "1"
        query.filter.kind = read("kind") { PolicyKind(rawValue: $0) }
        query.filter.theme = read("theme") { $0 }
        query.filter.tier = read("tier") { $0 }
        query.filter.section = read("industry") { Industry(code: $0)?.section.code }
        query.filter.office = read("office") { $0 }
        return (query, unread)
    }

    /// The same as pairs of names and values, in a fixed order; what is not set is left out.
    var pairs: [(String, String)] {
        var pairs: [(String, String)] = typed.isEmpty ? [] : [("q", typed)]
        for facet in GuideFilter.Facet.allCases {
            if let value = filter.value(of: facet) { pairs.append((facet.rawValue, value)) }
        }
        if filter.isExact { pairs.append(("only", "1")) }
        if order != .best { pairs.append(("sort", order.rawValue)) }
        return pairs
    }

    /// Pairs with one facet changed; nil takes it away.
    func pairs(changing facet: GuideFilter.Facet, to value: String?) -> [(String, String)] {
        let kept = pairs.filter { $0.0 != facet.rawValue && !(facet == .region && $0.0 == "only") }
        return kept + (value.map { [(facet.rawValue, $0)] } ?? [])
    }
}

extension GuideFilter {
    /// What a facet is narrowed to, as it stands in addresses; nil for nothing.
    func value(of facet: Facet) -> String? {
        switch facet {
        case .status: standing?.rawValue
        case .days: days.map(String.init)
        case .level: level?.rawValue
        case .region: region?.code
        case .kind: kind?.rawValue
        case .theme: theme
        case .tier: tier
        case .industry: section
        case .office: office
        }
    }
}

extension Guides {
    /// A facet's value in words.
    func text(_ facet: GuideFilter.Facet, _ value: String, _ visit: Visit) -> String {
        switch facet {
        case .status: visit.words("guides.standing.\(value)")
        case .days: visit.words("guides.within", ["days": value])
        case .level: visit.words("guides.level.\(value)")
        case .region: Region(code: value).map(visit.text) ?? value
        case .kind: visit.words("guides.kind.\(value)")
        case .industry: visit.text(section: value)
        case .tier:
            library.versions(of: value).last.map {
                visit.isEnglish && !$0.titleEnglish.isEmpty ? $0.titleEnglish : $0.title
            } ?? value
        case .theme, .office: value
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards

/// A filter with its names as numbers of a catalogue, for one day.
struct RowFilter {
    private let filter: GuideFilter
    private let theme: Int32?
    private let tier: Int32?
    private let office: Int32?
    private let section: UInt32?
    private let labels: [Int32]

    init(_ filter: GuideFilter, _ catalogue: Catalogue) {
        self.filter = filter
        theme = filter.theme.map(catalogue.book.known)
        tier = filter.tier.map(catalogue.book.known)
        office = filter.office.map(catalogue.book.known)
        section = filter.section.map { GuideRow.bit(ofSection: $0) }
        labels = catalogue.labels
    }

    /// Facets that a row does not fit, as bits in the order of ``GuideFilter/Facet``.
    func misses(_ row: GuideRow, _ standing: Standing, _ daysLeft: Int?) -> UInt16 {
        var misses: UInt16 = 0
        func miss(_ facet: GuideFilter.Facet, _ fits: Bool) { if !fits { misses |= facet.bit } }
        if let wanted = filter.standing { miss(.status, standing == wanted) }
        if let days = filter.days { miss(.days, daysLeft.map { $0 <= days } ?? false) }
        if let level = filter.level { miss(.level, row.level == level) }
        if let region = filter.region { miss(.region, fits(row.region, region)) }
        if let kind = filter.kind { miss(.kind, row.kinds & kind.bit != 0) }
        if let theme { miss(.theme, labels[row.themes].contains(theme)) }
        if let tier { miss(.tier, labels[row.tiers].contains(tier)) }
        if let section { miss(.industry, row.sections == 0 || row.sections & section != 0) }
        if let office { miss(.office, labels[row.offices].contains(office)) }
        return misses
    }

    private func fits(_ place: Region, _ region: Region) -> Bool {
        if filter.isExact { return place == region }
        return place == .nation || region.isWithin(place) || place.isWithin(region)
    }
}

/// How many policies each choice of each facet would leave.
struct FacetTally {
    private var standings = [Int](repeating: 0, count: Standing.allCases.count)
    private var days = [Int](repeating: 0, count: GuideFilter.daySteps.count)
    private var levels = [Int](repeating: 0, count: PolicyLevel.allCases.count)
    private var regions: [Region: Int] = [:]
    private var kinds = [Int](repeating: 0, count: PolicyKind.allCases.count)
    private var sections = [Int](repeating: 0, count: 26)
    /// Policies for all industries, which every section shows.
    private var everySection = 0
    private var themes: [Int]
    private var tiers: [Int]
    private var offices: [Int]
    private let book: LabelBook
    private let labels: [Int32]

    init(_ catalogue: Catalogue) {
        book = catalogue.book
        labels = catalogue.labels
        themes = Array(repeating: 0, count: book.names.count)
        tiers = themes
        offices = themes
    }

    /// Counts a row for every facet, or for the only one that it misses: there it is another choice.
    mutating func add(_ row: GuideRow, _ standing: Standing, _ daysLeft: Int?, missing misses: UInt16) {
        func counts(_ facet: GuideFilter.Facet) -> Bool { misses == 0 || misses == facet.bit }
        if counts(.status) { standings[standing.place] += 1 }
        if counts(.days), let daysLeft {
            for (step, most) in GuideFilter.daySteps.enumerated() where daysLeft <= most { days[step] += 1 }
        }
        if counts(.level) { levels[row.level.place] += 1 }
        if counts(.region) { regions[row.region, default: 0] += 1 }
        if counts(.kind) { Self.add(UInt32(row.kinds), to: &kinds) }
        if counts(.industry) {
            if row.sections == 0 { everySection += 1 } else { Self.add(row.sections, to: &sections) }
        }
        if counts(.theme) { for label in labels[row.themes] { themes[Int(label)] += 1 } }
        if counts(.tier) { for label in labels[row.tiers] { tiers[Int(label)] += 1 } }
        if counts(.office) { for label in labels[row.offices] { offices[Int(label)] += 1 } }
    }

    private static func add(_ bits: UInt32, to counts: inout [Int]) {
        var left = bits
        while left != 0 {
            counts[left.trailingZeroBitCount] += 1
            left &= left - 1
        }
    }

    /// By codes of places: what holds within the place and what holds above it, as the filter takes both.
    private var placed: [String: Int] {
        var within: [Region: Int] = [:]
        func above(_ region: Region) -> some Sequence<Region> {
            sequence(first: region, next: \.parent).dropFirst()
        }
        for (region, count) in regions {
            within[region, default: 0] += count
            for higher in above(region) { within[higher, default: 0] += count }
        }
        return Dictionary(
            uniqueKeysWithValues: within.map { region, count in
                (region.code, above(region).reduce(count) { $0 + (regions[$1] ?? 0) })
            })
    }

    /// The counts by names as they stand in addresses, without zeros.
    var counts: [GuideFilter.Facet: [String: Int]] {
        func named(_ names: [String], _ counts: [Int]) -> [String: Int] {
            Dictionary(uniqueKeysWithValues: zip(names, counts).filter { $0.1 > 0 })
        }
        let letters = (0..<26).map { String(UnicodeScalar(UInt8(0x41 + $0))) }
        let known = letters.indices.filter { Industry(code: letters[$0]) != nil }
        return [
            .status: named(Standing.allCases.map(\.rawValue), standings),
            .days: named(GuideFilter.daySteps.map(String.init), days),
            .level: named(PolicyLevel.allCases.map(\.rawValue), levels),
            .region: placed,
            .kind: named(PolicyKind.allCases.map(\.rawValue), kinds),
            .industry: named(known.map { letters[$0] }, known.map { sections[$0] + everySection }),
            .theme: named(book.names, themes),
            .tier: named(book.names, tiers), .office: named(book.names, offices),
        ]
    }
}

extension Standing {
    /// Its place among all.
    var place: Int {
        switch self {
        case .open: 0
        case .coming: 1
        case .always: 2
        case .automatic: 3
        case .reading: 4
        case .pending: 5
        case .closed: 6
        case .ended: 7
        }
    }
}

extension PolicyLevel {
    /// The nation first.
    var place: Int {
        switch self {
        case .nation: 0
        case .province: 1
        case .city: 2
        case .county: 3
        }
    }
}

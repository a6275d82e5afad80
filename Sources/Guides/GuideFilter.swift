// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards

/// What a search is narrowed to.
struct GuideFilter: Hashable, Sendable {
    /// One way to narrow; the raw value is its name in addresses.
    enum Facet: String, CaseIterable, Sendable {
        case status, days, level, region, kind, theme, tier, industry, office
    }

    var standing: Standing?
    /// Only those that close within so many days.
    var days: Int?
    var level: PolicyLevel?
    /// Those that hold for the place: of it, of those above it, and of those within it.
    var region: Region?
    /// Only those of the place itself.
    var isExact = false
    var kind: PolicyKind?
    var theme: String?
    var tier: String?
    /// A section of GB/T 4754.
    var section: String?
    var office: String?

    /// The steps of the facet of days.
    static let daySteps = [3, 7, 30]
}

extension GuideFilter.Facet {
    /// A bit of its own.
    var bit: UInt16 { 1 << place }

    private var place: UInt16 {
        switch self {
        case .status: 0
        case .days: 1
        case .level: 2
        case .region: 3
        case .kind: 4
        case .theme: 5
        case .tier: 6
        case .industry: 7
        case .office: 8
        }
    }
}

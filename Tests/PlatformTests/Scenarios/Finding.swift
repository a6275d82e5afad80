// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import Policies
import SiteTesting
import Standards
import Testing

@testable import Platform

extension Visitor {
    /// Numbers of the policies of a list, over all of its pages, in its order.
    func numbers(_ address: String) async throws -> [Int64] {
        var found: [Int64] = []
        var next: String? = address
        while let here = next {
            let page = try await open(here)
            found += page.cards.compactMap(\.number)
            next = page.links.first { $0.words == "下一页" }?.address
        }
        return found
    }
}

/// What a list of policies can be narrowed by, counted by the test itself.
enum Facet: String, CaseIterable {
    case level, region, kind, theme, tier, industry, office, status

    /// The values of a policy, as the address of the page names them.
    func values(of version: PolicyVersion, on day: Day) -> Set<String> {
        let content = version.content
        switch self {
        case .level: return [content.level.rawValue]
        case .region: return [content.region.code]
        case .kind: return Set(content.kinds.map(\.rawValue))
        case .theme: return Set(content.themes + content.tags)
        case .tier: return Set(content.tiers)
        case .industry: return Set(content.industries.compactMap { Industry(code: $0)?.section.code })
        case .office: return Set(content.issuers)
        case .status: return [Facet.status(of: version, on: day)]
        }
    }

    /// Whether choosing a value shows a policy: those above and below a region hold there or within it, and
    /// one that names no industry is for all.
    func shows(_ version: PolicyVersion, under value: String, on day: Day) -> Bool {
        let content = version.content
        switch self {
        case .region:
            guard let region = Region(code: value) else { return false }
            return content.region.isWithin(region) || region.isWithin(content.region)
        case .industry:
            return content.industries.isEmpty || values(of: version, on: day).contains(value)
        default: return values(of: version, on: day).contains(value)
        }
    }

    static func status(of version: PolicyVersion, on day: Day) -> String {
        let content = version.content
        let last = version.inForceTo ?? content.validTo
        if version.stage != .released || last.map({ $0 < day }) == true { return "ended" }
        if content.applying == .nothing { return "reading" }
        if content.applying == .automatic { return "automatic" }
        if let from = content.applyFrom, from > day { return "coming" }
        guard let to = content.applyTo else { return "always" }
        return to < day ? "closed" : "open"
    }
}

extension House {
    /// Calls that take applications until a last day, the one that closes first in front.
    func openCalls() async throws -> [PolicyVersion] {
        let day = today
        return try await published().filter { Facet.status(of: $0, on: day) == "open" }
            .sorted { ($0.content.applyTo ?? day) < ($1.content.applyTo ?? day) }
    }
}

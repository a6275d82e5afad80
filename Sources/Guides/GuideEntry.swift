// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards
import Store

/// A policy as lists show it: what the catalogue keeps of it in memory.
struct GuideEntry: Sendable {
    let policy: ID<Policy>
    let version: ID<PolicyVersion>
    let number: Int64
    let title: String
    let documentNumber: String
    let issuers: [String]
    let summary: String
    let level: PolicyLevel
    let region: Region
    let kinds: [PolicyKind]
    /// What it is about in the editor's words: fewer and weightier than the tags.
    let ownThemes: [String]
    /// Themes and tags in the words of the version, then tags that were added on proposals of enterprises.
    let words: [String]
    /// The same under the names that are managed, each once.
    var themes: [String]
    let tiers: [String]
    /// Sections of industries, as letters; empty for all.
    let sections: [String]
    let window: GuideWindow
    let publishedOn: Day?
    /// Of the item that gives the most.
    let mostFen: Int64?
    /// When this version was released, in milliseconds since 1970.
    let releasedAt: Int64

    /// - Parameter suggested: tags that were added on proposals of enterprises.
    init(_ version: PolicyVersion, suggested: [String] = []) {
        let content = version.content
        policy = version.policy.id
        self.version = version.id
        number = version.policy.number
        title = content.title
        documentNumber = content.documentNumber
        issuers = content.issuers
        summary = content.summary
        level = content.level
        region = content.region
        kinds = content.kinds
        ownThemes = content.themes
        words = TagBook().names(of: content.themes + content.tags + suggested)
        themes = words
        tiers = content.tiers
        sections = Set(content.industries.compactMap { Industry(code: $0)?.section.code }).sorted()
        window = GuideWindow(
            applying: content.applying, applyFrom: content.applyFrom, applyTo: content.applyTo,
            validFrom: version.inForceFrom, validTo: version.inForceTo ?? content.validTo,
            isEnded: version.stage != .released && version.stage != .superseded,
            isWithdrawn: version.stage == .withdrawn)
        publishedOn = content.publishedOn
        mostFen = content.items.compactMap(\.mostFen).max()
        releasedAt = version.releasedAt ?? version.madeAt
    }

    /// First day for applications.
    var applyFrom: Day? { window.applyFrom }
    /// Last day for applications.
    var applyTo: Day? { window.applyTo }
    /// How it stands on a day.
    func standing(on day: Day) -> Standing { window.standing(on: day) }
    /// Days until applications close, when they are open.
    func daysLeft(on day: Day) -> Int? { window.daysLeft(on: day) }
}

/// When applications are taken, and until when a policy is in force.
struct GuideWindow: Sendable {
    let applying: PolicyContent.Applying
    let applyFrom: Day?
    let applyTo: Day?
    /// The first day in force; nil for what never was and will not be.
    let validFrom: Day?
    /// The last day in force; nil without an end.
    let validTo: Day?
    /// Whether it was withdrawn or its term is over, whatever the day.
    let isEnded: Bool
    /// Whether it was withdrawn: then its days do not come, and say nothing of next year's.
    let isWithdrawn: Bool

    /// How it stands on a day.
    func standing(on day: Day) -> Standing {
        if isEnded || validTo.map({ $0 < day }) == true { return .ended }
        if let validFrom, day < validFrom { return .pending }
        switch applying {
        case .nothing: return .reading
        case .automatic: return .automatic
        case .online, .onSite: break
        }
        if let applyFrom, applyFrom > day { return .coming }
        guard let applyTo else { return .always }
        return applyTo < day ? .closed : .open
    }

    /// Days until applications close, when they are open.
    func daysLeft(on day: Day) -> Int? {
        guard standing(on: day) == .open, let applyTo else { return nil }
        return day.days(until: applyTo)
    }
}

/// How a policy stands on a day, as one who looks for support asks.
enum Standing: String, CaseIterable, Sendable, Codable {
    /// 申报中: applications are taken, until a last day.
    case open
    /// 即将开始.
    case coming
    /// 常年受理.
    case always
    /// 免申即享.
    case automatic
    /// 无须申报: a rule to know.
    case reading
    /// 尚未施行: released, and its first day in force is to come.
    case pending
    /// 申报已截止.
    case closed
    /// 已失效.
    case ended
}

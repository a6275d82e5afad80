// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards

/// A window for applications that is likely, because there was one in earlier years: 往年推算. Never shown
/// without saying so.
struct GuessedWindow: Sendable {
    /// The latest of the earlier ones.
    let basis: GuideEntry
    /// In how many earlier years there was one.
    let years: Int
    let from: Day
    let to: Day

    /// What is likely within a year from a day: policies of the same name in the same place that had a window
    /// in earlier years, and have none for this year yet.
    static func all(_ entries: [GuideEntry], on today: Day) -> [GuessedWindow] {
        var families: [Family: [GuideEntry]] = [:]
        for entry in entries where entry.applyFrom != nil && entry.applyTo != nil {
            families[Family(entry), default: []].append(entry)
        }
        return families.values.compactMap { guess($0, on: today) }.sorted {
            ($0.from, $0.basis.number) < ($1.from, $1.basis.number)
        }
    }

    private static func guess(_ family: [GuideEntry], on today: Day) -> GuessedWindow? {
        let latest = family.max { ($0.applyFrom ?? .earliest) < ($1.applyFrom ?? .earliest) }
        guard let latest, let from = latest.applyFrom, let to = latest.applyTo, to < today,
            from.days(until: today) <= 800
        else { return nil }
        var years = 1
        while to.adding(years: years) < today { years += 1 }
        let next = from.adding(years: years)
        // A window of two months ago stands for this year's; the next is a year away.
        guard today.days(until: next) <= 300, from.days(until: next) >= 300 else { return nil }
        return GuessedWindow(
            basis: latest, years: Set(family.compactMap { $0.applyFrom?.year }).count, from: next,
            to: to.adding(years: years))
    }

    /// The name without years and numbers, in its place.
    private struct Family: Hashable {
        let name: [UInt16]
        let region: Region
        let level: PolicyLevel

        init(_ entry: GuideEntry) {
            let title = entry.title.replacing(/[0-9０-９〇零一二三四五六七八九]{4}\s*年度?/, with: "")
            name = FoldedText.codes(title).filter { !FoldedText.isDigit($0) && $0 != FoldedText.gap }
            region = entry.region
            level = entry.level
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Standards

/// A policy that no office issued; its title says 示例. Days are counted from the day on which the city is
/// made, so that some windows are always open, some about to close, and some closed.
struct ExamplePolicy: Decodable, Sendable {
    let title: String
    let number: String
    let issuers: [String]
    let level: PolicyLevel
    let region: String
    let summary: String
    let kinds: [PolicyKind]
    let themes: [String]
    let tags: [String]
    let industries: [String]
    let tiers: [String]
    let items: [ExampleMeasure]
    let applying: PolicyContent.Applying
    let materials: [String]
    /// First and last day for applications, from today on; nil without a window.
    var apply: [Int]?
    /// Day of publication, from today on.
    let published: Int
    /// For how many days it is in force.
    let valid: Int
    /// Name of the department that keeps it.
    var department: String?
    /// In which earlier years there was one of the same kind: -1, -2.
    var repeats: [Int]?
    /// Whether this year's is not out yet.
    var onlyEarlier: Bool?

    /// All of them, as they are written in the file of this room.
    static func all() throws -> [ExamplePolicy] {
        guard let url = Bundle.module.url(forResource: "Policies/invented", withExtension: "json") else {
            throw ExampleFault.policiesMissing
        }
        return try JSONDecoder().decode([ExamplePolicy].self, from: Data(contentsOf: url))
    }

    /// The years, counted from today, for which there is a document.
    var years: [Int] { (repeats ?? []).sorted() + (onlyEarlier == true ? [] : [0]) }

    func titled(_ year: Int) -> String { title.replacingOccurrences(of: "{year}", with: String(year)) }
    func numbered(_ year: Int) -> String { number.replacingOccurrences(of: "{year}", with: String(year)) }

    /// What it says when issued so many years from today's.
    func content(seenFrom today: Day, years: Int) throws -> PolicyContent {
        guard let place = Region(code: region) else { throw ExampleFault.regionUnknown(region) }
        let today = today.adding(years: years)
        var content = PolicyContent(title: titled(today.year), level: level, region: place)
        content.documentNumber = numbered(today.year)
        content.issuers = issuers
        content.summary = summary
        content.kinds = kinds
        content.themes = themes
        content.tags = tags
        content.industries = industries
        content.tiers = tiers
        content.publishedOn = today.adding(days: published)
        content.validFrom = today.adding(days: published)
        content.validTo = today.adding(days: years < 0 ? min(valid, 300 + published) : published + valid)
        content.applyFrom = apply.map { today.adding(days: $0[0]) }
        content.applyTo = apply.map { today.adding(days: $0[1]) }
        content.applying = applying
        content.materials = materials
        content.items = items.enumerated().map { item($1, number: $0 + 1, today) }
        content.contacts = items.first.map { [PolicyContact(name: $0.office, phone: $0.phone)] } ?? []
        content.text = text(content)
        return content
    }

    private func item(_ measure: ExampleMeasure, number: Int, _ today: Day) -> PolicyItem {
        var item = PolicyItem(key: String(number), name: measure.name)
        item.support = measure.support
        item.leastFen = measure.least.map { Int64($0) * 1_000_000 }
        item.mostFen = measure.most.map { Int64($0) * 1_000_000 }
        item.rule = measure.rule(
            of: self, year: today.year, from: today.adding(days: published).isoText)
        item.office = measure.office
        item.phone = measure.phone
        return item
    }

    /// The document, as an office would write it.
    private func text(_ content: PolicyContent) -> String {
        var lines = [content.title, content.documentNumber, "", "各有关单位："]
        if items.isEmpty { lines.append(summary) }
        for (place, measure) in items.enumerated() {
            lines += ["", "\(Self.numerals[place % 10])、\(measure.name)", "（一）申报条件"]
            lines += measure.conditions.enumerated().map { "\($0 + 1). \($1.text)" }
            lines += ["（二）支持标准", measure.support]
        }
        if !materials.isEmpty {
            lines += ["", "申报材料"] + materials.enumerated().map { "\($0 + 1). \($1)" }
        }
        if let from = content.applyFrom, let to = content.applyTo {
            lines += ["", "申报时间", "\(from.chineseText)至\(to.chineseText)。"]
        }
        for contact in content.contacts { lines += ["", "联系单位：\(contact.name)，电话：\(contact.phone)。"] }
        lines += ["", issuers.joined(separator: " "), content.publishedOn?.chineseText ?? ""]
        return lines.joined(separator: "\n")
    }

    private static let numerals = Array("一二三四五六七八九十")
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Foundation
import Policies
import Rules
import Site
import Standards
import Store

extension Guides {
    var policyRoutes: [Route] {
        [.page("/policies/{number}", "guides.show", .everyone) { try await policyReply($0, sharedBy: nil) }]
    }

    /// The page of a policy.
    ///
    /// - Parameter sharer: the name of whoever sent the link.
    func policyReply(_ visit: Visit, sharedBy sharer: String?, number: Int64? = nil) async throws -> Reply {
        guard let number = number ?? Int64(visit.parameter("number")),
            let policy = try await policies.store.policy(numbered: number)
        else { throw PolicyFault.gone }
        let all = try await policies.store.versions(of: policy)
        let asked = visit.query["version"].flatMap { Int($0) }
        let shown = all.shown(on: visit.today)
        guard
            let version = asked == nil
                ? shown : all.first(where: { $0.version == asked && $0.releasedAt != nil })
        else { throw PolicyFault.gone }
        let fit = try await fits(visit)?[number]
        var page = policyPage(version, fit, visit)
        if let section = try await tagSection(version, visit) {
            let place = page.sections.firstIndex { $0.id == "document" } ?? page.sections.endIndex
            page.sections.insert(section, at: place)
        }
        if let sharer { page.notices.append(Notice(visit.words("guides.sharedBy", ["name": sharer]), .info)) }
        if let notice = termNotice(version, among: all, visit) { page.notices.append(notice) }
        page.sections.append(versions(all.filter { $0.releasedAt != nil }, besides: version, visit))
        page.panels = try await visit.panels(at: .policy, about: policy.text)
        await note(version.policy, visit)
        let recent = [number] + recent(visit).filter { $0 != number }
        return .page(page).setting(
            cookie: Self.recentCookie, recent.prefix(6).map(String.init).joined(separator: "."),
            maximumAgeSeconds: 90 * 86_400)
    }

    /// That a version is not the one in force, or that another one comes: with the day and the way to it.
    private func termNotice(
        _ version: PolicyVersion, among all: [PolicyVersion], _ visit: Visit
    ) -> Notice? {
        let (words, path) = (visit.words, "/policies/\(version.policy.number)")
        let inForce = all.shown(on: visit.today).flatMap { $0.isInForce(on: visit.today) ? $0 : nil }
        let way = inForce.map { _ in Link(words("guides.older.latest"), visit.link(path)) }
        if version.isComing(after: visit.today), let day = version.inForceFrom {
            return Notice(
                words(
                    inForce == nil ? "guides.pending.alone" : "guides.pending.version",
                    ["day": visit.text(day)]),
                .warning, link: way)
        }
        if let inForce, inForce.version != version.version {
            return Notice(words("guides.older"), .warning, link: way)
        }
        guard let coming = all.coming(after: visit.today), let day = coming.inForceFrom else { return nil }
        return Notice(
            words("guides.coming", ["day": visit.text(day)]), .info,
            link: Link(
                words("guides.coming.read"), visit.link(path, [("version", String(coming.version))])))
    }

    private func policyPage(_ version: PolicyVersion, _ fit: PolicyFit?, _ visit: Visit) -> GuidePage {
        let (content, entry, words) = (version.content, GuideEntry(version), visit.words)
        var page = GuidePage(content.title, in: visit)
        page.titleLanguage = visit.documentLanguage?.rawValue
        page.badges = [standing(entry, visit), Status(visit.text(content.level), .neutral, symbol: .info)]
        if let fit { page.badges.append(status(fit, visit)) }
        page.countdown = countdown(entry, visit)
        page.summary = summary(content, entry, visit)
        page.sections = itemSections(version, visit)
        if !content.materials.isEmpty {
            page.sections.append(
                GuideSection(id: "materials", title: words("guides.materials"), points: content.materials))
        }
        page.sections.append(document(version, visit))
        if !content.text.isEmpty {
            page.sections.append(
                GuideSection(
                    id: "text", title: words("guides.text"),
                    lines: content.text.split(separator: "\n").map(String.init)))
        }
        page.code = visit.absoluteLink("/policies/\(version.policy.number)").flatMap {
            QRCode($0, label: words("guides.qr"))
        }
        page.actions = actions(version, visit)
        page.isPrinted = true
        return page
    }

    private func actions(_ version: PolicyVersion, _ visit: Visit) -> [Link] {
        let (number, words) = (version.policy.number, visit.words)
        var links = [
            Link(words("guides.share"), visit.link("/policies/\(number)/share")),
            Link(words("guides.compare.with"), visit.link("/policies/compare", [("n", String(number))])),
        ]
        if version.content.applyTo != nil {
            links.append(
                Link(words("guides.feed.calendar.one"), visit.link("/policies/\(number)/calendar.ics")))
        }
        return links
    }

    /// Who, how much, until when, how, and whom to ask.
    private func summary(_ content: PolicyContent, _ entry: GuideEntry, _ visit: Visit) -> SummaryBox {
        let words = visit.words
        var rows: [KeyValueList.Row] = [.init(words("guides.who"), forWhom(entry, content, visit))]
        rows.append(.init(words("guides.when"), window(entry, visit)))
        rows.append(.init(words("guides.how"), visit.text(content.applying)))
        let contact =
            content.contacts.first
            ?? content.items.first.map {
                PolicyContact(name: $0.office, phone: $0.phone)
            }
        if let contact, !contact.name.isEmpty || !contact.phone.isEmpty {
            rows.append(
                .init(
                    words("guides.ask"),
                    [contact.name, contact.phone].filter { !$0.isEmpty }
                        .joined(separator: " "), in: visit.documentLanguage))
        }
        let address = content.items.map(\.applyAddress).first {
            $0.hasPrefix("https://") || $0.hasPrefix("http://")
        }
        let kinds = visit.joined(content.kinds.map(visit.text))
        return SummaryBox(
            label: words(entry.mostFen == nil ? "guides.gives" : "guides.most"),
            figure: entry.mostFen.map(visit.text(fen:)) ?? (kinds.isEmpty ? words("guides.unsaid") : kinds),
            note: content.summary.isEmpty ? nil : content.summary, rows: KeyValueList(rows),
            action: content.takesApplications(on: visit.today) && entry.standing(on: visit.today) != .pending
                ? address.map { Link(words("guides.apply"), $0) } : nil)
    }

    /// For which enterprises, in a line.
    func forWhom(_ entry: GuideEntry, _ content: PolicyContent, _ visit: Visit) -> String {
        var parts = [visit.words("guides.in", ["place": visit.text(entry.region)])]
        if !content.industries.isEmpty {
            let names = content.industries.prefix(6).map { code in
                guard let industry = Industry(code: code) else { return code }
                return visit.isEnglish && !industry.englishName.isEmpty ? industry.englishName : industry.name
            }
            parts.append(visit.joined(names))
        }
        if !entry.tiers.isEmpty { parts.append(visit.joined(entry.tiers.map { text(.tier, $0, visit) })) }
        return parts.joined(separator: visit.words("guides.separator"))
    }

    /// Until when one applies, in a line.
    func window(_ entry: GuideEntry, _ visit: Visit) -> String {
        switch (entry.applyFrom, entry.applyTo) {
        case (let from?, let to?):
            visit.words("guides.window", ["from": visit.text(from), "to": visit.text(to)])
        case (nil, let to?): visit.words("guides.window.to", ["to": visit.text(to)])
        case (let from?, nil): visit.words("guides.window.from", ["from": visit.text(from)])
        case (nil, nil): visit.text(entry.standing(on: visit.today))
        }
    }

    private func itemSections(_ version: PolicyVersion, _ visit: Visit) -> [GuideSection] {
        let words = visit.words
        let rules = PolicyRules(of: version.content, policy: version.policy.number, library: library)
        let byItem = Dictionary(rules.rules.map { ($0.item, $0.rule) }) { first, _ in first }
        return version.content.items.map { item in
            var section = GuideSection(id: "item-\(item.key)", title: item.name)
            section.titleLanguage = visit.documentLanguage?.rawValue
            var rows: [KeyValueList.Row] = []
            if !item.support.isEmpty {
                rows.append(.init(words("guides.support"), item.support, in: visit.documentLanguage))
            }
            if let amount = amount(item, visit) { rows.append(.init(words("guides.amount"), amount)) }
            if !item.office.isEmpty {
                rows.append(.init(words("guides.office"), item.office, in: visit.documentLanguage))
            }
            if !item.phone.isEmpty {
                rows.append(.init(words("guides.phone"), item.phone, in: visit.documentLanguage))
            }
            section.rows = KeyValueList(rows)
            if let rule = byItem[item.key] {
                section.text = words("guides.conditions")
                section.points = rule.texts.map(\.text)
            } else {
                section.text = words("guides.conditions.none")
            }
            return section
        }
    }

    private func amount(_ item: PolicyItem, _ visit: Visit) -> String? {
        switch (item.leastFen, item.mostFen) {
        case (let least?, let most?) where least != most:
            visit.words(
                "guides.amount.between", ["least": visit.text(fen: least), "most": visit.text(fen: most)])
        case (_, let most?): visit.words("guides.upTo", ["amount": visit.text(fen: most)])
        case (let least?, nil): visit.words("guides.amount.least", ["least": visit.text(fen: least)])
        case (nil, nil): nil
        }
    }

    /// Where it comes from.
    private func document(_ version: PolicyVersion, _ visit: Visit) -> GuideSection {
        let (content, words) = (version.content, visit.words)
        var rows: [KeyValueList.Row] = []
        func add(_ word: String, _ value: String?, isDocument: Bool = false) {
            guard let value, !value.isEmpty else { return }
            rows.append(.init(words(word), value, in: isDocument ? visit.documentLanguage : nil))
        }
        add("guides.documentNumber", content.documentNumber, isDocument: true)
        add("guides.facet.office", content.issuers.joined(separator: "、"), isDocument: true)
        add("guides.publishedOn", content.publishedOn.map(visit.text))
        add("guides.validFrom", (version.inForceFrom ?? content.validFrom).map(visit.text))
        add("guides.validTo", (version.inForceTo ?? content.validTo).map(visit.text))
        add("guides.facet.theme", visit.joined(content.themes), isDocument: true)
        for contact in content.contacts {
            add("guides.contact", "\(contact.name) \(contact.phone)", isDocument: true)
        }
        var section = GuideSection(id: "document", title: words("guides.document"), rows: KeyValueList(rows))
        if content.sourceAddress.hasPrefix("https://") || content.sourceAddress.hasPrefix("http://") {
            section.links = [Link(words("guides.source"), content.sourceAddress)]
        }
        return section
    }

    /// How a version stands today: the stage is that of the last step, which the calendar may be ahead of.
    private func stage(_ version: PolicyVersion, _ visit: Visit) -> String {
        let isInForce = version.isInForce(on: visit.today)
        if version.isComing(after: visit.today) { return visit.words("guides.standing.pending") }
        if version.stage == .superseded, isInForce, let last = version.inForceTo {
            return visit.words("guides.stage.until", ["day": visit.text(last)])
        }
        if version.stage == .superseded, version.inForceFrom == nil {
            return visit.words("guides.stage.never")
        }
        let stage = version.stage == .released && !isInForce ? PolicyStage.expired : version.stage
        return visit.words("guides.stage.\(stage.rawValue)")
    }

    private func versions(
        _ versions: [PolicyVersion], besides shown: PolicyVersion, _ visit: Visit
    ) -> GuideSection {
        let words = visit.words
        let events = versions.map { version in
            let day = version.inForceFrom ?? Day(milliseconds: version.releasedAt ?? version.madeAt)
            return Timeline.Event(
                date: visit.text(day), isoDate: day.isoText,
                title: words("guides.version", ["number": String(version.version)]),
                text: stage(version, visit), tone: version.isInForce(on: visit.today) ? .good : .neutral)
        }
        let links = versions.filter { $0.version != shown.version }.map { version in
            Link(
                words("guides.version.read", ["number": String(version.version)]),
                visit.link(
                    "/policies/\(version.policy.number)", [("version", String(version.version))]))
        }
        return GuideSection(
            id: "versions", title: words("guides.versions"), timeline: Timeline(events), links: links)
    }
}

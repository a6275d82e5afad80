// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Site
import Standards
import Store

extension Enterprises {
    var fileRoutes: [Route] {
        [
            .page("/enterprises/{id}", "enterprises.file", .enterpriseRead) { try await filePage($0) }
        ]
    }

    /// The enterprise that the address names, for whoever may do this to it; for all others there is none.
    func load(_ visit: Visit, _ permission: Permission) async throws -> Enterprise {
        guard let id = EnterpriseID(visit.parameter("id")), let found = try await register.enterprise(id)
        else {
            throw SiteFault.notFound
        }
        try authorisation.require(visit, permission, on: found.subject)
        return found
    }

    private func filePage(_ visit: Visit) async throws -> Reply {
        let enterprise = try await load(visit, .enterpriseRead)
        let moment = Self.moment(visit)
        guard let known = try await factStore.known(enterprise.id, at: moment) else {
            throw SiteFault.notFound
        }
        let wording = FactWording(self, clearance(of: visit, on: enterprise), visit)
        var page = EnterprisePage(enterprise.name, in: visit, below: above(visit))
        page.titleLanguage = visit.isEnglish ? "zh-Hans" : nil
        page.badges = enterprise.badges(in: visit) + classBadges(known, visit)
        page.notices = notices(known, moment, wording, visit)
        page.rows = try await registerRows(enterprise, visit)
        page.actions = fileActions(enterprise, visit)
        page.panels = yearPanels(known, wording, visit)
        page.panels += [disagreements(known, wording, visit)].compactMap { $0 }
        page.panels += try await visit.panels(at: .enterpriseFile, about: enterprise.id.text)
        page.panels += [try await consentSummary(enterprise, visit)].compactMap { $0 }
        page.panels += [try await visitSummary(enterprise, visit), try await timeline(enterprise, visit)]
        page.isPrinted = true
        return .page(page)
    }

    /// The list, where the reader may see it.
    func above(_ visit: Visit) -> [Link] {
        authorisation.mayAllow(visit.who, .enterpriseList)
            ? [Link(visit.words("enterprises.title"), visit.link("/enterprises"))] : []
    }

    /// The end of the day that the address asks for; nil for now, and for a day that cannot be read.
    static func moment(_ visit: Visit) -> Int64? {
        guard let day = visit.query["at"].flatMap({ Day(isoText: $0) }), day < visit.today else { return nil }
        return day.adding(days: 1).startMilliseconds - 1
    }

    private func notices(
        _ known: KnownEnterprise, _ moment: Int64?, _ wording: FactWording, _ visit: Visit
    ) -> [Notice] {
        var notices: [Notice] = []
        if let moment {
            notices.append(
                Notice(
                    visit.words("enterprises.past", ["day": visit.text(Day(milliseconds: moment))]), .info,
                    link: Link(visit.words("enterprises.now"), visit.linkHere(changing: [("at", nil)]))))
        }
        let hidden = known.facts.keys.contains { !wording.clearance.shows(library.vocabulary[$0.word]) }
        if hidden, authorisation.allows(visit.who, .enterpriseUnmask, on: known.enterprise.subject) {
            notices.append(
                Notice(
                    visit.words("enterprises.hidden"), .info, text: visit.words("enterprises.hidden.text"),
                    link: Link(
                        visit.words("enterprises.unmask"), visit.link(known.enterprise.path("/unmask")))))
        }
        return notices
    }

    /// Size and titles: as facts state them, or, for the size, as the rule in force works it out.
    func classBadges(_ known: KnownEnterprise, _ visit: Visit) -> [Status] {
        var badges = book.labels(known).map { label in
            let english = book.allLabels.first { $0.label == label }?.english ?? label
            return Status(visit.isEnglish ? english : label, .info)
        }
        for name in FactBook.labelWords {
            guard let word = library.vocabulary.word(named: name), let rule = word.classifiedBy,
                !known.facts.keys.contains(where: { $0.word == word.id }),
                let classes = library.judge(known.facts, byRuleNamed: rule, asOf: visit.today)?.classes,
                classes.possible.count == 1, let only = classes.possible.first,
                let option = word.options.at(only)
            else { continue }
            let text = word.name(ofOption: option, english: visit.isEnglish)
            badges.insert(Status(visit.words("enterprises.computed", ["class": text]), .info), at: 0)
        }
        return badges
    }

    func registerRows(_ enterprise: Enterprise, _ visit: Visit) async throws -> KeyValueList {
        let words = visit.words
        let unstated = words("enterprises.unstated")
        let former = try await register.formerNames(of: enterprise.id)
        let source = words(
            "enterprises.from",
            ["source": enterprise.source, "day": visit.text(Day(milliseconds: enterprise.changedAt))])
        var rows: [KeyValueList.Row] = [
            .init(words("enterprises.creditCode"), enterprise.code.text, note: source),
            .init(words("enterprises.region"), visit.text(enterprise.region)),
            .init(words("enterprises.industry"), enterprise.industry.map(visit.text) ?? unstated),
            .init(words("enterprises.founded"), enterprise.founded.map(visit.text) ?? unstated),
            .init(words("enterprises.state"), visit.text(enterprise.state)),
        ]
        if !enterprise.legalForm.isEmpty {
            rows.append(.init(words("enterprises.legalForm"), enterprise.legalForm, in: .chinese))
        }
        if !enterprise.address.isEmpty {
            rows.append(.init(words("enterprises.address"), enterprise.address, in: .chinese))
        }
        if !former.isEmpty {
            let names = former.map {
                "\($0.name)（\(words("enterprises.until", ["day": visit.text($0.until)]))）"
            }
            rows.append(.init(words("enterprises.former"), names.joined(separator: "；")))
        }
        if let gold = enterprise.gold, enterprise.isGold(on: visit.today) {
            let until = words("enterprises.until", ["day": visit.text(gold.until)])
            rows.append(.init(words("enterprises.gold"), gold.reason, in: .chinese, note: until))
        }
        return KeyValueList(rows)
    }

    private func fileActions(_ enterprise: Enterprise, _ visit: Visit) -> [Link] {
        let doors: [(Permission, String, String)] = [
            (.enterpriseDeclare, "declare", "/declare"), (.enterpriseRead, "facts", "/facts"),
            (.enterpriseConsent, "consents", "/consents"), (.enterpriseCode, "code", "/code"),
            (.enterpriseCode, "poster", "/poster"), (.enterpriseRead, "visits", "/visits"),
            (.enterpriseRecord, "gold.give", "/gold"),
        ]
        return doors.filter { authorisation.allows(visit.who, $0.0, on: enterprise.subject) }.map {
            Link(visit.words("enterprises.\($0.1)"), visit.link(enterprise.path($0.2)))
        }
    }

    private func timeline(_ enterprise: Enterprise, _ visit: Visit) async throws -> Panel {
        let events = try await register.moments(of: enterprise.id).map { moment in
            let day = Day(milliseconds: moment.at)
            return Timeline.Event(
                date: visit.text(moment: moment.at), isoDate: day.isoText,
                title: visit.words("enterprises.moment.\(moment.kind.rawValue)"),
                text: moment.detail.isEmpty ? nil : moment.detail)
        }
        return Panel(id: "timeline", title: visit.words("enterprises.timeline"), timeline: Timeline(events))
    }
}

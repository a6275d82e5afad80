// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Policies
import Rules
import Site
import Standards
import Store

extension Entitlements {
    var matchRoutes: [Route] {
        [
            .page("/my/policies", "entitlements.mine", .entitlementOwn) { visit in
                try await loaded(visit) { try await minePage(visit) }
            },
            .page("/my/policies/{number}", "entitlements.one", .entitlementOwn) { visit in
                try await loaded(visit) { try await onePage(visit) }
            },
        ]
    }

    /// The enterprise that the visitor acts for, with what is known of it.
    func own(_ visit: Visit) async throws -> KnownEnterprise {
        guard let id = visit.who?.enterprise ?? visit.who?.memberships.first?.enterprise else {
            throw EntitlementFault.noEnterprise
        }
        guard let known = try await enterprises.known(id) else { throw SiteFault.notFound }
        try authorisation.require(visit, .entitlementOwn, on: known.enterprise.subject)
        return known
    }

    /// Results of these facts, of what can be had: now, or once its call opens.
    func results(of facts: Facts, on day: Day) async throws -> [PolicyResult] {
        try await audience.results(of: facts, on: day).filter { $0.policy.isOffered(on: day) }
    }

    private func minePage(_ visit: Visit) async throws -> Reply {
        let known = try await own(visit)
        let results = try await results(of: known.facts, on: visit.today)
        let chosen = visit.query["group"].flatMap(PolicyFit.Group.init(rawValue:))
        let applied = chosen == nil ? try await appliedPanel(known.enterprise.id, visit) : nil
        return .page(try await OffPool.run { self.mine(results, known, chosen, applied, visit) })
    }

    private func mine(
        _ results: [PolicyResult], _ known: KnownEnterprise, _ chosen: PolicyFit.Group?, _ applied: Panel?,
        _ visit: Visit
    ) -> EntitlementPage {
        let cards = ResultCards(library: library, facts: known.facts, day: visit.today, visit: visit)
        let words = visit.words
        var page = EntitlementPage(words("entitlements.mine"), in: visit)
        page.lead = words(
            "entitlements.mine.lead",
            ["name": known.enterprise.name, "day": visit.text(visit.today), "count": String(results.count)])
        page.summary = summary(results, known.facts, visit)
        page.actions = jumps(results, visit)
        page.groups = ResultOrder(results, visit.today).groups(chosen, visit) { group, part, more in
            self.group(group, part, more, cards, visit)
        }
        if results.isEmpty {
            page.notices = [Notice(words("entitlements.none"), .info, text: words("entitlements.none.text"))]
        }
        guard chosen == nil else { return page }
        let facts = Panel(
            id: "facts", title: words("entitlements.facts"), text: words("entitlements.facts.text"),
            links: [
                Link(
                    words("entitlements.facts.declare"),
                    visit.link("/enterprises/\(known.enterprise.id.text)/declare"))
            ])
        page.panels = [raisePanel(results, known.facts, visit), applied, facts].compactMap { $0 }
        return page
    }

    /// What is in reach, as a range, with what it does not hold.
    func summary(_ results: [PolicyResult], _ facts: Facts, _ visit: Visit) -> SummaryBox {
        let words = visit.words
        let eligible = results.filter { $0.group == .eligible && $0.policy.isOffered(on: visit.today) }
        let sum = SupportSum(eligible, facts, on: visit.today, library: library)
        var notes: [String] = []
        if sum.unstated > 0 { notes.append(words.counted("entitlements.sum.unstated", sum.unstated)) }
        if !sum.isExact { notes.append(words("entitlements.sum.found")) }
        notes.append(words("entitlements.sum.note"))
        let hasSum = sum.range.leastFen > 0 || (sum.range.mostFen ?? 1) > 0
        let isNone = eligible.isEmpty || (!hasSum && sum.unstated == 0)
        return SummaryBox(
            label: words("entitlements.sum"),
            figure: isNone ? words("entitlements.sum.none") : visit.text(sum.range),
            note: notes.joined(separator: " "),
            rows: KeyValueList(
                PolicyFit.Group.allCases.filter { $0 != .missed }.map { group in
                    KeyValueList.Row(
                        group.reported.title(english: visit.isEnglish),
                        words.counted("entitlements.policies", results.count { $0.group == group }))
                }))
    }

    private func jumps(_ results: [PolicyResult], _ visit: Visit) -> [Link] {
        let all = Link(visit.words("entitlements.all"), visit.link("/my/policies"))
        let groups = PolicyFit.Group.allCases.compactMap { group -> Link? in
            let count = results.count { $0.group == group }
            guard count > 0 else { return nil }
            return Link(
                group.reported.title(english: visit.isEnglish) + " (\(count))",
                visit.link("/my/policies", [("group", group.rawValue)]))
        }
        return visit.query["group"] == nil ? groups : [all] + groups
    }

    private func group(
        _ group: PolicyFit.Group, _ results: [PolicyResult], _ more: Link?, _ cards: ResultCards,
        _ visit: Visit
    ) -> ResultGroup {
        ResultGroup(
            id: group.rawValue, title: group.reported.title(english: visit.isEnglish),
            note: visit.words("entitlements.group.\(group.rawValue)"),
            cards: results.map { cards.card($0, isFull: false) }, more: more)
    }

    private func onePage(_ visit: Visit) async throws -> Reply {
        let known = try await own(visit)
        guard let number = Int64(visit.parameter("number")) else { throw SiteFault.notFound }
        guard let result = try await audience.result(of: number, known.facts, on: visit.today) else {
            throw SiteFault.notFound
        }
        let words = visit.words
        let cards = ResultCards(library: library, facts: known.facts, day: visit.today, visit: visit)
        var page = EntitlementPage(
            result.policy.content.title, in: visit,
            below: [Link(words("entitlements.mine"), visit.link("/my/policies"))])
        page.titleLanguage = visit.chineseMark
        page.lead = words(
            "entitlements.one.lead", ["name": known.enterprise.name, "day": visit.text(visit.today)])
        page.groups = [
            ResultGroup(
                id: result.group.rawValue, title: words("entitlements.one.result"),
                note: words("entitlements.group.\(result.group.rawValue)"),
                cards: [cards.card(result, isFull: true, links: ways(result, known.enterprise, visit))],
                more: nil)
        ]
        return .page(page)
    }

    /// Where to go from a result: to apply, to state what is missing, to the policy itself.
    private func ways(_ result: PolicyResult, _ enterprise: Enterprise, _ visit: Visit) -> [Link] {
        let words = visit.words
        var links: [Link] = []
        if result.group == .incomplete {
            links.append(
                Link(
                    words("entitlements.facts.declare"),
                    visit.link("/enterprises/\(enterprise.id.text)/declare")))
        }
        let isOpen = result.policy.content.takesApplications(on: visit.today)
        for item in result.items where isOpen && item.group == .eligible {
            let address = item.offered.item.applyAddress
            guard address.hasPrefix("https://") || address.hasPrefix("http://") else { continue }
            links.append(Link(words("entitlements.apply", ["item": item.offered.item.name]), address))
        }
        links.append(
            Link(words("entitlements.policy"), visit.link("/policies/\(result.policy.number)")))
        return links
    }

    /// Policies of which the gain is worked out: with thousands open, those that state the most.
    private static let mostWeighed = 300

    /// What would raise the sum most: what is nearly met or waits for facts, with what it would bring.
    private func raisePanel(_ results: [PolicyResult], _ facts: Facts, _ visit: Visit) -> Panel? {
        let open = results.filter {
            ($0.group == .near || $0.group == .incomplete) && $0.policy.isOffered(on: visit.today)
        }
        let gains = open.sorted { $0.statedFen > $1.statedFen }.prefix(Self.mostWeighed).compactMap {
            result -> (result: PolicyResult, fen: Int64)? in
            let most = result.items.filter { $0.group == result.group }.compactMap { item in
                SupportRange(
                    item.offered.item, library.judge(facts, by: item.offered.rule, asOf: visit.today))?
                    .mostFen
            }.max()
            return most.flatMap { $0 > 0 ? (result, $0) : nil }
        }.sorted { ($1.fen, $0.result.policy.number) < ($0.fen, $1.result.policy.number) }
        guard !gains.isEmpty else { return nil }
        let rows = gains.prefix(5).map { gain in
            KeyValueList.Row(
                gain.result.policy.content.title, visit.text(SupportRange(leastFen: 0, mostFen: gain.fen)),
                href: visit.link("/my/policies/\(gain.result.policy.number)"),
                status: gain.result.group.status(in: visit))
        }
        return Panel(
            id: "raise", title: visit.words("entitlements.raise"),
            text: visit.words("entitlements.raise.text"), rows: KeyValueList(Array(rows)))
    }
}

extension PolicyResult {
    /// The most that an item states; an item whose rule computes an amount comes first.
    fileprivate var statedFen: Int64 {
        items.map { $0.offered.rule.amount == nil ? $0.offered.item.mostFen ?? 0 : .max }.max() ?? 0
    }
}

/// Results in the order in which pages show them: within a group what closes first, then the newest.
struct ResultOrder {
    private let results: [PolicyResult]
    private static let few = 8
    private static let many = 20

    init(_ results: [PolicyResult], _ day: Day) {
        self.results = results.sorted { one, other in
            (Self.place(one.policy, day), -one.policy.number)
                < (Self.place(other.policy, day), -other.policy.number)
        }
    }

    /// Days left; those without an end behind, those whose term for applications is past last.
    private static func place(_ policy: PolicyInForce, _ day: Day) -> Int {
        guard policy.isOffered(on: day) else { return .max }
        return policy.content.daysLeft(on: day) ?? .max - 1
    }

    /// All groups in part, missed ones by a link only; or one group page by page.
    func groups(
        _ chosen: PolicyFit.Group?, _ visit: Visit,
        _ make: (PolicyFit.Group, [PolicyResult], Link?) -> ResultGroup
    ) -> [ResultGroup] {
        guard let chosen else {
            return PolicyFit.Group.allCases.filter { $0 != .missed }.compactMap { group in
                let all = results.filter { $0.group == group }
                guard !all.isEmpty else { return nil }
                let more =
                    all.count > Self.few
                    ? Link(
                        visit.words.counted("entitlements.more", all.count),
                        visit.linkHere(changing: [("group", group.rawValue)])) : nil
                return make(group, Array(all.prefix(Self.few)), more)
            }
        }
        let all = results.filter { $0.group == chosen }
        let page = min(max(1, visit.query["page"].flatMap { Int($0) } ?? 1), 100_000)
        let start = min((page - 1) * Self.many, max(0, all.count - 1))
        let part = Array(all.dropFirst(start).prefix(Self.many))
        let next =
            start + part.count < all.count
            ? Link(
                visit.words("entitlements.next"), visit.linkHere(changing: [("page", String(page + 1))]))
            : nil
        return [make(chosen, part, next)]
    }
}

// SPDX-License-Identifier: Apache-2.0
import Audience
import Foundation
import Policies
import Site
import Standards
import Store

extension Guides {
    var calendarRoutes: [Route] {
        [
            .page("/policies/calendar", "guides.calendar", .everyone) { .page(try await calendarPage($0)) },
            .page("/policies/calendar/{month}", "guides.calendar.month", .everyone) { visit in
                try await monthFile(visit)
            },
        ]
    }

    /// One thing that happens on a day.
    private struct Moment {
        let day: Day
        let begins: Bool
        let entry: GuideEntry
        /// In how many earlier years it was so; nil for what is published.
        let guessedFrom: Int?
    }

    private func calendarPage(_ visit: Visit) async throws -> GuidePage {
        let words = visit.words
        let first = try Self.month(visit.query["month"], or: visit.today)
        let (filter, unread) = WindowFilter.read(visit)
        let fits = try await fits(visit)
        let all = try await moments(of: first, filter, fits ?? [:], visit)
        let (moments, links) = shown(all, of: first, filter, visit)
        var page = GuidePage(words("guides.calendar"), in: visit)
        page.notices = windowNotices(filter, unread, fits, visit)
        page.form = windowForm(
            "/policies/calendar", filter, try await live.current(), hidden: [("month", Self.text(first))],
            visit)
        let name = words(
            "guides.calendar.name", ["year": String(first.year), "month": String(first.month)])
        page.lead = words("guides.calendar.lead")
        let rows = moments.map { moment in
            DataTable.Row(
                .init(visit.text(moment.day)),
                [
                    .init(words(moment.begins ? "guides.calendar.begins" : "guides.calendar.closes")),
                    .init(
                        moment.entry.title, in: visit.documentLanguage,
                        href: visit.link("/policies/\(moment.entry.number)")),
                    .init(visit.text(moment.entry.region)),
                    .init("", status: basis(moment, visit)),
                ])
        }
        let heads = [
            "guides.calendar.day", "guides.calendar.what", "guides.policy", "guides.facet.region",
            "guides.calendar.basis",
        ]
        let table = DataTable(
            id: "month", caption: "\(page.title) \(name)", columns: heads.map { .init(words($0)) },
            rows: rows,
            empty: words("guides.calendar.none"))
        page.sections = [
            GuideSection(
                id: "calendar", title: name, text: sum(all, isWhole: all.count == moments.count, visit),
                table: table,
                links: links + [
                    monthLink("guides.calendar.previous", first.adding(months: -1), filter, visit),
                    monthLink("guides.calendar.next", first.adding(months: 1), filter, visit),
                    Link(
                        words("guides.calendar.download"),
                        visit.link("/policies/calendar/\(Self.text(first)).ics", filter.pairs)),
                ])
        ]
        page.isPrinted = true
        return page
    }

    /// So many of a month are shown at once; of more, so many a day, and each day has a page of its own.
    private static let (mostOfMonth, mostOfDay, pageSize) = (300, 8, 200)

    /// The lines that are shown, and the ways to the others: none is left out silently.
    private func shown(
        _ all: [Moment], of first: Day, _ filter: WindowFilter, _ visit: Visit
    ) -> (moments: [Moment], links: [Link]) {
        let path = "/policies/calendar"
        let month = filter.pairs + [("month", Self.text(first))]
        if let day = visit.query["day"].flatMap({ Day(isoText: $0) }) {
            let page = paged(
                all.filter { $0.day == day }, most: Self.pageSize, path, month + [("day", day.isoText)], visit
            )
            let whole = Link(visit.words("guides.calendar.whole"), visit.link(path, month))
            return (Array(page.lines), page.links + [whole])
        }
        guard all.count > Self.mostOfMonth else { return (all, []) }
        let days = Dictionary(grouping: all, by: \.day).sorted { $0.key < $1.key }
        let links = days.filter { $0.value.count > Self.mostOfDay }.map { day, moments in
            Link(
                visit.words(
                    "guides.calendar.ofDay", ["day": visit.text(day), "count": String(moments.count)]),
                visit.link(path, month + [("day", day.isoText)]))
        }
        return (days.flatMap { $0.value.prefix(Self.mostOfDay) }, links)
    }

    /// How much there is in the month, published and guessed.
    private func sum(_ all: [Moment], isWhole: Bool, _ visit: Visit) -> String {
        let guessed = all.count { $0.guessedFrom != nil }
        let counts = [
            "count": String(all.count), "published": String(all.count - guessed), "guessed": String(guessed),
        ]
        return visit.words("guides.calendar.sum", counts)
            + (isWhole ? "" : visit.words("guides.calendar.part"))
    }

    private func basis(_ moment: Moment, _ visit: Visit) -> Status {
        guard let years = moment.guessedFrom else {
            return Status(visit.words("guides.calendar.published"), .good)
        }
        return Status(visit.words.counted("guides.calendar.guessed", years), .warning, symbol: .open)
    }

    private func monthLink(_ word: String, _ first: Day, _ filter: WindowFilter, _ visit: Visit) -> Link {
        Link(
            visit.words(word),
            visit.link("/policies/calendar", filter.pairs + [("month", Self.text(first))]))
    }

    /// The month as a file for calendars; what is guessed says so in its title.
    private func monthFile(_ visit: Visit) async throws -> Reply {
        let name = visit.parameter("month")
        guard name.hasSuffix(".ics") else { throw SiteFault.notFound }
        let first = try Self.month(String(name.dropLast(4)), or: visit.today)
        let (filter, unread) = WindowFilter.read(visit)
        if let field = unread.first { throw SiteFault.badRequest(field: field) }
        let fits = try await fits(visit) ?? [:]
        let events = try await moments(of: first, filter, fits, visit).map { moment in
            let title = visit.words(
                moment.begins ? "guides.event.begins" : "guides.event.closes", ["title": moment.entry.title])
            let edge = moment.begins ? "from" : "to"
            let mark = moment.guessedFrom.map { visit.words.counted("guides.calendar.guessed", $0) }
            return CalendarFile.Event(
                id: "\(moment.entry.policy.text)-\(edge)-\(moment.day.isoText)@yumiao",
                stamp: moment.entry.releasedAt, day: moment.day,
                title: mark.map { "［\($0)］" + title } ?? title, text: moment.entry.summary,
                link: absolute("/policies/\(moment.entry.number)", visit))
        }
        let file = CalendarFile(name: visit.words("guides.calendar"), events: events)
        return .bytes(Array(file.text.utf8), type: "text/calendar; charset=utf-8")
    }

    /// What happens in a month, published and guessed, in the order of days. What was withdrawn does not
    /// happen, nor what lies behind the last day in force.
    private func moments(
        of first: Day, _ filter: WindowFilter, _ fits: [Int64: PolicyFit], _ visit: Visit
    ) async throws -> [Moment] {
        let last = first.adding(months: 1).adding(days: -1)
        let catalogue = try await live.current()
        let entries = catalogue.find(filter.query, on: visit.today).entries
            .filter { !$0.window.isWithdrawn && filter.keeps($0, fits) }
        let numbers = Set(entries.map(\.number))
        var moments: [Moment] = []
        func add(_ day: Day?, _ begins: Bool, _ entry: GuideEntry, _ years: Int?) {
            guard let day, first <= day, day <= last else { return }
            moments.append(Moment(day: day, begins: begins, entry: entry, guessedFrom: years))
        }
        for entry in entries {
            add(entry.applyFrom, true, entry, nil)
            let isOver = entry.applyTo.map { to in entry.window.validTo.map { $0 < to } ?? false } ?? false
            if !isOver { add(entry.applyTo, false, entry, nil) }
        }
        // Guessed from all, or a notice of this year that the filter leaves out would count as not there.
        let known = catalogue.live.filter { !$0.window.isWithdrawn }
        for guess in GuessedWindow.all(known, on: visit.today) where numbers.contains(guess.basis.number) {
            add(guess.from, true, guess.basis, guess.years)
            add(guess.to, false, guess.basis, guess.years)
        }
        return moments.sorted { ($0.day, $0.entry.number) < ($1.day, $1.entry.number) }
    }

    private static func text(_ first: Day) -> String { String(first.isoText.prefix(7)) }

    /// The first day of a month as `2026-11`.
    ///
    /// - Throws: a 400 for anything else.
    private static func month(_ text: String?, or today: Day) throws(SiteFault) -> Day {
        guard let text else { return today.adding(days: 1 - today.day) }
        guard let first = Day(isoText: text + "-01"), (2000...2100).contains(first.year) else {
            throw .badRequest(field: "month")
        }
        return first
    }
}

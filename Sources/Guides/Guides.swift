// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import Logging
import Policies
import Rules
import Site
import Store

/// Where policies are found and read: search with facets, the policy's page, countdown and calendar, feeds,
/// comparison, zones, booklets, statistics.
public struct Guides: Room {
    /// Templates and words of this room.
    public let shelf = Shelf(folder: Bundle.module.resourceURL)
    let database: Database
    let authorisation: Authorisation
    let policies: Policies
    let audience: Audience
    let enterprises: Enterprises
    let library: Library
    let live: LiveCatalogue
    let counter = ViewCounter()
    let logger = Logger(label: "yumiao.guides")

    /// - Parameters:
    ///   - database: opened with ``migrations``.
    ///   - authorisation: made with ``admissions`` among others.
    ///   - policies: what is offered.
    ///   - audience: everybody as columns.
    ///   - enterprises: the register.
    ///   - library: the packs in use.
    public init(
        database: Database, authorisation: Authorisation, policies: Policies, audience: Audience,
        enterprises: Enterprises, library: Library
    ) {
        self.database = database
        self.authorisation = authorisation
        self.policies = policies
        self.audience = audience
        self.enterprises = enterprises
        self.library = library
        live = LiveCatalogue(database: database)
    }

    /// The tables of this room.
    public static let migrations = GuideSchema.migrations

    /// What this room listens to: policies that come into force and that end.
    public static let subscriptions: [Subscription] = [
        Subscription("guides", to: PolicyReleased.topic) { tx, event in
            try tx.noteGuideChange(of: event.payload.policy)
            guard event.payload.isHistory != true else { return }
            try tx.enqueue(Self.followJob, event.payload, key: .lasting(event.id))
        },
        Subscription("guides", to: PolicyEnded.topic) { tx, event in
            try tx.noteGuideChange(of: event.payload.policy)
        },
    ]

    /// The work that is done in the background: views are written, what was missed is put into the catalogue.
    public var handlers: [JobWork] {
        [
            JobWork(Self.flushJob) { context, _ in
                try await flushNow()
                try await context.finish { _ in true }
            },
            JobWork(Self.followJob) { context, release in try await tellFollowers(of: release, context) },
            JobWork(Self.missingJob) { context, _ in
                _ = try await GuideStore(database: database).noteMissing()
                try await context.finish { _ in true }
            },
        ]
    }

    /// The work that comes back by the clock.
    public var schedules: [Schedule] {
        [
            Schedule("guides.views", .everyMinutes(5), kind: Self.flushJob),
            Schedule("guides.missing", .daily(minute: 210), kind: Self.missingJob),
        ]
    }

    /// Puts policies into the catalogue that were released before this room listened.
    static let missingJob = JobKind<Int64>("guides.missing")

    /// The way to the list, for everybody.
    public var navigation: [NavigationEntry] { [.header("guides.title", "/policies")] }

    /// Everything that can be asked for here.
    public var routes: [Route] {
        listRoutes + followRoutes + todayRoutes + calendarRoutes + feedRoutes + compareRoutes
            + statisticsRoutes + zoneRoutes
            + zoneDeskRoutes + tagRoutes + tagDeskRoutes + proposalRoutes + proposalDeskRoutes + bookletRoutes
            + policyRoutes + shareRoutes + dataRoutes
    }

    /// What closes soon and fits, on the home page; proposals of tags, on the desks of editors.
    public var blocks: [Block] {
        [
            Block(at: .home, "guides.home", order: 100, .everyone) { visit, _ in try await homePanel(visit) },
            Block(at: .desk, "guides.desk.proposals", order: 140, .guideTags) { visit, _ in
                try await proposalsPanel(visit)
            },
        ]
    }

    /// Where the search box looks.
    public var searches: [SearchSource] {
        [
            SearchSource("guides.title", .everyone) { visit, typed, count in
                let query = GuideQuery(typed: typed)
                let found = try await live.current().find(query, on: visit.today).entries(
                    from: 0, most: count)
                return found.map { entry in
                    SearchHit(
                        entry.title, visit.link("/policies/\(entry.number)"),
                        text: [visit.text(entry.level), visit.text(entry.standing(on: visit.today))]
                            .joined(separator: " · "))
                }
            }
        ]
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import Policies
import Rules
import Site
import Store

/// Policies that find their enterprises: matches of an enterprise with every policy, messages when a result
/// changes, and who qualified and never applied.
public struct Entitlements: Room {
    /// Templates and words of this room.
    public let shelf = Shelf(folder: Bundle.module.resourceURL)
    let database: Database
    let authorisation: Authorisation
    let policies: Policies
    let audience: Audience
    let enterprises: Enterprises
    let library: Library

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
    }

    /// The tables of this room.
    public static let migrations = EntitlementSchema.migrations
    /// What this room listens to: releases and facts.
    public static let subscriptions: [Subscription] = [
        Subscription("entitlements", to: PolicyReleased.topic) { tx, event in
            try tx.planReach(of: event.payload)
        },
        Subscription("entitlements", to: PolicyEnded.topic) { tx, event in
            try tx.enqueue(PolicyEnd.job, event.payload, key: .lasting(event.id))
        },
        Subscription("entitlements", to: FactsChanged.topic) { tx, event in
            try tx.enqueue(
                FactsReach.job, FactsReach(event: event.id, change: event.payload), key: .lasting(event.id))
        },
    ]

    /// The work that is done in the background.
    public var handlers: [JobWork] {
        [
            whenLoaded(PolicyReach.job) { try await reach($1, $0) },
            JobWork(PolicyEnd.job) { try await reach($1, $0) },
            whenLoaded(FactsReach.job) { try await reach($1, $0) },
            whenLoaded(WindowReach.job) { try await reachWindows(at: $1, $0) },
            JobWork(UnpaidReminder.job) { try await remindOfUnpaid(at: $1, $0) },
            whenLoaded(Night.job) { try await count(at: $1, $0) },
        ]
    }

    /// Loading a large register takes longer than a lease lasts: until then the job comes back.
    private func whenLoaded<Payload>(
        _ kind: JobKind<Payload>, _ work: @escaping @Sendable (JobContext, Payload) async throws -> Void
    ) -> JobWork {
        JobWork(kind) { context, payload in
            do {
                try await work(context, payload)
            } catch AudienceFault.notLoaded {
                throw JobNotYet(milliseconds: 2_000)
            }
        }
    }

    /// The work that comes back by the clock: windows each morning, everybody against everything each night.
    public var schedules: [Schedule] {
        [
            Schedule("entitlements.windows", .daily(minute: 7 * 60 + 30), kind: WindowReach.job),
            Schedule("entitlements.unpaid", .daily(minute: 8 * 60 + 30), kind: UnpaidReminder.job),
            Schedule("entitlements.night", .daily(minute: 2 * 60), kind: Night.job),
        ]
    }

    /// One's own policies for members, the quick match for all, figures for officials.
    public var navigation: [NavigationEntry] {
        [
            .header("entitlements.mine", "/my/policies", .entitlementOwn),
            .header("entitlements.match", "/match"),
            .header("entitlements.figures", "/entitlements", .entitlementFigures),
        ]
    }

    /// Everything that can be asked for here.
    public var routes: [Route] { matchRoutes + quickRoutes + figureRoutes + unpaidRoutes + outcomeRoutes }

    var store: EntitlementStore { EntitlementStore(database: database) }
    var unpaid: UnpaidStore { UnpaidStore(database: database) }
    var outcomes: OutcomeStore { OutcomeStore(database: database) }
    var nights: NightStore { NightStore(database: database) }
}

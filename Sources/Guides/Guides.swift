// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
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
    public static let migrations = GuideSchema.migrations
    /// Who is admitted to what this room does.
    public static let admissions: [Permission: Admission] = [:]
    /// What this room listens to.
    public static let subscriptions: [Subscription] = []
    /// The work that is done in the background.
    public var handlers: [JobWork] { [] }
    /// The work that comes back by the clock.
    public var schedules: [Schedule] { [] }
    /// Entries in the menus.
    public var navigation: [NavigationEntry] { [] }
    /// Everything that can be asked for here.
    public var routes: [Route] { [] }
}

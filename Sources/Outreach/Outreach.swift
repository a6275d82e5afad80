// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Site
import Store

/// Who is told what, and how: subscriptions, messages, channels and their delivery. It decides neither who
/// qualifies nor what is worth telling; rooms hand it messages in the transaction in which the reason arose.
public struct Outreach: Room {
    /// Templates and words of this room.
    public let shelf = Shelf(folder: Bundle.module.resourceURL)
    let database: Database
    let authorisation: Authorisation

    /// - Parameters:
    ///   - database: opened with ``migrations``.
    ///   - authorisation: made with ``admissions`` among others.
    public init(database: Database, authorisation: Authorisation) {
        self.database = database
        self.authorisation = authorisation
    }

    /// The tables of this room.
    public static let migrations = OutreachSchema.migrations
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

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Rules
import Site
import Store

/// Interpretations of policies in text, sound, film and pictures, with a clock on the department.
public struct Interpretations: Room {
    /// Templates and words of this room.
    public let shelf = Shelf(folder: Bundle.module.resourceURL)
    let database: Database
    let authorisation: Authorisation
    let policies: Policies
    let accounts: Accounts
    let library: Library
    let vault: FileVault

    /// - Parameters:
    ///   - database: opened with ``migrations``.
    ///   - authorisation: made with ``admissions`` among others.
    ///   - policies: what is offered.
    ///   - accounts: people and departments.
    ///   - library: the packs in use.
    ///   - vault: where files are kept.
    public init(
        database: Database, authorisation: Authorisation, policies: Policies, accounts: Accounts,
        library: Library, vault: FileVault
    ) {
        self.database = database
        self.authorisation = authorisation
        self.policies = policies
        self.accounts = accounts
        self.library = library
        self.vault = vault
    }

    /// The tables of this room.
    public static let migrations = InterpretationSchema.migrations
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

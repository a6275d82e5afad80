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
    private let textShelf = InterpretationShelf()

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
    /// What this room listens to: each release begins a clock, each end stops it.
    public static let subscriptions: [Subscription] = [
        Subscription("interpretations", to: PolicyReleased.topic) { tx, event in try tx.owe(event.payload) },
        Subscription("interpretations", to: PolicyEnded.topic) { tx, event in
            try tx.dropDuties(of: event.payload.policy)
        },
    ]
    /// The work that is done in the background: reminders.
    public var handlers: [JobWork] {
        [JobWork(DutyStore.remind) { context, _ in try await context.finish { try $0.remindOfDuties() } }]
    }
    /// The work that comes back by the clock.
    public var schedules: [Schedule] { [DutyStore.schedule] }
    /// All interpretations, for everybody.
    public var navigation: [NavigationEntry] { [.footer("interpretations.title", "/interpretations")] }
    /// Everything that can be asked for here.
    public var routes: [Route] { readingRoutes + writingRoutes + dutyRoutes }

    /// A policy's interpretations on its page, and what is owed on the desk.
    public var blocks: [Block] {
        [
            Block(at: .policy, "interpretations.policy", order: 300, .everyone) { visit, subject in
                guard let policy = ID<Policy>(subject) else { return nil }
                return try await policyPanel(of: policy, visit)
            },
            Block(at: .desk, "interpretations.desk", order: 160, .interpretationDuties) { visit, _ in
                try await deskPanel(visit)
            },
        ]
    }

    /// What the interpretations of policies in force say, for a room that quotes from them. What was read
    /// once is kept in memory; each call costs one look at which are shown.
    public func texts() async throws -> [InterpretationText] { try await textShelf.texts(in: store) }

    var store: InterpretationStore { InterpretationStore(database: database) }
    var dutyStore: DutyStore { DutyStore(database: database) }
}

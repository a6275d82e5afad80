// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Rules
import Site
import Store

/// Policies that come from elsewhere: imports of thousands with a report, and source pages that are watched.
public struct Intakes: Room {
    /// Templates and words of this room.
    public let shelf = Shelf(folder: Bundle.module.resourceURL)
    let database: Database
    let authorisation: Authorisation
    let policies: Policies
    let accounts: Accounts
    let library: Library
    let vault: FileVault
    let fetch: PoliteFetch

    /// - Parameters:
    ///   - database: opened with ``migrations``.
    ///   - authorisation: made with ``admissions`` among others.
    ///   - policies: what is offered.
    ///   - accounts: people and departments.
    ///   - library: the packs in use.
    ///   - vault: where files are kept.
    ///   - fetching: how pages of other sites are asked for.
    public init(
        database: Database, authorisation: Authorisation, policies: Policies, accounts: Accounts,
        library: Library, vault: FileVault, fetching: FetchSettings = FetchSettings()
    ) {
        self.database = database
        self.authorisation = authorisation
        self.policies = policies
        self.accounts = accounts
        self.library = library
        self.vault = vault
        fetch = PoliteFetch(fetching)
    }

    /// The tables of this room.
    public static let migrations = IntakeSchema.migrations
    /// What this room listens to.
    public static let subscriptions: [Subscription] = []
    /// The work that is done in the background: imports, and looks at sources.
    public var handlers: [JobWork] {
        [
            JobWork(IntakeRunStore.job) { context, id in try await carryOn(id, context) },
            JobWork(SourceStore.round) { context, _ in try await sourceStore.sendForDue(context) },
            JobWork(SourceStore.look) { context, id in try await look(at: id, context) },
        ]
    }
    /// The work that comes back by the clock.
    public var schedules: [Schedule] { [SourceStore.schedule] }
    /// The way to imports and sources, for editors.
    public var navigation: [NavigationEntry] { [.header("intakes.title", "/intakes", .intakeImport)] }
    /// Everything that can be asked for here.
    public var routes: [Route] {
        importRoutes + runRoutes + fileRoutes + sourceRoutes + sourceFileRoutes + findingRoutes
    }

    /// What waits for a decision, on the desk: findings, and imports that need a second person.
    public var blocks: [Block] {
        [
            Block(at: .desk, "intakes.desk.findings", order: 150, .intakeWatch) { visit, _ in
                try await findingsDeskPanel(visit)
            },
            Block(at: .desk, "intakes.desk.runs", order: 155, .intakeImport) { visit, _ in
                try await runsDeskPanel(visit)
            },
        ]
    }

    var runStore: IntakeRunStore { IntakeRunStore(database: database) }
    var sourceStore: SourceStore { SourceStore(database: database) }
    var findingStore: FindingStore { FindingStore(database: database) }
}

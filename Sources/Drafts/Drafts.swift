// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Foundation
import Policies
import Rules
import Site
import Standards
import Store

/// Where policies are written: reading a document, the draft beside its original, internal check, public
/// comment, two releases, versions.
///
/// ```swift
/// let drafts = Drafts(database: database, authorisation: authorisation, policies: policies, …)
/// // /drafts/new reads a document, /drafts/{id} shows the draft beside it
/// ```
public struct Drafts: Room {
    /// Templates and words of this room.
    public let shelf = Shelf(folder: Bundle.module.resourceURL)
    let database: Database
    let authorisation: Authorisation
    let policies: Policies
    let accounts: Accounts
    let audience: Audience
    let library: Library
    let vault: FileVault
    /// Who may propose clauses; nil where no model is set up.
    let proposer: (any ClauseProposer)?

    /// - Parameters:
    ///   - database: opened with ``migrations``.
    ///   - authorisation: made with ``admissions`` among others.
    ///   - policies: what is offered.
    ///   - accounts: people and departments.
    ///   - audience: everybody as columns.
    ///   - library: the packs in use.
    ///   - vault: where files are kept.
    ///   - proposer: which language model may propose clauses; none by default.
    public init(
        database: Database, authorisation: Authorisation, policies: Policies, audience: Audience,
        accounts: Accounts,
        library: Library, vault: FileVault, proposer: ProposerSettings? = nil
    ) {
        self.database = database
        self.authorisation = authorisation
        self.policies = policies
        self.accounts = accounts
        self.audience = audience
        self.library = library
        self.vault = vault
        self.proposer = proposer.map(ChatProposer.init(settings:))
    }

    /// The tables of this room.
    public static let migrations = DraftSchema.migrations
    /// What this room listens to.
    public static let subscriptions: [Subscription] = []

    static let expiry = JobKind<Int64>("drafts.expiry")

    /// The work that is done in the background: policies whose term is over end.
    public var handlers: [JobWork] {
        [
            JobWork(Self.expiry) { _, due in
                // As of the moment that it was due, so that a late server ends nothing too soon.
                let day = Day(milliseconds: due)
                while try await policies.store.expireDue(on: day) > 0 {}
            },
            JobWork(DraftStore.proposing) { context, run in try await propose(run, context) },
        ]
    }

    /// Every night, ten past twelve in China.
    public var schedules: [Schedule] { [Schedule("drafts.expiry", .daily(minute: 10), kind: Self.expiry)] }

    /// The list, for those who work on policies.
    public var navigation: [NavigationEntry] { [.header("drafts.title", "/drafts", .draftsRead)] }

    /// Everything that can be asked for here.
    public var routes: [Route] {
        listRoutes + newRoutes + editorRoutes + contentRoutes + itemRoutes + ruleRoutes + clauseRoutes
            + acceptRoutes + rereadRoutes + stepRoutes + compareRoutes + effectRoutes + phraseRoutes
            + proposalRoutes
            + dataRoutes
    }

    var store: DraftStore { DraftStore(database: database) }

    /// What waits for the reader.
    public var blocks: [Block] {
        [
            Block(at: .desk, "drafts.desk", order: 120, .draftsRead) { visit, _ in
                try await deskPanel(visit)
            }
        ]
    }

    /// Where the search box looks.
    public var searches: [SearchSource] {
        [
            SearchSource("drafts.title", .draftsRead) { visit, typed, count in
                try await hits(typed, count, visit)
            }
        ]
    }
}

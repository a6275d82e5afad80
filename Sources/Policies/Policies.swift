// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Site
import Store

/// What is offered: policies with their versions, from the first draft to the end of their term. Other rooms
/// work on them: `Drafts` writes and publishes, `Guides` shows and finds, `Entitlements` brings them to
/// enterprises, `Consultations` answers about them.
///
/// ```swift
/// let policies = Policies(database: database)
/// let version = try await policies.store.shown(policy)
/// ```
public struct Policies: Room {
    /// The words of this room's faults.
    public let shelf = Shelf(folder: Bundle.module.resourceURL)
    /// Writes and reads.
    public let store: PolicyStore
    /// The words under which policies are found.
    public let tags: TagStore

    /// - Parameter database: opened with ``migrations``.
    public init(database: Database) {
        store = PolicyStore(database: database)
        tags = TagStore(database: database)
    }

    /// The tables of this room.
    public static let migrations = PolicySchema.migrations

    /// None: others show policies.
    public var routes: [Route] { [] }
    /// None.
    public var navigation: [NavigationEntry] { [] }
}

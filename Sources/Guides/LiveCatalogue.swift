// SPDX-License-Identifier: Apache-2.0
import Policies
import Store
import Synchronization

/// The catalogue of this server, brought up to date before each search: one small query tells whether
/// anything changed anywhere. So several servers show the same.
final class LiveCatalogue: Sendable {
    private struct State {
        var catalogue = Catalogue()
        var change: Int64 = 0
        var refreshing: Task<Void, any Error>?
    }

    private let store: GuideStore
    private let state = Mutex(State())

    init(database: Database) { store = GuideStore(database: database) }

    /// The catalogue as of now. The first call reads all policies, about 0.1 ms each.
    func current() async throws -> Catalogue {
        let latest = try await store.latestChanges()
        while true {
            let known = state.withLock { state in
                let isNew = state.change >= latest.policies && state.catalogue.tags.change >= latest.tags
                return isNew ? state.catalogue : nil
            }
            if let known { return known }
            let task = state.withLock { state in
                if let running = state.refreshing { return running }
                let task = Task { [self] in try await refresh() }
                state.refreshing = task
                return task
            }
            // One that was under way may have asked before the latest change; then it is asked once more.
            try await task.value
        }
    }

    private func refresh() async throws {
        defer { state.withLock { $0.refreshing = nil } }
        let tags = try await store.tagBook()
        state.withLock { state in
            if state.catalogue.tags.change < tags.change { state.catalogue.fold(by: tags) }
        }
        while true {
            let change = state.withLock(\.change)
            let changes = try await store.changes(after: change)
            guard let last = changes.last else { return }
            state.withLock { state in
                for change in changes {
                    if let version = change.version {
                        state.catalogue.take(version, suggested: change.suggested)
                    } else {
                        state.catalogue.remove(change.policy)
                    }
                }
                state.change = last.change
            }
        }
    }
}

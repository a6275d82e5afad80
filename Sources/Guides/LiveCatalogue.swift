// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards
import Store
import Synchronization

/// The catalogue of this server, brought up to date before each search: one small query tells whether
/// anything changed anywhere. So several servers show the same. On another day than the last time, policies
/// of which a version begins are looked at again: what is shown is what is in force on the day.
final class LiveCatalogue: Sendable {
    private struct State {
        var catalogue = Catalogue()
        var change: Int64 = 0
        /// The day for which it is right; nil until all was read once.
        var day: Day?
        var refreshing: Task<Void, any Error>?

        mutating func take(_ changes: [GuideChange]) {
            for change in changes {
                if let version = change.version {
                    catalogue.take(version, suggested: change.suggested)
                } else {
                    catalogue.remove(change.policy)
                }
            }
        }
    }

    private let store: GuideStore
    private let state = Mutex(State())

    init(database: Database) { store = GuideStore(database: database) }

    /// The catalogue as of now. The first call reads all policies, about 0.1 ms each.
    func current() async throws -> Catalogue {
        let latest = try await store.latestChanges()
        while true {
            let today = self.today
            let known = state.withLock { state in
                let isNew = state.change >= latest.policies && state.catalogue.tags.change >= latest.tags
                return isNew && state.day == today ? state.catalogue : nil
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

    private var today: Day { Day(milliseconds: store.database.ground.now()) }

    private func refresh() async throws {
        let today = self.today
        defer { state.withLock { $0.refreshing = nil } }
        let tags = try await store.tagBook()
        state.withLock { state in
            if state.catalogue.tags.change < tags.change { state.catalogue.fold(by: tags) }
        }
        if let day = state.withLock(\.day), day != today {
            let turned = try await store.turned(between: day, and: today)
            for start in stride(from: 0, to: turned.count, by: 500) {
                let part = Array(turned[start..<min(start + 500, turned.count)])
                let changes = try await store.turns(of: part, on: today)
                state.withLock { $0.take(changes) }
            }
        }
        while true {
            let change = state.withLock(\.change)
            let changes = try await store.changes(after: change, on: today)
            state.withLock { state in
                state.take(changes)
                if let last = changes.last { state.change = last.change } else { state.day = today }
            }
            if changes.isEmpty { return }
        }
    }
}

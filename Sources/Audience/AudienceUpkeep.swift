// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Logging
import Matching
import Policies
import Rules
import Store
import Synchronization

/// Keeps an audience up to date: one look after another, never two at once.
actor AudienceUpkeep {
    /// How far each look goes back, for transactions that ended late.
    private static let overlapMilliseconds: Int64 = 120_000
    /// So many changes at once are an import: everybody is read again.
    private static let mostChanges = 50_000
    private var policyChanges: Set<String> = []
    private var enterpriseChanges: Set<String> = []
    private var since: Int64?
    private var isBusy = false

    /// Reads everything; the old version answers until the new one is there.
    func load(_ audience: Audience) async throws {
        try await begin()
        defer { isBusy = false }
        try await loadAll(audience)
    }

    /// Looks at what changed since the last time.
    func refresh(_ audience: Audience) async throws {
        try await begin()
        defer { isBusy = false }
        guard audience.isReady, audience.state.withLock({ $0.rules?.day }) == audience.today else {
            return try await loadAll(audience)
        }
        let now = audience.database.ground.now()
        let from = (since ?? now) - Self.overlapMilliseconds
        try await lookAtPolicies(audience, from)
        try await lookAtEnterprises(audience, from)
        since = now
    }

    /// Waits until the look before is over: an actor alone would let the next one in at each await.
    private func begin() async throws {
        while isBusy { try await Task.sleep(for: .milliseconds(20)) }
        isBusy = true
    }

    private func loadAll(_ audience: Audience) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        // What happens while everybody is read is looked at afterwards.
        let now = audience.database.ground.now()
        let known = try await audience.policies.store.forceChanges(since: now - Self.overlapMilliseconds)
        let rules = try await audience.loadRules()
        audience.take(rules)
        policyChanges = Set(known.map(\.id))
        try await loadCrowd(audience, rules)
        (since, enterpriseChanges) = (now, [])
        audience.logger.info(
            "audience loaded",
            metadata: [
                "enterprises": "\(audience.state.withLock { $0.crowd?.roll.count ?? 0 })",
                "policies": "\(rules.policies.count)", "took": "\(clock.now - start)",
            ])
    }

    private func loadCrowd(_ audience: Audience, _ rules: RuleSet) async throws {
        let exact = ExactFacts(words: rules.words, vocabulary: audience.library.vocabulary)
        let (roll, population) = try await audience.gather(rules.table, exact)
        audience.take(try await OffPool.run { try Crowd(rules, exact, roll, population) })
    }

    private func lookAtPolicies(_ audience: Audience, _ from: Int64) async throws {
        let found = try await audience.policies.store.forceChanges(since: from)
        let new = found.filter { !policyChanges.contains($0.id) }
        policyChanges = Set(found.map(\.id))
        guard !new.isEmpty else { return }
        let rules = try await audience.loadRules()
        audience.take(rules)
        guard let crowd = audience.state.withLock({ $0.crowd }) else { return }
        if let next = try await OffPool.run({ try crowd.beside(rules) }) {
            audience.take(next)
        } else {
            // A fact that nobody asked for until now: everybody is read again, the old version answers.
            try await loadCrowd(audience, rules)
        }
    }

    private func lookAtEnterprises(_ audience: Audience, _ from: Int64) async throws {
        let found = try await audience.enterprises.changes(since: from, limit: Self.mostChanges)
        let new = found.filter { !enterpriseChanges.contains($0.id) }
        enterpriseChanges = Set(found.map(\.id))
        guard !new.isEmpty, let crowd = audience.state.withLock({ $0.crowd }) else { return }
        guard found.count < Self.mostChanges else { return try await loadAll(audience) }
        let ids = Set(new.map(\.enterprise)).sorted()
        for start in stride(from: 0, to: ids.count, by: 1_000) {
            let known = try await audience.enterprises.known(
                Array(ids[start..<min(start + 1_000, ids.count)]))
            let (before, library) = (audience.state.withLock { $0.crowd } ?? crowd, audience.library)
            let next = try await OffPool.run { try before.updated(by: known, library: library) }
            audience.take(next)
        }
        audience.state.withLock { state in for id in ids { state.fits[id] = nil } }
    }
}

extension Audience {
    /// Reads everything and returns when it is there.
    public func load() async throws { try await upkeep.load(self) }

    /// Looks at once at what changed, instead of within two seconds.
    public func refresh() async throws { try await upkeep.refresh(self) }

    /// Loads, then follows what changes until its task is cancelled. Each server runs one. What fails is
    /// logged and tried again.
    public func run() async {
        while !Task.isCancelled {
            do {
                try await refresh()
            } catch is CancellationError {
                return
            } catch {
                logger.error("audience", metadata: ["error": .string(String(reflecting: error))])
            }
            // Throws only when cancelled, which ends the loop.
            try? await Task.sleep(for: .seconds(2))
        }
    }

    func take(_ rules: RuleSet) {
        state.withLock { state in
            state.rules = rules
            state.fits = [:]
        }
    }

    func take(_ crowd: Crowd) { state.withLock { $0.crowd = crowd } }
}

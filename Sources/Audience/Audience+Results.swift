// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Matching
import Policies
import Rules
import Standards
import Synchronization

/// What became of one policy for one enterprise.
public struct PolicyResult: Sendable {
    /// The policy.
    public let policy: PolicyInForce
    /// The best of its items.
    public let group: PolicyFit.Group
    /// Its items that have a rule, the best first.
    public let items: [Item]

    /// What became of one item. Those out of reach are told by the engine alone; `entry` is made when asked.
    public struct Item: Sendable {
        /// The measure and its rule.
        public let offered: PolicyInForce.Item
        /// What to do next.
        public let group: PolicyFit.Group
        /// How many clauses are met.
        public let met: Int
        /// How many clauses count.
        public let clauses: Int
    }

    /// As lists show it, without an amount.
    public var fit: PolicyFit {
        let best = items.first
        return PolicyFit(group: group, met: best?.met ?? 0, clauses: best?.clauses ?? 0)
    }
}

extension Audience {
    /// How well each policy in force fits an enterprise, by the policy's number; policies without a rule are
    /// left out. Microseconds for whoever was asked about lately.
    ///
    /// - Throws: ``AudienceFault`` while the policies are not read.
    public func fits(of enterprise: EnterpriseID, on day: Day) async throws -> [Int64: PolicyFit] {
        let held = state.withLock { $0.rules?.day == day ? $0.fits[enterprise] : nil }
        if let held { return held }
        let facts = try await enterprises.facts(of: enterprise)
        let results = try await results(of: facts, on: day)
        let library = library
        let fits = try await OffPool.run {
            var fits: [Int64: PolicyFit] = [:]
            for result in results {
                var fit = result.fit
                if fit.group != .missed { fit.mostFen = result.mostFen(facts, on: day, library: library) }
                fits[result.policy.number] = fit
            }
            return fits
        }
        state.withLock { state in
            guard state.rules?.day == day else { return }
            if state.fits.count >= 4_096 { state.fits = [:] }
            state.fits[enterprise] = fits
        }
        return fits
    }

    /// Every policy in force that has a rule, with what became of it by these facts, in the order of their
    /// numbers: all rules at once by the engine, those that are nearly met by `Rules`.
    ///
    /// - Throws: ``AudienceFault`` while the policies are not read.
    public func results(of facts: Facts, on day: Day? = nil) async throws -> [PolicyResult] {
        let rules = try await rules(on: day)
        let library = library
        return try await OffPool.run { rules.results(of: facts, library: library) }
    }

    /// What became of one policy by these facts; nil when it is not in force or has no rule.
    public func result(of policy: Int64, _ facts: Facts, on day: Day? = nil) async throws -> PolicyResult? {
        let rules = try await rules(on: day)
        guard let place = rules.place(of: policy) else { return nil }
        let found = rules.policies[place].result(facts, on: rules.day, library: library)
        return found.items.isEmpty ? nil : found
    }

    /// The policies in force today, in the order of their numbers; none while they are being read.
    public var policiesInForce: [PolicyInForce] { state.withLock { $0.rules?.policies ?? [] } }

    /// An item's verdict with its group and advice, as pages explain it.
    public func entry(_ item: PolicyResult.Item, _ facts: Facts, on day: Day) -> Report.Entry {
        library.entry(of: library.judge(facts, by: item.offered.rule, asOf: day), facts: facts)
    }

    /// The rules of a day: those that are held, or read for it.
    private func rules(on day: Day?) async throws -> RuleSet {
        let rules = try rulesNow()
        guard let day, day != rules.day else { return rules }
        let library = library
        return try await OffPool.run {
            // The same policies judged on another day of theirs: a page that was asked for at midnight.
            try RuleSet(
                rules.policies.filter { $0.version.isInForce(on: day) }, on: day, library: library)
        }
    }
}

extension RuleSet {
    func results(of facts: Facts, library: Library) -> [PolicyResult] {
        let values = table.values(of: facts)
        let ballot = lent.lending(facts) { matcher.ballot(of: values, enterprise: $0) }
        let region = library.region(of: facts)
        var items: [[PolicyResult.Item]] = Array(repeating: [], count: policies.count)
        for (place, owner) in owners.enumerated() {
            let offered = policies[owner.policy].items[owner.item]
            // The region counts as a clause for readers; the engine decides it before all others.
            let places = table.regionClauses(ofRule: place)
            let isHere = region.map { here in offered.rule.regions.contains { here.isWithin($0) } } ?? false
            let met = Int(ballot.degrees[place]) + (isHere ? places : 0)
            let clauses = matcher.plan.conditions(ofRule: place) + places
            var group = PolicyFit.Group(ballot.outcome(ofRule: place))
            if group == .missed, met == clauses - 1 {
                let verdict = library.judge(facts, by: offered.rule, asOf: day)
                group = PolicyFit.Group(library.entry(of: verdict, facts: facts).group)
            }
            items[owner.policy].append(
                PolicyResult.Item(offered: offered, group: group, met: met, clauses: clauses))
        }
        return zip(policies, items).compactMap { $1.isEmpty ? nil : PolicyResult($0, $1) }
    }
}

extension Library {
    /// Where the facts say that the enterprise is registered.
    func region(of facts: Facts) -> Region? {
        guard let word = vocabulary.regionWord,
            case .region(let region)? = facts[Facts.Key(word: word.id)]?.value
        else { return nil }
        return region
    }
}

extension PolicyInForce {
    /// What became of it by these facts, judged by `Rules` alone.
    func result(_ facts: Facts, on day: Day, library: Library) -> PolicyResult {
        PolicyResult(
            self,
            items.map { offered in
                let verdict = library.judge(facts, by: offered.rule, asOf: day)
                let entry = library.entry(of: verdict, facts: facts)
                return PolicyResult.Item(
                    offered: offered, group: PolicyFit.Group(entry.group), met: verdict.metCount,
                    clauses: verdict.clauses.count)
            })
    }
}

extension PolicyResult {
    init(_ policy: PolicyInForce, _ items: [Item]) {
        self.policy = policy
        self.items = items.enumerated().sorted {
            ($0.element.group.rank, $0.offset) < ($1.element.group.rank, $1.offset)
        }.map(\.element)
        group = self.items.first?.group ?? .missed
    }

    /// The most that any item of the best group gives.
    func mostFen(_ facts: Facts, on day: Day, library: Library) -> Int64? {
        items.filter { $0.group == group }.compactMap { item -> Int64? in
            let offered = item.offered
            guard offered.rule.amount != nil else { return offered.item.mostFen }
            let verdict = library.judge(facts, by: offered.rule, asOf: day)
            return SupportRange(offered.item, verdict)?.mostFen
        }.max()
    }
}

extension PolicyFit.Group {
    /// The group of an outcome, before anybody looked at how near a miss is.
    init(_ outcome: Outcome) {
        switch outcome {
        case .met: self = .eligible
        case .unknown: self = .incomplete
        case .person: self = .person
        case .missed: self = .missed
        }
    }
}

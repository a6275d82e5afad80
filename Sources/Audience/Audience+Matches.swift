// SPDX-License-Identifier: Apache-2.0
import Accounts
import Matching
import Policies
import Rules
import Standards

/// Whom a policy reaches, in the version of everybody that was there when it was asked.
public struct PolicyMatches: Sendable {
    /// The policy as it was judged.
    public let policy: PolicyInForce
    let crowd: Crowd
    /// Numbers of those who meet a rule of it, in order.
    let eligible: [Int]
    /// Numbers of those who miss exactly one clause of a rule and meet none, in order.
    let close: [Int]

    /// How many meet a rule of it.
    public var eligibleCount: Int { eligible.count }
    /// How many miss exactly one clause of a rule; whether that is within reach is seen one by one.
    public var closeCount: Int { close.count }

    /// Those who meet a rule, from a place on.
    public func eligible(from place: Int, limit: Int) -> [EnterpriseID] {
        eligible.dropFirst(place).prefix(limit).map { crowd.roll[$0] }
    }

    /// Those who meet a rule and are registered within one of some regions, in order.
    public func eligible(within regions: [Region]) -> [EnterpriseID] {
        eligible.filter { number in
            guard let here = Region(number: crowd.roll.traits[number].region) else { return false }
            return regions.contains { here.isWithin($0) }
        }.map { crowd.roll[$0] }
    }

    /// Those who miss one clause, from a place on.
    public func close(from place: Int, limit: Int) -> [EnterpriseID] {
        close.dropFirst(place).prefix(limit).map { crowd.roll[$0] }
    }

    /// Those who meet a rule, counted by county and section of industry.
    public func counts(leavingOut gone: Set<EnterpriseID> = []) -> [PolicyCell: Int] {
        let out = Set(gone.compactMap { crowd.roll.number(of: $0) })
        var counts: [PolicyCell: Int] = [:]
        for number in eligible where !out.contains(number) {
            let traits = crowd.roll.traits[number]
            guard let region = Region(number: traits.region) else { continue }
            counts[PolicyCell(region: region, section: traits.letter), default: 0] += 1
        }
        return counts
    }
}

/// A county and a section of industry, under which enterprises are counted.
public struct PolicyCell: Hashable, Sendable {
    /// Where they are registered.
    public let region: Region
    /// The letter of the section; empty when nobody knows.
    public let section: String
}

extension Roll.Traits {
    /// The section's letter; empty when nobody knows.
    var letter: String { section == 0 ? "" : String(UnicodeScalar(section)) }
}

extension Audience {
    /// Everybody put to the rules of a policy in force; nil when it is not in force or has no rule.
    ///
    /// - Throws: ``AudienceFault`` while everybody is not loaded.
    public func matches(of policy: Int64) async throws -> PolicyMatches? {
        try await found(of: policy) { try $0.matches(of: $1, rules: $2) }
    }

    /// Who meets a rule of a policy in force, without those who are near; nil when it is not in force or has
    /// no rule.
    ///
    /// - Throws: ``AudienceFault`` while everybody is not loaded.
    public func eligible(for policy: Int64) async throws -> PolicyMatches? {
        try await found(of: policy) { try $0.eligible(of: $1, rules: $2) }
    }

    private func found(
        of policy: Int64,
        _ find: @escaping @Sendable (_ crowd: Crowd, _ place: Int, _ rules: [Int]) throws -> PolicyMatches
    ) async throws -> PolicyMatches? {
        let crowd = try crowdNow()
        guard let place = crowd.rules.place(of: policy) else { return nil }
        let rules = Array(crowd.rules.rules(of: place))
        guard !rules.isEmpty else { return nil }
        return try await OffPool.run { try find(crowd, place, rules) }
    }

    /// Calls with each policy in force and how many are eligible by county and section: everybody against
    /// everything. Seconds for a city, a minute for a province.
    public func everybody(_ body: @Sendable (PolicyMatches) async throws -> Void) async throws {
        let crowd = try crowdNow()
        for (place, policy) in crowd.rules.policies.enumerated() where !policy.items.isEmpty {
            let places = Array(crowd.rules.rules(of: place))
            try await body(try await OffPool.run { try crowd.eligible(of: place, rules: places) })
        }
    }
}

extension Crowd {
    /// Whom the rules of one policy reach, and who is one clause away.
    func matches(of policy: Int, rules places: [Int]) throws -> PolicyMatches {
        let met = try eligible(of: policy, rules: places)
        let eligible = Set(met.eligible)
        var close: Set<Int> = []
        guard let plan = rules.table.fitted(to: population.schema, facts: { [exact] in exact[$0] })
        else { return met }
        for place in places {
            let misses = try matcher.nearMisses(ofRule: place, plan.programs[place], limit: .max)
            close.formUnion(misses.map(\.enterprise))
        }
        return PolicyMatches(
            policy: met.policy, crowd: self, eligible: met.eligible,
            close: close.subtracting(eligible).sorted())
    }

    /// Who meets a rule of one policy.
    func eligible(of policy: Int, rules places: [Int]) throws -> PolicyMatches {
        var eligible: Set<Int> = []
        for place in places { eligible.formUnion(try matcher.selection(ofRule: place).enterprises(.met)) }
        return PolicyMatches(
            policy: rules.policies[policy], crowd: self, eligible: eligible.sorted(), close: [])
    }
}

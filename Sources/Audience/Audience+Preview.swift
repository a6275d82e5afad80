// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Matching
import Rules
import Standards

extension Audience {
    /// Who would gain and lose by a draft, and what it would cost.
    ///
    /// - Parameters:
    ///   - draft: the rule as it would be.
    ///   - current: the rule in force; nil when there is none.
    ///   - region: only enterprises registered there.
    ///   - before: where the rule in force holds, when that is elsewhere: whoever is outside the draft's
    ///     region loses.
    ///   - day: as of which day.
    /// - Throws: ``AudienceFault`` while nothing is loaded.
    public func preview(
        _ draft: Rule, against current: Rule?, within region: Region, before: Region? = nil, asOf day: Day
    ) async throws -> AudiencePreview {
        guard isReady else { throw AudienceFault.notLoaded }
        let old = before ?? region
        let rules = [draft.within(region)] + (current.map { [$0.within(old)] } ?? [])
        let library = library
        let table = try await OffPool.run { try RuleTable(library, rules, on: day) }
        let match = try await match(table, within: region.isWithin(old) ? old : region)
        let drawn = try await OffPool.run { try DraftView(match, rules[0], region, library) }
        guard draft.amount != nil else { return drawn.preview }
        let payments = try await payments(to: drawn.eligible.map { match.roll[$0] }, by: rules[0], on: day)
        return drawn.preview(paying: payments)
    }

    /// What each is paid in fen, at least; nil where facts are missing for an amount.
    private func payments(
        to ids: [EnterpriseID], by rule: Rule, on day: Day
    ) async throws -> [EnterpriseID: Int64?] {
        var payments: [EnterpriseID: Int64?] = [:]
        for start in stride(from: 0, to: ids.count, by: 2_000) {
            let known = try await enterprises.known(Array(ids[start..<min(start + 2_000, ids.count)]))
            let library = library
            let part = try await OffPool.run {
                Threads.map(known.count, threads: Threads.all) { place -> Payable in
                    let verdict = library.judge(known[place].facts, by: rule, asOf: day)
                    let amount = verdict.amount.flatMap { $0.missing.isEmpty && $0.high == $0.low ? $0 : nil }
                    return Payable(id: known[place].enterprise.id, fen: amount?.low.fen)
                }
            }
            for one in part { payments.updateValue(one.fen, forKey: one.id) }
        }
        return payments
    }
}

private struct Payable: Sendable {
    let id: EnterpriseID
    let fen: Int64?
}

/// The figures of a preview on their way.
private struct DraftView: Sendable {
    private static let mostExamples = 20
    var preview: AudiencePreview
    let eligible: [Int]
    let roll: Roll
    let region: Region
    let sizes: [String]

    init(_ match: DraftMatch, _ rule: Rule, _ region: Region, _ library: Library) throws {
        let effect = try match.matcher.effect(of: match.draft, against: match.current)
        let eligible = try match.matcher.selection(ofRule: 0).enterprises(.met).sorted()
        let near = try match.matcher.nearMisses(ofRule: 0, match.draft, limit: Self.mostExamples)
        let offset = rule.isNational ? 0 : 1
        let (clauses, roll) = (rule.topClauses, match.roll)
        let wording = Wording(library, english: false)
        func some(_ numbers: [Int]) -> [EnterpriseID] { numbers.prefix(Self.mostExamples).map { roll[$0] } }
        preview = AudiencePreview(
            enterprises: match.matcher.population.count(where: roll, within: region),
            eligible: effect.eligible, near: effect.clauses.reduce(0) { $0 + $1.excludedAlone },
            open: effect.open, gains: match.current == nil ? effect.eligible : effect.gains.count,
            losses: effect.losses.count, sumFen: nil, amountsUnknown: 0,
            clauses: effect.clauses.map { one in
                let place = one.clause - offset
                let name = clauses.indices.contains(place) ? wording.title(clauses[place]) : rule.title
                let isNumber = (one.below + one.above).contains { $0 > 0 }
                let (below, above) = (one.below.prefix(4).reduce(0, +), one.above.prefix(4).reduce(0, +))
                return .init(
                    name: name, missed: one.missed, excludedAlone: one.excludedAlone,
                    cliff: isNumber ? (below, above) : nil)
            },
            byRegion: [], bySize: [], byIndustry: [],
            examples: .init(
                eligible: some(eligible), gains: some(effect.gains), losses: some(effect.losses),
                near: some(near.map(\.enterprise))))
        self.eligible = eligible
        self.roll = roll
        self.region = region
        sizes = library.vocabulary.word(named: "企业规模")?.options ?? []
        (preview.byRegion, preview.bySize, preview.byIndustry) = shares { _ in nil }
    }

    /// The same with what everybody is paid.
    func preview(paying payments: [EnterpriseID: Int64?]) -> AudiencePreview {
        var paid = preview
        let known = payments.values.compactMap { $0 }
        paid.sumFen = known.reduce(0) { $0.addingReportingOverflow($1).overflow ? .max : $0 + $1 }
        paid.amountsUnknown = eligible.count - known.count
        (paid.byRegion, paid.bySize, paid.byIndustry) = shares { payments[roll[$0]] ?? nil }
        return paid
    }

    private typealias Shares = [AudiencePreview.Share]

    private func shares(_ fen: (Int) -> Int64?) -> (Shares, Shares, Shares) {
        var tallies: [[String: (count: Int, sum: Int64, isPaid: Bool)]] = [[:], [:], [:]]
        for number in eligible {
            let traits = roll.traits[number]
            let paid = fen(number)
            for (place, name) in [place(of: traits), size(of: traits), industry(of: traits)].enumerated() {
                var tally = tallies[place][name] ?? (0, 0, false)
                tally.count += 1
                if let paid {
                    tally.sum = tally.sum.addingReportingOverflow(paid).overflow ? .max : tally.sum + paid
                    tally.isPaid = true
                }
                tallies[place][name] = tally
            }
        }
        let lists = tallies.map { tally in
            tally.map { AudiencePreview.Share(name: $0, count: $1.count, sumFen: $1.isPaid ? $1.sum : nil) }
                .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
        }
        return (lists[0], lists[1], lists[2])
    }

    /// The region just below the one that was asked for.
    private func place(of traits: Roll.Traits) -> String {
        guard var place = Region(number: traits.region) else { return "" }
        while let parent = place.parent, parent != region, place != region { place = parent }
        return place.name
    }

    private func size(of traits: Roll.Traits) -> String {
        sizes.indices.contains(Int(traits.size)) ? sizes[Int(traits.size)] : "未知"
    }

    private func industry(of traits: Roll.Traits) -> String {
        Industry(code: traits.letter).map { "\($0.code) \($0.name)" } ?? "未知"
    }
}

extension Population {
    /// How many of those who do business are registered within a region.
    fileprivate func count(where roll: Roll, within region: Region) -> Int {
        if region == .nation { return count }
        return roll.traits.indices.count { number in
            Region(number: roll.traits[number].region)?.isWithin(region) ?? false && holds(number)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Policies
import Standards
import Store

/// How many are eligible for a policy in some regions, and never applied.
struct NightLine: Hashable, Sendable {
    let policy: Int64
    let title: String
    var way = Way.applying
    var eligible: Int
    /// Who has not applied, or is not paid yet where nothing is applied for.
    var unapplied: Int
}

/// The same for one county or section.
struct NightShare: Hashable, Sendable {
    let name: String
    var eligible: Int
    var unapplied: Int
}

/// Who qualified and never applied, counted each night by county and section of industry.
struct NightStore: Sendable {
    let database: Database

    /// Puts the counts of one policy in the place of yesterday's.
    func put(
        _ policy: PolicyInForce, _ way: NightLine.Way, eligible: [PolicyCell: Int],
        unapplied: [PolicyCell: Int], on day: Day
    ) async throws {
        let (number, title) = (policy.number, policy.content.title)
        try await database.write { tx in
            try tx.run("DELETE FROM entitlement_night WHERE policy = $1", number)
            for (cell, count) in eligible {
                try tx.run(
                    """
                    INSERT INTO entitlement_night (policy, region, section, title, eligible, unapplied, day,
                        way)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                    """, number, Int64(cell.region.number), cell.section, title, count,
                    unapplied[cell] ?? 0, day.number, way.rawValue)
            }
        }
    }

    /// Forgets policies that were not counted on a day: they are no longer in force.
    func forget(before day: Day) async throws {
        try await database.write { tx in
            try tx.run("DELETE FROM entitlement_night WHERE day < $1", day.number)
        }
    }

    /// The day of the last count; nil before the first.
    func lastDay() async throws -> Day? {
        try await database.read { reader in
            // Before the first night the one row holds no day.
            let row = try reader.first("SELECT max(day) AS day FROM entitlement_night")
            return try row.flatMap { try $0["day"] as Int64? }.map { Day(number: Int($0)) }
        }
    }

    /// Policies with their counts in some regions, those that most never applied for first.
    func lines(within regions: [Region]) async throws -> [NightLine] {
        try await database.read { reader in
            var lines: [Int64: NightLine] = [:]
            for region in regions.outermost {
                let (low, high) = region.span
                let rows = try reader.rows(
                    """
                    SELECT policy, min(title) AS title, min(way) AS way,
                        CAST(sum(eligible) AS bigint) AS eligible,
                        CAST(sum(unapplied) AS bigint) AS unapplied
                    FROM entitlement_night
                    WHERE region BETWEEN $1 AND $2
                    GROUP BY policy
                    LIMIT 200000
                    """, low, high)
                for row in rows {
                    let line = NightLine(
                        policy: try row["policy"], title: try row["title"],
                        way: NightLine.Way(rawValue: try row["way"]) ?? .applying,
                        eligible: try row["eligible"], unapplied: try row["unapplied"])
                    lines[line.policy, default: NightLine(line)].add(line)
                }
            }
            return lines.values.sorted { ($1.unapplied, $0.policy) < ($0.unapplied, $1.policy) }
        }
    }

    /// The counts of one policy by county, then by section of industry.
    func shares(
        of policy: Int64, within regions: [Region]
    ) async throws -> (counties: [NightShare], sections: [NightShare]) {
        try await database.read { reader in
            var counties: [String: NightShare] = [:]
            var sections: [String: NightShare] = [:]
            for region in regions.outermost {
                let (low, high) = region.span
                let rows = try reader.rows(
                    """
                    SELECT region, section, eligible, unapplied FROM entitlement_night
                    WHERE policy = $1 AND region BETWEEN $2 AND $3
                    LIMIT 200000
                    """, policy, low, high)
                for row in rows {
                    let (number, section): (Int64, String) = (try row["region"], try row["section"])
                    let (eligible, unapplied): (Int, Int) = (try row["eligible"], try row["unapplied"])
                    let county = Region(number: Int32(truncatingIfNeeded: number))?.code ?? ""
                    counties[county, default: NightShare(county)].add(eligible, unapplied)
                    sections[section, default: NightShare(section)].add(eligible, unapplied)
                }
            }
            return (counties.values.mostFirst, sections.values.mostFirst)
        }
    }
}

extension NightLine {
    init(_ line: NightLine) {
        self.init(policy: line.policy, title: line.title, way: line.way, eligible: 0, unapplied: 0)
    }

    mutating func add(_ other: NightLine) {
        eligible += other.eligible
        unapplied += other.unapplied
    }
}

extension NightShare {
    init(_ name: String) { self.init(name: name, eligible: 0, unapplied: 0) }

    mutating func add(_ eligible: Int, _ unapplied: Int) {
        self.eligible += eligible
        self.unapplied += unapplied
    }
}

extension Collection<NightShare> {
    var mostFirst: [NightShare] { sorted { ($1.unapplied, $0.name) < ($0.unapplied, $1.name) } }
}

extension [Region] {
    /// Those that lie in none of the others, so that nothing is counted twice.
    var outermost: [Region] {
        Set(self).filter { one in !contains { $0 != one && one.isWithin($0) } }.sorted()
    }
}

extension Region {
    /// The least and the greatest number of what lies within it.
    var span: (low: Int64, high: Int64) {
        let own = Int64(number)
        let width: Int64 =
            switch level {
            case .nation: 1_000_000
            case .province: 10_000
            case .city: 100
            case .county: 1
            }
        if level == .nation { return (0, width) }
        return (own / width * width, own / width * width + width - 1)
    }
}

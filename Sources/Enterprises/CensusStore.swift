// SPDX-License-Identifier: Apache-2.0
import Accounts
import Standards
import Store

/// A stretch of the register with what is known of each entry.
public struct CensusPart: Sendable {
    /// Entries that do business, in the order of their places.
    public let enterprises: [KnownEnterprise]
    /// The place after which the next part begins; nil at the end of the register.
    public let last: Int64?
}

/// That something became known of an enterprise.
public struct CensusChange: Hashable, Sendable {
    /// Its own id, by which it is known again.
    public let id: String
    /// Whom it is about.
    public let enterprise: EnterpriseID
}

extension Enterprises {
    /// The next stretch of the register: entries that do business, registered within a region. Reads so many
    /// at a time that a province never stands in memory.
    ///
    /// - Parameter place: where the part before ended; nil at first.
    public func census(
        after place: Int64? = nil, within region: Region = .nation, limit: Int
    ) async throws -> CensusPart {
        let book = book
        return try await database.read { reader in
            let rows = try reader.census(after: place ?? .min, within: region, limit: limit)
            let held = rows.filter { $0.region.isWithin(region) }
            let standing = try reader.allStanding(of: held.map(\.id))
            return CensusPart(
                enterprises: held.map { book.known($0, standing[$0.id] ?? [], at: nil) },
                last: rows.count < limit ? nil : rows.last?.number)
        }
    }

    /// Several entries with what is known of them now, whatever their state; unknown ids are left out.
    public func known(_ ids: [EnterpriseID]) async throws -> [KnownEnterprise] {
        let book = book
        return try await database.read { reader in
            let found = try reader.enterprises(ids)
            let standing = try reader.allStanding(of: found.map(\.id))
            return found.map { book.known($0, standing[$0.id] ?? [], at: nil) }
        }
    }

    /// What changed in the register or among the facts since a moment, in milliseconds since 1970; at most
    /// `limit`. Whoever asks again and again goes back a little each time, for transactions end in any order.
    public func changes(since moment: Int64, limit: Int) async throws -> [CensusChange] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT id, enterprise FROM enterprise_moment
                WHERE id > $1 AND kind IN ('registered', 'changed', 'fact-stated', 'fact-corrected',
                    'fact-withdrawn')
                ORDER BY id
                LIMIT $2
                """, ID<Moment>.beginning(at: moment), limit
            ).map { CensusChange(id: try $0["id"], enterprise: try $0["enterprise"]) }
        }
    }

    /// How many entries of the register do business.
    public func censusCount() async throws -> Int {
        try await database.read { reader in
            let count: Int64? = try reader.value(
                "SELECT count(*) FROM enterprise WHERE state IN ('active', 'dormant')")
            return Int(count ?? 0)
        }
    }
}

extension Reader {
    fileprivate func census(after place: Int64, within region: Region, limit: Int) throws -> [Enterprise] {
        let (low, high) = region.numbers
        return try rows(
            Self.entry + """
                 WHERE number > $1 AND state IN ('active', 'dormant') AND region BETWEEN $2 AND $3
                ORDER BY number
                LIMIT $4
                """, place, low, high, limit
        ).map(Enterprise.init(row:))
    }

    fileprivate func enterprises(_ ids: [EnterpriseID]) throws -> [Enterprise] {
        try stride(from: 0, to: ids.count, by: 500).flatMap { start in
            let part = Array(ids[start..<min(start + 500, ids.count)])
            return try rows(
                Self.entry + " WHERE id IN " + SQL.list(from: 1, count: part.count), values: part
            ).map(Enterprise.init(row:))
        }
    }

    fileprivate func allStanding(of ids: [EnterpriseID]) throws -> [EnterpriseID: [FactRecord]] {
        var all: [EnterpriseID: [FactRecord]] = [:]
        for start in stride(from: 0, to: ids.count, by: 500) {
            let part = Array(ids[start..<min(start + 500, ids.count)])
            all.merge(try standing(of: part)) { first, _ in first }
        }
        return all
    }
}

extension ID {
    /// What ids made at a moment begin with: they sort by their time.
    fileprivate static func beginning(at moment: Int64) -> String {
        let digits = String(max(moment, 0), radix: 16)
        let padded = String(repeating: "0", count: max(0, 12 - digits.count)) + digits
        return padded.prefix(8) + "-" + padded.dropFirst(8)
    }
}

extension Region {
    /// The least and the greatest number of what lies within it.
    fileprivate var numbers: (low: Int64, high: Int64) {
        let number = Int64(self.number)
        return switch level {
        case .nation: (.min, .max)
        case .province: (number / 10_000 * 10_000, number / 10_000 * 10_000 + 9_999)
        case .city: (number / 100 * 100, number / 100 * 100 + 99)
        case .county: (number, number)
        }
    }
}

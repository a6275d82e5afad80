// SPDX-License-Identifier: Apache-2.0
import Accounts
import Outreach
import Policies
import Standards
import Store

/// Within which time what is approved is to be paid.
enum PaymentTerm {
    /// Working days after the approval. The library keeps no term of a policy's own, so one holds for all.
    static let workingDays = 30

    /// The last day of approval whose term is over on a day: approvals up to it are overdue.
    ///
    /// - Throws: when the calendar of a year that is needed is not published.
    static func lastOverdue(on day: Day) throws(CalendarFault) -> Day {
        let calendar = WorkCalendar.standard
        var decided = try calendar.adding(workingDays: -workingDays - 1, to: day)
        while try calendar.workingDays(from: decided, to: day) <= workingDays {
            decided = decided.adding(days: -1)
        }
        while try calendar.workingDays(from: decided.adding(days: 1), to: day) > workingDays {
            decided = decided.adding(days: 1)
        }
        return decided
    }
}

/// How many are approved and not paid, in some regions.
struct UnpaidCounts: Sendable {
    /// Those whose term is over.
    var overdue = 0
    /// Approved, within the term.
    var waiting = 0
    /// Approved on a day that nobody stated: whether it is overdue is not known.
    var undated = 0
}

/// Overdue approvals of one policy in one county.
struct UnpaidGroup: Hashable, Sendable {
    let policy: Int64
    let region: Region
    let count: Int
    let oldest: Day
}

/// Approved applications that wait for their money.
struct UnpaidStore: Sendable {
    let database: Database

    /// More are not listed; the page says so.
    static let mostListed = 20_000

    /// How many wait in some regions, where approvals up to a day are overdue.
    func counts(within regions: [Region], overdueTo last: Day) async throws -> UnpaidCounts {
        try await database.read { reader in
            var counts = UnpaidCounts()
            for region in regions.outermost {
                let (low, high) = region.span
                let found = try reader.first(
                    """
                    SELECT count(*) FILTER (WHERE decided_on <= $1) AS overdue,
                        count(*) FILTER (WHERE decided_on > $1) AS waiting,
                        count(*) FILTER (WHERE decided_on IS NULL) AS undated
                    FROM entitlement_outcome
                    WHERE result = 'approved' AND paid_on IS NULL AND region BETWEEN $2 AND $3
                    """, last.number, low, high)
                guard let found else { continue }
                counts.overdue += try found["overdue"]
                counts.waiting += try found["waiting"]
                counts.undated += try found["undated"]
            }
            return counts
        }
    }

    /// Those whose term is over in some regions, the longest first.
    func overdue(
        within regions: [Region], to last: Day, limit: Int = mostListed
    ) async throws -> [ApplicationOutcome] {
        try await database.read { reader in
            var overdue: [ApplicationOutcome] = []
            for region in regions.outermost {
                let (low, high) = region.span
                overdue += try reader.rows(
                    ApplicationOutcome.selected
                        + """
                         WHERE result = 'approved' AND paid_on IS NULL AND decided_on <= $1
                            AND region BETWEEN $2 AND $3
                        ORDER BY decided_on, id
                        LIMIT $4
                        """, last.number, low, high, limit
                ).map(ApplicationOutcome.init(row:))
            }
            return Array(
                overdue.sorted { ($0.decidedOn ?? last) < ($1.decidedOn ?? last) }.prefix(limit))
        }
    }

    /// The policies of which any approval is overdue, by number.
    func overduePolicies(to last: Day) async throws -> [Int64] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT DISTINCT policy FROM entitlement_outcome
                WHERE result = 'approved' AND paid_on IS NULL AND decided_on <= $1
                ORDER BY policy
                LIMIT 100000
                """, last.number
            ).map { try $0["policy"] }
        }
    }

    /// Reminds those who watch over a county of what has become overdue there, or still is a week after the
    /// last time; in one transaction with the marks, so that nobody is reminded twice.
    ///
    /// - Returns: how many messages are new.
    func remind(
        overdueTo last: Day, on day: Day, _ letters: UnpaidLetters, limit: Int = 5_000
    ) async throws -> (marked: Int, told: Int) {
        try await database.write { tx in
            let rows = try tx.rows(
                """
                SELECT id, policy, region, decided_on FROM entitlement_outcome
                WHERE result = 'approved' AND paid_on IS NULL AND decided_on <= $1
                    AND (reminded_on IS NULL OR reminded_on <= $2)
                ORDER BY region, policy, id
                LIMIT $3
                """, last.number, day.adding(days: -7).number, limit)
            var groups: [String: UnpaidGroup] = [:]
            for row in rows {
                try tx.run(
                    "UPDATE entitlement_outcome SET reminded_on = $1 WHERE id = $2", day.number,
                    try row["id"] as ID<ApplicationOutcome>)
                let (policy, number): (Int64, Int64) = (try row["policy"], try row["region"])
                let decided = Day(number: Int(try row["decided_on"] as Int64))
                guard let region = Region(number: Int32(truncatingIfNeeded: number)) else { continue }
                let before = groups["\(policy)/\(number)"]
                groups["\(policy)/\(number)"] = UnpaidGroup(
                    policy: policy, region: region, count: (before?.count ?? 0) + 1,
                    oldest: min(before?.oldest ?? decided, decided))
            }
            var told = 0
            let mark: String = try rows.first.map { try $0["id"] } ?? ""
            for group in groups.values {
                let people = try tx.holders(
                    of: [.official, .supervisor], for: letters.policies[group.policy]?.department,
                    in: group.region, at: tx.ground.now())
                told += try tx.tellAll(people.map { letters.message(of: group, to: $0, key: mark) })
            }
            return (rows.count, told)
        }
    }

    /// Keeps in the audit that the list was taken as a file.
    func noteExport(count: Int, by actor: String) async throws {
        try await database.write { tx in
            try tx.audit(
                actor: actor, action: "entitlement.export", subject: "unpaid", detail: "\(count)")
        }
    }
}

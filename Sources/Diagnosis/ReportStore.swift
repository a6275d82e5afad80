// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Standards
import Store

/// Kept reports in the database.
struct ReportStore: Sendable {
    let database: Database

    /// Most lines of a list; older reports are reached from the last line.
    static let pageSize = 50

    /// Keeps a report; a repeated key gives the first one's id.
    func keep(_ report: KeptReport, by person: Identity, once key: String) async throws -> ID<KeptReport> {
        let content = try report.json()
        let id = try await database.write(once: "report:\(person.person.text):\(key)") { tx in
            try tx.run(
                """
                INSERT INTO diagnosis_report
                    (id, enterprise, purpose, as_of, made_at, made_by, made_by_name, eligible, near, content)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                """, report.id, report.enterprise, report.purpose.rawValue, report.asOf.number, report.madeAt,
                person.person, person.name, report.verdicts(in: .eligible).count,
                report.verdicts(in: .near).count, content)
            try tx.audit(
                actor: person.actor, action: "report.keep", subject: report.enterprise.text,
                detail: report.id.text)
            return report.id
        }
        return id
    }

    /// A report with who made it; nil when there is none of that id.
    func report(_ id: ID<KeptReport>) async throws -> StoredReport? {
        try await database.read { reader in
            try reader.first(
                "SELECT content, made_by_name FROM diagnosis_report WHERE id = $1", id
            ).map { try StoredReport($0) }
        }
    }

    /// The report of an enterprise that was made last, before another when one is given.
    func last(
        of enterprise: EnterpriseID, for purpose: Purpose? = nil, before id: ID<KeptReport>? = nil
    ) async throws -> StoredReport? {
        try await database.read { reader in
            try reader.first(
                """
                SELECT content, made_by_name
                FROM diagnosis_report
                WHERE enterprise = $1 AND purpose = coalesce($2, purpose) AND id < coalesce($3, 'x')
                ORDER BY id DESC
                LIMIT 1
                """, enterprise, purpose?.rawValue, id
            ).map { try StoredReport($0) }
        }
    }

    /// The reports of an enterprise, the latest first, from before another on when one is given.
    func list(
        of enterprise: EnterpriseID, before id: ID<KeptReport>? = nil
    ) async throws -> [ReportLine] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT id, purpose, as_of, made_at, made_by_name, eligible, near
                FROM diagnosis_report
                WHERE enterprise = $1 AND id < coalesce($2, 'x')
                ORDER BY id DESC
                LIMIT $3
                """, enterprise, id, Self.pageSize + 1
            ).map { try ReportLine($0) }
        }
    }
}

/// A report as it is kept, to the byte.
struct StoredReport: Sendable {
    let report: KeptReport
    let json: String
    let madeBy: String
}

extension StoredReport {
    init(_ row: Row) throws {
        let json: String = try row["content"]
        self.init(report: try KeptReport(json: json), json: json, madeBy: try row["made_by_name"])
    }
}

/// A report in a list.
struct ReportLine: Sendable {
    let id: ID<KeptReport>
    let purpose: Purpose
    let asOf: Day
    let madeAt: Int64
    let madeBy: String
    let eligible: Int
    let near: Int
}

extension ReportLine {
    init(_ row: Row) throws {
        let purpose: String = try row["purpose"]
        self.init(
            id: try row["id"], purpose: Purpose(rawValue: purpose) ?? .application,
            asOf: Day(number: try row["as_of"]), madeAt: try row["made_at"], madeBy: try row["made_by_name"],
            eligible: try row["eligible"], near: try row["near"])
    }
}

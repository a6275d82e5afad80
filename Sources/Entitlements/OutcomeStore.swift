// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Foundation
import Outreach
import Policies
import Standards
import Store

/// A sheet of outcomes as it was brought in.
struct OutcomeImport: Hashable, Sendable {
    let id: ID<OutcomeImport>
    let fileName: String
    let added: Int
    let changed: Int
    let unchanged: Int
    let refused: Int
    let actor: String
    let actorName: String
    let at: Int64
}

/// What became of the applications for one policy.
struct OutcomeTally: Hashable, Sendable {
    var applications = 0
    var approved = 0
    var refused = 0
    var paid = 0
    var paidFen: Int64 = 0
    /// Days from application to payment, all together.
    var payDays = 0
    /// Of those told that they can apply: decided, and approved.
    var toldDecided = 0
    var toldApproved = 0
}

/// Outcomes of applications: brought in, and read.
struct OutcomeStore: Sendable {
    let database: Database

    /// Keeps a sheet's outcomes and refusals in one transaction; the same form twice takes effect once.
    /// An application that is known already is brought up to date. Whoever applied is told of it in the same
    /// transaction, by what the letters say.
    func keep(
        _ outcomes: [ApplicationOutcome], _ refusals: [OutcomeRefusal], fileName: String,
        telling letters: OutcomeLetters, by actor: Identity, once key: String
    ) async throws -> ID<OutcomeImport> {
        try await database.write(once: key) { tx in
            let id: ID<OutcomeImport> = tx.ground.id()
            try tx.run(
                """
                INSERT INTO entitlement_import (id, file_name, added, changed, unchanged, refused, actor,
                    actor_name, at)
                VALUES ($1, $2, 0, 0, 0, $3, $4, $5, $6)
                """, id, fileName, refusals.count, actor.actor, actor.name, tx.ground.now())
            var (added, changed) = (0, 0)
            for (place, outcome) in outcomes.enumerated() {
                switch try tx.keep(outcome, in: id, at: place, letters) {
                case .added: added += 1
                case .changed: changed += 1
                case .unchanged: break
                }
            }
            for refusal in refusals {
                try tx.run(
                    """
                    INSERT INTO entitlement_refusal (import, line, place, found, problem)
                    VALUES ($1, $2, $3, $4, $5)
                    ON CONFLICT (import, line) DO NOTHING
                    """, id, refusal.line, refusal.place, String(refusal.found.prefix(200)),
                    refusal.problem.rawValue)
            }
            try tx.run(
                "UPDATE entitlement_import SET added = $1, changed = $2, unchanged = $3 WHERE id = $4", added,
                changed, outcomes.count - added - changed, id)
            try tx.audit(
                actor: actor.actor, action: "entitlement.import-outcomes", subject: id.text,
                detail: "\(fileName): \(added) added, \(changed) changed, \(refusals.count) refused")
            return id
        }
    }

    /// A sheet with its refused rows; nil when there is none.
    func sheet(
        _ id: ID<OutcomeImport>
    ) async throws -> (sheet: OutcomeImport, refusals: [OutcomeRefusal])? {
        try await database.read { reader in
            guard let row = try reader.first(Reader.outcomeImport + " WHERE id = $1", id) else { return nil }
            let refusals = try reader.rows(
                """
                SELECT line, place, found, problem FROM entitlement_refusal
                WHERE import = $1
                ORDER BY line
                LIMIT 20000
                """, id
            ).compactMap { row -> OutcomeRefusal? in
                let problem: String = try row["problem"]
                return try OutcomeProblem(rawValue: problem).map {
                    OutcomeRefusal(
                        line: try row["line"], place: try row["place"], found: try row["found"], problem: $0)
                }
            }
            return (try OutcomeImport(row: row), refusals)
        }
    }

    /// The last sheets that somebody brought in.
    func sheets(by actor: String) async throws -> [OutcomeImport] {
        try await database.read { reader in
            try reader.rows(
                Reader.outcomeImport + " WHERE actor = $1 ORDER BY id DESC LIMIT 50", actor
            ).map(OutcomeImport.init(row:))
        }
    }

    /// Who has an application for a policy that is known, of a day on or after one.
    func applicants(for policy: Int64, since day: Day) async throws -> Set<EnterpriseID> {
        try await database.read { reader in
            var found: Set<EnterpriseID> = []
            try reader.forEach(
                """
                SELECT DISTINCT enterprise FROM entitlement_outcome
                WHERE policy = $1 AND applied_on >= $2
                """, policy, day.number
            ) { found.insert(try $0["enterprise"]) }
            return found
        }
    }

    /// Who was paid by a policy on or after a day.
    func paid(by policy: Int64, since day: Day) async throws -> Set<EnterpriseID> {
        try await database.read { reader in
            var found: Set<EnterpriseID> = []
            try reader.forEach(
                "SELECT DISTINCT enterprise FROM entitlement_outcome WHERE policy = $1 AND paid_on >= $2",
                policy, day.number
            ) { found.insert(try $0["enterprise"]) }
            return found
        }
    }

    /// Who has done what there was to do, or got what there was to get, in the present cycle.
    func settled(
        _ content: PolicyContent, _ policy: Int64, _ way: NightLine.Way, on day: Day
    ) async throws -> Set<EnterpriseID> {
        let start = ApplicationCycle.start(of: content, on: day)
        return switch way {
        case .applying: try await applicants(for: policy, since: start)
        case .automatic: try await paid(by: policy, since: start)
        }
    }

    /// Who waits for a decision on a policy, from after one on.
    func waiting(
        for policy: Int64, after id: EnterpriseID?, limit: Int
    ) async throws -> [EnterpriseID] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT DISTINCT enterprise FROM entitlement_outcome
                WHERE policy = $1 AND result = 'pending' AND enterprise > $2
                ORDER BY enterprise
                LIMIT $3
                """, policy, id?.text ?? "", limit
            ).map { try $0["enterprise"] }
        }
    }

    /// The applications of an enterprise, the latest first.
    func outcomes(of enterprise: EnterpriseID) async throws -> [ApplicationOutcome] {
        try await database.read { reader in
            try reader.rows(
                ApplicationOutcome.selected
                    + " WHERE enterprise = $1 ORDER BY applied_on DESC, id LIMIT 200", enterprise
            ).map(ApplicationOutcome.init(row:))
        }
    }

    /// What became of the applications from some regions, by policy.
    func records(within regions: [Region]) async throws -> [Int64: OutcomeTally] {
        try await database.read { reader in
            var records: [Int64: OutcomeTally] = [:]
            for region in regions.outermost {
                let (low, high) = region.span
                let rows = try reader.rows(
                    """
                    SELECT policy, count(*) AS applications,
                        count(*) FILTER (WHERE result = 'approved') AS approved,
                        count(*) FILTER (WHERE result = 'refused') AS refused,
                        count(paid_on) AS paid,
                        CAST(coalesce(sum(amount_fen) FILTER (WHERE paid_on IS NOT NULL), 0) AS bigint)
                            AS paid_fen,
                        CAST(coalesce(sum(paid_on - applied_on), 0) AS bigint) AS pay_days,
                        count(*) FILTER (WHERE told = 'eligible' AND result <> 'pending') AS told_decided,
                        count(*) FILTER (WHERE told = 'eligible' AND result = 'approved') AS told_approved
                    FROM entitlement_outcome
                    WHERE region BETWEEN $1 AND $2
                    GROUP BY policy
                    LIMIT 200000
                    """, low, high)
                for row in rows {
                    let policy: Int64 = try row["policy"]
                    try records[policy, default: OutcomeTally()].add(row)
                }
            }
            return records
        }
    }

    /// Why applications for a policy by those who were told that they can apply were refused, the most
    /// frequent reason first.
    func reasons(of policy: Int64, within regions: [Region]) async throws -> [(reason: String, count: Int)] {
        try await database.read { reader in
            var counts: [String: Int] = [:]
            for region in regions.outermost {
                let (low, high) = region.span
                let rows = try reader.rows(
                    """
                    SELECT reason, count(*) AS count FROM entitlement_outcome
                    WHERE policy = $1 AND result = 'refused' AND told = 'eligible'
                        AND region BETWEEN $2 AND $3
                    GROUP BY reason
                    LIMIT 1000
                    """, policy, low, high)
                for row in rows { counts[try row["reason"], default: 0] += try row["count"] }
            }
            return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
        }
    }
}

extension OutcomeTally {
    fileprivate mutating func add(_ row: Row) throws {
        let whole = { (name: String) throws -> Int in try row[name] }
        applications += try whole("applications")
        approved += try whole("approved")
        refused += try whole("refused")
        paid += try whole("paid")
        paidFen += try row["paid_fen"]
        payDays += try whole("pay_days")
        toldDecided += try whole("told_decided")
        toldApproved += try whole("told_approved")
    }
}

extension ApplicationOutcome {
    /// What is read of each, with its id and what was told of it.
    static let selected: SQL = """
        SELECT id, news, policy, item, enterprise, region, applied_on, result, reason, amount_fen, decided_on,
            paid_on
        FROM entitlement_outcome
        """

    init(row: Row) throws {
        let day = { (name: String) throws -> Day? in
            (try row[name] as Int64?).map { Day(number: Int($0)) }
        }
        let (number, applied): (Int64, Int64) = (try row["region"], try row["applied_on"])
        self.init(
            policy: try row["policy"], item: try row["item"], enterprise: try row["enterprise"],
            region: Region(number: Int32(truncatingIfNeeded: number)) ?? .nation,
            appliedOn: Day(number: Int(applied)), result: try row["result"], reason: try row["reason"],
            amountFen: try row["amount_fen"], decidedOn: try day("decided_on"), paidOn: try day("paid_on"))
    }
}

extension OutcomeImport {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row["id"], fileName: try row["file_name"], added: try row["added"],
            changed: try row["changed"], unchanged: try row["unchanged"], refused: try row["refused"],
            actor: try row["actor"], actorName: try row["actor_name"], at: try row["at"])
    }
}

extension Reader {
    fileprivate static let outcomeImport: SQL = """
        SELECT id, file_name, added, changed, unchanged, refused, actor, actor_name, at
        FROM entitlement_import
        """
}

/// What became of a row.
private enum Kept { case added, changed, unchanged }

extension Transaction {
    /// Keeps one outcome, with what the enterprise had been told of the policy, and tells what is new.
    fileprivate func keep(
        _ outcome: ApplicationOutcome, in sheet: ID<OutcomeImport>, at place: Int, _ letters: OutcomeLetters
    ) throws -> Kept {
        let row = try first(
            ApplicationOutcome.selected
                + " WHERE policy = $1 AND item = $2 AND enterprise = $3 AND applied_on = $4", outcome.policy,
            outcome.item, outcome.enterprise, outcome.appliedOn.number)
        let known = try row.map(ApplicationOutcome.init(row:))
        if let known, known == outcome { return .unchanged }
        let id: ID<ApplicationOutcome> = try row.map { try $0["id"] } ?? ground.id()
        let told: String = try row.map { try $0["news"] } ?? ""
        let news = OutcomeNews(outcome)
        let isNews = news != known.map(OutcomeNews.init) && (!told.isEmpty || letters.areWanted(for: outcome))
        try known?.count(in: self, times: -1)
        try outcome.count(in: self, times: 1)
        if known != nil { try change(outcome, in: sheet) } else { try add(outcome, id, in: sheet) }
        guard isNews else { return known == nil ? .added : .changed }
        try run("UPDATE entitlement_outcome SET news = $1 WHERE id = $2", news.stage.rawValue, id)
        try tell(
            letters.message(
                of: news, outcome, isMended: told == news.stage.rawValue,
                key: "\(id.text)/\(sheet.text)/\(place)"))
        return known == nil ? .added : .changed
    }

    private func change(_ outcome: ApplicationOutcome, in sheet: ID<OutcomeImport>) throws {
        try run(
            """
            UPDATE entitlement_outcome
            SET result = $1, reason = $2, amount_fen = $3, decided_on = $4, paid_on = $5, region = $6,
                import = $7
            WHERE policy = $8 AND item = $9 AND enterprise = $10 AND applied_on = $11
            """, outcome.result, outcome.reason, outcome.amountFen, outcome.decidedOn?.number,
            outcome.paidOn?.number, Int64(outcome.region.number), sheet, outcome.policy, outcome.item,
            outcome.enterprise, outcome.appliedOn.number)
    }

    private func add(
        _ outcome: ApplicationOutcome, _ id: ID<ApplicationOutcome>, in sheet: ID<OutcomeImport>
    ) throws {
        let told: String =
            try value(
                "SELECT grp FROM entitlement_state WHERE policy = $1 AND enterprise = $2", outcome.policy,
                outcome.enterprise) ?? ""
        try run(
            """
            INSERT INTO entitlement_outcome (id, policy, item, enterprise, region, applied_on, result, reason,
                amount_fen, decided_on, paid_on, told, import, recorded_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """, id, outcome.policy, outcome.item, outcome.enterprise, Int64(outcome.region.number),
            outcome.appliedOn.number, outcome.result, outcome.reason, outcome.amountFen,
            outcome.decidedOn?.number, outcome.paidOn?.number, told, sheet, ground.now())
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Standards
import Store

/// Imports: kept, tried, begun, and carried on exactly where they stopped.
struct IntakeRunStore: Sendable {
    let database: Database

    /// Tries or runs an import in the background.
    static let job = JobKind<ID<IntakeRun>>("intakes.import")

    /// Keeps a file that was read, and has it tried.
    func keep(_ new: NewIntake, by who: Identity, once key: String) async throws -> ID<IntakeRun> {
        try await database.write(once: key) { tx in
            let id: ID<IntakeRun> = tx.ground.id()
            let file = try tx.attach(new.file, name: new.fileName)
            try tx.run(
                """
                INSERT INTO intake_run (id, file, file_name, is_release, region, regions, total, place, added,
                    revised, unchanged, refused, state, actor, actor_name, made_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, 0, 'checking', $8, $9, $10)
                """, id, file, String(new.fileName.prefix(200)), new.isRelease, Int64(new.region.number),
                new.regions.map(\.code).joined(separator: " "), new.total, who.actor, who.name,
                tx.ground.now())
            try tx.enqueue(Self.job, id, key: .lasting(id.text + "/check"))
            return id
        }
    }

    /// Begins a run that was tried. What goes into the library as released is begun by another person than
    /// the one who sent the file, as every release is given by two.
    ///
    /// - Throws: ``IntakeFault/samePerson``.
    func begin(_ id: ID<IntakeRun>, by who: Identity, alone isAllowed: Bool = false) async throws {
        try await database.write { tx in
            guard let run = try tx.intakeRun(id), run.state == .shown else { return }
            guard !run.isRelease || run.actor != who.actor || isAllowed else { throw IntakeFault.samePerson }
            let count = try tx.run(
                """
                UPDATE intake_run
                SET state = 'running', place = 0, added = 0, revised = 0, unchanged = 0, refused = 0,
                    begun_by = $1, begun_name = $2
                WHERE id = $3 AND state = 'shown'
                """, who.actor, who.name, id)
            guard count == 1 else { return }
            try tx.run("DELETE FROM intake_refusal WHERE run = $1", id)
            try tx.run("DELETE FROM intake_seen WHERE run = $1", id)
            try tx.enqueue(Self.job, id, key: .lasting(id.text + "/run"))
            try tx.audit(actor: who.actor, action: "intake.begin", subject: id.text, detail: run.fileName)
        }
    }

    /// One import; nil when there is none.
    func run(_ id: ID<IntakeRun>) async throws -> IntakeRun? {
        try await database.read { try $0.intakeRun(id) }
    }

    /// The imports of some regions, the latest first. Regions are asked for before the limit, so that a busy
    /// neighbour pushes none of one's own out of the list.
    func runs(in regions: [Region], at state: IntakeRun.State? = nil, limit: Int = 100) async throws
        -> [IntakeRun]
    {
        try await database.read { reader in
            var found: [ID<IntakeRun>: IntakeRun] = [:]
            for region in regions {
                let span = region.span
                let rows = try reader.rows(
                    Reader.intakeColumns
                        + """
                         WHERE i.region BETWEEN $1 AND $2 AND ($3 = '' OR i.state = $3)
                        ORDER BY i.id DESC
                        LIMIT $4
                        """, span.from, span.to, state?.rawValue ?? "", limit)
                for row in rows {
                    let run = try IntakeRun(row: row)
                    found[run.id] = run
                }
            }
            return Array(found.values.sorted { $0.id.text > $1.id.text }.prefix(limit))
        }
    }

    /// Why policies are refused, in the order of the file, with the place of each from 0.
    func refusals(of id: ID<IntakeRun>, limit: Int) async throws -> [(place: Int, fault: CellFault)] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT place, line, position, header, found, chinese, english
                FROM intake_refusal
                WHERE run = $1
                ORDER BY place, ordinal
                LIMIT $2
                """, id, limit
            ).map { row in
                (
                    try row["place"],
                    CellFault(
                        line: try row["line"], column: try row["position"], head: try row["header"],
                        found: try row["found"], chinese: try row["chinese"], english: try row["english"])
                )
            }
        }
    }

    /// Records a stretch and moves the run's place on, in one transaction: whoever comes too late, after a
    /// crash or as a second worker, finds another place and records nothing. False when that is so.
    func record(_ stretch: IntakeStretch, isLast: Bool) async throws -> Bool {
        try await database.write { tx in
            let (run, next) = (stretch.run, stretch.run.place + stretch.policies.count)
            let after: IntakeRun.State = run.state == .checking ? .shown : .done
            let count = try tx.run(
                """
                UPDATE intake_run SET place = $1, state = $2, ended_at = $3
                WHERE id = $4 AND place = $5 AND state = $6
                """, next, isLast ? after : run.state, isLast ? tx.ground.now() : nil, run.id, run.place,
                run.state)
            guard count == 1 else { return false }
            let counts = try stretch.record(in: tx)
            try tx.run(
                """
                UPDATE intake_run
                SET added = added + $1, revised = revised + $2, unchanged = unchanged + $3,
                    refused = refused + $4
                WHERE id = $5
                """, counts.added, counts.revised, counts.unchanged, counts.refused, run.id)
            return true
        }
    }
}

extension Transaction {
    /// Notes that a file brings a policy in a line; the line that brought it before, if there is one.
    func noteSeen(_ mark: PolicyMark, line: Int, in run: ID<IntakeRun>) throws -> Int? {
        let count = try self.run(
            """
            INSERT INTO intake_seen (run, mark, line)
            VALUES ($1, $2, $3)
            ON CONFLICT (run, mark) DO NOTHING
            """,
            run, mark.text, line)
        if count == 1 { return nil }
        return try first("SELECT line FROM intake_seen WHERE run = $1 AND mark = $2", run, mark.text)?["line"]
    }

    /// Keeps why a policy of a file is refused.
    func refuse(_ faults: [CellFault], at place: Int, of run: ID<IntakeRun>) throws {
        for (ordinal, fault) in faults.prefix(50).enumerated() {
            try self.run(
                """
                INSERT INTO intake_refusal (run, place, ordinal, line, position, header, found, chinese,
                    english)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """, run, place, ordinal, fault.line, fault.column, String(fault.head.prefix(100)),
                String(fault.found.prefix(200)), fault.chinese, fault.english)
        }
    }
}

extension Reader {
    fileprivate static let intakeColumns: SQL = """
        SELECT i.id, f.digest, i.file_name, i.is_release, i.region, i.regions, i.total, i.place, i.added,
            i.revised, i.unchanged, i.refused, i.state, i.actor, i.actor_name, i.made_at, i.begun_by,
            i.begun_name, i.ended_at
        FROM intake_run i
        JOIN store_file f ON f.id = i.file
        """

    fileprivate func intakeRun(_ id: ID<IntakeRun>) throws -> IntakeRun? {
        try first(Self.intakeColumns + " WHERE i.id = $1", id).map(IntakeRun.init(row:))
    }
}

extension IntakeRun {
    fileprivate init(row: Row) throws {
        let number: Int64 = try row["region"]
        let regions = (try row["regions"] as String).split(separator: " ").compactMap {
            Region(code: String($0))
        }
        self.init(
            id: try row["id"], file: try row["digest"], fileName: try row["file_name"],
            isRelease: try row["is_release"],
            region: Region(number: Int32(truncatingIfNeeded: number)) ?? .nation, regions: regions,
            total: try row["total"], place: try row["place"],
            counts: IntakeCounts(
                added: try row["added"], revised: try row["revised"], unchanged: try row["unchanged"],
                refused: try row["refused"]),
            state: try row["state"], actor: try row["actor"], actorName: try row["actor_name"],
            madeAt: try row["made_at"], begunBy: try row["begun_by"], begunName: try row["begun_name"],
            endedAt: try row["ended_at"])
    }
}

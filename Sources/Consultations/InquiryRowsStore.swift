// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Standards
import Store

extension Transaction {
    func insert(
        _ new: NewInquiry, _ id: ID<Inquiry>, _ number: Int64, _ clock: InquiryClock, by who: Identity,
        at now: Int64
    ) throws {
        try run(
            """
            INSERT INTO inquiry (id, number, kind, policy, words, contact, asker, asker_name, enterprise,
                enterprise_name, may_publish, department, region, route, hops, state, round, revision,
                asked_at, begun_on, accept_due, due, paused_days, answer, answered_by_name)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, 'waiting', 1, 1, $15,
                $16, $17, $18, 0, '', '')
            """, id, number, new.kind, new.policy, new.words, new.contact, who.person, who.name,
            new.enterprise, new.enterpriseName, new.mayPublish, new.desk.department,
            Int64(new.desk.region.number), new.desk.route, now, clock.begunOn.number,
            clock.acceptDue?.number, clock.due?.number)
    }

    /// The question as it is now, locked by the revision that its reader saw; nil when it was changed.
    func open(_ number: Int64, over revision: Int64) throws -> Inquiry? {
        let count = try run(
            "UPDATE inquiry SET revision = revision + 1 WHERE number = $1 AND revision = $2", number,
            revision)
        return count == 1 ? try question(numbered: number) : nil
    }

    func setAccepted(_ question: Inquiry, at now: Int64) throws {
        try run(
            "UPDATE inquiry SET state = 'accepted', accepted_at = $1 WHERE id = $2", now, question.id)
    }

    func setDesk(_ question: Inquiry, _ desk: Desk, at now: Int64) throws {
        try run(
            """
            UPDATE inquiry
            SET department = $1, region = $2, route = $3, hops = hops + 1,
                state = 'accepted', accepted_at = COALESCE(accepted_at, $4)
            WHERE id = $5
            """, desk.department, Int64(desk.region.number), desk.route, now, question.id)
    }

    func setClock(_ question: Inquiry, _ clock: InquiryClock, state: Inquiry.State) throws {
        try run(
            """
            UPDATE inquiry
            SET state = $1, begun_on = $2, accept_due = $3, due = $4, accepted_at = $5, paused_at = $6,
                paused_left = $7, paused_days = $8
            WHERE id = $9
            """, state, clock.begunOn.number, clock.acceptDue?.number, clock.due?.number, clock.acceptedAt,
            clock.pausedAt, clock.pausedLeft, clock.pausedDays, question.id)
    }

    func setAnswer(_ question: Inquiry, _ words: String, by who: Identity, at now: Int64) throws {
        try run(
            """
            UPDATE inquiry
            SET state = 'answered', answer = $1, answered_by = $2, answered_by_name = $3, answered_at = $4,
                accepted_at = COALESCE(accepted_at, $4), paused_at = NULL, paused_left = NULL, is_late = $5
            WHERE id = $6
            """, words, who.person, who.name, now, question.clock.isLate(at: now), question.id)
    }

    func reopen(_ question: Inquiry, _ clock: InquiryClock) throws {
        try run(
            """
            UPDATE inquiry
            SET state = 'accepted', round = round + 1, answered_at = NULL, begun_on = $1, accept_due = $2,
                due = $3, paused_days = 0
            WHERE id = $4
            """, clock.begunOn.number, clock.acceptDue?.number, clock.due?.number, question.id)
    }

    func addRating(_ question: Inquiry, _ level: Level, _ words: String) throws {
        try run(
            "INSERT INTO inquiry_rating (question, round, level, words, at) VALUES ($1, $2, $3, $4, $5)",
            question.id, question.round, level.rawValue, words, ground.now())
    }

    /// Asks a supervisor to call back; false when that was asked before.
    func askCallBack(_ question: Inquiry) throws -> Bool {
        try run(
            """
            INSERT INTO call_back (id, question, region, asked_at, done_by_name, note)
            VALUES ($1, $2, $3, $4, '', '')
            ON CONFLICT (question) DO NOTHING
            """, ground.uuid().uuidString.lowercased(), question.id, Int64(question.region.number),
            ground.now()) == 1
    }

    func finishCallBack(_ question: Inquiry, _ note: String, _ who: Identity) throws -> Bool {
        try run(
            """
            UPDATE call_back
            SET done_at = $1, done_by = $2, done_by_name = $3, note = $4
            WHERE question = $5 AND done_at IS NULL
            """, ground.now(), who.person, who.name, note, question.id) == 1
    }

    /// Keeps a step for the asker, and the same in the audit, where only the length of free text stands.
    func note(
        _ question: ID<Inquiry>, _ kind: InquiryStep.Kind, _ note: String, by who: Identity, action: String
    ) throws {
        try run(
            """
            INSERT INTO inquiry_step (id, question, at, actor, actor_name, kind, note)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """, ground.uuid().uuidString.lowercased(), question, ground.now(), who.actor, who.name, kind,
            note)
        try audit(
            actor: who.actor, action: action, subject: question.text,
            detail: note.isEmpty ? "" : String(note.prefix(200)))
    }
}

extension Reader {
    private static let columns: SQL = """
        SELECT id, number, kind, policy, words, contact, asker, asker_name, enterprise, enterprise_name,
            may_publish, department, region, route, hops, state, round, revision, asked_at, begun_on,
            accept_due, due, accepted_at, paused_at, paused_left, paused_days, answered_at, answer,
            answered_by_name, is_late
        FROM inquiry
        """

    func question(numbered number: Int64) throws -> Inquiry? {
        try first(Self.columns + " WHERE number = $1", number).map(Inquiry.init(row:))
    }

    func questions(of person: ID<Person>, limit: Int) throws -> [Inquiry] {
        try rows(Self.columns + " WHERE asker = $1 ORDER BY id DESC LIMIT $2", person, limit)
            .map(Inquiry.init(row:))
    }

    func questions(of enterprise: EnterpriseID, limit: Int) throws -> [Inquiry] {
        try rows(Self.columns + " WHERE enterprise = $1 ORDER BY id DESC LIMIT $2", enterprise, limit)
            .map(Inquiry.init(row:))
    }

    /// Questions that wait at desks, what is nearest to its last day first; those that stand still last.
    func questions(at desks: DeskSpan, offset: Int, limit: Int) throws -> [Inquiry] {
        guard let (filter, values) = desks.filter else { return [] }
        let count = values.count
        return try rows(
            Self.columns + " WHERE state <> 'answered' AND (" + filter
                + """
                )
                ORDER BY CASE WHEN state = 'paused' THEN 1 ELSE 0 END,
                    COALESCE(CASE WHEN state = 'waiting' THEN accept_due ELSE due END, 0), id
                LIMIT
                """ + SQL.list(from: count + 1, count: 1) + " OFFSET "
                + SQL.list(from: count + 2, count: 1),
            values: values + [limit, offset]
        ).map(Inquiry.init(row:))
    }

    /// How many wait, and how many of them are past their last day.
    func counts(at desks: DeskSpan, on today: Day) throws -> (open: Int, overdue: Int) {
        guard let (filter, values) = desks.filter else { return (0, 0) }
        let row = try rows(
            """
            SELECT count(*) AS open, count(*) FILTER (WHERE state <> 'paused' AND
                CASE WHEN state = 'waiting' THEN accept_due ELSE due END <
            """ + SQL.list(from: values.count + 1, count: 1)
                + ") AS overdue FROM inquiry WHERE state <> 'answered' AND (" + filter + ")",
            values: values + [today.number]
        ).first
        guard let row else { return (0, 0) }
        return (try row["open"], try row["overdue"])
    }

    /// Open questions after one, for the nightly round.
    func openQuestions(after number: Int64, limit: Int) throws -> [Inquiry] {
        try rows(
            Self.columns + " WHERE state <> 'answered' AND number > $1 ORDER BY number LIMIT $2", number,
            limit
        ).map(Inquiry.init(row:))
    }

    func steps(of question: ID<Inquiry>) throws -> [InquiryStep] {
        try rows(
            "SELECT at, actor_name, kind, note FROM inquiry_step WHERE question = $1 ORDER BY id LIMIT 500",
            question
        ).map {
            InquiryStep(
                at: try $0["at"], actorName: try $0["actor_name"], kind: try $0["kind"],
                note: try $0["note"])
        }
    }

    /// The rating of the present round; nil when there is none yet.
    func rating(of question: Inquiry) throws -> Int? {
        try value(
            "SELECT level FROM inquiry_rating WHERE question = $1 AND round = $2", question.id,
            question.round)
    }

    /// Call-backs that wait in regions, the oldest first.
    func callBacks(in regions: [Region]) throws -> [Inquiry] {
        var found: [Inquiry] = []
        for region in regions {
            found += try rows(
                Self.columns
                    + """
                     WHERE id IN (SELECT question FROM call_back
                        WHERE done_at IS NULL AND region BETWEEN $1 AND $2)
                    ORDER BY id LIMIT 200
                    """, region.span.from, region.span.to
            ).map(Inquiry.init(row:))
        }
        return found
    }

    /// Whether a call-back of a question still waits.
    func awaitsCallBack(_ question: ID<Inquiry>) throws -> Bool {
        let id: String? = try value(
            "SELECT id FROM call_back WHERE question = $1 AND done_at IS NULL", question)
        return id != nil
    }
}

extension Inquiry {
    init(row: Row) throws {
        let place: Int64 = try row["region"]
        guard let region = Region(number: Int32(truncatingIfNeeded: place)) else { throw PolicyFault.gone }
        let day = { (name: String) throws -> Day? in
            (try row[name] as Int64?).map { Day(number: Int($0)) }
        }
        self.init(
            id: try row["id"], number: try row["number"], kind: try row["kind"], policy: try row["policy"],
            words: try row["words"], contact: try row["contact"], asker: try row["asker"],
            askerName: try row["asker_name"], enterprise: try row["enterprise"],
            enterpriseName: try row["enterprise_name"], mayPublish: try row["may_publish"],
            department: try row["department"], region: region, route: try row["route"],
            hops: try row["hops"], state: try row["state"], round: try row["round"],
            revision: try row["revision"], askedAt: try row["asked_at"],
            clock: InquiryClock(
                begunOn: Day(number: try row["begun_on"]), acceptDue: try day("accept_due"),
                due: try day("due"), acceptedAt: try row["accepted_at"], pausedAt: try row["paused_at"],
                pausedLeft: try row["paused_left"], pausedDays: try row["paused_days"]),
            answeredAt: try row["answered_at"], answer: try row["answer"],
            answeredByName: try row["answered_by_name"], isLate: try row["is_late"])
    }
}

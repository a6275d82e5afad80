// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Standards
import Store

/// What a new comment says, checked.
struct NewOpinion: Sendable {
    var stance: Opinion.Stance
    var clause: String
    var words: String
    var contact: String
    var author: Identity?
    /// The source by which comments are limited.
    var client: String
}

/// Comments on drafts: taken while the time for them runs, answered one by one or together.
struct OpinionStore: Sendable {
    let database: Database

    /// Takes a comment, while comments are taken and not too many came from one source.
    func add(_ new: NewOpinion, on version: ID<PolicyVersion>, once key: String) async throws {
        try await database.write(once: key) { tx in
            let now = tx.ground.now()
            guard let window = try tx.commentWindow(of: version), try tx.isCommenting(version),
                window.isOpen(on: Day(milliseconds: now))
            else { throw ConsultationFault.windowClosed }
            let sent: Int64? = try tx.value(
                "SELECT count(*) FROM opinion WHERE client = $1 AND at > $2", new.client, now - 86_400_000)
            guard (sent ?? 0) < Opinion.mostOfADay else { throw ConsultationFault.tooManyOpinions }
            let id: ID<Opinion> = tx.ground.id()
            try tx.run(
                """
                INSERT INTO opinion (id, version, stance, clause, words, contact, author, author_name, client,
                    at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                """, id, version, new.stance, new.clause, new.words, new.contact, new.author?.person,
                new.author?.name ?? "", new.client, now)
            try tx.audit(
                actor: new.author?.actor ?? "stranger", action: "opinion.add", subject: version.text,
                detail: id.text)
            return true
        }
    }

    /// Answers comments that have no answer yet, together; gives how many.
    @discardableResult
    func answer(
        _ opinions: [ID<Opinion>], of version: ID<PolicyVersion>, _ verdict: OpinionAnswer.Verdict,
        gist: String, reason: String, by who: Identity, once key: String
    ) async throws -> Int {
        guard !opinions.isEmpty else { return 0 }
        return try await database.write(once: key) { tx in
            let id: ID<OpinionAnswer> = tx.ground.id()
            try tx.run(
                """
                INSERT INTO opinion_answer (id, version, verdict, gist, reason, answered_by, answered_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                """, id, version, verdict, gist, reason, who.person, tx.ground.now())
            let count = try tx.run(
                "UPDATE opinion SET answer = $1 WHERE version = $2 AND answer IS NULL AND id IN "
                    + SQL.list(from: 3, count: opinions.count),
                values: [id, version] + opinions.map { $0 as any SQLBindable })
            // Somebody else answered all of them meanwhile.
            guard count > 0 else { throw ConsultationFault.changedMeanwhile }
            try tx.audit(
                actor: who.actor, action: "opinion.answer", subject: version.text,
                detail: "\(id.text) \(verdict.rawValue) \(count)")
            return count
        }
    }

    /// Sets the last day for comments, with the reason where it is shorter than usual.
    func setLastDay(
        _ day: Day, reason: String, of version: ID<PolicyVersion>, by who: Identity, once key: String
    ) async throws {
        try await database.write(once: key) { tx in
            guard try tx.isCommenting(version) else { throw ConsultationFault.windowClosed }
            try tx.run(
                """
                INSERT INTO comment_window (version, last_day, reason, summary)
                VALUES ($1, $2, $3, '')
                ON CONFLICT (version) DO UPDATE SET last_day = excluded.last_day, reason = excluded.reason
                """, version, day.number, reason)
            // Until that day it is not approved.
            try tx.setCommentEnd(day, of: version)
            try tx.audit(
                actor: who.actor, action: "opinion.last-day", subject: version.text,
                detail: "\(day.isoText) \(reason)")
            return true
        }
    }

    /// Publishes what was heard and what follows.
    func summarise(
        _ summary: String, of version: ID<PolicyVersion>, by who: Identity, once key: String
    ) async throws {
        try await database.write(once: key) { tx in
            let now = tx.ground.now()
            guard let window = try tx.commentWindow(of: version) else {
                throw ConsultationFault.windowClosed
            }
            try tx.run(
                """
                INSERT INTO comment_window (version, last_day, reason, summary, summary_by, summary_at)
                VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT (version) DO UPDATE
                SET summary = excluded.summary, summary_by = excluded.summary_by,
                    summary_at = excluded.summary_at
                """, version, window.lastDay.number, window.reason, summary, who.person, now)
            try tx.audit(actor: who.actor, action: "opinion.summary", subject: version.text)
            return true
        }
    }
}

extension Reader {
    /// The days for comments on a version: as set here, or until the day that was named when it was put out,
    /// with what was said of it; else the usual thirty. Nil when it never was out.
    func commentWindow(of version: ID<PolicyVersion>) throws -> CommentWindow? {
        let begun = try self.first(
            """
            SELECT s.at, s.note, v.comment_to FROM policy_step s
            JOIN policy_version v ON v.id = s.version
            WHERE s.version = $1 AND s.stage = 'commenting'
            ORDER BY s.at DESC
            LIMIT 1
            """, version)
        guard let begun else { return nil }
        let first = Day(milliseconds: try begun["at"])
        let usual = first.adding(days: CommentWindow.usualDays - 1)
        let named: Int? = try begun["comment_to"]
        let last = named.map { Day(number: $0) } ?? usual
        let row = try self.first(
            "SELECT last_day, reason, summary, summary_at FROM comment_window WHERE version = $1", version)
        guard let row else {
            return CommentWindow(
                firstDay: first, lastDay: last, reason: last < usual ? try begun["note"] : "", summary: "",
                summaryAt: nil)
        }
        // A draft that was sent back and put out again begins a new round: what was kept of the one before,
        // its last day and its summary, does not close this one.
        let kept = Day(number: try row["last_day"])
        let summed: Int64? = try row["summary_at"]
        let isOfThisRound = try summed.map { $0 >= (try begun["at"] as Int64) } ?? false
        let lastDay = named == nil ? kept : last
        return CommentWindow(
            firstDay: first, lastDay: lastDay,
            reason: lastDay == kept ? try row["reason"] : lastDay < usual ? try begun["note"] : "",
            summary: isOfThisRound ? try row["summary"] : "", summaryAt: isOfThisRound ? summed : nil)
    }

    /// Whether a version is out for comment now.
    func isCommenting(_ version: ID<PolicyVersion>) throws -> Bool {
        try self.version(version)?.stage == .commenting
    }

    /// Comments on a version that have no answer yet, by clause.
    func unansweredOpinions(on version: ID<PolicyVersion>, limit: Int) throws -> [Opinion] {
        try rows(
            """
            SELECT id, stance, clause, words, contact, author_name, at, answer
            FROM opinion
            WHERE version = $1 AND answer IS NULL
            ORDER BY clause, id
            LIMIT $2
            """, version, limit
        ).map {
            Opinion(
                id: try $0["id"], stance: try $0["stance"], clause: try $0["clause"],
                words: try $0["words"], contact: try $0["contact"], authorName: try $0["author_name"],
                at: try $0["at"], answer: try $0["answer"])
        }
    }

    /// The published answers of a version, the first first.
    func opinionAnswers(of version: ID<PolicyVersion>) throws -> [OpinionAnswer] {
        try rows(
            """
            SELECT a.id, a.verdict, a.gist, a.reason, a.answered_at,
                (SELECT count(*) FROM opinion o WHERE o.answer = a.id) AS count
            FROM opinion_answer a
            WHERE a.version = $1
            ORDER BY a.id
            LIMIT 500
            """, version
        ).map {
            OpinionAnswer(
                id: try $0["id"], verdict: try $0["verdict"], gist: try $0["gist"],
                reason: try $0["reason"], answeredAt: try $0["answered_at"], count: try $0["count"])
        }
    }

    /// How many comments there are of each kind, and what became of them.
    func opinionTally(of version: ID<PolicyVersion>) throws -> OpinionTally {
        var tally = OpinionTally()
        let rows = try rows(
            """
            SELECT o.stance, a.verdict, count(*) AS count
            FROM opinion o
            LEFT JOIN opinion_answer a ON a.id = o.answer
            WHERE o.version = $1
            GROUP BY o.stance, a.verdict
            LIMIT 100
            """, version)
        for row in rows {
            let (stance, count): (Opinion.Stance, Int) = (try row["stance"], try row["count"])
            let verdict: OpinionAnswer.Verdict? = try row["verdict"]
            tally.stances[stance, default: 0] += count
            if let verdict {
                tally.verdicts[verdict, default: 0] += count
            } else {
                tally.unanswered += count
            }
        }
        return tally
    }

    /// Versions whose comments were summed up, the latest first.
    func summarisedVersions(limit: Int) throws -> [ID<PolicyVersion>] {
        try rows(
            """
            SELECT version FROM comment_window
            WHERE summary_at IS NOT NULL
            ORDER BY summary_at DESC
            LIMIT $1
            """, limit
        ).map { try $0["version"] }
    }
}

// SPDX-License-Identifier: Apache-2.0

extension Transaction {
    /// Records what somebody does, in the transaction that does it. Entries are never changed or removed:
    /// each carries the digest of the one before it, and the tables refuse UPDATE and DELETE.
    public func audit(actor: String, action: String, subject: String, detail: String = "") throws {
        try session.claimAuditLane()
        let lane = session.auditLane
        let head = try lane.head ?? end(of: lane.number)
        let entry = next(
            after: head, AuditWords(actor: actor, action: action, subject: subject, detail: detail))
        try run(
            """
            INSERT INTO store_audit
                (lane, seq, recorded_at, actor, action, subject, detail, previous, digest)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """, entry.lane, entry.sequence, entry.recordedAt, entry.actor, entry.action, entry.subject,
            entry.detail, entry.previous, entry.digest)
        if dialect == .postgres {
            session.auditLane.head = AuditHead(
                lane: entry.lane, sequence: entry.sequence, digest: entry.digest)
        }
    }

    private func next(after head: AuditHead, _ words: AuditWords) -> AuditEntry {
        let now = ground.now()
        let sequence = head.sequence + 1
        let digest = AuditEntry.digest(
            of: [
                String(head.lane), String(sequence), String(now), words.actor, words.action, words.subject,
                words.detail, head.digest,
            ])
        return AuditEntry(
            lane: head.lane, sequence: sequence, recordedAt: now, actor: words.actor, action: words.action,
            subject: words.subject, detail: words.detail, previous: head.digest, digest: digest)
    }

    private func end(of lane: Int64) throws -> AuditHead {
        let row = try first(
            "SELECT seq, digest FROM store_audit WHERE lane = $1 ORDER BY seq DESC LIMIT 1", lane)
        guard let row else { return AuditHead(lane: lane, sequence: 0, digest: AuditEntry.beginning) }
        return AuditHead(lane: lane, sequence: try row["seq"], digest: try row["digest"])
    }
}

private struct AuditWords {
    let actor: String
    let action: String
    let subject: String
    let detail: String
}

extension Reader {
    /// What was done to a thing, oldest first.
    public func auditEntries(of subject: String, limit: Int = 500) throws -> [AuditEntry] {
        try rows(
            """
            SELECT lane, seq, recorded_at, actor, action, subject, detail, previous, digest
            FROM store_audit
            WHERE subject = $1
            ORDER BY recorded_at, lane, seq
            LIMIT $2
            """, subject, limit
        ).map(AuditEntry.init)
    }

    /// Reads every chain from its beginning and checks each entry and each link.
    ///
    /// - Parameter kept: ends that were kept elsewhere and must still be there.
    public func verifyAudit(against kept: [AuditHead] = []) throws -> AuditReport {
        var check = AuditCheck(kept: kept)
        try forEach(
            """
            SELECT lane, seq, recorded_at, actor, action, subject, detail, previous, digest
            FROM store_audit
            ORDER BY lane, seq
            """
        ) { check.take(try AuditEntry($0)) }
        return check.finished()
    }

    /// The end of each chain, to be kept elsewhere.
    public func auditHeads() throws -> [AuditHead] {
        try rows(
            """
            SELECT a.lane, a.seq, a.digest
            FROM store_audit a
            JOIN (SELECT lane, max(seq) AS seq FROM store_audit GROUP BY lane) e
              ON e.lane = a.lane AND e.seq = a.seq
            ORDER BY a.lane
            """
        ).map { AuditHead(lane: try $0["lane"], sequence: try $0["seq"], digest: try $0["digest"]) }
    }
}

extension AuditEntry {
    init(_ row: Row) throws {
        self.init(
            lane: try row["lane"], sequence: try row["seq"], recordedAt: try row["recorded_at"],
            actor: try row["actor"], action: try row["action"], subject: try row["subject"],
            detail: try row["detail"], previous: try row["previous"], digest: try row["digest"])
    }
}

/// Goes through the entries in order and notes where they do not hold.
private struct AuditCheck {
    private var report = AuditReport()
    private var last: AuditHead?
    private var wanted: Set<AuditHead>
    private let kept: [AuditHead]

    init(kept: [AuditHead]) {
        self.kept = kept
        wanted = Set(kept)
    }

    mutating func take(_ entry: AuditEntry) {
        report.entries += 1
        if let last, last.lane != entry.lane { closeLane(last) }
        let before: AuditHead
        if let last, last.lane == entry.lane {
            before = last
        } else {
            before = AuditHead(lane: entry.lane, sequence: 0, digest: AuditEntry.beginning)
        }
        if entry.sequence != before.sequence + 1 {
            note(entry, .missing)
        } else if entry.previous != before.digest {
            note(entry, .unlinked)
        }
        if entry.digest != entry.expectedDigest { note(entry, .changed) }
        let head = AuditHead(lane: entry.lane, sequence: entry.sequence, digest: entry.digest)
        wanted.remove(head)
        last = head
    }

    mutating func finished() -> AuditReport {
        if let last { closeLane(last) }
        for head in kept where wanted.contains(head) {
            report.breaks.append(.init(lane: head.lane, sequence: head.sequence, kind: .cutOff))
        }
        return report
    }

    private mutating func closeLane(_ head: AuditHead) { report.heads.append(head) }

    private mutating func note(_ entry: AuditEntry, _ kind: AuditReport.Kind) {
        report.breaks.append(.init(lane: entry.lane, sequence: entry.sequence, kind: kind))
    }
}

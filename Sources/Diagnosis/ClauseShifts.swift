// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// The clauses of one rule whose outcome is another than before, each with its cause. Causes are found by
/// judging again, not guessed: with the old facts on the new day, and by the facts that the clause looks at.
struct ClauseShifts {
    let library: Library
    let old: VerdictRecord
    let new: VerdictRecord
    let facts: [FactShift]
    let version: VerdictShift.Versions?

    var all: [ClauseShift] { version == nil ? sameVersion : otherVersion }

    /// The entry that a record was made from; nil when the packs no longer hold its version.
    static func entry(_ record: VerdictRecord, _ library: Library, asOf day: Day? = nil) -> Report.Entry? {
        do {
            return try library.rejudge(record, asOf: day)
        } catch {
            // The version or a word is gone: then causes are told from the records alone.
            return nil
        }
    }

    private var sameVersion: [ClauseShift] {
        let before = Self.entry(old, library)?.verdict.clauses
        let after = Self.entry(new, library)?.verdict.clauses
        let onNewDay = Self.entry(old, library, asOf: new.asOf)?.verdict.clauses
        return zip(old.clauses, new.clauses).enumerated().compactMap { index, pair in
            let (then, now) = pair
            guard then.outcome != now.outcome else { return nil }
            let looked = looked(at: index, before) + looked(at: index, after)
            let own = facts.filter { fact in looked.isEmpty || looked.contains { named(fact, $0) } }
            let byDay = onNewDay.flatMap { $0.indices.contains(index) ? $0[index].outcome : nil }
            let cause: ClauseShift.Cause =
                byDay == now.outcome && old.asOf != new.asOf
                ? .day : own.isEmpty ? .other : .facts(own)
            return ClauseShift(
                title: now.shownTitle, from: then.outcome, to: now.outcome, cause: cause,
                findings: now.findings)
        }
    }

    /// Facts that a clause looks at, known or not.
    private func looked(at index: Int, _ clauses: [ClauseJudgement]?) -> [Facts.Key] {
        guard let clauses, clauses.indices.contains(index) else { return [] }
        let trace = clauses[index].trace
        return trace.used.map(\.key) + trace.missing
    }

    private func named(_ fact: FactShift, _ key: Facts.Key) -> Bool {
        library.vocabulary[key.word].name == fact.name && (fact.year ?? 0) == key.year
    }

    /// Clauses of another version are the same when they have the same title.
    private var otherVersion: [ClauseShift] {
        var before: [String: VerdictRecord.ClauseRecord] = [:]
        for clause in old.clauses { before[clause.shownTitle] = clause }
        var shifts: [ClauseShift] = []
        for clause in new.clauses {
            let was = before.removeValue(forKey: clause.shownTitle)
            guard was?.outcome != clause.outcome else { continue }
            shifts.append(
                ClauseShift(
                    title: clause.shownTitle, from: was?.outcome, to: clause.outcome, cause: .version,
                    findings: clause.findings))
        }
        for clause in old.clauses where before[clause.shownTitle] != nil {
            shifts.append(
                ClauseShift(
                    title: clause.shownTitle, from: clause.outcome, to: nil, cause: .version, findings: []))
        }
        return shifts
    }
}

extension VerdictRecord.ClauseRecord {
    /// The title, or the clause as written where it has none.
    var shownTitle: String { title.isEmpty ? text : title }
}

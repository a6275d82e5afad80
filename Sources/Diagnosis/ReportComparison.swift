// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// What changed between two reports on one enterprise: verdict by verdict, which clause and why.
struct ReportComparison {
    let library: Library
    let old: KeptReport
    let new: KeptReport

    /// Rules whose verdict is another, in the order of the new report; those that left at the end.
    var shifts: [VerdictShift] {
        var before: [String: VerdictRecord] = [:]
        for verdict in old.verdicts { before[verdict.rule] = verdict }
        let present = new.verdicts.compactMap { verdict in shift(before[verdict.rule], verdict) }
        let codes = Set(new.verdicts.map(\.rule))
        return present + old.verdicts.filter { !codes.contains($0.rule) }.map { gone($0) }
    }

    private func shift(_ old: VerdictRecord?, _ new: VerdictRecord) -> VerdictShift? {
        guard let old else { return added(new) }
        guard !old.says(the: new) else { return nil }
        let version =
            old.digest == new.digest ? nil : VerdictShift.Versions(from: old.version, to: new.version)
        let facts = FactShift.all(from: old.facts, to: new.facts)
        let clauses = ClauseShifts(library: library, old: old, new: new, facts: facts, version: version).all
        return VerdictShift(
            rule: new.rule, title: new.title, from: old.group, to: new.group, kind: .changed,
            version: version,
            clauses: clauses, facts: facts, figures: FigureShift.all(from: old, to: new),
            isByDay: version == nil && isByDay(old, new))
    }

    /// Whether the day alone would have changed the verdict: judged with the old facts on the new day.
    private func isByDay(_ old: VerdictRecord, _ new: VerdictRecord) -> Bool {
        guard old.asOf != new.asOf, let entry = ClauseShifts.entry(old, library, asOf: new.asOf) else {
            return false
        }
        return !library.record(entry).says(the: old)
    }

    private func added(_ verdict: VerdictRecord) -> VerdictShift {
        let first = Day(reading: verdict.version)
        let isNew = first.map { old.asOf < $0 } ?? false
        return VerdictShift(
            rule: verdict.rule, title: verdict.title, from: nil, to: verdict.group,
            kind: isNew ? .inForce : old.region == new.region ? .added : .moved)
    }

    private func gone(_ verdict: VerdictRecord) -> VerdictShift {
        let versions = library.versions(of: verdict.rule)
        let kind: VerdictShift.Kind =
            versions.isEmpty ? .withdrawn : old.region == new.region ? .expired : .moved
        return VerdictShift(
            rule: verdict.rule, title: verdict.title, from: verdict.group, to: nil, kind: kind)
    }
}

/// One rule whose verdict is another than before.
struct VerdictShift: Equatable, Sendable {
    let rule: String
    let title: String
    /// Nil when the rule was not in the report.
    let from: Report.Group?
    let to: Report.Group?
    let kind: Kind
    var version: Versions?
    var clauses: [ClauseShift] = []
    /// Facts that the verdict uses and that are others now.
    var facts: [FactShift] = []
    /// Results besides the outcome that are others now.
    var figures: [FigureShift] = []
    /// Whether the passing of days would have changed it, with no fact changed.
    var isByDay = false

    enum Kind: String, Equatable, Sendable {
        case changed
        /// It came into force in between.
        case inForce = "in-force"
        /// It was taken into the packs, or made for this purpose, later than the old report.
        case added
        /// The enterprise moved to another region, where other rules are in force.
        case moved
        /// Its term ended.
        case expired
        /// The packs no longer hold it.
        case withdrawn
    }

    struct Versions: Equatable, Sendable {
        let from: String
        let to: String
    }
}

/// One clause whose outcome is another than before.
struct ClauseShift: Equatable, Sendable {
    let title: String
    /// Nil when one of the versions has no such clause.
    let from: Outcome?
    let to: Outcome?
    let cause: Cause
    /// What is found now, in the words of the report.
    let findings: [String]

    enum Cause: Equatable, Sendable {
        case version
        case facts([FactShift])
        case day
        /// A rule on which the clause rests, such as a classification, has changed.
        case other
    }
}

/// A score, class or amount that is another than before.
struct FigureShift: Equatable, Sendable {
    let kind: Kind
    let from: String?
    let to: String?

    enum Kind: String, Equatable, Sendable {
        case score
        case classes
        case amount
    }

    static func all(from old: VerdictRecord, to new: VerdictRecord) -> [FigureShift] {
        let pairs: [(Kind, String?, String?)] = [
            (.score, old.score?.text, new.score?.text),
            (.classes, old.classes?.joined(separator: " / "), new.classes?.joined(separator: " / ")),
            (.amount, old.amount?.text, new.amount?.text),
        ]
        return pairs.filter { $0.1 != $0.2 }.map { FigureShift(kind: $0.0, from: $0.1, to: $0.2) }
    }
}

extension VerdictRecord.RangeRecord {
    /// `62`, or `60 – 70`, or `60 –` where nothing bounds it.
    fileprivate var text: String {
        guard let high else { return low + " –" }
        return low == high ? low : low + " – " + high
    }
}

/// A fact that is another than before.
struct FactShift: Equatable, Hashable, Sendable {
    let name: String
    let year: Int?
    let from: String?
    let to: String?
    let source: String?

    /// Facts that one of two verdicts used and that differ in value.
    static func all(
        from old: [VerdictRecord.FactRecord], to new: [VerdictRecord.FactRecord]
    ) -> [FactShift] {
        struct Key: Hashable {
            let name: String
            let year: Int?
        }
        var before: [Key: VerdictRecord.FactRecord] = [:]
        for fact in old { before[Key(name: fact.name, year: fact.year)] = fact }
        var shifts: [FactShift] = []
        for fact in new {
            let known = before.removeValue(forKey: Key(name: fact.name, year: fact.year))
            guard known?.value != fact.value else { continue }
            shifts.append(
                FactShift(
                    name: fact.name, year: fact.year, from: known?.value, to: fact.value, source: fact.source)
            )
        }
        for fact in old where before[Key(name: fact.name, year: fact.year)] != nil {
            shifts.append(
                FactShift(name: fact.name, year: fact.year, from: fact.value, to: nil, source: fact.source))
        }
        return shifts
    }
}

extension VerdictRecord {
    /// Whether another verdict tells the enterprise the same: what it used may differ.
    fileprivate func says(the other: VerdictRecord) -> Bool {
        group == other.group && outcome == other.outcome && score == other.score && classes == other.classes
            && amount == other.amount && digest == other.digest
            && clauses.map(\.outcome) == other.clauses.map(\.outcome)
    }
}

// SPDX-License-Identifier: Apache-2.0
import Standards

/// Why a kept verdict can't be recomputed.
public enum RecomputeFault: Error, Hashable, Sendable {
    case otherFormat(Int)
    /// No version of the rule has that digest; the versions that there are.
    case versionMissing(rule: String, digest: String)
    case factUnreadable(name: String, value: String)
}

extension Library {
    /// Judges again by the same version, facts, day and purpose; equal records mean equal bytes.
    public func recompute(_ record: VerdictRecord) throws(RecomputeFault) -> VerdictRecord {
        self.record(try rejudge(record))
    }

    /// What a kept verdict was made from, judged again by the same version, on another day when one is given.
    public func rejudge(
        _ record: VerdictRecord, asOf day: Day? = nil
    ) throws(RecomputeFault) -> Report.Entry {
        guard record.format == VerdictRecord.format else { throw .otherFormat(record.format) }
        guard let rule = versions(of: record.rule).first(where: { $0.digest == record.digest }) else {
            throw .versionMissing(rule: record.rule, digest: record.digest)
        }
        var facts = Facts()
        for fact in record.facts {
            guard let word = vocabulary.word(named: fact.name), let value = word.storedValue(fact.value)
            else {
                throw .factUnreadable(name: fact.name, value: fact.value)
            }
            facts.set(
                Facts.Report(value: value, source: fact.source ?? "", recorded: fact.recorded),
                for: Facts.Key(word: word.id, year: fact.year ?? 0))
        }
        let verdict = judge(facts, by: rule, asOf: day ?? record.asOf, for: record.purpose)
        let advice = advice(for: verdict, facts: facts)
        return Report.Entry(verdict: verdict, group: group(of: verdict, advice), advice: advice)
    }
}

extension Word {
    /// Reads `storedText(of:)` back, exactly.
    public func storedValue(_ text: String) -> Value? {
        if case .number = kind, text.contains("/") || !text.contains(where: \.isLetter), !text.hasSuffix("%"),
            let number = Rational(exactText: text)
        {
            return .number(number)
        }
        return (try? value(from: text)) ?? nil
    }
}

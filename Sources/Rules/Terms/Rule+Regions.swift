// SPDX-License-Identifier: Apache-2.0
import Standards

extension Rule {
    /// The same rule where it is in force within a region only; in force nowhere when it is for places
    /// outside of it.
    public func within(_ region: Region) -> Rule {
        let narrowed = regions.compactMap { own -> Region? in
            own.isWithin(region) ? own : region.isWithin(own) ? region : nil
        }
        return Rule(
            code: code, title: title, titleEnglish: titleEnglish, category: category, basis: basis,
            applicability: applicability, regions: narrowed, conclusion: conclusion,
            conclusionEnglish: conclusionEnglish, texts: texts, condition: condition, scoring: scoring,
            classification: classification, amount: amount, excludes: excludes, examples: examples,
            numbers: numbers, pack: pack, place: place, digest: digest)
    }
}

// SPDX-License-Identifier: Apache-2.0
import Standards

/// Two versions of a rule may not be in force for the same purpose, region and day: which decides would be
/// chance.
struct VersionCheck {
    let library: Library
    let log: FaultLog

    /// The versions of the rules with some codes.
    func check(_ codes: Set<String>) {
        for code in library.ruleCodes where codes.contains(code) {
            let versions = library.rules.filter { $0.code == code }
            for (index, later) in versions.enumerated() {
                for earlier in versions[..<index] where later.sharesRegion(with: earlier) {
                    report(later, earlier)
                }
            }
        }
    }

    private func report(_ one: Rule, _ other: Rule) {
        for window in one.applicability {
            guard let overlap = other.applicability.first(where: { $0.overlaps(window) }) else { continue }
            let isLater = overlap.from <= window.from
            let (later, earlier) = isLater ? (window, overlap) : (overlap, window)
            log.report(.versionsOverlap(code: one.code, other: earlier.place), at: later.place)
        }
    }
}

extension Applicability {
    /// Whether both are in force on some day for the same purpose.
    func overlaps(_ other: Applicability) -> Bool {
        guard purpose == other.purpose else { return false }
        let startsInTime = to.map { other.from <= $0 } ?? true
        return startsInTime && (other.to.map { from <= $0 } ?? true)
    }
}

extension Rule {
    /// The same region in both: a smaller one inside a larger one overrides it and does not clash.
    fileprivate func sharesRegion(with other: Rule) -> Bool { !Set(regions).isDisjoint(with: other.regions) }

    /// Whether some day and purpose has both in force.
    func isInForceWith(_ other: Rule) -> Bool {
        applicability.contains { window in other.applicability.contains { $0.overlaps(window) } }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Collects faults while files are read, so that many are reported at once. Local to one reading.
final class FaultLog {
    private(set) var faults: [RuleFault] = []
    private var seen: Set<RuleFault> = []

    func report(_ problem: RuleFault.Problem, at place: Place) { report(RuleFault(problem, at: place)) }

    /// Once for each place, however often it is read: shared facts are read again for each example.
    func report(_ fault: RuleFault) {
        if seen.insert(fault).inserted { faults.append(fault) }
    }
}

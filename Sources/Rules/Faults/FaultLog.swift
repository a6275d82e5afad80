// SPDX-License-Identifier: Apache-2.0

/// Collects faults while files are read, so that many are reported at once. Local to one reading.
final class FaultLog {
    private(set) var faults: [RuleFault] = []

    func report(_ problem: RuleFault.Problem, at place: Place) {
        faults.append(RuleFault(problem, at: place))
    }

    func report(_ fault: RuleFault) { faults.append(fault) }
}

// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards

/// Which applications for a policy belong together: many are taken anew each year, so who applied last year
/// has not applied this year.
enum ApplicationCycle {
    /// The first day of applications of the present cycle: the first day of the window; where only its last
    /// day is stated, a year before that; without any window the last twelve months. Not the first day of the
    /// version in force, for a version that only mends the window would make all forget that they applied.
    static func start(of content: PolicyContent, on day: Day) -> Day {
        if let first = content.applyFrom { return first }
        return (content.applyTo ?? day).adding(days: -365)
    }
}

extension NightLine {
    /// How a policy is had, which decides what is counted.
    enum Way: String, CaseIterable, Sendable {
        /// One applies: counted is who has not.
        case applying
        /// Paid without application: counted is who is not paid yet.
        case automatic

        /// Nil where nobody can have missed anything: nothing can be applied for, the call has not opened
        /// yet, or it closed in another year.
        init?(_ content: PolicyContent, on day: Day) {
            switch content.applying {
            case .nothing: return nil
            case .automatic:
                guard content.applyTo.map({ day <= $0 }) ?? true else { return nil }
                self = .automatic
            case .online, .onSite:
                let isOpen = content.takesApplications(on: day)
                let closedThisYear = content.applyTo.map { $0 < day && $0.year == day.year } ?? false
                guard isOpen || closedThisYear else { return nil }
                self = .applying
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Standards
import Store

/// A tag that an enterprise proposes (企业建议): for a policy, or for the list of tags.
struct TagProposal: Sendable, Hashable {
    /// What became of it.
    enum State: String, CaseIterable, Sendable {
        /// It waits for an answer.
        case open
        /// It is a managed tag now, and stands beside the policy's own.
        case accepted
        /// It was not taken, with a reason.
        case declined
    }

    /// Working days within which an editor answers.
    static let answerDays = 5
    /// How many an enterprise may have open.
    static let mostOpen = 10
    /// How many characters a reason and an answer may have.
    static let mostReason = 200

    let id: ID<TagProposal>
    let number: Int64
    let enterprise: EnterpriseID
    let enterpriseName: String
    let person: ID<Person>
    let personName: String
    /// The policy that it is for, with its number and its title; nil for the list of tags.
    let policy: ProposedPolicy?
    let name: String
    let reason: String
    let state: State
    /// Milliseconds since 1970.
    let proposedAt: Int64
    /// The last day for an answer; nil while the calendar of its year is not published.
    let dueOn: Day?
    let answer: String
    /// The name under which it was taken; empty otherwise.
    let tag: String
    let answeredByName: String

    /// The policy of a proposal.
    struct ProposedPolicy: Sendable, Hashable {
        let id: ID<Policy>
        let number: Int64
        let title: String
    }

    /// The last day for an answer to what comes on a day, which does not count itself (民法典第二百零一条); nil
    /// while the calendar of the year is not published.
    static func dueDay(from day: Day, by calendar: WorkCalendar = .standard) -> Day? {
        do throws(CalendarFault) {
            return try calendar.adding(workingDays: answerDays, to: day)
        } catch {
            return nil
        }
    }

    /// How its clock stands on a day.
    func clock(on day: Day, by calendar: WorkCalendar = .standard) -> Clock {
        guard let dueOn else { return .unknown }
        do throws(CalendarFault) {
            let left = try calendar.workingDays(from: day, to: dueOn)
            return day > dueOn ? .overdue(since: dueOn) : .running(left: left, last: dueOn)
        } catch {
            return .unknown
        }
    }

    /// How the clock of an open proposal stands.
    enum Clock: Hashable, Sendable {
        case running(left: Int, last: Day)
        case overdue(since: Day)
        /// The calendar of the year is not published.
        case unknown
    }
}

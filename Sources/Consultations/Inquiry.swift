// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Standards
import Store

/// What somebody asks of the office that is responsible for a policy, suggests to it, or complains about.
struct Inquiry: Hashable, Sendable {
    let id: ID<Inquiry>
    /// Counted over the whole site; part of the number on the receipt.
    let number: Int64
    let kind: Kind
    /// Nil when it is about no policy in particular.
    let policy: ID<Policy>?
    let words: String
    let contact: String
    let asker: ID<Person>
    let askerName: String
    /// In whose name it was asked; nil for a person's own question.
    let enterprise: EnterpriseID?
    let enterpriseName: String
    /// Whether the asker lets the office publish it without what identifies them.
    let mayPublish: Bool
    /// Who answers; nil when the region's operator does.
    let department: ID<Department>?
    let region: Region
    let route: Route
    /// How often it was forwarded, twice at most.
    let hops: Int
    let state: State
    /// 1, and one more each time it was reopened.
    let round: Int
    /// Grows with every change; a form over an older one is refused.
    let revision: Int64
    let askedAt: Int64
    let clock: InquiryClock
    let answeredAt: Int64?
    let answer: String
    let answeredByName: String
    let isLate: Bool?

    /// 咨询, 建议 or 投诉.
    enum Kind: String, CaseIterable, Codable, Sendable, SQLBindable, SQLReadable {
        case question, suggestion, complaint

        /// Working days until the answer: consultation 2, suggestion 5, appeal 10.
        var answerDays: Int {
            switch self {
            case .question: 2
            case .suggestion: 5
            case .complaint: 10
            }
        }

        /// Working days until it is accepted.
        static let acceptDays = 1
    }

    /// Where it stands.
    enum State: String, CaseIterable, Codable, Sendable, SQLBindable, SQLReadable {
        /// 待受理.
        case waiting
        /// 办理中.
        case accepted
        /// 暂停计时: the asker has to add something.
        case paused
        /// 已答复.
        case answered
    }

    /// Why it lies where it lies.
    enum Route: String, CaseIterable, Codable, Sendable, SQLBindable, SQLReadable {
        /// The policy names its department.
        case policyDepartment
        /// The policy names none, so the operator of its region takes it.
        case noDepartment
        /// The department is no longer there.
        case departmentEnded
        /// Nobody in the department has an account with which to answer.
        case nobodyThere
        /// It is about no policy.
        case noPolicy
        /// The policy is another region's, and nobody of that region answers here: the local operator does.
        case localOperator
        /// There is no operator at all yet.
        case unmanned
        /// An official sent it on.
        case forwarded
    }

    /// The most times that a question is sent on.
    static let mostHops = 2

    /// The number on the receipt: `ZX2026-000012`.
    var code: String {
        let digits = String(number)
        let year = Day(milliseconds: askedAt).year
        return "ZX\(year)-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// Its first words, as lists show it.
    var headline: String {
        let line = words.split(whereSeparator: \.isNewline).first.map(String.init) ?? words
        return line.count > 42 ? line.prefix(40) + "……" : line
    }

    /// The way to it.
    func path(_ rest: String = "") -> String { "/questions/\(number)\(rest)" }
}

/// One thing that happened to a question, as its asker sees it too.
struct InquiryStep: Hashable, Sendable {
    let at: Int64
    let actorName: String
    let kind: Kind
    let note: String

    /// What happened.
    enum Kind: String, CaseIterable, Codable, Sendable, SQLBindable, SQLReadable {
        case asked, accepted, forwarded, paused, resumed, answered, rated, reopened, callBack, calledBack
        case published, withdrawn
    }
}

/// How satisfied somebody is 好差评, the worst first.
enum Level: Int, CaseIterable, Sendable {
    case veryBad = 1
    case bad, fair, good, veryGood

    /// Whether it reopens what was rated.
    var isBad: Bool { self == .veryBad || self == .bad }
}

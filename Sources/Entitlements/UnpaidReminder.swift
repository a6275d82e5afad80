// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Outreach
import Policies
import Standards
import Store

/// Each morning: what is approved and not paid within the term.
enum UnpaidReminder {
    static let job = JobKind<Int64>("entitlements.unpaid", attemptLimit: 24)
}

/// Messages to those who watch over a county.
struct UnpaidLetters: Sendable {
    let words: MessageWords
    /// The policies by their numbers.
    let policies: [Int64: OutcomePolicies.Named]
    let day: Day

    func message(of group: UnpaidGroup, to person: ID<Person>, key: String) -> NewMessage {
        let name = policies[group.policy]?.title ?? String(group.policy)
        return NewMessage(
            to: .person(person), topic: "work.unpaid",
            key: "work.unpaid/\(group.policy)/\(group.region.code)/\(day.number)/\(key)/\(person.text)",
            title: words.text("unpaid.title") { _ in ["name": name, "count": String(group.count)] },
            text: words.text("unpaid") { isEnglish in
                [
                    "region": isEnglish ? group.region.englishName : group.region.fullName,
                    "count": String(group.count), "term": String(PaymentTerm.workingDays),
                    "day": isEnglish ? group.oldest.englishText : group.oldest.chineseText,
                ]
            }, path: "/entitlements/unpaid")
    }
}

extension Entitlements {
    /// Reminds officials and supervisors of what became overdue, and each week of what still is.
    func remindOfUnpaid(at moment: Int64, _ context: JobContext) async throws {
        let day = Day(milliseconds: database.ground.now())
        // A year whose calendar is not published yet has no working days to count: what is due is told of
        // once it is.
        guard let last = try? PaymentTerm.lastOverdue(on: day) else { return }
        var names = OutcomePolicies(policies.store, inForce: audience.policiesInForce)
        for number in try await unpaid.overduePolicies(to: last) { _ = try await names.find(String(number)) }
        let letters = UnpaidLetters(
            words: try MessageWords(shelf), policies: names.byNumber, day: day)
        while try await unpaid.remind(overdueTo: last, on: day, letters).marked > 0 {
            try await context.extend()
        }
    }
}

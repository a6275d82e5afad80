// SPDX-License-Identifier: Apache-2.0
import Accounts
import Outreach
import Policies
import Standards

/// What there is to tell of an application: how far it has come, and what belongs to it. Two outcomes that
/// say the same to the applicant are equal.
struct OutcomeNews: Hashable, Sendable {
    /// How far it has come, as the applicant is told.
    enum Stage: String, CaseIterable, Sendable {
        case applied, approved, refused, paid
    }

    let stage: Stage
    let amountFen: Int64?
    let reason: String
    /// The day of what is told; nil when the sheet does not say.
    let day: Day?

    init(_ outcome: ApplicationOutcome) {
        switch outcome.result {
        case .pending: (stage, day) = (.applied, outcome.appliedOn)
        case .refused: (stage, day) = (.refused, outcome.decidedOn)
        case .approved:
            stage = outcome.paidOn == nil ? .approved : .paid
            day = outcome.paidOn ?? outcome.decidedOn
        }
        amountFen = outcome.result == .approved ? outcome.amountFen : nil
        reason = outcome.result == .refused ? outcome.reason : ""
    }
}

/// Messages to applicants about what a sheet says of them.
struct OutcomeLetters: Sendable {
    let words: MessageWords
    /// The policies that the sheet names, by number.
    let policies: [Int64: OutcomePolicies.Named]
    let today: Day

    /// Older news of an application of which nothing was ever told is history: past years are brought in
    /// without a word to anybody.
    private static let mostDays = 30

    /// Whether an application that nothing was told of is worth a message. Where no day is stated, the day of
    /// the application stands for it.
    func areWanted(for outcome: ApplicationOutcome) -> Bool {
        (OutcomeNews(outcome).day ?? outcome.appliedOn).days(until: today) <= Self.mostDays
    }

    /// What the applicant is told.
    ///
    /// - Parameters:
    ///   - isMended: whether the same stage was told before, with another amount, reason or day.
    ///   - key: of this change of this application.
    func message(
        of news: OutcomeNews, _ outcome: ApplicationOutcome, isMended: Bool, key: String
    ) -> NewMessage {
        let base = "outcome.\(news.stage.rawValue)"
        let name = policies[outcome.policy]?.title ?? String(outcome.policy)
        let title = words.text(base + ".title") { _ in ["name": name] }
        let applied = words.text("outcome.\(news.stage == .applied ? "recorded" : "of")") {
            ["day": $0 ? outcome.appliedOn.englishText : outcome.appliedOn.chineseText]
        }
        return NewMessage(
            to: .enterprise(outcome.enterprise), topic: base, key: "\(base)/\(key)",
            title: isMended ? words.mended(title) : title,
            text: MessageWords.joined([applied] + sentences(of: news, outcome)), path: "/my/policies")
    }

    private func sentences(of news: OutcomeNews, _ outcome: ApplicationOutcome) -> [Bilingual?] {
        switch news.stage {
        case .applied: [words.text("outcome.waits")]
        case .approved:
            [
                news.day.map { dated("outcome.decided", $0) } ?? words.text("outcome.approved"),
                news.amountFen.map { amount("outcome.amount", $0) }, words.text("outcome.payLater"),
            ]
        case .refused:
            [
                news.day.map { dated("outcome.refusedOn", $0) } ?? words.text("outcome.refused"),
                news.reason.isEmpty
                    ? words.text("outcome.noReason")
                    : words.text("outcome.reason") { _ in ["reason": news.reason] },
                again(outcome),
                office(outcome).map { office in
                    words.text("outcome.remedy") { _ in ["office": office] }
                } ?? words.text("outcome.remedyUnknown"),
            ]
        case .paid:
            [
                news.amountFen.map { amount("outcome.sum", $0) },
                news.day.map { dated("outcome.paidOn", $0) },
                office(outcome).map { office in words.text("outcome.check") { _ in ["office": office] } }
                    ?? words.text("outcome.checkUnknown"),
            ]
        }
    }

    private func dated(_ key: String, _ day: Day) -> Bilingual {
        words.text(key) { ["day": $0 ? day.englishText : day.chineseText] }
    }

    private func amount(_ key: String, _ fen: Int64) -> Bilingual {
        let money = Money(fen: fen)
        return words.text(key) { ["amount": $0 ? money.englishText : money.text] }
    }

    /// Until when one can apply again, where applications are taken still.
    private func again(_ outcome: ApplicationOutcome) -> Bilingual? {
        guard let content = policies[outcome.policy]?.content, content.takesApplications(on: today),
            let last = content.applyTo
        else { return nil }
        return dated("outcome.again", last)
    }

    /// Whom to ask: the item's office, else the first that the policy names; nil when nobody is named.
    private func office(_ outcome: ApplicationOutcome) -> String? {
        guard let content = policies[outcome.policy]?.content else { return nil }
        let item = content.items.first { $0.key == outcome.item } ?? content.items.first
        let own = [item?.office ?? "", item?.phone ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        if !own.isEmpty { return own }
        let other = content.contacts.first.map { [$0.name, $0.phone] } ?? []
        let text = other.filter { !$0.isEmpty }.joined(separator: " ")
        return text.isEmpty ? nil : text
    }
}

extension MessageWords {
    /// A title that says that something told before is mended.
    fileprivate func mended(_ title: Bilingual) -> Bilingual {
        text("outcome.mended") { ["title": $0 ? title.english : title.chinese] }
    }
}

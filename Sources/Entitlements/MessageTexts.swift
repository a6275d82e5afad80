// SPDX-License-Identifier: Apache-2.0
import Audience
import Outreach
import Policies
import Rules
import Standards

/// The words of messages about a policy. They leave the site by mail and telephone, so they are made in both
/// languages at once and not from the word book of a page.
struct MessageTexts {
    let policy: PolicyInForce
    let library: Library

    private var name: String { policy.content.title }

    func title(_ kind: MessageKind, days: Int = 0) -> Bilingual {
        switch kind {
        case .new: Bilingual("新政策可以申请：\(name)", "New policy you can apply for: \(name)")
        case .newNear: Bilingual("新政策只差一条：\(name)", "New policy, one condition short: \(name)")
        case .gained: Bilingual("条件有调整，现在可以申请：\(name)", "Conditions changed, you can apply now: \(name)")
        case .gainedNear: Bilingual("条件有调整，现在只差一条：\(name)", "Conditions changed, one short now: \(name)")
        case .lost: Bilingual("条件有调整，不再符合：\(name)", "Conditions changed, you no longer qualify: \(name)")
        case .opens: Bilingual("今天开始申报：\(name)", "Applications open today: \(name)")
        case .closing:
            Bilingual(
                "还有\(days)天截止：\(name)", "Closes in \(days) \(days == 1 ? "day" : "days"): \(name)")
        case .facts: Bilingual("您的信息有更新，可以申请的政策有变化", "Your facts changed, and so did what you can apply for")
        }
    }

    /// What changed and why, and until when one can apply.
    func text(_ kind: MessageKind, _ entry: Report.Entry?, _ day: Day) -> Bilingual {
        let term = term(day)
        let reason = entry.map { gap(of: $0) } ?? Bilingual("", "")
        let why: Bilingual =
            switch kind {
            case .new:
                Bilingual("这项政策刚刚发布，按已有信息您符合条件。", "It was just released; by what is known you qualify.")
            case .newNear: Bilingual("这项政策刚刚发布，按已有信息只差一条。", "It was just released; one condition is not met.")
            case .gained: Bilingual("新版本调整了条件，按新条件您符合。", "By its new version you qualify.")
            case .gainedNear: Bilingual("新版本调整了条件，按新条件只差一条。", "By its new version one condition is not met.")
            case .lost: Bilingual("新版本调整了条件，按新条件您不再符合。", "By its new version you no longer qualify.")
            case .opens: Bilingual("申报今天开始。", "Applications are taken from today on.")
            case .closing:
                Bilingual("申报快要截止，您还没有申请记录。", "It closes soon and no application of yours is known.")
            case .facts: Bilingual("", "")
            }
        return Bilingual(
            [why.chinese, reason.chinese, kind == .lost ? "" : term.chinese].joined(),
            [why.english, reason.english, kind == .lost ? "" : term.english].filter { !$0.isEmpty }
                .joined(separator: " "))
    }

    /// The clause that is missed, with the gap; the conclusion of the rule where all is met.
    private func gap(of entry: Report.Entry) -> Bilingual {
        func words(_ english: Bool) -> String {
            let wording = Wording(library, english: english)
            let missed = entry.verdict.clauses.enumerated().filter { $0.element.outcome == .missed }
            return missed.prefix(2).map { place, judged in
                let steps = entry.advice[place]?.steps.map { wording.text($0) } ?? []
                return wording.title(judged.clause)
                    + (steps.isEmpty ? "" : (english ? ": " : "：") + steps.joined(separator: "；"))
            }.joined(separator: "；")
        }
        guard entry.group != .eligible else { return Bilingual("", "") }
        let (chinese, english) = (words(false), words(true))
        return chinese.isEmpty ? Bilingual("", "") : Bilingual("差在：\(chinese)。", "Not met: \(english).")
    }

    private func term(_ day: Day) -> Bilingual {
        let content = policy.content
        if let first = content.applyFrom, first > day {
            return Bilingual(
                "\(first.chineseText)起受理。", "Applications are taken from \(first.englishText) on.")
        }
        guard let last = content.applyTo, last >= day else { return Bilingual("", "") }
        return Bilingual("\(last.chineseText)截止。", "It closes on \(last.englishText).")
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Standards
import Store

/// What somebody thinks of a draft while everybody may say so.
struct Opinion: Hashable, Sendable {
    let id: ID<Opinion>
    let stance: Stance
    /// The clause or item that it is about, in words; empty for the whole draft.
    let clause: String
    let words: String
    let contact: String
    /// Empty when it came without a name.
    let authorName: String
    let at: Int64
    /// The answer that covers it; nil before that.
    let answer: ID<OpinionAnswer>?

    /// 支持, 反对 or 建议.
    enum Stance: String, CaseIterable, Codable, Sendable, SQLBindable, SQLReadable {
        case support, against, suggestion
    }

    /// The most comments that one source may send in a day; offices share an address.
    static let mostOfADay = 10
}

/// What became of one comment or of several that say the same: published with its reason.
struct OpinionAnswer: Hashable, Sendable {
    let id: ID<OpinionAnswer>
    let verdict: Verdict
    /// What the comments say, without what identifies their authors.
    let gist: String
    let reason: String
    let answeredAt: Int64
    /// How many comments it covers.
    let count: Int

    /// 采纳, 部分采纳 or 未采纳.
    enum Verdict: String, CaseIterable, Codable, Sendable, SQLBindable, SQLReadable {
        case adopted, partly, declined
    }
}

/// The days on which comments on a version are taken.
struct CommentWindow: Hashable, Sendable {
    let firstDay: Day
    let lastDay: Day
    /// Why it is shorter than usual; empty where it is not.
    let reason: String
    /// What was heard and what follows; empty before somebody wrote it.
    let summary: String
    let summaryAt: Int64?

    /// Thirty days, the first included (《重大行政决策程序暂行条例》第十五条: 一般不少于30日).
    static let usualDays = PolicyStore.commentDays.usual
    /// The least where the matter is urgent and the reason is published (同条); an office that gives fewer
    /// gives none.
    static let leastDays = PolicyStore.commentDays.least

    /// Whether comments are taken on a day.
    func isOpen(on day: Day) -> Bool { firstDay <= day && day <= lastDay }
}

/// Comments on a version, counted.
struct OpinionTally: Hashable, Sendable {
    var stances: [Opinion.Stance: Int] = [:]
    var verdicts: [OpinionAnswer.Verdict: Int] = [:]
    var unanswered = 0

    /// All comments.
    var count: Int { stances.values.reduce(0, +) }
}

extension PolicyContent {
    /// What a comment may be about: each measure by name, each article by its number and first words.
    var clauses: [String] {
        let measures = items.map { "\($0.key) \($0.name)" }
        let articles = text.split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { $0.prefixMatch(of: /第[一二三四五六七八九十百零〇0-9]{1,6}条|[一二三四五六七八九十]{1,3}、/) != nil }
            .map { $0.count > 30 ? $0.prefix(28) + "……" : $0 }
        var seen: [String] = []
        for clause in measures + articles where !seen.contains(clause) { seen.append(clause) }
        return Array(seen.prefix(200))
    }
}

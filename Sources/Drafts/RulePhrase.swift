// SPDX-License-Identifier: Apache-2.0
import Standards
import Store

/// Official words that an editor once put into the rule language by hand: the next time they are read, the
/// line is proposed.
struct RulePhrase: Hashable, Sendable {
    let id: ID<RulePhrase>
    /// The official words, as the editor saw them.
    let words: String
    /// What the machine had made of them.
    let was: String
    /// What the editor chose.
    let line: String
    let personName: String
    let at: Int64
    /// How often it was taken over since.
    let uses: Int64

    /// Under what it is found again: what the clause says, and for a computed one the words that it came
    /// from, since the same line may stand for other words elsewhere. Signs, spaces and the script of the
    /// characters do not count.
    static func key(of clause: RuleClause) -> String {
        folded(clause.isJudgement ? clause.text : clause.text + "|" + clause.words)
    }

    static func folded(_ text: String) -> String {
        String(Han.folded(text).filter { !$0.isWhitespace && !"，。；、,.;:：".contains($0) })
    }
}

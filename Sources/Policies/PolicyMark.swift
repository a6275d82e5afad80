// SPDX-License-Identifier: Apache-2.0
import Standards

/// By what a policy is known again when it arrives once more: its 文号, or its title with who issued it.
/// Kept for every version, so that an older name still finds the policy.
public struct PolicyMark: Hashable, Sendable {
    /// As it is kept: `n:` or `t:`, then the folded words.
    public let text: String

    /// Of a 文号, whatever brackets and widths it was typed with; nil of an empty one.
    public init?(documentNumber: String) {
        let folded = Han.folded(documentNumber).map { Self.brackets.contains($0) ? "|" : $0 }
        guard folded.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
        text = "n:" + String(folded.prefix(Self.longest))
    }

    /// Of a title and its issuers in any order, without quotation marks and spaces.
    public init(title: String, issuers: [String]) {
        let plain = { (text: String) in Han.folded(text).filter { $0.isLetter || $0.isNumber } }
        let all = plain(title) + "|" + issuers.map(plain).sorted().joined(separator: "|")
        text = "t:" + String(all.prefix(Self.longest))
    }

    private static let brackets: Set<Character> = [
        "〔", "〕", "[", "]", "(", ")", "【", "】", "<", ">", "〈", "〉",
    ]
    private static let longest = 500
}

extension PolicyContent {
    /// The mark of its 文号; nil when it has none.
    public var numberMark: PolicyMark? { PolicyMark(documentNumber: documentNumber) }
    /// The mark of its title and issuers.
    public var titleMark: PolicyMark { PolicyMark(title: title, issuers: issuers) }
}

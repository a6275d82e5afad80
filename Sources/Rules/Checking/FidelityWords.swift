// SPDX-License-Identifier: Apache-2.0
import Standards

/// Words of official documents that clauses tend to lose. Each list is narrow: what is as often harmless is
/// left out.
enum FidelityWords {
    /// A word that leaves the decision to an official. 可以申请 and 即可 do not.
    static func discretion(in text: String) -> String? {
        let plain = ["择优", "酌情", "视情", "优先支持", "优先考虑", "优先推荐", "优先给予", "优先认定", "原则上"]
        if let word = plain.first(where: { text.contains($0) }) { return word }
        for word in ["可以", "可"] {
            for rest in parts(of: text, after: word) where mayVerbs.contains(where: { rest.hasPrefix($0) }) {
                return word + (mayVerbs.first { rest.hasPrefix($0) } ?? "")
            }
        }
        return nil
    }

    private static let mayVerbs = ["给予", "适当", "视", "按程序", "参照", "放宽", "根据情况", "根据实际", "结合实际", "另行"]

    /// A word that takes something out, with the phrase that says what: what follows it, or, where 不予 ends
    /// the sentence, what precedes it (被列入名单的，不予支持). 不得低于 and the like are comparisons, 非因…的，不予 turns
    /// twice, and 超过不包括本数 says on which side a number falls.
    static func exclusion(in text: String) -> (word: String, phrase: String)? {
        let pieces = text.split { "，。；、：（）,;:()".contains($0) }.map(String.init)
        for (index, piece) in pieces.enumerated() {
            guard let word = exclusions.first(where: { excludes(piece, $0) }) else { continue }
            let front = index > 0 && pieces[index - 1].hasSuffix("的") ? pieces[index - 1] : ""
            let before = front + (piece.firstRange(of: word).map { String(piece[..<$0.lowerBound]) } ?? "")
            if before.contains(where: { "非未不无没".contains($0) }) { continue }
            return (word, front + piece)
        }
        return nil
    }

    private static let exclusions = [
        "不包括", "不包含", "不含", "除外", "不予", "不属于", "未被", "未发生", "不适用", "不纳入", "不得",
    ]
    private static let notExclusions = [
        "本数", "低于", "少于", "高于", "超过", "大于", "小于", "多于", "重复", "叠加", "兼得",
    ]

    private static func excludes(_ piece: String, _ word: String) -> Bool {
        parts(of: piece, after: word).contains { rest in !notExclusions.contains { rest.hasPrefix($0) } }
    }

    /// A word that forbids to take two supports for one thing.
    static func stacking(in text: String) -> String? {
        [
            "不重复享受", "不得重复享受", "不重复支持", "不重复奖励", "不重复补助", "不重复资助", "不得重复", "就高不就低", "就高不重复", "从高不重复",
            "择高不重复", "不叠加", "不得叠加", "不可叠加", "不可兼得", "不得兼得", "不同时享受",
        ].first { text.contains($0) }
    }

    /// The number of another version of the same series of documents (工信部企业〔2022〕50号 in a rule by
    /// 工信部企业〔2026〕2号), unless the words say that it is repealed.
    static func otherDocument(in text: String, than known: String) -> String? {
        let later = ["废止", "替代", "代替", "修订", "同时失效"]
        guard !later.contains(where: { text.contains($0) }) else { return nil }
        // 按工信部企业〔2022〕50号 begins with a verb: the series is the end of what stands before the year.
        let own = Set(documentNumbers(in: known).map(series)).filter { $0.count >= 2 }
        for written in documentNumbers(in: text) {
            guard let series = own.first(where: { series(of: written).hasSuffix($0) }) else { continue }
            let number = series + written.drop { $0 != "〔" }
            if !known.contains(number) { return number }
        }
        return nil
    }

    private static func series(of number: String) -> String { String(number.prefix { $0 != "〔" }) }

    /// Everything of the form 工信部企业〔2026〕2号.
    static func documentNumbers(in text: String) -> [String] {
        let characters = Array(
            text.map { $0 == "[" || $0 == "［" || $0 == "﹝" ? "〔" : $0 }
                .map { $0 == "]" || $0 == "］" || $0 == "﹞" ? "〕" : $0 })
        var found: [String] = []
        for open in characters.indices where characters[open] == "〔" {
            guard let close = characters[open...].prefix(6).firstIndex(of: "〕"),
                let end = characters[close...].prefix(8).firstIndex(of: "号")
            else { continue }
            let inside = characters[(open + 1)..<close] + characters[(close + 1)..<end]
            let isNumber = inside.allSatisfy { $0.isASCII && $0.isNumber || $0 == " " }
            let front = characters[..<open].reversed().prefix { Han.isIdeograph($0) }.prefix(12)
            if isNumber, !front.isEmpty {
                found.append(String(front.reversed()) + String(characters[open...end]))
            }
        }
        return found
    }

    /// What follows each place where the word stands.
    private static func parts(of text: String, after word: String) -> [Substring] {
        var found: [Substring] = []
        var rest = text[...]
        while let index = rest.firstIndex(where: { $0 == word.first }) {
            rest = rest[index...]
            if rest.hasPrefix(word) { found.append(rest.dropFirst(word.count)) }
            rest = rest.dropFirst()
        }
        return found
    }
}

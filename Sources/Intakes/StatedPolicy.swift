// SPDX-License-Identifier: Apache-2.0

/// One policy as a file states it: texts under heads, before anything of it is understood. So it is kept
/// until its import ends.
struct StatedPolicy: Codable, Hashable, Sendable {
    /// The line on which it begins, as editors count.
    let line: Int
    var cells: [Cell]

    /// What stands under a head: one text, or several of a list.
    struct Cell: Codable, Hashable, Sendable {
        /// The column, from 1; 0 where the file has none.
        let column: Int
        let line: Int
        let head: String
        let texts: [String]
        /// What a spreadsheet program has spoilt, in both languages; nil for none.
        var chineseDamage: String?
        var englishDamage: String?
    }
}

/// A file of policies as it was read.
struct StatedFile: Sendable {
    var policies: [StatedPolicy]
    /// Heads that mean nothing here, with those that may have been meant; once each.
    var unknown: [(head: String, near: [String])]

    init(_ policies: [StatedPolicy]) {
        self.policies = policies
        var seen: Set<String> = []
        unknown = []
        for cell in policies.lazy.flatMap(\.cells) where seen.insert(cell.head).inserted {
            let isRemark = IntakeColumn.remarks.contains(IntakeColumn.folded(cell.head))
            guard !isRemark, IntakeColumn(reading: cell.head) == nil, ItemColumn.read(cell.head) == nil else {
                continue
            }
            unknown.append((cell.head, IntakeColumn.near(cell.head)))
        }
    }
}

/// Why a file of policies cannot be read at all.
enum IntakeFileFault: Error, Hashable, Sendable {
    case empty
    case tooLarge(limitMiB: Int)
    case tooMany(Int)
    case notText
    case broken(line: Int, column: Int)
    case notAList(line: Int)
    case words(chinese: String, english: String)
}

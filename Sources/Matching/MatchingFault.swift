// SPDX-License-Identifier: Apache-2.0

/// What can be wrong with what the engine is given. The words are in `text`.
public enum MatchingFault: Error, Sendable, Equatable {
    /// A name that no column has.
    case unknownWord(name: String, nearest: String?)
    /// Two columns of one name.
    case columnTwice(name: String)
    /// A formula uses a column in a way that its kind does not allow.
    case notOfKind(column: String, expected: String)
    /// A code beyond the column's dictionary.
    case codeOutOfRange(column: String, code: Int64, words: Int)
    /// A value beyond ±2^60, or no verdict or flag.
    case valueOutOfRange(column: String, value: Int64)
    /// A column that is longer or shorter than the population.
    case wrongLength(column: String, expected: Int, found: Int)
    /// The rules would need more working memory than was allowed.
    case tooManyRules(rules: Int, neededBytes: Int, allowedBytes: Int)
    /// More parts than a rule may have.
    case ruleTooLarge(rule: Int, parts: Int, allowed: Int)
    /// More enterprises than one population holds.
    case tooManyEnterprises(found: Int, allowed: Int)
    /// No such enterprise, or it was removed.
    case noSuchEnterprise(Int)
    /// No rule of this number in the plan.
    case noSuchRule(Int)
    /// The rules were compiled for other columns than the population has.
    case otherSchema
    /// A snapshot that cannot be used; it must be rebuilt.
    case snapshot(SnapshotFault)

    /// Why a snapshot file is not used.
    public enum SnapshotFault: Sendable, Equatable {
        /// It cannot be opened, mapped or written: the system's error number.
        case unreadable(errno: Int32)
        /// It is no snapshot, or of another format version.
        case otherFormat
        /// It was written for other columns.
        case otherSchema
        /// It is not of the store's present revision.
        case stale(expected: UInt64, found: UInt64)
        /// It is shorter than it says, or a checksum differs.
        case damaged(part: Int)
    }
}

extension MatchingFault {
    /// What happened and what to do, in Chinese and English.
    public var text: (chinese: String, english: String) {
        switch self {
        case .unknownWord(let name, let nearest):
            let hint = nearest.map { ("，是不是“\($0)”？", "; did you mean \($0)?") } ?? ("。", ".")
            return ("没有叫“\(name)”的数据列\(hint.0)", "No column is called \(name)\(hint.1)")
        case .columnTwice(let name):
            return ("数据列“\(name)”出现了两次。", "The column \(name) is given twice.")
        case .notOfKind(let column, let expected):
            return (
                "数据列“\(column)”不能这样用，需要的类型是 \(expected)。",
                "The column \(column) cannot be used so; a column of kind \(expected) is needed."
            )
        case .codeOutOfRange(let column, let code, let words):
            return (
                "数据列“\(column)”的代码 \(code) 超出词典（共 \(words) 个）。",
                "Code \(code) of column \(column) is outside its dictionary of \(words)."
            )
        case .valueOutOfRange(let column, let value):
            return (
                "数据列“\(column)”的值 \(value) 超出范围。", "The value \(value) of column \(column) is out of range."
            )
        case .wrongLength(let column, let expected, let found):
            return (
                "数据列“\(column)”应有 \(expected) 行，实际 \(found) 行。",
                "The column \(column) should have \(expected) rows and has \(found)."
            )
        case .tooManyRules(let rules, let needed, let allowed):
            return (
                "\(rules) 条规则需要 \(needed) 字节工作内存，超过允许的 \(allowed) 字节。请分批匹配或放宽上限。",
                "\(rules) rules need \(needed) bytes of working memory, above the \(allowed) allowed. "
                    + "Match in parts or raise the limit."
            )
        case .ruleTooLarge(let rule, let parts, let allowed):
            return (
                "规则 \(rule) 有 \(parts) 个部分，最多 \(allowed) 个。",
                "Rule \(rule) has \(parts) parts; at most \(allowed) are possible."
            )
        case .tooManyEnterprises(let found, let allowed):
            return (
                "企业数 \(found) 超过上限 \(allowed)。", "\(found) enterprises are more than the \(allowed) possible."
            )
        case .noSuchEnterprise(let number):
            return ("没有编号为 \(number) 的企业。", "There is no enterprise number \(number).")
        case .noSuchRule(let number):
            return ("没有编号为 \(number) 的规则。", "There is no rule number \(number).")
        case .otherSchema:
            return ("规则与企业数据的列不一致，请重新编译规则。", "The rules were compiled for other columns; compile them again.")
        case .snapshot(let fault):
            return fault.text
        }
    }
}

extension MatchingFault.SnapshotFault {
    /// What is wrong with the file; the remedy is always to rebuild it from the store.
    var text: (chinese: String, english: String) {
        switch self {
        case .unreadable(let number):
            ("快照文件无法读写（系统错误 \(number)），将从数据库重建。", "The snapshot cannot be read or written (errno \(number)).")
        case .otherFormat:
            ("不是本版本的快照文件，将从数据库重建。", "This is no snapshot of this version; it will be rebuilt.")
        case .otherSchema:
            ("快照的数据列已经改变，将从数据库重建。", "The snapshot holds other columns; it will be rebuilt.")
        case .stale(let expected, let found):
            (
                "快照是第 \(found) 版，数据库是第 \(expected) 版，将重建。",
                "The snapshot is of revision \(found), the store of \(expected); it will be rebuilt."
            )
        case .damaged(let part):
            ("快照第 \(part) 部分损坏，将从数据库重建。", "Part \(part) of the snapshot is damaged; it will be rebuilt.")
        }
    }
}

/// The known name with the fewest edits, when they are few enough to be a slip.
func nearest(to name: String, in known: [String]) -> String? {
    let distances = known.map { (edits(Array(name), Array($0)), $0) }
    guard let best = distances.min(by: { $0.0 < $1.0 }), best.0 <= max(1, name.count / 3) else { return nil }
    return best.1
}

private func edits(_ one: [Character], _ other: [Character]) -> Int {
    var row = Array(0...other.count)
    for (i, a) in one.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, b) in other.enumerated() {
            let above = row[j + 1]
            row[j + 1] = a == b ? diagonal : min(diagonal, above, row[j]) + 1
            diagonal = above
        }
    }
    return row[other.count]
}

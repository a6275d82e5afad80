// SPDX-License-Identifier: Apache-2.0

/// What a rule pays an enterprise that it is met by, in fen. Shares are cut off below a fen.
public enum Payment: Sendable, Hashable {
    /// So much for each.
    case fixed(Int64)
    /// `parts` of `whole` of a column, at most `cap`, at least `floor`.
    case share(column: Int, parts: Int64, of: Int64, cap: Int64?, floor: Int64)
    /// The amount of the greatest bound that the column reaches; nothing below the least.
    case stepped(column: Int, [Step])
    /// The sum of several, at most `cap`.
    case sum([Payment], cap: Int64?)

    /// From a bound on, so much.
    public struct Step: Sendable, Hashable {
        /// The least value of the column.
        public var from: Int64
        /// What is paid, in fen.
        public var fen: Int64

        /// An amount from a bound on.
        public init(from: Int64, fen: Int64) {
            self.from = from
            self.fen = fen
        }
    }

    /// The amount for an enterprise whose columns are read by `value`; nil when a fact is missing.
    func fen(_ value: (Int) -> Int64) -> Int64? {
        switch self {
        case .fixed(let fen): return fen
        case .share(let column, let parts, let whole, let cap, let floor):
            let known = value(column)
            guard known != unknownValue else { return nil }
            let exact = Int128(known) * Int128(parts) / Int128(max(whole, 1))
            let fen = Int64(clamping: exact)
            return max(min(fen, cap ?? .max), floor)
        case .stepped(let column, let steps):
            let known = value(column)
            guard known != unknownValue else { return nil }
            return steps.filter { known >= $0.from }.max { $0.from < $1.from }?.fen ?? 0
        case .sum(let parts, let cap):
            var sum: Int64 = 0
            for part in parts {
                guard let fen = part.fen(value) else { return nil }
                sum = sum.addingReportingOverflow(fen).overflow ? .max : sum + fen
            }
            return min(sum, cap ?? .max)
        }
    }
}

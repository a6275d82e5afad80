// SPDX-License-Identifier: Apache-2.0

/// Names and values of a query or a form, in the order in which they came; a name may come several times.
public struct NamedValues: Sendable, Equatable {
    /// Each name with its value.
    public private(set) var pairs: [Pair]

    /// One name with its value.
    public struct Pair: Sendable, Equatable {
        /// The field's name.
        public let name: String
        /// What was given for it.
        public let value: String
    }

    /// Values from pairs of name and value.
    public init(_ pairs: [(String, String)] = []) {
        self.pairs = pairs.map { Pair(name: $0.0, value: $0.1) }
    }

    /// Reads `a=1&b=2`; nil when an encoding is broken or there are more than `limit` pairs.
    init?(encoded: some StringProtocol, limit: Int) {
        var pairs: [Pair] = []
        for part in encoded.split(separator: "&") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pairs.count < limit,
                let name = PercentCoding.decode(halves[0], plusIsSpace: true),
                let value = PercentCoding.decode(halves.count > 1 ? halves[1] : "", plusIsSpace: true)
            else { return nil }
            pairs.append(Pair(name: name, value: value))
        }
        self.pairs = pairs
    }

    /// The first value of a name.
    public subscript(name: String) -> String? {
        pairs.first { $0.name == name }?.value
    }

    /// All values of a name, as check boxes send them.
    public func all(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }

    /// Adds one pair at the end.
    mutating func append(_ name: String, _ value: String) {
        pairs.append(Pair(name: name, value: value))
    }

    /// Takes all pairs of some names away.
    mutating func remove(_ names: [String]) {
        pairs.removeAll { names.contains($0.name) }
    }

    /// The pairs as `a=1&b=2`.
    var encoded: String {
        pairs.map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }.joined(
            separator: "&")
    }
}

// SPDX-License-Identifier: Apache-2.0

/// A structured text as texts, lists and mappings, each with its line: for rooms that read files of their own
/// and say where something in them is wrong.
public indirect enum PlacedValue: Hashable, Sendable {
    /// A text; numbers and truth values come as they are written.
    case text(String, line: Int)
    /// Values in their order.
    case list([PlacedValue], line: Int)
    /// Named values in their order.
    case map([Entry], line: Int)

    /// A named value.
    public struct Entry: Hashable, Sendable {
        /// Its name.
        public let key: String
        /// What stands under it.
        public let value: PlacedValue

        /// A named value.
        public init(key: String, value: PlacedValue) {
            self.key = key
            self.value = value
        }
    }

    /// Where it begins, from 1.
    public var line: Int {
        switch self {
        case .text(_, let line), .list(_, let line), .map(_, let line): line
        }
    }

    /// Reads a YAML text within bounds, as rules are read: no anchors, no depth without end.
    ///
    /// - Throws: the first fault, with its place and its words.
    public static func yaml(_ text: String, named path: String, limitKiB: Int) throws(RuleFault)
        -> PlacedValue
    {
        let log = FaultLog()
        let file = SourceFile(path: path, text: text)
        let tree = TreeReader(file: file, log: log, limitKiB: limitKiB).read()
        if let fault = log.faults.first { throw fault }
        guard let tree else {
            throw RuleFault(.expected(.mapping, found: ""), at: Place(file: path, line: 1, column: 1))
        }
        return PlacedValue(tree)
    }

    private init(_ tree: Tree) {
        switch tree {
        case .text(let text): self = .text(text.string, line: text.place.line)
        case .list(let values, let place): self = .list(values.map(PlacedValue.init), line: place.line)
        case .map(let entries, let place):
            self = .map(
                entries.map { Entry(key: $0.key.string, value: PlacedValue($0.value)) }, line: place.line)
        }
    }
}

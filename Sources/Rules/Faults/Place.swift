// SPDX-License-Identifier: Apache-2.0

/// A place in a source file of a pack: 1-based line and column, counted in Unicode scalars as editors show
/// them.
public struct Place: Hashable, Sendable, Codable {
    /// Path of the file relative to the folder of packs, such as `national/rules/zjtx-2026.yaml`.
    public let file: String
    public let line: Int
    public let column: Int
    /// Number of scalars that the drawn underline covers, at least 1.
    public let length: Int

    public init(file: String, line: Int, column: Int, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
        self.length = max(1, length)
    }

    /// The place `offset` scalars further right on the same line.
    func shifted(by offset: Int, length: Int) -> Place {
        Place(file: file, line: line, column: column + offset, length: length)
    }
}

extension Place: Comparable {
    public static func < (a: Place, b: Place) -> Bool {
        (a.file, a.line, a.column) < (b.file, b.line, b.column)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// How much of a file is read, against damaged files and attacks.
public struct SheetLimits: Sendable {
    /// The file itself, in bytes.
    public var fileBytes: Int
    /// One part of an XLSX file when unpacked, in bytes.
    public var unpackedBytes: Int
    /// The last row that may hold anything.
    public var rows: Int
    /// The last column that may hold anything.
    public var columns: Int
    /// Cells of one table, empty ones between others included.
    public var cells: Int

    /// Limits; the defaults bear an import of 100,000 enterprises with all their facts.
    public init(
        fileBytes: Int = 64 << 20, unpackedBytes: Int = 384 << 20, rows: Int = 500_000, columns: Int = 400,
        cells: Int = 10_000_000
    ) {
        self.fileBytes = fileBytes
        self.unpackedBytes = unpackedBytes
        self.rows = rows
        self.columns = columns
        self.cells = cells
    }
}

// SPDX-License-Identifier: Apache-2.0

/// A piece of the column from its left to its right: a paragraph, a row of a table. A page may end between
/// its lines.
struct Strip {
    var cells: [Cell]
    /// The height of each line, padding included.
    let heights: [Double]
    var gapBefore = 0.0
    /// A heading is not the last on a page.
    var staysWithNext = false
    /// Lines that stay together at the start and at the end; as many as there are keeps the strip whole.
    var leastLines = 2
    var startsPage = false
    var ornament = Ornament()
    /// What it is in the structure of the document, and the group that its neighbours of one number share.
    var tag = "P"
    var group: Group?
    var bookmark: Bookmark?
    /// The head of its table, repeated where a page begins with this strip.
    var head: Int?
    var modules: Modules?

    /// Padding above the first line and below the last.
    let padding: Double

    struct Cell {
        let x: Double
        let pieces: [SetText]
        var mark: Mark?
        var hasBullet = false
        var tag: String?

        var lineHeights: [Double] {
            pieces.flatMap { Array(repeating: $0.style.lineHeight, count: $0.lineCount) }
        }

        /// The piece that a line of the cell belongs to, and which of its lines it is.
        func piece(at line: Int) -> (SetText, Int)? {
            var line = line
            for piece in pieces {
                if line < piece.lineCount { return (piece, line) }
                line -= piece.lineCount
            }
            return nil
        }
    }

    struct Ornament {
        var isTinted = false
        var isFramed = false
        var hasBar = false
        var hasRuleBelow = false
    }

    struct Group: Equatable {
        let tag: String
        let number: Int
    }

    struct Bookmark {
        let title: String
        let level: Int
    }

    /// A strip of cells side by side; each line is as high as the highest in it.
    init(_ cells: [Cell], padding: Double = 0) {
        self.cells = cells
        self.padding = padding
        let all = cells.map(\.lineHeights)
        let count = max(1, all.map(\.count).max() ?? 1)
        var heights = (0..<count).map { line in
            all.compactMap { $0.indices.contains(line) ? $0[line] : nil }.max() ?? 0
        }
        heights[0] += padding
        heights[count - 1] += padding
        self.heights = heights
    }

    /// A drawing of a height.
    init(height: Double) {
        cells = []
        padding = 0
        heights = [height]
    }

    var height: Double { heights.reduce(0, +) }
}

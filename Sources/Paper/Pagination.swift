// SPDX-License-Identifier: Apache-2.0

/// Lines of a strip at their place on a page.
struct Placement {
    let strip: Int
    let lines: Range<Int>
    let y: Double
}

/// Deals strips out to pages: headings stay with what follows, rows of a table stay whole where a page can
/// hold them, no single line is left behind, and the head of a table stands on each of its pages.
struct Pagination {
    private let strips: [Strip]
    private let limit: Int
    private(set) var pages: [[Placement]] = [[]]
    private var y = Sheet.top
    /// Whether nothing but a repeated head stands on the page.
    private var isFresh = true

    init(_ strips: [Strip], limit: Int) throws(PaperFault) {
        self.strips = strips
        self.limit = limit
        for index in strips.indices { try place(index) }
    }

    private mutating func place(_ index: Int) throws(PaperFault) {
        let strip = strips[index]
        if strip.startsPage && !isFresh { try turn(for: index) }
        if !isFresh {
            if y + strip.gapBefore + need(from: index) > Sheet.bottom {
                try turn(for: index)
            } else {
                y += strip.gapBefore
            }
        }
        var start = 0
        while start < strip.heights.count {
            let count = fitting(strip, from: start)
            if count > 0 {
                put(index, start..<start + count)
                isFresh = false
            }
            start += count
            if start < strip.heights.count { try turn(for: index) }
        }
    }

    /// What must fit below for a strip to begin here: with a heading, what it stays with too.
    private func need(from index: Int) -> Double {
        var (together, last) = (0.0, index)
        while strips[last].staysWithNext, strips.indices.contains(last + 1), !strips[last + 1].startsPage {
            together += strips[last].height + strips[last + 1].gapBefore
            // More than a page cannot stay together: then each is on its own.
            if together > Sheet.columnHeight { return beginning(of: strips[index]) }
            last += 1
        }
        together += beginning(of: strips[last])
        return together <= Sheet.columnHeight ? together : beginning(of: strips[index])
    }

    private func beginning(of strip: Strip) -> Double {
        let count = strip.heights.count
        let isWhole = count < strip.leastLines * 2 && strip.height <= Sheet.columnHeight
        return isWhole ? strip.height : strip.heights.prefix(strip.leastLines).reduce(0, +)
    }

    /// How many lines go on this page: all that fit, less those that would leave too few for the next.
    private func fitting(_ strip: Strip, from start: Int) -> Int {
        let left = strip.heights.count - start
        var (count, room) = (0, Sheet.bottom - y)
        while count < left, strip.heights[start + count] <= room + 0.01 {
            room -= strip.heights[start + count]
            count += 1
        }
        if count == left { return count }
        if isFresh || strip.height > Sheet.columnHeight { return max(1, count) }
        let kept = min(count, left - strip.leastLines)
        return kept >= strip.leastLines ? kept : 0
    }

    private mutating func put(_ index: Int, _ lines: Range<Int>) {
        pages[pages.count - 1].append(Placement(strip: index, lines: lines, y: y))
        y += strips[index].heights[lines].reduce(0, +)
    }

    private mutating func turn(for index: Int) throws(PaperFault) {
        guard pages.count < limit else { throw .tooManyPages(limit: limit) }
        pages.append([])
        (y, isFresh) = (Sheet.top, true)
        guard let head = strips[index].head, strips[head].height < Sheet.columnHeight / 3 else { return }
        put(head, strips[head].heights.indices)
    }
}

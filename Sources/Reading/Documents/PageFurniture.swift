// SPDX-License-Identifier: Apache-2.0

/// What printed pages repeat: numbers of pages, running heads and feet. Pages are parted by form feeds.
enum PageFurniture {
    /// So many lines at each end of a page are looked at.
    private static let depth = 2
    private static let longestLine = 60

    /// The text without them. A text of one page loses only its page's number.
    static func removed(from text: String) -> String {
        let pages = text.split(separator: "\u{0C}", omittingEmptySubsequences: false).map {
            $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
        var seen: [String: Int] = [:]
        for page in pages {
            for line in Set(ends(page).map { shape(page[$0]) }) { seen[line, default: 0] += 1 }
        }
        let filled = pages.filter { !$0.allSatisfy(isBlank) }.count
        return pages.map { page in
            let dropped = ends(page).filter { index in
                let line = page[index]
                if isNumber(line) { return true }
                let count = seen[shape(line)] ?? 0
                return count >= 3 && count * 2 > filled && line.count <= longestLine
            }
            return page.indices.filter { !dropped.contains($0) }.map { page[$0] }.joined(separator: "\n")
        }.joined(separator: "\u{0C}")
    }

    /// The first and last lines that hold something.
    private static func ends(_ page: [String]) -> Set<Int> {
        let filled = page.indices.filter { !isBlank(page[$0]) }
        return Set(filled.prefix(depth) + filled.suffix(depth))
    }

    private static func isBlank(_ line: String) -> Bool { line.allSatisfy(\.isWhitespace) }

    /// A line without its blanks; with a page's number in it, whatever the number is.
    private static func shape(_ line: String) -> String {
        let core = line.filter { !$0.isWhitespace }
        return core.contains("页") ? core.filter { !$0.isNumber } : core
    }

    /// 3, — 3 —, 第3页, 第3页 共5页, 3/5.
    static func isNumber(_ line: String) -> Bool {
        let core = line.filter { !$0.isWhitespace }
        guard core.count <= 12, core.contains(where: \.isNumber) else { return false }
        if core.allSatisfy(\.isNumber) { return core.count <= 3 }
        return core.allSatisfy { $0.isNumber || "—－-–_·第页共/，,".contains($0) }
            && (core.contains("页") || core.contains("/") || core.first.map { !$0.isNumber } ?? false)
            && core.filter(\.isNumber).count <= 6
    }
}

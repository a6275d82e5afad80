// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Paper

@Suite struct PaginationTests {
    private static func table(rows: Int, words: String = "研发投入占比") -> Part {
        .table(
            Table(
                caption: "", columns: [.init("序号", isNumber: true), .init("条款名称", share: 4)],
                rows: (1...rows).map { [.init("n\($0)e"), .init(words)] }))
    }

    @Test func `a long table repeats its head on every page and loses no row`() throws {
        let pages = try Poppler(.sample([.paragraph("前言"), Self.table(rows: 120)])).pages()
        #expect(pages.count >= 3)
        for (index, page) in pages.enumerated() {
            #expect(page.components(separatedBy: "条款名称").count == 2, "page \(index + 1)")
            #expect(page.packed.contains("\(index + 1)/\(pages.count)"))
            #expect(page.contains("育苗 · 匹配报告") && page.contains("第 A-1 号"))
        }
        let structure = try Poppler(.sample([.paragraph("前言"), Self.table(rows: 120)])).structure()
        #expect(structure.components(separatedBy: "n120e").count == 2)
        #expect(structure.components(separatedBy: "Document").count == 2)
        let all = pages.joined()
        for row in 1...120 { #expect(all.components(separatedBy: "n\(row)e").count == 2, "\(row)") }
    }

    @Test func `a row higher than a page goes on over pages and loses no word`() throws {
        let words = (1...900).map { "第\($0)句话。" }.joined()
        let printout = Printout.sample([Self.table(rows: 2, words: words), .paragraph("完")])
        let text = try Poppler(printout).text().packed
        #expect(try Poppler(printout).pages().count >= 3)
        for number in [1, 450, 899, 900] {
            #expect(text.components(separatedBy: "第\(number)句话。").count == 3, "\(number)")
        }
    }

    @Test(arguments: 24...36)
    func `a heading is never the last on its page`(lines: Int) throws {
        let parts =
            (0..<lines).map { Part.paragraph("第\($0)行") } + [.heading("标题在此"), .paragraph("正文在此")]
        for page in try Poppler(.sample(parts)).pages() where page.contains("标题在此") {
            #expect(page.contains("正文在此"))
        }
    }

    @Test(arguments: 0..<12)
    func `no single line of a paragraph is left behind`(lines: Int) throws {
        let filler = Array(repeating: Part.paragraph("空"), count: 22 + lines)
        let text = String(repeating: "甲", count: 45 * 6)
        let counts = try Poppler(.sample(filler + [.paragraph(text)])).pages().map { page in
            page.split(separator: "\n").count { $0.contains("甲") }
        }
        #expect(counts.reduce(0, +) > 4)
        #expect(!counts.contains(1), "\(counts)")
    }

    @Test func `a page break begins a page`() throws {
        let pages = try Poppler(.sample([.paragraph("甲"), .pageBreak, .paragraph("乙")])).pages()
        #expect(pages.count == 2)
        #expect(pages.last?.contains("乙") == true && pages.first?.contains("乙") == false)
    }

    @Test func `every strip is placed once, in order, within the column`() throws {
        let typeface = try Typeface(.chinese)
        for count in [1, 7, 40, 150] {
            let parts = (0..<count).flatMap { number in
                [
                    Part.heading("标题\(number)", number.isMultiple(of: 7) ? .section : .item),
                    .paragraph(String(repeating: PrintoutTests.sentence, count: number % 9 + 1)),
                ]
            }
            let strips = Typesetting(parts, in: typeface).strips
            let placed = try Pagination(strips, limit: 500).pages
            var next: [Int: Int] = [:]
            var last = -1
            for placement in placed.joined() {
                #expect(placement.strip >= last)
                #expect(placement.lines.lowerBound == next[placement.strip, default: 0])
                let height = strips[placement.strip].heights[placement.lines].reduce(0, +)
                #expect(placement.y >= Sheet.top && placement.y + height <= Sheet.bottom + 0.1)
                next[placement.strip] = placement.lines.upperBound
                last = placement.strip
            }
            for (index, strip) in strips.enumerated() { #expect(next[index] == strip.heights.count) }
        }
    }

    @Test func `what goes beyond a bound is refused`() throws {
        var printout = Printout.sample([Self.table(rows: 400)])
        printout.limits.pages = 3
        #expect(throws: PaperFault.tooManyPages(limit: 3)) { try printout.pdf() }
        printout.limits.pages = 300
        printout.limits.pdfBytes = 20_000
        #expect(throws: PaperFault.tooLarge(limitBytes: 20_000)) { try printout.pdf() }
        printout.limits.pdfBytes = 1 << 20
        #expect(try printout.pdf().count <= 1 << 20)
        printout.limits.textBytes = 1_000
        #expect(throws: PaperFault.tooLong(limitBytes: 1_000)) { try printout.pdf() }
    }
}

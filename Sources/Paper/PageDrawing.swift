// SPDX-License-Identifier: Apache-2.0
import CPango

/// Draws placements with the structure of the document, for readers who hear it.
struct PageDrawing {
    let surface: OpaquePointer
    let cairo: OpaquePointer
    let strips: [Strip]
    private var group: Strip.Group?
    private var bookmarks: [Int32] = []

    init(surface: OpaquePointer, cairo: OpaquePointer, strips: [Strip]) {
        self.surface = surface
        self.cairo = cairo
        self.strips = strips
    }

    mutating func draw(_ page: [Placement], number: Int) {
        for placement in page {
            let strip = strips[placement.strip]
            enter(strip.group)
            if placement.lines.lowerBound == 0 { mark(strip.bookmark, placement, number) }
            draw(strip, placement)
        }
        enter(nil)
    }

    /// Ends the group that was, and begins another; neighbours of one number stay in one.
    private mutating func enter(_ next: Strip.Group?) {
        guard group != next else { return }
        if let group { cairo_tag_end(cairo, group.tag) }
        if let next { cairo_tag_begin(cairo, next.tag, nil) }
        group = next
    }

    private mutating func mark(_ bookmark: Strip.Bookmark?, _ placement: Placement, _ page: Int) {
        guard let bookmark else { return }
        bookmarks.removeLast(max(0, bookmarks.count - bookmark.level))
        let place = "page=\(page) pos=[\(Int(Sheet.left)) \(Int(placement.y) - 10)]"
        let flags = bookmark.level == 0 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : cairo_pdf_outline_flags_t(0)
        let text = PlainText.clean(bookmark.title)
        let number = cairo_pdf_surface_add_outline(
            surface, bookmarks.last ?? CAIRO_PDF_OUTLINE_ROOT, text, place, flags)
        bookmarks.append(number)
    }

    private func draw(_ strip: Strip, _ placement: Placement) {
        let heights = strip.heights[placement.lines]
        let height = heights.reduce(0, +)
        decorate(strip, placement, height)
        cairo_tag_begin(cairo, strip.tag, nil)
        defer { cairo_tag_end(cairo, strip.tag) }
        if let modules = strip.modules { draw(modules, y: placement.y) }
        for cell in strip.cells { draw(cell, of: strip, placement) }
    }

    private func draw(_ cell: Strip.Cell, of strip: Strip, _ placement: Placement) {
        if let tag = cell.tag { cairo_tag_begin(cairo, tag, nil) }
        defer { if let tag = cell.tag { cairo_tag_end(cairo, tag) } }
        var y = placement.y
        for line in placement.lines {
            let top = y + (line == 0 ? strip.padding : 0)
            if let (piece, index) = cell.piece(at: line) {
                if line == 0 { drawMark(cell, piece.style, y: top) }
                piece.draw(line: index, x: cell.x, y: top, on: cairo)
            }
            y += strip.heights[line]
        }
    }

    private func drawMark(_ cell: Strip.Cell, _ style: TypeStyle, y: Double) {
        if let mark = cell.mark {
            let side = style.size * 1.1
            MarkDrawing(cairo: cairo).draw(
                mark, x: cell.x - style.size * 1.5, y: y + (style.lineHeight - side) / 2, side: side)
        }
        guard cell.hasBullet else { return }
        // Drawn, because the font has one glyph for • and ·, and a reader of PDF would take one for the
        // other.
        cairo.setInk(.black)
        cairo_new_path(cairo)
        cairo_arc(cairo, cell.x - 8, y + style.lineHeight / 2, 1.5, 0, .pi * 2)
        cairo_fill(cairo)
    }

    private func decorate(_ strip: Strip, _ placement: Placement, _ height: Double) {
        let ornament = strip.ornament
        let isLast = placement.lines.upperBound == strip.heights.count
        // A line of text leaves a current point, from which an outline would be joined.
        cairo_new_path(cairo)
        if ornament.isTinted {
            cairo.setInk(.tint)
            cairo_rectangle(cairo, Sheet.left, placement.y, Sheet.columnWidth, height)
            cairo_fill(cairo)
        }
        if ornament.isFramed || ornament.hasBar {
            let mark = strip.cells.first?.mark
            cairo.setInk(mark?.ink ?? .line)
            cairo_rectangle(cairo, Sheet.left, placement.y, 3, height)
            cairo_fill(cairo)
        }
        if ornament.hasRuleBelow && isLast {
            cairo.rule(from: Sheet.left, to: Sheet.right, y: placement.y + height)
        }
    }

    /// The dark modules, with four of quiet ground on each side (ISO/IEC 18004).
    private func draw(_ modules: Modules, y: Double) {
        let unit = Typesetting.codeSide / Double(modules.width + 8)
        cairo.setInk(.black)
        cairo_new_path(cairo)
        for row in 0..<modules.width {
            var column = 0
            while column < modules.width {
                let start = column
                while column < modules.width, modules.isDark[row * modules.width + column] { column += 1 }
                if column > start {
                    cairo_rectangle(
                        cairo, Sheet.left + Double(start + 4) * unit, y + Double(row + 4) * unit,
                        Double(column - start) * unit, unit)
                }
                column += 1
            }
        }
        cairo_fill(cairo)
    }
}

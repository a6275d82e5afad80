// SPDX-License-Identifier: Apache-2.0
import CPango

/// Prints one document: sets it, deals it out to pages, draws them.
struct Press {
    private let printout: Printout
    private let typeface: Typeface
    private let strips: [Strip]
    private let pages: [[Placement]]

    init(_ printout: Printout) throws(PaperFault) {
        self.printout = printout
        typeface = try Typeface(printout.language)
        strips = Typesetting(printout.parts, in: typeface).strips
        pages = try Pagination(strips, limit: printout.limits.pages).pages
    }

    func print() throws(PaperFault) -> [UInt8] {
        let sink = ByteSink(limit: printout.limits.pdfBytes)
        try draw(into: sink)
        guard !sink.isFull else { throw .tooLarge(limitBytes: printout.limits.pdfBytes) }
        return try CatalogUpdate(language: printout.language.rawValue).apply(to: sink.bytes)
    }

    private func draw(into sink: ByteSink) throws(PaperFault) {
        let held = Unmanaged.passUnretained(sink).toOpaque()
        let surface = cairo_pdf_surface_create_for_stream(ByteSink.receive, held, Sheet.width, Sheet.height)
        defer { cairo_surface_destroy(surface) }
        guard let surface, let cairo = cairo_create(surface) else { throw .failed("cairo_create") }
        defer { cairo_destroy(cairo) }
        describe(surface)
        var drawing = PageDrawing(surface: surface, cairo: cairo, strips: strips)
        cairo_tag_begin(cairo, "Document", nil)
        for (index, page) in pages.enumerated() {
            drawFrame(index + 1, on: cairo)
            drawing.draw(page, number: index + 1)
            if index == pages.count - 1 { cairo_tag_end(cairo, "Document") }
            cairo_show_page(cairo)
        }
        cairo_surface_finish(surface)
        withExtendedLifetime(sink) {}
        let statuses = [cairo_status(cairo), cairo_surface_status(surface)]
        for status in statuses where status != CAIRO_STATUS_SUCCESS && !sink.isFull {
            throw .failed(String(cString: cairo_status_to_string(status)))
        }
    }

    private func describe(_ surface: OpaquePointer) {
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, PlainText.clean(printout.title))
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, PlainText.clean(printout.author))
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Yumiao")
        let moment = Moment(seconds: printout.createdSeconds).isoText
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, moment)
    }

    /// The lines above and below the column.
    private func drawFrame(_ number: Int, on cairo: OpaquePointer) {
        let wide = Sheet.columnWidth * 0.8
        let narrow = Sheet.columnWidth - wide
        let count = SetText(
            "\(number) / \(pages.count)", .small, width: narrow, alignsRight: true, in: typeface)
        count.draw(line: 0, x: Sheet.left + wide, y: Sheet.footerY, on: cairo)
        if !printout.footer.isEmpty {
            SetText(printout.footer, .small, width: wide, isOneLine: true, in: typeface)
                .draw(line: 0, x: Sheet.left, y: Sheet.footerY, on: cairo)
        }
        cairo.rule(from: Sheet.left, to: Sheet.right, y: Sheet.footerY - 4)
        guard !printout.header.isEmpty else { return }
        SetText(printout.header, .small, width: Sheet.columnWidth, isOneLine: true, in: typeface)
            .draw(line: 0, x: Sheet.left, y: Sheet.headerY, on: cairo)
        cairo.rule(from: Sheet.left, to: Sheet.right, y: Sheet.headerY + 16)
    }
}

extension OpaquePointer {
    /// A thin line.
    func rule(from left: Double, to right: Double, y: Double) {
        setInk(.line)
        cairo_set_line_width(self, 0.6)
        cairo_move_to(self, left, y)
        cairo_line_to(self, right, y)
        cairo_stroke(self)
    }
}

/// Takes cairo's bytes, up to a limit.
final class ByteSink {
    private(set) var bytes: [UInt8] = []
    private(set) var isFull = false
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    private func take(_ more: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count + more.count <= limit else {
            isFull = true
            return false
        }
        bytes.append(contentsOf: more)
        return true
    }

    static let receive: cairo_write_func_t = { held, data, length in
        guard let held, let data else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<ByteSink>.fromOpaque(held).takeUnretainedValue()
        let isTaken = sink.take(UnsafeBufferPointer(start: data, count: Int(length)))
        return isTaken ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR
    }
}

/// A moment as ISO 8601 in UTC, for the metadata.
struct Moment {
    let seconds: Int64

    var isoText: String {
        let day = Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
        let rest = Int(seconds) - day * 86_400
        let (year, month, date) = Self.civil(day)
        return [Self.digits(year, 4), Self.digits(month, 2), Self.digits(date, 2)].joined(separator: "-")
            + "T"
            + [rest / 3600, rest / 60 % 60, rest % 60].map { Self.digits($0, 2) }.joined(separator: ":")
            + "Z"
    }

    /// Year, month and day of a day counted from 1970-01-01, by Gauss's cycle of 400 years.
    private static func civil(_ day: Int) -> (Int, Int, Int) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * ofYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}

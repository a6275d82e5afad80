// SPDX-License-Identifier: Apache-2.0
import CPango

/// A text broken into lines of a width.
final class SetText {
    let style: TypeStyle
    let width: Double
    let lineCount: Int
    private let alignsRight: Bool
    private let layout: OpaquePointer

    /// Breaks a text by the language's rules; with `isOneLine` it is cut off with an ellipsis instead.
    init(
        _ text: String, _ style: TypeStyle, width: Double, alignsRight: Bool = false, isOneLine: Bool = false,
        in typeface: Typeface
    ) {
        self.style = style
        self.width = width
        self.alignsRight = alignsRight
        let layout: OpaquePointer = pango_layout_new(typeface.context)
        self.layout = layout
        let description = Typeface.description(style)
        pango_layout_set_font_description(layout, description)
        pango_font_description_free(description)
        pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        if isOneLine {
            pango_layout_set_single_paragraph_mode(layout, 1)
            pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
        }
        var clean = PlainText.clean(text)
        clean.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                pango_layout_set_text(layout, $0.baseAddress, Int32($0.count))
            }
        }
        if typeface.hasNarrowQuotes { Self.narrowQuotes(clean, layout) }
        lineCount = Int(pango_layout_get_line_count(layout))
    }

    /// The font has one glyph for the quotation marks of both scripts, which is as wide as a Chinese
    /// character.
    private static func narrowQuotes(_ text: String, _ layout: OpaquePointer) {
        let list = pango_attr_list_new()
        defer { pango_attr_list_unref(list) }
        var place: UInt32 = 0
        for scalar in text.unicodeScalars {
            let length = UInt32(UTF8.width(scalar))
            defer { place += length }
            guard [0x2018, 0x2019, 0x201C, 0x201D].contains(scalar.value),
                let attribute = pango_attr_font_features_new("pwid=1")
            else { continue }
            attribute.pointee.start_index = place
            attribute.pointee.end_index = place + length
            pango_attr_list_insert(list, attribute)
        }
        pango_layout_set_attributes(layout, list)
    }

    deinit { pango_shim_release(UnsafeMutableRawPointer(layout)) }

    /// Draws one line into a box of the style's line height whose top left corner is given.
    func draw(line: Int, x: Double, y: Double, on cairo: OpaquePointer) {
        guard let drawn = pango_layout_get_line_readonly(layout, Int32(line)) else { return }
        var box = PangoRectangle()
        pango_layout_line_get_extents(drawn, nil, &box)
        let scale = Double(PANGO_SCALE)
        let (ascent, height) = (-Double(box.y) / scale, Double(box.height) / scale)
        let shift = alignsRight ? max(0, width - Double(box.width) / scale) : 0
        cairo_move_to(cairo, x + shift, y + (style.lineHeight - height) / 2 + ascent)
        cairo.setInk(style.ink)
        pango_cairo_show_layout_line(cairo, drawn)
    }
}

/// What may be printed of a text that others have written.
enum PlainText {
    /// The text without control characters, and without those that turn the direction of what follows, by
    /// which a name could be made to look like another.
    static func clean(_ text: String) -> String {
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A, 0x2028, 0x2029: clean.append("\n")
            case 0x00...0x1F, 0x7F...0x9F: clean.append(" ")
            case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: continue
            default: clean.append(scalar)
            }
        }
        return String(clean)
    }
}

extension OpaquePointer {
    /// Sets the colour of a cairo context.
    func setInk(_ ink: Ink) {
        let rgb = ink.rgb
        cairo_set_source_rgb(self, rgb.red, rgb.green, rgb.blue)
    }
}

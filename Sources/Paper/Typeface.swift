// SPDX-License-Identifier: Apache-2.0
import CPango

/// The one family that everything is set in, and Pango's state for one document. Not for several threads.
final class Typeface {
    /// The family of Debian's `fonts-noto-cjk`, simplified Chinese forms.
    static let family = "Noto Sans CJK SC"

    let context: OpaquePointer
    /// Whether quotation marks are as wide as Latin letters and not as a Chinese character.
    let hasNarrowQuotes: Bool

    init(_ language: Printout.Language) throws(PaperFault) {
        hasNarrowQuotes = language == .english
        guard let map = pango_cairo_font_map_get_default(), let context = pango_font_map_create_context(map)
        else { throw .failed("pango_font_map_create_context") }
        self.context = context
        pango_context_set_language(context, pango_language_from_string(language.rawValue))
        pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
        pango_context_set_round_glyph_positions(context, 0)
        // On paper nothing is fitted to pixels, so that the same text is as wide on every machine.
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        try checkFamily()
    }

    deinit { pango_shim_release(UnsafeMutableRawPointer(context)) }

    /// Without the family another would silently stand in, perhaps one without Chinese.
    private func checkFamily() throws(PaperFault) {
        let wanted = Typeface.description(TypeStyle.plain)
        defer { pango_font_description_free(wanted) }
        guard let font = pango_context_load_font(context, wanted) else { throw .fontMissing(Self.family) }
        defer { pango_shim_release(font) }
        let found = pango_font_describe(font)
        defer { pango_font_description_free(found) }
        guard let name = pango_font_description_get_family(found), String(cString: name) == Self.family else {
            throw .fontMissing(Self.family)
        }
    }

    /// A description that the caller frees.
    static func description(_ style: TypeStyle) -> OpaquePointer? {
        let description = pango_font_description_new()
        pango_font_description_set_family(description, family)
        pango_font_description_set_weight(description, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_absolute_size(description, style.size * Double(PANGO_SCALE))
        return description
    }
}

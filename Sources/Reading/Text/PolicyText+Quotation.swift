// SPDX-License-Identifier: Apache-2.0
import Standards

extension PolicyText {
    /// Where a quotation stands in the text word for word, for the first time; nil when it does not. What
    /// does not count is what folding takes away: full or half width, kinds of quotation marks, traditional
    /// or simplified characters, spaces and the line breaks of the layout.
    public func span(ofQuotation quotation: String) -> Span? {
        var sought = PolicyText(quotation).glyphs.filter { !$0.isSpace && $0 != "\n" }
        if Folding.isTraditional(source) {
            sought = Array(Han.simplified(String(String.UnicodeScalarView(sought))).unicodeScalars)
        }
        guard let first = sought.first else { return nil }
        let places = glyphs.indices.filter { !glyphs[$0].isSpace && glyphs[$0] != "\n" }
        guard places.count >= sought.count else { return nil }
        for start in 0...(places.count - sought.count) where glyphs[places[start]] == first {
            let isHere = sought.indices.allSatisfy { glyphs[places[start + $0]] == sought[$0] }
            if isHere {
                return Span(
                    start: origin[places[start]], end: origin[places[start + sought.count - 1]] + 1)
            }
        }
        return nil
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Finds the signature: lines that hold nothing but names of bodies, with a line that holds nothing but a
/// date behind them.
struct SignatureReader {
    let flow: Flow
    let bodyStart: Int

    /// The lines of names, in order.
    func ranges() -> [Range<Int>] {
        for index in flow.paragraphs.indices.reversed() where index > 0 {
            let text = flow.stretch(flow.paragraphs[index].range)
            guard text.count <= 24, text.first?.isDigit == true || text.first == "二",
                text.last == "日" || text.hasSuffix("日印发") || text.hasSuffix("日发布")
            else {
                continue
            }
            var first = index
            while first > 0, isNames(flow.paragraphs[first - 1]), index - first < 8 { first -= 1 }
            if first < index { return flow.paragraphs[first..<index].map(\.range) }
        }
        return []
    }

    private func isNames(_ paragraph: Paragraph) -> Bool {
        guard paragraph.label == nil, paragraph.mark == nil else { return false }
        let text = flow.stretch(paragraph.range)
        return Organisations.ends(text) || Self.isList(text)
    }

    /// Several names in one line.
    static func isList(_ text: Stretch) -> Bool {
        guard text.count >= 3, text.count <= 120,
            !text.contains(where: { $0.isStop || $0 == ":" || $0.isDigit || $0 == "," })
        else { return false }
        return Organisations.strong.ends(text.trimmed("()")) != nil
    }

    /// The names in a range: cut at 、 and at the spaces that the original has between them.
    static func split(_ flow: Flow, _ range: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        for at in range {
            let glyph = flow.glyphs[at]
            let isGap = at > start && flow.origin[at] > flow.origin[at - 1] + 1
            if glyph == "、" || glyph == "," || glyph == ";" || glyph == "/" {
                parts.append(start..<at)
                start = at + 1
            } else if isGap, at - start >= 4, Organisations.strong.ends(flow.stretch(start..<at)) != nil {
                parts.append(start..<at)
                start = at
            }
        }
        parts.append(start..<range.upperBound)
        return parts.filter { $0.count >= 2 }
    }
}

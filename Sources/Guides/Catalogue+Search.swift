// SPDX-License-Identifier: Apache-2.0

/// Sets of places as bits.
struct PlaceSet: Sendable {
    var words: [UInt64]

    /// All places below a count.
    init(below count: Int) {
        words = Array(repeating: .max, count: (count + 63) / 64)
        if count % 64 != 0 { words[words.count - 1] = (1 << UInt64(count % 64)) - 1 }
    }

    /// No place of a count.
    init(noneBelow count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    /// Adds places; `other` may be shorter.
    mutating func formUnion(_ other: [UInt64]) {
        for index in other.indices where index < words.count { words[index] |= other[index] }
    }

    mutating func formIntersection(_ other: [UInt64]) {
        for index in words.indices { words[index] &= index < other.count ? other[index] : 0 }
    }

    func forEach(_ body: (Int) -> Void) {
        for (index, word) in words.enumerated() where word != 0 {
            var left = word
            while left != 0 {
                body(index * 64 + left.trailingZeroBitCount)
                left &= left - 1
            }
        }
    }
}

extension Catalogue {
    /// How much a place in a text counts.
    private enum Weight {
        static let titleStart: Float = 130
        static let title: Float = 100
        static let number: Float = 95
        static let labels: Float = 70
        static let items: Float = 60
        static let summary: Float = 45
        static let text: Float = 12
        /// A reading says less than the characters.
        static let reading: Float = 0.55
        /// Another word for it says a little less than the word.
        static let synonym: Float = 0.9
    }

    /// Places in which every term is found, with how well: nil without terms, which finds all.
    func search(_ terms: [SearchTerm]) -> [Float]? {
        guard !terms.isEmpty else { return nil }
        var total = [Float](repeating: 0, count: capacity)
        var left = PlaceSet(below: capacity)
        for term in terms {
            let scores = scores(of: term, within: left)
            var kept = [UInt64](repeating: 0, count: left.words.count)
            left.forEach { place in
                guard scores[place] > 0, isLive[place] else {
                    total[place] = 0
                    return
                }
                total[place] += scores[place]
                kept[place / 64] |= 1 << UInt64(place % 64)
            }
            left.formIntersection(kept)
        }
        return total
    }

    /// How well one term is found in each of some places; 0 where it is not.
    func scores(of term: SearchTerm, within places: PlaceSet) -> [Float] {
        var scores = [Float](repeating: 0, count: capacity)
        codes.withUnsafeBufferPointer { all in
            for (number, phrase) in term.phrases.enumerated() {
                var holding = places
                for code in Set(phrase) { holding.formIntersection(holders[code] ?? []) }
                let factor = number == 0 ? 1 : Weight.synonym
                holding.forEach { place in
                    guard let offset = offset(of: phrase, at: place, in: all) else { return }
                    scores[place] = max(scores[place], weight(of: offset, at: place) * factor)
                }
            }
            guard let letters = term.letters else { return }
            places.forEach { place in
                guard scores[place] == 0, isRead(letters[...], at: place, in: all) else { return }
                scores[place] = Weight.title * Weight.reading
            }
        }
        return scores
    }

    private func weight(of offset: Int, at place: Int) -> Float {
        let fields = fields[place]
        if offset == 0 { return Weight.titleStart }
        if offset < fields.title { return Weight.title }
        if offset < fields.number { return Weight.number }
        if offset < fields.labels { return Weight.labels }
        if offset < fields.items { return Weight.items }
        return offset < fields.summary ? Weight.summary : Weight.text
    }

    /// Where a phrase first stands in a text. Digits must begin and end where a number does: 18 is not in
    /// 2018, while letters may go on.
    func offset(
        of phrase: [UInt16], at place: Int, in all: UnsafeBufferPointer<UInt16>
    ) -> Int? {
        let (start, length) = (starts[place], fields[place].text)
        guard let first = phrase.first, let last = phrase.last, phrase.count <= length else { return nil }
        let beginsRun = FoldedText.isASCII(first)
        let endsNumber = FoldedText.isDigit(last)
        var offset = 0
        while offset <= length - phrase.count {
            defer { offset += 1 }
            guard all[start + offset] == first else { continue }
            var count = 1
            while count < phrase.count, all[start + offset + count] == phrase[count] { count += 1 }
            guard count == phrase.count else { continue }
            if beginsRun, offset > 0, FoldedText.isASCII(all[start + offset - 1]) { continue }
            let next = offset + phrase.count
            if endsNumber, next < length, FoldedText.isDigit(all[start + next]) { continue }
            return offset
        }
        return nil
    }

    /// Whether letters are what one types for words of the title, of a theme or of an item.
    private func isRead(
        _ letters: ArraySlice<UInt8>, at place: Int, in all: UnsafeBufferPointer<UInt16>
    ) -> Bool {
        let start = starts[place]
        let end = start + fields[place].items
        for at in start..<end where Readings.reads(letters, all, from: at, to: end) { return true }
        return false
    }
}

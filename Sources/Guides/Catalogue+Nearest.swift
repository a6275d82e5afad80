// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// What a person may have meant by words of which one is found nowhere: the same sound in other
    /// characters, one character wrong, missing or too many. Best first, three at most; the other words stay.
    func nearest(to terms: [SearchTerm]) -> [String] {
        let all = PlaceSet(below: capacity)
        // What only a replaced version says is found nowhere.
        let lost = terms.firstIndex { term in
            !zip(scores(of: term, within: all), isLive).contains { $0 > 0 && $1 }
        }
        guard let lost else { return [] }
        return nearest(to: terms[lost].phrases[0]).prefix(3).map { word in
            terms.enumerated().map { $0.offset == lost ? word : $0.element.typed }.joined(separator: " ")
        }
    }

    /// So many places tell which of the words that differ little is the usual one.
    private static let enoughHits = 2_000

    /// Policies that may hold a word that differs little: where one character is another, missing or too
    /// many, they hold all the others; else they hold, for each character, one that is read alike.
    private func candidates(for word: [UInt16]) -> PlaceSet {
        var alike = PlaceSet(below: capacity)
        for code in Set(word) {
            var any = PlaceSet(noneBelow: capacity)
            for (other, places) in holders where Readings.areAlike(code, other) { any.formUnion(places) }
            alike.formIntersection(any.words)
        }
        guard word.count >= 3 else { return alike }
        for left in word.indices {
            var held = PlaceSet(below: capacity)
            for (index, code) in word.enumerated() where index != left {
                held.formIntersection(holders[code] ?? [])
            }
            alike.formUnion(held.words)
        }
        return alike
    }

    /// Words of titles, themes and items that differ little, with those of more policies first.
    private func nearest(to word: [UInt16]) -> [String] {
        guard (2...12).contains(word.count) else { return [] }
        var found: [[UInt16]: Float] = [:]
        var hits = 0
        codes.withUnsafeBufferPointer { all in
            candidates(for: word).forEach { place in
                guard isLive[place], hits < Self.enoughHits else { return }
                let end = starts[place] + fields[place].items
                for at in starts[place]..<end {
                    for length in max(2, word.count - 1)...(word.count + 1) where at + length <= end {
                        let window = UnsafeBufferPointer(rebasing: all[at..<(at + length)])
                        let weight = Self.likeness(word, window)
                        guard weight > 0 else { continue }
                        found[Array(window), default: 0] += weight
                        hits += 1
                    }
                }
            }
        }
        let best = found.sorted { ($0.value, $1.key.count) > ($1.value, $0.key.count) }
        var words: [String] = []
        for (window, _) in best where !window.contains(where: { $0 <= FoldedText.end }) {
            words.append(FoldedText.text(window))
            if words.count == 3 { break }
        }
        return words
    }

    /// How likely a word is meant by another; 0 for not. Another number is another thing and no slip: whoever
    /// asks for the second batch is not shown the first.
    private static func likeness(_ word: [UInt16], _ window: UnsafeBufferPointer<UInt16>) -> Float {
        if window.count == word.count {
            var (wrong, isSame) = (0, true)
            for index in word.indices where word[index] != window[index] {
                if FoldedText.isNumeral(word[index]), FoldedText.isNumeral(window[index]) { return 0 }
                wrong += 1
                if !Readings.areAlike(word[index], window[index]) { isSame = false }
                if wrong > 1, !isSame { return 0 }
            }
            if isSame { return wrong == 0 ? 0 : 4 }
            return wrong == 1 && word.count >= 3 ? 1 : 0
        }
        if window.count > word.count { return word.count >= 3 && isOneMore(window, than: word) ? 2 : 0 }
        guard word.count >= 4 else { return 0 }
        return word.withUnsafeBufferPointer { isOneMore($0, than: window) } ? 2 : 0
    }

    /// Whether leaving one character out of the longer gives the shorter. The ends must agree, or any word
    /// with something before it would do.
    private static func isOneMore(
        _ longer: UnsafeBufferPointer<UInt16>, than shorter: some RandomAccessCollection<UInt16>
    ) -> Bool {
        guard longer.first == shorter.first, longer.last == shorter.last else { return false }
        var (skipped, at) = (0, shorter.startIndex)
        for code in longer {
            if at < shorter.endIndex, code == shorter[at] {
                at = shorter.index(after: at)
            } else {
                skipped += 1
                if skipped > 1 { return false }
            }
        }
        return skipped == 1 && at == shorter.endIndex
    }
}

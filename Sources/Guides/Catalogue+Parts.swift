// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards

/// What was found by the words within what was typed.
struct PartedSearch: Sendable {
    /// The words, as they are shown.
    let parts: [String]
    /// How well each place is found; 0 where it is not.
    let scores: [Float]
    /// Whether every word is found in each of the policies, and nothing of what was typed was left aside.
    let isWhole: Bool
}

/// The words within what was typed, looked for once; what they find is asked for strictly, then loosely.
struct Parting: Sendable {
    private let parts: [SearchPart]
    /// What of the typed is no known word.
    private let lost: [UInt16]
    /// How well each word is found in each place.
    private let scores: [[Float]]

    init(_ parts: [SearchPart], lost: [UInt16], scores: [[Float]]) {
        (self.parts, self.lost, self.scores) = (parts, lost, scores)
    }

    /// The policies that hold the words: 高企补贴 by 高企 and 补贴.
    ///
    /// - Parameter isLoose: whether policies may do that hold most of the words, and some of what was typed
    ///   may be known nowhere. A number is never left aside: the second batch is not the first.
    func search(isLoose: Bool) -> PartedSearch? {
        let found = scores.indices.filter { index in scores[index].contains { $0 > 0 } }
        let isComplete = lost.isEmpty && found.count == parts.count
        let missed = scores.indices.filter { !found.contains($0) }.flatMap { parts[$0].term.phrases[0] }
        guard let first = found.first, isComplete || isLoose,
            !(lost + missed).contains(where: FoldedText.isNumeral)
        else { return nil }
        var held = [Int](repeating: 0, count: scores[first].count)
        for index in found {
            for place in held.indices where scores[index][place] > 0 { held[place] += 1 }
        }
        let most = held.max() ?? 0
        let isWhole = isComplete && most == parts.count
        // Half of the words may hold by chance, more than half do not.
        let wanted = parts.count + (lost.isEmpty ? 0 : 1)
        guard isWhole || (isLoose && most * 2 > wanted) else { return nil }
        var total = [Float](repeating: 0, count: held.count)
        for place in held.indices where held[place] == most {
            for index in found { total[place] += scores[index][place] }
        }
        return PartedSearch(parts: found.map { parts[$0].term.typed }, scores: total, isWhole: isWhole)
    }
}

extension Catalogue {
    /// Looks for the words within what was typed, when the whole is found nowhere.
    func parting(_ typed: String) -> Parting {
        let names = Set(zip(entries, isLive).filter(\.1).flatMap { $0.0.themes + $0.0.issuers })
        let words = SearchWords(
            names: names.sorted(), regions: Set(zip(rows, isLive).filter(\.1).map { $0.0.region }),
            otherNames: otherNames)
        let (parts, lost) = split(Array(FoldedText.codes(typed).prefix(60)), at: words)
        return Parting(parts, lost: lost, scores: parts.map { scores(of: $0) })
    }

    /// The words within some codes, the longest first, and what is left of them.
    private func split(_ codes: [UInt16], at words: SearchWords) -> (parts: [SearchPart], lost: [UInt16]) {
        var (parts, lost): ([SearchPart], [UInt16]) = ([], [])
        var at = 0
        while at < codes.count {
            let rest = codes[at...]
            if let word = words.word(at: rest) {
                if let part = word.part { parts.append(part) }
                at += word.count
                continue
            }
            let run = FoldedText.isASCII(codes[at]) ? letters(rest, words) : titled(rest)
            if run >= 2, let part = words.part(Array(rest.prefix(run))) {
                parts.append(part)
            } else {
                lost += rest.prefix(max(1, run)).filter { $0 > FoldedText.end }
            }
            at += max(1, run)
        }
        return (parts, lost)
    }

    /// How many letters or digits stand together, up to where a known word begins.
    private func letters(_ rest: ArraySlice<UInt16>, _ words: SearchWords) -> Int {
        let isNumber = rest.first.map(FoldedText.isDigit) ?? false
        var count = 1
        while count < rest.count {
            let next = rest[rest.startIndex + count]
            guard FoldedText.isASCII(next), FoldedText.isDigit(next) == isNumber else { break }
            if !isNumber, let word = words.word(at: rest.dropFirst(count)), word.count >= 4 { break }
            count += 1
        }
        return count
    }

    /// How many characters stand together in the title, a label or an item of a policy; 0 for fewer than two.
    private func titled(_ rest: ArraySlice<UInt16>) -> Int {
        for count in stride(from: min(8, rest.count), through: 2, by: -1) {
            let phrase = Array(rest.prefix(count))
            guard !phrase.contains(where: { $0 <= FoldedText.end }) else { continue }
            var holding = PlaceSet(below: capacity)
            for code in phrase { holding.formIntersection(holders[code] ?? []) }
            var isHeld = false
            codes.withUnsafeBufferPointer { all in
                holding.forEach { place in
                    guard !isHeld, isLive[place], let offset = offset(of: phrase, at: place, in: all) else {
                        return
                    }
                    isHeld = offset < fields[place].items
                }
            }
            if isHeld { return count }
        }
        return 0
    }

    /// How well a word is found in each place: as it stands, else as the place or the kind that it names.
    private func scores(of part: SearchPart) -> [Float] {
        var scores = scores(of: part.term, within: PlaceSet(below: capacity))
        for place in scores.indices {
            guard isLive[place] else {
                scores[place] = 0
                continue
            }
            guard scores[place] == 0 else { continue }
            let row = rows[place]
            if row.kinds & part.kinds != 0 {
                scores[place] = 40
            } else if row.kinds & part.nearKinds != 0 {
                scores[place] = 20
            } else if part.regions.contains(where: { row.region.isWithin($0) }) {
                scores[place] = 60
            } else if part.regions.contains(where: { $0.isWithin(row.region) }) {
                scores[place] = 15
            }
        }
        return scores
    }
}

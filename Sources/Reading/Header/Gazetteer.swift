// SPDX-License-Identifier: Apache-2.0
import Standards

/// All names of places of the state's code set, for finding them in a text.
enum Gazetteer {
    /// A name found in a text.
    struct Found {
        let range: Range<Int>
        let regions: [Region]
        /// 苏州 for 苏州市.
        let isShort: Bool
    }

    private struct Index {
        let official: Lexicon
        let short: Lexicon
        let regions: [Word: [Region]]
    }

    private static let index: Index = {
        var regions: [Word: [Region]] = [:]
        var official: Set<Word> = []
        var short: Set<Word> = []
        for province in Region.provinces {
            for region in [province] + province.children + province.children.flatMap(\.children) {
                let name = Word(region.name)
                official.insert(name)
                if regions[name]?.contains(region) != true { regions[name, default: []].append(region) }
                let stem = Word(region.shortName)
                // Short names of counties are too often ordinary words; those of provinces and cities are
                // not.
                guard region.level != .county, stem.count >= 2, stem != name else { continue }
                short.insert(stem)
                if regions[stem]?.contains(region) != true { regions[stem, default: []].append(region) }
            }
        }
        // Documents outlive the names of places; where a name is borne today, that place is meant.
        for region in withdrawn() {
            let name = Word(region.name)
            guard name.count >= 3, regions[name] == nil else { continue }
            official.insert(name)
            regions[name] = [region]
        }
        return Index(official: Lexicon(Array(official)), short: Lexicon(Array(short)), regions: regions)
    }()

    /// Counties that are no more, among the codes of today's cities: 渝北区 stands in many documents in force.
    private static func withdrawn() -> [Region] {
        let cities = Region.provinces.flatMap { [$0] + $0.children.filter { $0.level == .city } }
        let heads = Set(cities.map { $0.number / 100 } + Region.provinces.map { $0.number / 100 + 1 })
        return heads.sorted().flatMap { head in
            (1...99).compactMap { Region(number: head * 100 + Int32($0)) }.filter {
                $0.level == .county && $0.isWithdrawn
            }
        }
    }

    /// The names in a text, in order, none inside another.
    static func find(_ text: Stretch, short: Bool) -> [Found] {
        var found: [Found] = []
        var at = text.startIndex
        while at < text.endIndex {
            guard text[at].isHan else {
                at += 1
                continue
            }
            let official = index.official.match(text, at: at)
            guard let word = official ?? (short ? index.short.match(text, at: at) : nil),
                let regions = index.regions[word]
            else {
                at += 1
                continue
            }
            found.append(Found(range: at..<(at + word.count), regions: regions, isShort: official == nil))
            at += word.count
        }
        return found
    }
}

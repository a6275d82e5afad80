// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards

/// A word within what was typed in one piece: 宿迁技改补贴 is a place, a thing and a kind of support.
struct SearchPart: Sendable {
    let term: SearchTerm
    /// Kinds of support that the word names, as bits.
    var kinds: UInt16 = 0
    /// Kinds that it may mean as well: whoever says 补贴 means money of any kind.
    var nearKinds: UInt16 = 0
    /// Places of that name.
    var regions: [Region] = []
}

/// The words at which a search that finds nothing is parted: names of places, kinds of support, synonyms, and
/// the themes, tags and offices of a catalogue.
struct SearchWords {
    private let own: Set<[UInt16]>
    private let places: [[UInt16]: [Region]]
    private let longest: Int
    private let synonyms: SynonymBook
    private let otherNames: [[UInt16]: [[UInt16]]]

    /// - Parameters:
    ///   - names: the themes, tags and offices of the catalogue.
    ///   - regions: where its policies hold.
    init(
        names: [String], regions: Set<Region>, synonyms: SynonymBook = .shared,
        otherNames: [[UInt16]: [[UInt16]]]
    ) {
        var own = Set(synonyms.members.keys).union(Self.kinds.keys).union(otherNames.keys)
        own.formUnion(names.map(FoldedText.codes).filter { $0.count >= 2 })
        self.own = own
        var places = Self.farPlaces
        // 合作 and 平安 are counties as well: only those near a policy go by their short names.
        for city in Set(regions.compactMap(Self.city)) {
            for county in city.children where county.shortName.count >= 2 {
                places[FoldedText.codes(county.shortName), default: []].append(county)
            }
        }
        self.places = places
        longest = max(own.map(\.count).max() ?? 2, 12)
        (self.synonyms, self.otherNames) = (synonyms, otherNames)
    }

    /// The longest known word at the start of some codes; `part` is nil for one that says nothing.
    func word(at codes: ArraySlice<UInt16>) -> (count: Int, part: SearchPart?)? {
        for count in stride(from: min(longest, codes.count), through: 1, by: -1) {
            let word = Array(codes.prefix(count))
            if count >= 2, own.contains(word) || places[word] != nil, let part = part(word) {
                return (count, part)
            }
            if Self.fillers.contains(word) { return (count, nil) }
        }
        return nil
    }

    /// A word that is searched for as it stands, and as what it names.
    func part(_ word: [UInt16]) -> SearchPart? {
        let text = synonyms.members[word] ?? FoldedText.text(word)
        guard let term = SearchTerm(text, synonyms, otherNames) else { return nil }
        var part = SearchPart(term: term, regions: places[word] ?? [])
        for phrase in term.phrases {
            guard let named = Self.kinds[phrase] else { continue }
            part.kinds |= named
            if named & Self.money != 0 { part.nearKinds |= Self.money }
        }
        return part
    }

    private static func city(_ region: Region) -> Region? {
        switch region.level {
        case .county: region.parent
        case .city: region
        default: nil
        }
    }

    /// Provinces, cities and counties by their names, provinces and cities by their short names as well.
    private static let farPlaces: [[UInt16]: [Region]] = {
        var places: [[UInt16]: [Region]] = [:]
        func add(_ name: String, _ region: Region) {
            guard name.count >= 2 else { return }
            let codes = FoldedText.codes(name)
            if places[codes]?.contains(region) != true { places[codes, default: []].append(region) }
        }
        for province in Region.provinces {
            for region in [province] + province.children {
                add(region.name, region)
                add(region.shortName, region)
                if region != province { for county in region.children { add(county.name, county) } }
            }
            add(province.englishName, province)
        }
        return places
    }()

    private static let money: UInt16 = [PolicyKind.award, .subsidy, .interest, .voucher, .rent]
        .reduce(0) { $0 | $1.bit }

    /// What people call the kinds of support.
    private static let kinds: [[UInt16]: UInt16] = {
        let words: [PolicyKind: [String]] = [
            .award: ["奖励", "奖金", "奖补"], .subsidy: ["补贴", "补助", "资助", "扶持", "资金", "奖补"],
            .loan: ["贷款", "信贷", "融资"], .interest: ["贴息"], .voucher: ["服务券", "创新券"],
            .recognition: ["认定", "评定"], .rent: ["租金", "房租", "减免"], .guarantee: ["担保"],
            .training: ["培训"],
        ]
        var kinds: [[UInt16]: UInt16] = [:]
        for (kind, names) in words {
            for name in names { kinds[FoldedText.codes(name), default: 0] |= kind.bit }
        }
        return kinds
    }()

    /// What people type around the words that say what they look for.
    private static let fillers: Set<[UInt16]> = Set(
        [
            "的", "和", "与", "及", "有", "吗", "呢", "我", "能", "可以", "有哪些", "哪些", "有什么", "什么", "怎么", "怎样", "如何",
            "多少", "我想", "想", "要", "企业", "公司", "我们", "政策", "项目", "申报", "申请", "领取", "办理", "条件", "流程", "最新",
            "今年",
            "for", "in", "of", "the", "and", "a", "to", "policy", "policies", "support", "company",
            "companies",
            "enterprise", "enterprises", "how", "apply", "application",
        ].map(FoldedText.codes))
}

// SPDX-License-Identifier: Apache-2.0

extension Region {
    /// The official name, without those above: 姑苏区. For a withdrawn code the last one.
    public var name: String { self == .nation ? "中华人民共和国" : Regions.shared.name(of: number) ?? code }

    /// The name with those above: 江苏省苏州市姑苏区. The nation stands only by itself.
    public var fullName: String {
        guard let parent, parent != .nation else { return name }
        return parent.fullName + name
    }

    /// The name in English. Provinces have their customary names; for others, whose transliteration no
    /// official table gives, it is the code with the province: `Jiangsu 320508`.
    public var englishName: String {
        if self == .nation { return "China" }
        let province = Region.englishProvinces[Int(number / 10_000)] ?? ""
        if level == .province { return province.isEmpty ? code : province }
        return province.isEmpty ? code : "\(province) \(code)"
    }

    /// The name without the word for its kind, as people say it: 江苏, 苏州, 昆山; 内蒙古, 恩施, 沙县 (which without
    /// 县 would be one character).
    public var shortName: String { Region.short(name) }

    /// Whether the code is no longer in force.
    public var isWithdrawn: Bool { self != .nation && !Regions.shared.isCurrent(number) }

    /// A name that the code had, and the years in which it held.
    public struct FormerName: Hashable, Sendable {
        /// The name.
        public let name: String
        /// The first year, or nil when older than the records.
        public let firstYear: Int?
        /// The last year, or nil when not certain.
        public let lastYear: Int?
    }

    /// The names that no longer hold, oldest first; for a withdrawn code its last name is the last of them.
    public var formerNames: [FormerName] {
        Regions.shared.former(of: number).map {
            FormerName(name: $0.name, firstYear: $0.first, lastYear: $0.last)
        }
    }

    /// The last year in which a withdrawn code held, or nil when it is in force or the year is not certain.
    public var lastYear: Int? { isWithdrawn ? Regions.shared.former(of: number).last?.last : nil }

    /// For a withdrawn code the one that took its place, where that is certain: 茌平县 → 茌平区. It may itself have
    /// been withdrawn; `current` follows to the end.
    public var successor: Region? {
        guard isWithdrawn else { return nil }
        return Regions.shared.former(of: number).last?.successor.map(Region.init(known:))
    }

    /// The region itself, or what it has become today; nil when that is not known.
    public var current: Region? {
        var region = self
        // No chain of successors is longer than the reforms since 1980.
        for _ in 0..<16 {
            guard region.isWithdrawn else { return region }
            guard let next = region.successor else { return nil }
            region = next
        }
        return nil
    }

    /// The regions of today that people may mean by a name, best first: full or short names, with the names
    /// of those above in front as a hint. `苏州`, `江苏苏州`, `江苏省苏州市姑苏区`, `苏州姑苏`; `朝阳区` finds two.
    ///
    /// When no region of today has the name, those that had it are found: `茌平县`.
    public static func named(_ text: String) -> [Region] {
        let sought = Han.simplified(text.filter { !$0.isWhitespace })
        guard !sought.isEmpty, sought.count <= 60 else { return [] }
        if ["中国", "全国", "中华人民共和国"].contains(sought) { return [.nation] }
        for names in [RegionNames.shared.full, RegionNames.shared.short, RegionNames.shared.former] {
            let found = matches(sought, in: names)
            if !found.isEmpty { return found }
        }
        return []
    }

    /// The longest own name that ends the text and whose rest names regions above it.
    private static func matches(_ sought: String, in names: [Substring: [Int32]]) -> [Region] {
        var suffix = sought[...]
        while !suffix.isEmpty {
            let regions = (names[suffix] ?? []).map(Region.init(known:))
            let fitting = regions.filter { $0.isBelow(sought.dropLast(suffix.count)) }
            if !fitting.isEmpty { return fitting.sorted { ($0.level, $0.number) < ($1.level, $1.number) } }
            suffix = suffix.dropFirst()
        }
        return []
    }

    /// Whether the words are names of regions above this one, from the top down; each may be left out.
    private func isBelow(_ words: Substring) -> Bool {
        var rest = words
        var above = parent
        while let region = above, region != .nation {
            if rest.hasSuffix(region.name) {
                rest = rest.dropLast(region.name.count)
            } else if rest.hasSuffix(region.shortName) {
                rest = rest.dropLast(region.shortName.count)
            }
            above = region.parent
        }
        return rest.isEmpty || rest == "中国"
    }

    private static let englishProvinces: [Int: String] = [
        11: "Beijing", 12: "Tianjin", 13: "Hebei", 14: "Shanxi", 15: "Inner Mongolia", 21: "Liaoning",
        22: "Jilin",
        23: "Heilongjiang", 31: "Shanghai", 32: "Jiangsu", 33: "Zhejiang", 34: "Anhui", 35: "Fujian",
        36: "Jiangxi",
        37: "Shandong", 41: "Henan", 42: "Hubei", 43: "Hunan", 44: "Guangdong", 45: "Guangxi", 46: "Hainan",
        50: "Chongqing", 51: "Sichuan", 52: "Guizhou", 53: "Yunnan", 54: "Tibet", 61: "Shaanxi", 62: "Gansu",
        63: "Qinghai", 64: "Ningxia", 65: "Xinjiang", 71: "Taiwan", 81: "Hong Kong", 82: "Macao",
    ]
}

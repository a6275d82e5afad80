// SPDX-License-Identifier: Apache-2.0

/// Where to find regions by name: built once, at first use, because few programs ask.
struct RegionNames: Sendable {
    static let shared = RegionNames()

    let full: [Substring: [Int32]]
    let short: [Substring: [Int32]]
    /// Names that no longer hold, of codes that are withdrawn and of those that are not.
    let former: [Substring: [Int32]]

    private init() {
        var full: [Substring: [Int32]] = [:]
        var short: [Substring: [Int32]] = [:]
        var former: [Substring: [Int32]] = [:]
        for number in Regions.shared.numbers {
            let name = Region(known: number).name
            full[name[...], default: []].append(number)
            let stem = Region.short(name)
            if stem != name { short[stem[...], default: []].append(number) }
        }
        for entry in Regions.shared.former where former[entry.name[...]]?.last != entry.number {
            former[entry.name[...], default: []].append(entry.number)
        }
        (self.full, self.short, self.former) = (full, short, former)
    }
}

extension Region {
    /// Longest first, so that 自治区 is not taken for 区.
    private static let kinds = [
        "特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "地区", "林区", "特区", "省", "市", "县", "区", "旗", "盟",
    ]

    static func short(_ name: String) -> String {
        if let cut = autonomousStem(name) { return cut }
        for kind in kinds where name.hasSuffix(kind) {
            let stem = name.dropLast(kind.count)
            return stem.count >= 2 ? String(stem) : name
        }
        return name
    }

    /// 恩施 of 恩施土家族苗族自治州: what stands before the names of peoples. Nil where nothing would remain (自治旗 of
    /// one people) or the name is not of this kind.
    private static func autonomousStem(_ name: String) -> String? {
        guard let kind = ["自治州", "自治县", "自治旗"].first(where: name.hasSuffix) else { return nil }
        var stem = Substring(name.dropLast(kind.count))
        var changed = true
        while changed {
            changed = false
            for people in peoples where stem.hasSuffix(people) && stem.count > people.count {
                stem = stem.dropLast(people.count)
                changed = true
                break
            }
        }
        return stem.count >= 2 && stem.count < name.count - kind.count ? String(stem) : nil
    }

    /// The names of peoples as they stand in names of autonomous prefectures and counties.
    private static let peoples = [
        "柯尔克孜", "哈萨克", "塔吉克", "土家族", "布依族", "哈尼族", "傈僳族", "景颇族", "朝鲜族", "蒙古族", "拉祜族",
        "布朗族", "仫佬族", "毛南族", "纳西族", "普米族", "仡佬族", "东乡族", "保安族", "撒拉族", "裕固族", "哈萨克族",
        "塔吉克族", "达斡尔族", "锡伯族", "各族", "藏族", "羌族", "彝族", "苗族", "侗族", "壮族", "白族", "傣族", "回族", "黎族",
        "瑶族", "水族", "土族", "满族", "畲族", "怒族", "独龙族", "佤族", "蒙古", "锡伯", "达斡尔", "鄂温克族",
    ]
}

// SPDX-License-Identifier: Apache-2.0
import Standards

/// All packs in use: one vocabulary, and every version of every rule.
public struct Library: Sendable {
    public let packs: [Pack]
    public let vocabulary: Vocabulary
    /// In the order of packs and file names.
    public let rules: [Rule]
    private let byName: [String: [Int]]
    private let codes: [String]

    public init(packs: [Pack], vocabulary: Vocabulary, rules: [Rule]) {
        self.packs = packs
        self.vocabulary = vocabulary
        self.rules = rules
        var byName: [String: [Int]] = [:]
        var codes: [String] = []
        for (index, rule) in rules.enumerated() {
            if byName[rule.code] == nil { codes.append(rule.code) }
            for name in Set([rule.code, rule.title]) { byName[name, default: []].append(index) }
        }
        self.byName = byName
        self.codes = codes
    }

    /// Codes of all rules, each once, in order.
    public var ruleCodes: [String] { codes }

    /// All versions of the rule of that code or title.
    public func versions(of name: String) -> [Rule] { (byName[name] ?? []).map { rules[$0] } }

    /// The version that decides: in force on the day for the purpose, for the smallest region that holds the
    /// place. Without a place, the nation's version, else a regional one, which then asks for the place.
    public func rule(named name: String, on day: Day, for purpose: Purpose, in region: Region?) -> Rule? {
        let inForce = versions(of: name).filter { rule in
            rule.applicability.contains { $0.covers(day, for: purpose) }
        }
        guard let region else { return inForce.first(where: \.isNational) ?? inForce.first }
        return
            inForce
            .filter { rule in rule.regions.contains { region.isWithin($0) || $0.isWithin(region) } }
            .max { $0.narrowness < $1.narrowness }
    }

    /// One version of each rule that is in force on the day for the purpose at the place.
    public func rules(on day: Day, for purpose: Purpose, in region: Region?) -> [Rule] {
        codes.compactMap { rule(named: $0, on: day, for: purpose, in: region) }
    }
}

/// A folder of rules, procedures and forms that a bureau keeps.
public struct Pack: Hashable, Sendable {
    /// Name of its folder.
    public let folder: String
    public let title: String
    public let titleEnglish: String
    public let dependencies: [String]
}

extension Rule {
    /// In force in the whole country.
    public var isNational: Bool { regions.contains(.nation) }

    /// 0 for the nation, 1 province, 2 city, 3 county.
    var narrowness: Int { regions.map(\.depth).max() ?? 0 }
}

extension Region {
    fileprivate var depth: Int {
        var depth = 0
        var above = parent
        while let region = above, depth < 5 {
            depth += 1
            above = region.parent
        }
        return depth
    }
}

extension Vocabulary {
    /// Where an enterprise is registered: by convention the word 注册地.
    public var regionWord: Word? { word(named: "注册地") }
    /// What an enterprise does: by convention the word 所属行业.
    public var industryWord: Word? { word(named: "所属行业") }
}

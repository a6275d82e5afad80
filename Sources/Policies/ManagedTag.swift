// SPDX-License-Identifier: Apache-2.0
import Store

/// A word under which policies are found, kept by editors: 数字化. Other names for it find the same.
public struct ManagedTag: Hashable, Sendable {
    /// It stays when the name changes.
    public let id: ID<ManagedTag>
    /// The name that is shown.
    public let name: String
    /// What it says something about.
    public let dimension: TagDimension
    /// Whether it is offered; one that is not still finds.
    public let isOffered: Bool
    /// Earlier names, and names of tags that were merged into it.
    public let synonyms: [String]
    /// Grows with every change.
    public let revision: Int64

    /// A tag from its parts.
    public init(
        id: ID<ManagedTag>, name: String, dimension: TagDimension, isOffered: Bool = true,
        synonyms: [String] = [], revision: Int64 = 1
    ) {
        self.id = id
        self.name = name
        self.dimension = dimension
        self.isOffered = isOffered
        self.synonyms = synonyms
        self.revision = revision
    }

    /// The same tag as somebody saw it at a revision, so that a change over a later one is refused.
    public func seen(at revision: Int64) -> ManagedTag {
        ManagedTag(
            id: id, name: name, dimension: dimension, isOffered: isOffered, synonyms: synonyms,
            revision: revision)
    }
}

/// What a tag says something about: of the policy the first four, of the enterprise that it seeks the others.
public enum TagDimension: String, CaseIterable, Sendable, Codable {
    /// 发文机构.
    case issuer
    /// 地区.
    case region
    /// 类型.
    case kind
    /// 主题.
    case theme
    /// 注册地.
    case registration
    /// 行业.
    case industry
    /// 园区.
    case park
    /// 从业人员.
    case staff
    /// 营业收入.
    case revenue
    /// 资产总额.
    case assets
    /// 企业梯度.
    case ladder
}

/// All managed tags, as a value: each name leads to its tag, so that other names fold into one.
public struct TagBook: Sendable {
    /// In the order of their names.
    public let tags: [ManagedTag]
    /// The number of the latest change; 0 while there is none.
    public let change: Int64
    private let places: [String: Int]

    /// A book of tags.
    public init(_ tags: [ManagedTag] = [], change: Int64 = 0) {
        self.tags = tags
        self.change = change
        var places: [String: Int] = [:]
        for (place, tag) in tags.enumerated() {
            for name in [tag.name] + tag.synonyms { places[name] = place }
        }
        self.places = places
    }

    /// Those that are offered, in the order of their names.
    public var offered: [ManagedTag] { tags.filter(\.isOffered) }

    /// The tag of a name or another name for it; nil for a word that nobody manages.
    public func tag(named name: String) -> ManagedTag? { places[name].map { tags[$0] } }

    /// The name under which a word is shown: itself where nobody manages it.
    public func name(of word: String) -> String { tag(named: word)?.name ?? word }

    /// The names under which words are shown, each once, in their order.
    public func names(of words: [String]) -> [String] {
        var seen: Set<String> = []
        return words.map(name(of:)).filter { seen.insert($0).inserted }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// A named area that is no administrative division: 开发区, 高新区, 自贸片区. It lies in one or more counties.
///
/// Which zones exist, and where they lie, is content of a pack; no zone is built in.
public struct Zone: Hashable, Sendable {
    /// The full name: 苏州工业园区.
    public let name: String
    /// What it is, in the words of the document that declares it: 经济技术开发区, 高新技术产业开发区, 保税区 …
    public let kind: String
    /// The counties (or cities) in which it lies, in the order of their codes.
    public let regions: [Region]

    /// A zone, or nil when it has no name or lies nowhere.
    public init?(name: String, kind: String, regions: [Region]) {
        guard !name.isEmpty, !regions.isEmpty else { return nil }
        self.name = name
        self.kind = kind
        self.regions = Set(regions).sorted()
    }

    /// Whether the zone lies in the region as a whole.
    public func isWithin(_ region: Region) -> Bool { regions.allSatisfy { $0.isWithin(region) } }

    /// Whether an enterprise of the region may be in the zone. It need not: a county is larger than its
    /// zones.
    public func touches(_ region: Region) -> Bool {
        regions.contains { $0.isWithin(region) || region.isWithin($0) }
    }
}

extension Zone: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, kind, regions
    }

    /// Decodes a zone, and refuses one without a name or a place.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let zone = Zone(
            name: try container.decode(String.self, forKey: .name),
            kind: try container.decode(String.self, forKey: .kind),
            regions: try container.decode([Region].self, forKey: .regions))
        guard let zone else {
            throw DecodingError.dataCorruptedError(
                forKey: .regions, in: container, debugDescription: "A zone has a name and lies in a region.")
        }
        self = zone
    }
}

/// The zones that the packs in use declare.
public struct ZoneRegistry: Sendable {
    private var byName: [String: Zone] = [:]

    /// An empty registry.
    public init() {}

    /// Adds a zone; it replaces one of the same name, as an overriding pack wants.
    public mutating func add(_ zone: Zone) { byName[zone.name] = zone }

    /// The zone of this exact name.
    public func zone(named name: String) -> Zone? { byName[name] }

    /// All zones, by name.
    public var all: [Zone] { byName.values.sorted { $0.name < $1.name } }

    /// The zones in which an enterprise of the region may be.
    public func zones(touching region: Region) -> [Zone] { all.filter { $0.touches(region) } }

    /// The nearest names to one that is not declared.
    public func nearest(to name: String, limit: Int = 3) -> [String] {
        Nearest.nearest(to: name, in: byName.keys.sorted(), limit: limit)
    }
}

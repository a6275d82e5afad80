// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The neutral format of the province benchmark: a folder of raw columns and a list of policies.
///
/// Column kinds: code (int32, never missing), number (int64, its minimum is unknown), flag (int8, -1 is
/// unknown). A policy is `{"id", "all": [condition…]}`; conditions are `in`, `is`, `ge`, `le`, `ratio_ge`
/// (basis points), `any`, `all`.
public struct Province: Sendable {
    /// The columns, codes of a place being regions.
    public let schema: Schema
    /// How many enterprises there are.
    public let rows: Int
    /// The policies.
    public let programs: [Program]
    private let sources: [Source]

    private struct Source: Sendable {
        var kind: String
        var bytes: Data
    }

    private struct Head: Decodable {
        var rows: Int
        var columns: [Column]

        struct Column: Decodable {
            var name: String
            var kind: String
            var file: String
        }
    }

    /// Reads a folder; columns are mapped, not copied. `regions` names the code columns that are places.
    public init(
        folder: String, regions: Set<String> = ["city", "county"],
        sortedBy: [String] = ["section", "industry"]
    ) throws {
        let folder = URL(fileURLWithPath: folder, isDirectory: true)
        let head = try JSONDecoder().decode(
            Head.self, from: Data(contentsOf: folder.appendingPathComponent("columns.json")))
        rows = head.rows
        var sources: [Source] = [], columns: [Schema.Column] = []
        for column in head.columns {
            let bytes = try Data(
                contentsOf: folder.appendingPathComponent(column.file), options: .alwaysMapped)
            let width = column.kind == "number" ? 8 : column.kind == "code" ? 4 : 1
            guard bytes.count == head.rows * width else {
                throw MatchingFault.wrongLength(
                    column: column.name, expected: head.rows, found: bytes.count / width)
            }
            sources.append(Source(kind: column.kind, bytes: bytes))
            columns.append(
                Schema.Column(
                    column.name, Province.kind(column.kind, bytes, isRegion: regions.contains(column.name))))
        }
        self.sources = sources
        schema = try Schema(
            columns, sortedBy: sortedBy.filter { name in columns.contains { $0.name == name } })
        programs = try Province.programs(
            Data(contentsOf: folder.appendingPathComponent("policies.json")), schema)
    }

    /// Loads all enterprises, in parallel.
    public func population(threads: Int = Threads.all) throws -> Population {
        let sources = sources
        return try PopulationBuilder(schema, count: rows) { column, enterprises, out in
            let source = sources[column]
            source.bytes.withUnsafeBytes { raw in
                switch source.kind {
                case "code": fill(out, raw.assumingMemoryBound(to: Int32.self), enterprises) { Int64($0) }
                case "flag":
                    fill(out, raw.assumingMemoryBound(to: Int8.self), enterprises) {
                        $0 < 0 ? unknownValue : Int64($0)
                    }
                default: fill(out, raw.assumingMemoryBound(to: Int64.self), enterprises) { $0 }
                }
            }
        }.population(threads: threads)
    }

    private static func kind(_ kind: String, _ bytes: Data, isRegion: Bool) -> Schema.Kind {
        switch kind {
        case "number": return .number
        case "flag": return .flag
        default:
            let most = bytes.withUnsafeBytes { $0.assumingMemoryBound(to: Int32.self).max() ?? 0 }
            return .code(words: Int(most) + 1, isRegion: isRegion)
        }
    }
}

private func fill<Raw>(
    _ out: UnsafeMutableBufferPointer<Int64>, _ raw: UnsafeBufferPointer<Raw>,
    _ enterprises: UnsafeBufferPointer<UInt32>, _ value: (Raw) -> Int64
) {
    for row in 0..<enterprises.count { out[row] = value(raw[Int(enterprises[row])]) }
}

// Policies

extension Province {
    private struct Policy: Decodable {
        var id: Int
        var all: [Condition]
    }

    private indirect enum Condition: Decodable {
        case among(String, [Int])
        case flag(String)
        case atLeast(String, Int64)
        case atMost(String, Int64)
        case ratio(String, String, Int64)
        case any([Condition])
        case all([Condition])

        private enum Key: String, CodingKey {
            case `in`, `is`, ge, le, ratio = "ratio_ge", any, all
        }

        init(from decoder: any Decoder) throws {
            let box = try decoder.container(keyedBy: Key.self)
            guard let key = box.allKeys.first, box.allKeys.count == 1 else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "one known condition expected"))
            }
            switch key {
            case .is: self = .flag(try box.decode(String.self, forKey: key))
            case .any: self = .any(try box.decode([Condition].self, forKey: key))
            case .all: self = .all(try box.decode([Condition].self, forKey: key))
            default:
                var list = try box.nestedUnkeyedContainer(forKey: key)
                let column = try list.decode(String.self)
                switch key {
                case .in: self = .among(column, try list.decode([Int].self))
                case .ge: self = .atLeast(column, try list.decode(Int64.self))
                case .le: self = .atMost(column, try list.decode(Int64.self))
                default:
                    self = .ratio(column, try list.decode(String.self), try list.decode(Int64.self))
                }
            }
        }

        func formula(_ schema: Schema) throws -> Formula {
            switch self {
            case .among(let name, let codes):
                let column = try schema.place(of: name)
                guard case .code(let words, _) = schema.columns[column].kind else {
                    throw MatchingFault.notOfKind(column: name, expected: "code")
                }
                return .code(column: column, CodeBits(codes, of: words))
            case .flag(let name): return .flag(column: try schema.place(of: name))
            case .atLeast(let name, let value):
                return .compare(column: try schema.place(of: name), .atLeast, value)
            case .atMost(let name, let value):
                return .compare(column: try schema.place(of: name), .atMost, value)
            case .ratio(let numerator, let denominator, let parts):
                return .ratio(
                    try schema.place(of: numerator), try schema.place(of: denominator), .atLeast,
                    parts: parts,
                    of: 10_000)
            case .any(let conditions): return .any(try conditions.map { try $0.formula(schema) })
            case .all(let conditions): return .all(try conditions.map { try $0.formula(schema) })
            }
        }
    }

    private static func programs(_ json: Data, _ schema: Schema) throws -> [Program] {
        try JSONDecoder().decode([Policy].self, from: json).map { policy in
            Program(id: policy.id, clauses: try policy.all.map { try $0.formula(schema) })
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Testing

@testable import Matching

@Suite("The benchmark's neutral format")
struct ProvinceTests {
    private func folder(policies: String, revenue: [Int64]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "province-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        func write<Number: FixedWidthInteger>(_ name: String, _ values: [Number]) throws {
            try values.withUnsafeBytes { Data($0) }.write(to: folder.appendingPathComponent(name))
        }
        try write("county.i32", [1, 0, 1, 0] as [Int32])
        try write("revenue.i64", revenue)
        try write("cost.i64", [50, 0, 10, .min] as [Int64])
        try write("flag0.i8", [1, -1, 0, 1] as [Int8])
        let head = """
            {"rows": 4, "columns": [{"name": "county", "kind": "code", "file": "county.i32"},
             {"name": "revenue", "kind": "number", "file": "revenue.i64"},
             {"name": "cost", "kind": "number", "file": "cost.i64"}, {"name": "flag0", "kind": "flag", "file": "flag0.i8"}]}
            """
        try Data(head.utf8).write(to: folder.appendingPathComponent("columns.json"))
        try Data(policies.utf8).write(to: folder.appendingPathComponent("policies.json"))
        return folder.path
    }

    @Test("every kind of condition is read and judged in three values")
    func conditions() throws {
        let policies = """
            [{"id": 4, "all": [{"in": ["county", [1]]}, {"ge": ["revenue", 100]}]},
             {"id": 5, "all": [{"is": "flag0"}, {"le": ["revenue", 100]}]},
             {"id": 6, "all": [{"ratio_ge": ["revenue", "cost", 20000]}]},
             {"id": 7, "all": [{"any": [{"is": "flag0"}, {"all": [{"ge": ["cost", 10]}, {"ge": ["revenue", 5]}]}]}]}]
            """
        let path = try folder(policies: policies, revenue: [100, 99, .min, 7])
        defer { try? FileManager.default.removeItem(atPath: path) }
        let province = try Province(folder: path)
        let matcher = try Matcher(Plan(province.programs, schema: province.schema), province.population())
        let outcomes = try (0..<4).map { enterprise in
            let ballot = try matcher.ballot(of: enterprise)
            return (0..<4).map { ballot.outcome(ofRule: $0) }
        }
        #expect(outcomes[0] == [.met, .met, .met, .met])
        #expect(outcomes[1] == [.missed, .unknown, .unknown, .unknown])
        #expect(outcomes[2] == [.unknown, .missed, .unknown, .unknown])
        #expect(outcomes[3] == [.missed, .met, .unknown, .met])
        #expect(matcher.plan.ids == [4, 5, 6, 7])
        #expect(matcher.counts().eligible == [1, 2, 1, 2])
    }

    @Test("a short column and an unknown word are named")
    func faults() throws {
        let short = try folder(policies: "[]", revenue: [1, 2])
        let unknown = try folder(
            policies: #"[{"id": 1, "all": [{"ge": ["revenu", 1]}]}]"#, revenue: [1, 2, 3, 4])
        defer { for path in [short, unknown] { try? FileManager.default.removeItem(atPath: path) } }
        #expect(throws: MatchingFault.wrongLength(column: "revenue", expected: 4, found: 2)) {
            try Province(folder: short)
        }
        #expect(throws: MatchingFault.unknownWord(name: "revenu", nearest: "revenue")) {
            try Province(folder: unknown)
        }
    }
}

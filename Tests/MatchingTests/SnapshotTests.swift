// SPDX-License-Identifier: Apache-2.0
import Foundation
import MatchingWorld
import Testing

@testable import Matching

@Suite("A snapshot is used only when it is whole and current")
struct SnapshotTests {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("columns-\(UUID().uuidString)")
        .path

    private func world() throws -> (World, Population) {
        let world = try World(seed: 5, enterprises: 9_000, rules: 12)
        return (world, try PopulationBuilder(world.schema, columns: world.columns).population(revision: 7))
    }

    @Test("what is opened answers as what was written")
    func roundTrip() throws {
        defer { unlink(path) }
        let (world, population) = try world()
        let changed = try population.removing(11).replacing(4, of: 12, with: 3)
        try Snapshot.write(changed, to: path)
        let opened = try Snapshot.open(path, schema: world.schema, revision: changed.revision)
        #expect(opened.count == 8_999)
        let plan = try Plan(world.programs, schema: world.schema, today: World.today)
        let counts = try Matcher(plan, changed).counts()
        #expect(try Matcher(plan, opened).counts() == counts)
        #expect(counts != (try Matcher(plan, population).counts()))
        #expect(try opened.values(of: 12) == changed.values(of: 12))
        // The mapped version changes like any other.
        let next = try opened.replacing(5, of: 12, with: 77)
        #expect(try next.values(of: 12)[5] == 77)
        #expect(try opened.values(of: 12)[5] == changed.values(of: 12)[5])
    }

    @Test("a flipped bit anywhere, a cut end and a longer file are noticed")
    func damage() throws {
        defer { unlink(path) }
        let (world, population) = try world()
        try Snapshot.write(population, to: path)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        var dice = Dice(1)
        for place in [0, 8, 16, 40, 48, 64, 200] + (0..<40).map({ _ in dice.roll(whole.count) }) {
            var bytes = whole
            bytes[place] ^= 1 << UInt8(place % 8)
            try bytes.write(to: URL(fileURLWithPath: path))
            #expect(throws: MatchingFault.self, "byte \(place)") {
                try Snapshot.open(path, schema: world.schema, revision: 7)
            }
        }
        for bytes in [whole.prefix(10), whole.prefix(whole.count - 1), whole + [0], Data()] {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            #expect(throws: MatchingFault.self) {
                try Snapshot.open(path, schema: world.schema, revision: 7)
            }
        }
    }

    @Test("another revision, other columns and no file at all are told apart")
    func refusals() throws {
        defer { unlink(path) }
        let (world, population) = try world()
        try Snapshot.write(population, to: path)
        #expect(throws: MatchingFault.snapshot(.stale(expected: 8, found: 7))) {
            try Snapshot.open(path, schema: world.schema, revision: 8)
        }
        let other = try Schema([.init("other", .number)])
        #expect(throws: MatchingFault.snapshot(.otherSchema)) {
            try Snapshot.open(path, schema: other, revision: 7)
        }
        #expect(throws: MatchingFault.snapshot(.unreadable(errno: ENOENT))) {
            try Snapshot.open(path + ".none", schema: world.schema, revision: 7)
        }
    }
}

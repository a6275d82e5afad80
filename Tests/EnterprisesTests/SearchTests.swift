// SPDX-License-Identifier: Apache-2.0
import Standards
import Store
import StoreTesting
import Testing

@testable import Enterprises

@Suite("Search")
struct SearchTests {
    private static let names = [
        "苏州华为技术有限公司", "江苏长安汽车销售有限公司", "苏州数据科技股份有限公司", "苏州iPhone15手机壳厂", "重庆火锅苏州分店", "苏州京北贸易有限公司",
    ]

    private func found(_ typed: String, in world: World, scope: Region = World.suzhou) async throws
        -> [String]
    {
        let query = try #require(SearchQuery(typed))
        return try await world.room.finder.search(query, Selection(scope: [scope]), after: nil, limit: 20)
            .enterprises.map(\.name)
    }

    private func filled(_ dialect: Dialect, _ body: (World) async throws -> Void) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            for (number, name) in Self.names.enumerated() { _ = try await world.add(name, number + 1) }
            _ = try await world.add("无锡华为技术有限公司", 90, in: World.binhu)
            try await body(world)
        }
    }

    @Test("One, two and more characters, anywhere in the name", arguments: everyDialect)
    func characters(_ dialect: Dialect) async throws {
        try await filled(dialect) { (world: World) async throws -> Void in
            #expect(try await found("华", in: world) == [Self.names[0]])
            #expect(try await found("华为", in: world) == [Self.names[0]])
            #expect(try await found("数据", in: world) == [Self.names[2]])
            #expect(try await found("手机", in: world) == [Self.names[3]])
            #expect(try await found("iphone15手机", in: world) == [Self.names[3]])
            #expect(try await found("苏州华为技术有限公司", in: world) == [Self.names[0]])
            #expect(try await found("北京", in: world) == [], "the characters in another order")
            #expect(try await found("苏州 火锅", in: world) == [Self.names[4]], "two words, apart")
        }
    }

    @Test(
        "Pinyin in full and initials, from any character on, with several readings", arguments: everyDialect)
    func readings(_ dialect: Dialect) async throws {
        try await filled(dialect) { (world: World) async throws -> Void in
            #expect(try await found("huawei", in: world) == [Self.names[0]])
            #expect(try await found("szhw", in: world) == [Self.names[0]])
            #expect(try await found("hwjs", in: world) == [Self.names[0]])
            #expect(try await found("changan", in: world) == [Self.names[1]])
            #expect(try await found("zhangan", in: world) == [Self.names[1]], "长 is read in two ways")
            #expect(try await found("cqhg", in: world) == [Self.names[4]])
            #expect(try await found("xyzq", in: world) == [])
        }
    }

    @Test("Traditional characters, full width and capitals find the same", arguments: everyDialect)
    func forms(_ dialect: Dialect) async throws {
        try await filled(dialect) { (world: World) async throws -> Void in
            #expect(try await found("華為技術", in: world) == [Self.names[0]])
            #expect(try await found("數據", in: world) == [Self.names[2]])
            #expect(try await found("ＩＰＨＯＮＥ", in: world) == [Self.names[3]])
        }
    }

    @Test("The beginning of a credit code, and the whole", arguments: everyDialect)
    func codes(_ dialect: Dialect) async throws {
        try await filled(dialect) { (world: World) async throws -> Void in
            #expect(try await found("91320508MA000003", in: world) == [Self.names[2]])
            #expect(try await found(World.code(3).text, in: world) == [Self.names[2]])
            #expect(try await found(World.code(3).text.lowercased(), in: world) == [Self.names[2]])
            #expect(try await found("91320508", in: world).count == Self.names.count, "not that of Wuxi")
            #expect(try await found("91440300", in: world) == [])
        }
    }

    @Test(
        "Former names are found, and no phrase reaches from one name into the next", arguments: everyDialect)
    func former(_ dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            _ = try await world.add("苏州明月商行", 1)
            _ = try await world.add("苏州清风商行", 1)
            #expect(try await found("明月", in: world) == ["苏州清风商行"])
            #expect(try await found("清风", in: world) == ["苏州清风商行"])
            #expect(try await found("商行苏州", in: world) == [])
        }
    }

    @Test(
        "Nothing outside the reader's regions is found, and several regions are searched",
        arguments: everyDialect)
    func scope(_ dialect: Dialect) async throws {
        try await filled(dialect) { (world: World) async throws -> Void in
            #expect(try await found("华为", in: world, scope: World.wuxi) == ["无锡华为技术有限公司"])
            #expect(try await found("华为", in: world, scope: .nation).count == 2)
            let query = try #require(SearchQuery("华为"))
            let both = Selection(scope: [World.wuxi, World.gusu])
            let part = try await world.room.finder.search(query, both, after: nil, limit: 9)
            #expect(part.enterprises.count == 2)
        }
    }

    @Test("Filters apply to what is found, page by page, and each hit comes once", arguments: everyDialect)
    func paging(_ dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            for number in 1...30 {
                _ = try await world.add("苏州第\(number)厂", number, state: number % 3 == 0 ? .closed : .active)
            }
            let query = try #require(SearchQuery("苏州"))
            var selection = Selection(scope: [World.suzhou])
            selection.state = .closed
            var seen: [String] = []
            var place: ListPlace?
            repeat {
                let part = try await world.room.finder.search(query, selection, after: place, limit: 4)
                seen += part.enterprises.map(\.name)
                place = part.next
            } while place != nil
            #expect(seen.count == 10 && Set(seen).count == 10)
        }
    }

    @Test("Who bears exactly the name comes first, and not once more on a later page")
    func exactName() async throws {
        try await World.with { (world: World) async throws -> Void in
            for number in 1...8 { _ = try await world.add("苏州明月\(number)厂", number) }
            _ = try await world.add("明月", 9)
            let query = try #require(SearchQuery("明月"))
            let selection = Selection(scope: [World.suzhou])
            var seen: [String] = []
            var place: ListPlace?
            repeat {
                let part = try await world.room.finder.search(query, selection, after: place, limit: 4)
                seen += part.enterprises.map(\.name)
                place = part.next
            } while place != nil
            #expect(seen.first == "明月" && seen.count == 9 && Set(seen).count == 9)
        }
    }

    @Test(
        "What would be syntax is only text",
        arguments: ["\"", "'", "a\"b", "* OR *", "(苏", "苏:*", "ʀ320508", "--", "|&!"])
    func hostile(typed: String) async throws {
        for dialect in everyDialect {
            try await filled(dialect) { (world: World) async throws -> Void in
                guard let query = SearchQuery(typed) else { return }
                _ = try await world.room.finder.search(
                    query, Selection(scope: [World.suzhou]), after: nil, limit: 5)
            }
        }
    }
}

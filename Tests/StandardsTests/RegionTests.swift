// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Standards

@Suite("Region: GB/T 2260")
struct RegionTests {
    private func region(_ code: String) throws -> Region { try #require(Region(code: code)) }

    @Test("there are 34 provinces and equals, each with an English name")
    func provinces() {
        #expect(Region.provinces.count == 34)
        #expect(Set(Region.provinces.map(\.englishName)).count == 34)
        #expect(Region.provinces.allSatisfy { $0.level == .province && $0.parent == .nation })
    }

    @Test("there are 34 provinces, 333 cities and 2,845 counties, as the ministry counts them")
    func isComplete() {
        let levels = Regions.shared.numbers.map { Region(known: $0).level }
        // 2,846 counties at the end of 2024, less two and plus one in Chongqing (两江新区).
        #expect(levels.filter { $0 == .province }.count == 34 && levels.filter { $0 == .city }.count == 333)
        #expect(levels.filter { $0 == .county }.count == 2_845)
    }

    @Test("the tables are sorted, without repetition, and each division finds itself and lies in its parent")
    func treeIsWhole() throws {
        let numbers = Regions.shared.numbers
        #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
        var found = 0
        for number in numbers {
            let region = Region(known: number)
            #expect(Region(code: region.code) == region && !region.name.isEmpty && !region.isWithdrawn)
            let parent = try #require(region.parent)
            #expect(parent.level < region.level && region.isWithin(parent) && !parent.isWithin(region))
            #expect(region.isWithin(.nation) && region.isWithin(region))
            found += region.children.count
        }
        // Everything is the child of exactly one.
        #expect(found + Region.provinces.count == numbers.count)
        #expect(numbers.count > 3_100 && Regions.shared.former.count > 3_000)
    }

    @Test("successors exist, and following them ends today or is unknown")
    func successorsExist() {
        for former in Regions.shared.former {
            if let successor = former.successor {
                #expect(Regions.shared.isKnown(successor), "\(former.number)")
            }
            if let first = former.first, let last = former.last { #expect(first <= last, "\(former.number)") }
            if let current = Region(known: former.number).current { #expect(!current.isWithdrawn) }
        }
    }

    @Test(
        "names stand with those above them",
        arguments: [
            ("320508", "江苏省苏州市姑苏区"), ("371503", "山东省聊城市茌平区"), ("110105", "北京市朝阳区"), ("429004", "湖北省仙桃市"),
            ("441900", "广东省东莞市"), ("469001", "海南省五指山市"), ("659001", "新疆维吾尔自治区石河子市"), ("330114", "浙江省杭州市钱塘区"),
            ("320000", "江苏省"), ("100000", "中华人民共和国"), ("810000", "香港特别行政区"), ("710000", "台湾省"),
        ])
    func fullNames(example: (code: String, name: String)) throws {
        #expect(try region(example.code).fullName == example.name)
    }

    @Test("levels and parents skip the virtual nodes")
    func specialCases() throws {
        #expect(try region("429004").parent == region("42") && region("429004").level == .county)
        #expect(try region("110105").parent == region("11"))
        #expect(try region("441900").level == .city && region("441900").children.isEmpty)
        #expect(try region("460400").children.isEmpty && region("620200").children.isEmpty)
        #expect(try region("11").children.count == 16)
        #expect(try region("42").children.contains(region("429004")))
        #expect(try region("110100") == region("11") && region("500200") == region("50"))
        #expect(try region("429000") == region("42") && region("659000") == region("65"))
        #expect(Region.nation.parent == nil && Region(code: "000000") == .nation)
    }

    @Test("within is a matter of codes")
    func within() throws {
        let gusu = try region("320508")
        #expect(
            try gusu.isWithin(region("32")) && gusu.isWithin(region("3205")) && !gusu.isWithin(region("33")))
        #expect(try !gusu.isWithin(region("320505")) && !region("32").isWithin(gusu))
        #expect(try !Region.nation.isWithin(region("11")) && region("11").isWithin(.nation))
        #expect(try region("371523").isWithin(region("3715")))
    }

    @Test(
        "what is no code is refused",
        arguments: [
            "", "3", "320", "32050", "999999", "3205080", "32050a", "３２０５０８", "-20508", "830000", "330000 ",
            "990000", "310200x",
        ])
    func refuses(code: String) {
        #expect(Region(code: code) == nil)
    }

    @Test("withdrawn codes know their last year and what they became")
    func withdrawn() throws {
        let chiping = try region("371523")
        #expect(chiping.isWithdrawn && chiping.name == "茌平县" && chiping.lastYear == 2_018)
        #expect(try chiping.successor == region("371503") && chiping.current == region("371503"))
        #expect(try region("371200").current == region("370116"))
        #expect(
            try region("330103").current == region("330105") && region("350402").current == region("350404"))
        // Jinchang became a part of Gusu together with others, so no single successor is claimed.
        #expect(try region("320504").isWithdrawn && region("320504").successor == nil)
        #expect(try !region("320508").isWithdrawn && region("320508").current == region("320508"))
        #expect(try region("422800").formerNames.map(\.name) == ["恩施地区", "鄂西土家族苗族自治州"])
    }

    @Test(
        "names are found with hints of those above",
        arguments: [
            ("苏州", ["320500"]), ("苏州市", ["320500"]), ("江苏苏州", ["320500"]), ("江苏省苏州市姑苏区", ["320508"]),
            ("苏州姑苏", ["320508"]),
            ("蘇州", ["320500"]), ("中国江苏", ["320000"]), ("全国", ["100000"]), ("朝阳区", ["110105", "220104"]),
            ("北京朝阳", ["110105"]),
            ("吉林", ["220000", "220200"]), ("茌平", ["371503"]), ("湖北仙桃", ["429004"]), ("昆山", ["320583"]),
            ("内蒙古", ["150000"]),
            ("恩施州", []), ("浙江苏州", []), ("苏州省", []), ("", []), ("市", []),
        ])
    func named(example: (text: String, codes: [String])) {
        #expect(Region.named(example.text).map(\.code) == example.codes)
    }

    @Test("when nothing of today has the name, former names are found")
    func namedFormerly() {
        #expect(Region.named("聊城市茌平县").map(\.code) == ["371523"])
        #expect(Region.named("莱芜市").first?.code == "371200")
    }

    @Test("every division is found by its full name, and by nothing else")
    func everyFullName() {
        for number in Regions.shared.numbers {
            let region = Region(known: number)
            #expect(Region.named(region.fullName) == [region], "\(region.fullName)")
        }
    }

    @Test("English names are honest: provinces by name, others by code")
    func english() throws {
        #expect(try region("61").englishName == "Shaanxi" && region("14").englishName == "Shanxi")
        #expect(try region("320508").englishName == "Jiangsu 320508")
    }

    @Test("JSON holds codes")
    func codes() throws {
        #expect(
            try JSONDecoder().decode([Region].self, from: Data("[\"320508\"]".utf8)) == [region("320508")])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Region].self, from: Data("[\"000001\"]".utf8))
        }
    }

    @Test("a zone lies in counties, and a registry finds it")
    func zones() throws {
        let zone = try #require(
            Zone(name: "某某经济技术开发区", kind: "经济技术开发区", regions: [region("320508"), region("320505")]))
        #expect(try zone.isWithin(region("3205")) && !zone.isWithin(region("320508")))
        #expect(
            try zone.touches(region("320508")) && zone.touches(region("32")) && !zone.touches(region("33")))
        #expect(
            Zone(name: "", kind: "", regions: [.nation]) == nil
                && Zone(name: "区", kind: "", regions: []) == nil)
        #expect(try JSONDecoder().decode(Zone.self, from: JSONEncoder().encode(zone)) == zone)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(
                Zone.self, from: Data(#"{"name":"","kind":"","regions":["100000"]}"#.utf8))
        }
        var registry = ZoneRegistry()
        registry.add(zone)
        #expect(registry.zone(named: zone.name) == zone && registry.zone(named: "别的") == nil)
        #expect(try registry.zones(touching: region("320505")) == [zone])
        #expect(registry.nearest(to: "某某经济开发区") == [zone.name])
    }
}

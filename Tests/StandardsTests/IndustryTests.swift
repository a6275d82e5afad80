// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Standards

@Suite("Industry: GB/T 4754-2017")
struct IndustryTests {
    /// Divisions and groups of each section, as the standard's own overview counts them.
    private static let totals: [(section: String, divisions: Int, groups: Int)] = [
        ("A", 5, 24), ("B", 7, 19), ("C", 31, 179), ("D", 3, 9), ("E", 4, 18), ("F", 2, 18), ("G", 8, 27),
        ("H", 2, 10), ("I", 3, 17), ("J", 4, 26), ("K", 1, 5), ("L", 2, 12), ("M", 3, 19), ("N", 4, 18),
        ("O", 3, 16), ("P", 1, 6), ("Q", 2, 6), ("R", 5, 27), ("S", 6, 16), ("T", 1, 1),
    ]

    @Test("there are 20 sections, 97 divisions and 473 groups")
    func isComplete() {
        #expect(Industry.all(.section).count == 20)
        #expect(Industry.all(.division).count == 97)
        #expect(Industry.all(.group).count == 473)
    }

    @Test("each section holds its share of divisions and groups", arguments: totals)
    func sectionsAreComplete(total: (section: String, divisions: Int, groups: Int)) throws {
        let section = try #require(Industry(code: total.section))
        #expect(Industry.all(.division).filter { $0.isWithin(section) }.count == total.divisions)
        #expect(Industry.all(.group).filter { $0.isWithin(section) }.count == total.groups)
    }

    @Test("every division holds a group, and every activity finds itself by its codes and lies in its parent")
    func treeIsWhole() throws {
        for level in Industry.Level.allCases {
            for industry in Industry.all(level) {
                #expect(Industry(code: industry.code) == industry)
                #expect(Industry(code: industry.fullCode.lowercased()) == industry)
                #expect(!industry.name.isEmpty && !industry.englishName.isEmpty)
                if level < .group { #expect(!industry.children.isEmpty) }
                let parent = industry.parent
                #expect((parent == nil) == (level == .section))
                if let parent {
                    #expect(industry.isWithin(parent) && !parent.isWithin(industry))
                    #expect(parent.children.contains(industry))
                }
            }
        }
    }

    @Test("codes are read with and without the section's letter")
    func readsCodes() throws {
        let group = try #require(Industry(code: "C267"))
        #expect(group == Industry(code: "267"))
        #expect(group.name == "炸药、火工及焰火产品制造")
        #expect(group.parent == Industry(code: "26"))
        #expect(group.section.code == "C")
        let leaf = try #require(Industry(code: "ｃ２６７０"))
        #expect(leaf.level == .class && leaf.code == "2670" && leaf.fullCode == "C2670")
        #expect(leaf.isWithin(group) && !group.isWithin(leaf))
        #expect(Industry(code: "0111")?.code == "0111")
    }

    @Test("a class says that it shows the name of its group")
    func classesSayWhoseNameTheyShow() throws {
        #expect(try #require(Industry(code: "7010")).nameIsExact)
        let leaf = try #require(Industry(code: "2671"))
        #expect(leaf.name == "炸药、火工及焰火产品制造" && !leaf.nameIsExact)
    }

    @Test(
        "what is no code is refused",
        arguments: ["", "U", "1", "98", "00", "268A", "26700", "A26", "0267", "270", "一"])
    func refuses(code: String) {
        #expect(Industry(code: code) == nil)
    }

    @Test("loading 591 belongs to transport and 592 to storage, both to division 59")
    func division59IsSplit() throws {
        let loading = try #require(Industry(code: "591"))
        let storage = try #require(Industry(code: "592"))
        #expect(loading.name == "装卸搬运" && storage.name == "通用仓储")
        #expect(loading.parent == storage.parent && !loading.isWithin(storage))
    }

    @Test("a section with one division is not the division")
    func realEstate() throws {
        let section = try #require(Industry(code: "K"))
        let division = try #require(Industry(code: "70"))
        #expect(section != division && division.isWithin(section) && !section.isWithin(division))
        #expect(division.children.map(\.code) == ["701", "702", "703", "704", "709"])
    }

    @Test("names find their activities")
    func findsByName() {
        #expect(Industry.named("软件开发").map(\.code) == ["651"])
        #expect(Industry.named("房地产业").first?.code == "K")
        #expect(Industry.named("仓储").contains { $0.code == "592" })
        #expect(Industry.named("没有这个行业").isEmpty)
    }
}

// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards
import Testing

@testable import Guides

/// What is found by what people type, and what must not be found.
@Suite struct SearchTests {
    private static let catalogue = Catalogue([
        World.content("宿迁市技术改造综合奖补项目申报通知") {
            $0.documentNumber = "宿工信发〔2026〕18号"
            $0.themes = ["技术改造"]
            $0.text = "对设备投资给予补助。"
        },
        World.content("专精特新“小巨人”企业培育奖励办法") { $0.themes = ["专精特新"] },
        World.content("首次认定高新技术企业奖励办法") { $0.documentNumber = "宿科发〔2018〕6号" },
        World.content("银行贷款贴息申报指南") { $0.summary = "支付利息的一半由财政补贴。" },
        World.content("失效的技术改造旧办法") { $0.validTo = World.today.adding(days: -1) },
        World.content("5G工业互联网标杆工厂申报通知"),
    ])

    private func finds(_ typed: String, _ number: Int64, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(Self.catalogue.numbers(typed).contains(number), "\(typed)", sourceLocation: sourceLocation)
    }

    private func misses(_ typed: String, _ number: Int64, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(!Self.catalogue.numbers(typed).contains(number), "\(typed)", sourceLocation: sourceLocation)
    }

    @Test func `words of one, two and more characters are found, and only where they stand together`() {
        finds("改", 1)
        finds("贷款", 4)
        finds("综合奖补", 1)
        misses("贷款", 1)
        misses("改综", 1)
        misses("通知宿", 1)
        finds("利息的一半", 4)
    }

    @Test func `several words must all be there`() {
        finds("技术改造 设备", 1)
        misses("技术改造 设备", 5)
        misses("技术改造 贷款", 1)
    }

    @Test func `readings and first letters find titles, also of characters with two readings`() {
        finds("zhuanjingtexin", 2)
        finds("zjtx", 2)
        finds("jsgz", 1)
        finds("yinhang", 4)
        finds("gaoxinjs", 3)
        misses("zjtx", 1)
        misses("yinhang", 3)
    }

    @Test func `traditional characters, full width and capitals are the same`() {
        finds("專精特新", 2)
        finds("５ｇ", 6)
        finds("5G", 6)
        misses("6G", 6)
    }

    @Test func `other words for the same are found`() {
        finds("高企", 3)
        finds("小巨人", 2)
        finds("技改", 1)
        misses("高企", 1)
    }

    @Test func `document numbers are found in each way of writing them, and never by a part of a number`() {
        for typed in ["宿工信发〔2026〕18号", "宿工信发[2026]18号", "宿工信发（2026）18号", "2026 18号"] { finds(typed, 1) }
        finds("18号", 1)
        misses("8号", 1)
        misses("18", 3)
    }

    @Test func `what sounds alike or has one character wrong is offered, and nonsense is not`() {
        func used(_ typed: String) -> String? {
            Self.catalogue.find(GuideQuery(typed: typed), on: World.today).usedInstead
        }
        #expect(used("专经特新") == "专精特新")
        #expect(used("技术该造") == "技术改造")
        #expect(used("技术造") == "技术改造")
        #expect(used("技术改造") == nil)
        #expect(used("龘靐齉") == nil)
        #expect(Self.catalogue.numbers("龘靐齉").isEmpty)
        #expect(Self.catalogue.numbers("技术该造").first == 1)
    }

    @Test func `another number is no slip: the second batch is not the first, nor 2025 the year 2026`() {
        let catalogue = Catalogue([World.content("第一批名单"), World.content("奖励办法2026")])
        for typed in ["第二批名单", "第二批", "办法2025"] { #expect(catalogue.numbers(typed).isEmpty, "\(typed)") }
        // The control: one other character wrong in the same words is a slip.
        #expect(catalogue.numbers("第一批名蛋") == [1] && catalogue.numbers("奖厉办法2026") == [2])
    }

    @Test func `what only a replaced version says is found nowhere, and what was meant is offered`() {
        var catalogue = Catalogue([World.content("技术改遭办法"), World.content("技术改造补贴")])
        catalogue.take(.sample(1, World.content("别的办法")))
        #expect(catalogue.find(GuideQuery(typed: "改遭"), on: World.today).usedInstead == "改造")
    }

    @Test func `the title counts more than the text, and what is over comes last`() {
        #expect(Self.catalogue.numbers("技术改造") == [1, 5])
        let both = Catalogue([
            World.content("甲办法") { $0.text = "关于贴息的规定" }, World.content("贴息办法"),
        ])
        #expect(both.numbers("贴息") == [2, 1])
    }

    @Test func `a new version takes the place of the old, and what is taken out is gone`() throws {
        var catalogue = Catalogue([World.content("旧名称"), World.content("另一项")])
        catalogue.take(.sample(1, World.content("新称呼")))
        #expect(catalogue.numbers("旧名称").isEmpty && catalogue.numbers("新称呼") == [1])
        #expect(catalogue.count == 2)
        catalogue.remove(try #require(catalogue.entry(1)).policy)
        #expect(catalogue.numbers("新称呼").isEmpty && catalogue.count == 1)
    }

    @Test func `counts of facets are what choosing them would leave`() {
        var invented = InventedPolicies(seed: 7)
        let catalogue = Catalogue((0..<400).map { _ in invented.next() })
        var query = GuideQuery(typed: "项目")
        query.filter.kind = .award
        let findings = catalogue.find(query, on: World.today)
        #expect(findings.entries.count > 20)
        for (facet, counts) in findings.counts {
            for (value, count) in counts {
                let pairs = query.pairs(changing: facet, to: value)
                let changed = GuideQuery.read { name in pairs.first { $0.0 == name }?.1 }.query
                #expect(catalogue.find(changed, on: World.today).count == count, "\(facet) \(value)")
            }
        }
    }

    @Test func `a search says in its address what it is`() {
        var query = GuideQuery(typed: "技改")
        query.filter.standing = .open
        query.filter.region = World.suqian
        query.filter.isExact = true
        query.order = .days
        let pairs = query.pairs
        #expect(GuideQuery.read { name in pairs.first { $0.0 == name }?.1 }.query == query)
        #expect(GuideQuery.read { $0 == "status" ? "soonish" : nil }.unread == ["status"])
    }
}

// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Standards

@Suite("Nearest: did you mean")
struct NearestTests {
    private let words = ["营业收入", "主营业务收入", "资产总额", "从业人员", "研发费用", "研发人员", "净利润", "revenue"]

    @Test(
        "slips of the pen lead to the word",
        arguments: [
            ("营业收人", "营业收入"), ("营收业入", "营业收入"), ("研发费", "研发费用"), ("资产总", "资产总额"), ("从业人", "从业人员"),
            ("Revenu", "revenue"), ("rvenue", "revenue"), ("净利閏", "净利润"),
        ])
    func finds(example: (typed: String, meant: String)) {
        #expect(Nearest.nearest(to: example.typed, in: words).first == example.meant)
    }

    @Test("a part finds the words that contain it")
    func contains() {
        #expect(Nearest.nearest(to: "收入", in: words) == ["营业收入", "主营业务收入"])
        #expect(Nearest.nearest(to: "研发", in: words, limit: 1).count == 1)
    }

    @Test("nothing is suggested for what is like nothing", arguments: ["天气", "", "x", "专利"])
    func refuses(typed: String) {
        #expect(Nearest.nearest(to: typed, in: words).isEmpty)
    }

    @Test("the distance counts insertions, deletions, replacements and swaps")
    func distances() {
        #expect(Nearest.distance("", "") == 0 && Nearest.distance("abc", "") == 3)
        #expect(Nearest.distance("kitten", "sitting") == 3 && Nearest.distance("ab", "ba") == 1)
        #expect(Nearest.distance("万元", "元万") == 1 && Nearest.distance("百万元", "万元") == 1)
    }

    @Test("the distance is symmetric, and zero only for equal words")
    func isSymmetric() {
        for left in words {
            for right in words {
                #expect(Nearest.distance(left, right) == Nearest.distance(right, left))
                #expect((Nearest.distance(left, right) == 0) == (left == right))
            }
        }
    }
}

@Suite("Han: Chinese text")
struct HanTests {
    @Test("full-width letters, digits and spaces become ASCII, sentences' punctuation stays")
    func halfWidth() {
        #expect(Han.halfWidth("ＡＢｃ１２，０００％　（￥）") == "ABc12,000% (¥)")
        #expect(Han.halfWidth("规定。第一条、《办法》") == "规定。第一条、《办法》")
        #expect(Han.halfWidth("plain") == "plain")
    }

    @Test("traditional characters become simplified ones")
    func simplified() {
        #expect(Han.simplified("專精特新中小企業認定標準") == "专精特新中小企业认定标准")
        #expect(Han.simplified("臺灣省蘇州聊城濟南萬億號後餘") == "台湾省苏州聊城济南万亿号后余")
        #expect(Han.simplified("简体不变 ABC") == "简体不变 ABC")
        #expect(Han.simplified("乾坤") == "乾坤")
    }

    @Test("no operation changes the number of characters")
    func keepsPositions() {
        for text in ["專精特新ＡＢＣ，１２３　。", "𠮷野家", "e\u{301}１", "👩‍👩‍👧　１"] {
            #expect(Han.halfWidth(text).count == text.count && Han.simplified(text).count == text.count)
        }
    }

    @Test("simplifying twice changes nothing more")
    func isIdempotent() {
        let pairs = Array(HanTable.pairs)
        #expect(pairs.count > 4_000 && pairs.count.isMultiple(of: 2))
        for index in stride(from: 0, to: pairs.count, by: 2) {
            let once = Han.simplified(String(pairs[index]))
            #expect(once == String(pairs[index + 1]) && Han.simplified(once) == once)
        }
    }

    @Test("folded words compare without width, script, case and spaces")
    func folded() {
        #expect(Han.folded("　營業 收入ＡＢ") == Han.folded("营业收入ab"))
        #expect(Han.folded("营业收入") != Han.folded("营业支出"))
    }

    @Test("ideographs are told from other characters")
    func ideographs() {
        #expect("汉〇字𠮷".allSatisfy(Han.isIdeograph) && !"a1。，ー".contains(where: Han.isIdeograph))
    }
}

// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Standards

@Suite("Figure: numbers with units as people type them")
struct FigureTests {
    @Test(
        "numbers and units are understood",
        arguments: [
            ("1,200万元", "12000000", "元"), ("3%", "3/100", "%"), ("３．５％", "7/200", "%"),
            ("百分之三", "3/100", "%"),
            ("百分之十二点五", "1/8", "%"), ("千分之五", "1/200", "‰"), ("3‰", "3/1000", "‰"), ("2个百分点", "1/50", "%"),
            ("25人", "25", "人"),
            ("二十五名", "25", "人"), ("3项", "3", "项"), ("12件", "12", "件"), ("8家", "8", "家"), ("3年", "3", "年"),
            ("十二个月", "12", "月"), ("6月", "6", "月"), ("30日", "30", "天"), ("十个工作日", "10", "工作日"),
            ("1.5倍", "3/2", "倍"),
            ("3台", "3", "台"), ("两套", "2", "套"), ("5万吨", "50000", "吨"), ("2000㎡", "2000", "平方米"),
            ("3 万平方米", "30000", "平方米"),
            ("1.2亿美元", "120000000", "美元"), ("$5万", "50000", "美元"), ("五千元", "5000", "元"), ("8千元", "8000", "元"),
            ("3百万元", "3000000", "元"), ("2万亿元", "2000000000000", "元"), ("1 200 000 元", "1200000", "元"),
            ("1，200，000.50元", "2400001/2", "元"), ("人民币 300 万元整", "3000000", "元"), ("RMB 20万", "200000", "元"),
            ("5千瓦时", "5", "千瓦时"), ("三千克", "3", "千克"), ("负百分之五", "-1/20", "%"), ("-3.2%", "-4/125", "%"),
            ("+5%", "1/20", "%"),
            ("1亿2000万元", "120000000", "元"), ("3万5000元", "35000", "元"),
            ("叁拾万圆整", "300000", "元"), ("十二万三千四百五十六", "123456", nil), ("一亿零五", "100000005", nil),
            ("1200", "1200", nil),
            ("0", "0", nil), ("零", "0", nil), ("三千零五十", "3050", nil), ("二〇二六", "2026", nil),
            ("两千万", "20000000", nil),
        ] as [(String, String, String?)])
    func reads(example: (text: String, value: String, unit: String?)) throws {
        let figure = try Figure.read(example.text).get()
        #expect(figure.value == Rational(exactText: example.value))
        #expect(figure.unit == example.unit)
    }

    @Test(
        "what may mean two things is refused at its place",
        arguments: [
            ("", .empty), ("  　", .empty), ("1.200,5", .ambiguousSeparators(found: "1.200,5", offset: 0)),
            ("1,5万元", .grouping(found: "1,5", offset: 0)),
            ("12,34,567", .grouping(found: "12,34,567", offset: 0)),
            ("1234,567", .grouping(found: "1234,567", offset: 0)),
            ("1,200 000", .grouping(found: "1,200 000", offset: 0)), ("1.2.3", .secondPoint(offset: 3)),
            (" 5.", .barePoint(offset: 2)), (".5", .barePoint(offset: 0)), ("3e5", .exponent(offset: 1)),
            ("3-5年", .range(offset: 1)), ("3~5", .range(offset: 1)), ("3至5人", .range(offset: 1)),
            ("三百五", .numeral(found: "三百五", offset: 0)),
            ("一万五元", .numeral(found: "一万五", offset: 0)), ("万元", .numeral(found: "万", offset: 0)),
            ("十百", .numeral(found: "十百", offset: 0)),
            ("大于3", .noNumber(found: "大", offset: 0)), ("abc", .noNumber(found: "a", offset: 0)),
            ("1万5元", .numeral(found: "1万5", offset: 0)), ("1亿2亿", .numeral(found: "1亿2亿", offset: 0)),
            ("1.5亿2000万", .numeral(found: "1.5亿", offset: 0)),
            ("人民币$5", .conflictingUnits(first: "元", second: "美元", offset: 4)),
            ("-", .noNumber(found: "", offset: 1)),
            ("3年以上", .approximate(found: "以上", offset: 2)), ("约300万", .approximate(found: "约", offset: 0)),
            ("￥3万美元", .conflictingUnits(first: "元", second: "美元", offset: 3)),
            ("百分之三元", .conflictingUnits(first: "%", second: "元", offset: 4)),
        ] as [(String, FigureFault)])
    func refuses(example: (text: String, fault: FigureFault)) {
        #expect(Figure.read(example.text) == .failure(example.fault))
    }

    @Test("an unknown unit is named with the nearest known one")
    func suggestsUnits() throws {
        #expect(Figure.read("5工斤") == .failure(.unknownUnit(found: "工斤", offset: 1, nearest: ["公斤"])))
        guard case .failure(.unknownUnit(_, _, let nearest)) = Figure.read("30平方公尺") else {
            Issue.record("平方公尺 is no unit here")
            return
        }
        #expect(!nearest.contains("吨"))
    }

    @Test("no text is read beyond its limit, and none traps")
    func staysInBounds() {
        #expect(
            Figure.read(String(repeating: "9", count: 81)) == .failure(.tooLong(limit: Figure.longestText)))
        #expect(
            Figure.read(String(repeating: "9", count: 60))
                == .failure(.tooLong(limit: Rational.longestDecimal)))
        var generator = SeededGenerator(seed: 8)
        let alphabet = Array("0123456789.,，％%万亿千百十一二三零〇两点元角分整人年月 -+负约$￥eE至百分之")
        var read = 0
        for _ in 0..<6_000 {
            let length = Int.random(in: 0...9, using: &generator)
            let text = String(
                (0..<length).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] })
            switch Figure.read(text) {
            case .success(let figure):
                read += 1
                if figure.value.isDecimal, figure.unit != "美元" || figure.value >= .zero {
                    #expect(Figure.read(figure.text) == .success(figure), "\(text) → \(figure.text)")
                }
            case .failure(let fault):
                #expect(
                    fault.offset <= text.count && !fault.chineseText.isEmpty && !fault.englishText.isEmpty)
            }
        }
        #expect(read > 150)
    }

    @Test("Chinese numerals agree with digits from 0 to 100,000", arguments: [1, 7, 97])
    func numeralsAgree(step: Int) {
        for number in stride(from: 0, through: 100_000, by: step * 13) {
            #expect(ChineseNumeral.value(spelled(number)) == Rational(number), "\(spelled(number))")
        }
    }

    /// The standard way to spell a number below a hundred million.
    private func spelled(_ number: Int) -> String {
        if number == 0 { return "零" }
        if number >= 10_000 {
            let rest = number % 10_000
            let head = spelled(number / 10_000) + "万"
            return rest == 0 ? head : head + (rest < 1_000 ? "零" : "") + spelled(rest)
        }
        let digits = Array("零一二三四五六七八九")
        var text = ""
        var isGap = false
        for (rank, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = number / rank % 10
            if digit == 0 {
                isGap = !text.isEmpty
            } else {
                text += (isGap ? "零" : "") + String(digits[digit]) + name
                isGap = false
            }
        }
        return text
    }
}

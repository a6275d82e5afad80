// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Standards

@Suite("Money: fen")
struct MoneyTests {
    @Test(
        "amounts of documents are read",
        arguments: [
            ("1200万元", 1_200_000_000), ("1,200 万", 1_200_000_000), ("1.5亿元", 15_000_000_000),
            ("￥300.00", 30_000),
            ("叁佰万元整", 300_000_000), ("三百万元", 300_000_000), ("100万元人民币", 100_000_000),
            ("人民币100万元", 100_000_000),
            ("壹仟贰佰元伍角陆分", 120_056), ("壹仟贰佰元零陆分", 120_006), ("人民币壹亿贰仟万元整", 12_000_000_000), ("300", 30_000),
            ("-5元", -500), ("12元5角", 1_250), ("3角", 30), ("０．０１元", 1), ("负12元5角", -1_250),
        ] as [(String, Int64)])
    func reads(example: (text: String, fen: Int64)) {
        #expect(Money(reading: example.text)?.fen == example.fen)
    }

    @Test(
        "what is no amount of fen is refused",
        arguments: [
            "", "3%", "12美元", "0.001元", "1.5元5角", "十亿亿亿亿元", "99999999999999999999元", "元", "abc", "3万人",
            "1.200,5元",
        ])
    func refuses(text: String) {
        #expect(Money(reading: text) == nil)
    }

    @Test("amounts are written as documents do, exactly")
    func writes() {
        #expect(Money(fen: 1_200_000_000).text == "1200万元" && Money(fen: 15_000_000_000).text == "1.5亿元")
        #expect(Money(fen: 1_234_567).text == "12,345.67元" && Money(fen: 30_050).text == "300.50元")
        #expect(Money(fen: 1_000_000).text == "1万元" && Money(fen: 999_999_00).text == "999,999元")
        #expect(
            Money(fen: -15_000_000_000).text == "-1.5亿元" && Money.zero.text == "0元"
                && Money(fen: -5).text == "-0.05元")
        #expect(Money(fen: 1_200_000_000).englishText == "CNY 12 million")
        #expect(Money(fen: 150_000_000_000).englishText == "CNY 1.5 billion")
        #expect(Money(fen: 1_234_567).englishText == "CNY 12,345.67")
        #expect(Money(fen: -1_205).plainText == "-12.05" && Money(fen: 7).plainText == "0.07")
    }

    @Test("every written amount reads back as itself")
    func roundTrips() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<3_000 {
            let size = Int64(1) << Int64.random(in: 1...62, using: &generator)
            var fen = Int64.random(in: -size...size, using: &generator)
            if Bool.random(using: &generator) { fen -= fen % 1_000_000 }
            let money = Money(fen: fen)
            #expect(Money(reading: money.text) == money, "\(money.text)")
        }
        #expect(Money(reading: Money(fen: .min).text)?.fen == .min)
    }

    @Test("sums that do not fit are reported, and all others are exact")
    func adds() throws {
        #expect(throws: MoneyFault.overflow) { try Money(fen: .max) + Money(fen: 1) }
        #expect(throws: MoneyFault.overflow) { try Money(fen: .min) - Money(fen: 1) }
        #expect(
            Money(fen: .max).adding(Money(fen: 1)) == nil
                && Money(fen: .min).subtracting(Money(fen: 1)) == nil)
        #expect(try Money.sum([Money(fen: 1), Money(fen: 2), Money(fen: -5)]) == Money(fen: -2))
        #expect(throws: MoneyFault.overflow) { try Money.sum([Money(fen: .max), Money(fen: .max)]) }
        #expect(try Money(fen: 5) < (Money(fen: 5) + Money(fen: 1)))
    }

    @Test("shares round to fen with halves away from zero")
    func multiplies() {
        #expect(Money(fen: 101).times(Rational(1, over: 2)) == Money(fen: 51))
        #expect(Money(fen: -101).times(Rational(1, over: 2)) == Money(fen: -51))
        #expect(Money(fen: .max).times(2) == nil)
        #expect(
            Money(yuan: Rational(1, over: 3)) == nil
                && Money(rounding: Rational(1, over: 3)) == Money(fen: 33))
    }

    @Test("JSON holds fen")
    func codes() throws {
        let data = try JSONEncoder().encode([Money(fen: 123)])
        #expect(String(decoding: data, as: UTF8.self) == "[123]")
        #expect(try JSONDecoder().decode([Money].self, from: data) == [Money(fen: 123)])
    }

    @Test("the fault is worded in both languages")
    func words() {
        #expect(
            MoneyFault.overflow.chineseText.contains("请检查")
                && MoneyFault.overflow.englishText.contains("Check"))
    }
}

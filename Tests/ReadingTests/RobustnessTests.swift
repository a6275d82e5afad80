// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Reading

/// Anything may be uploaded. Reading ends, soon, without a crash, and every span lies inside the text.
@Suite struct RobustnessTests {
    /// A fixed sequence, so that a failure can be repeated.
    private struct Dice {
        var state: UInt64
        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(1, sides)))
        }
    }

    private static let pieces = [
        "（", "）", "《", "》", "〔", "〕", "，", "。", "；", "：", "、", "万元", "%", "给予", "不超过", "最高", "以上", "第", "条",
        "年", "月", "日", "1", "9", "〇", "一", "\n", "\t",
        "|", "的", "每人", "\u{0}", "\u{FEFF}", "🀄️", "\u{301}", "a", "<p>", "有下列情形之一的，不予支持：", "符合以下条件之一：",
    ]

    private func mutated(_ text: String, _ dice: inout Dice) -> String {
        var characters = Array(text)
        for _ in 0..<(1 + dice.roll(40)) where !characters.isEmpty {
            let at = dice.roll(characters.count)
            switch dice.roll(4) {
            case 0: characters.remove(at: at)
            case 1: characters.insert(contentsOf: Self.pieces[dice.roll(Self.pieces.count)], at: at)
            case 2: characters.swapAt(at, dice.roll(characters.count))
            default: characters.replaceSubrange(at..<min(at + dice.roll(30), characters.count), with: [])
            }
        }
        return String(characters)
    }

    private func check(_ source: String) {
        let text = PolicyText(source)
        let record = Reader.read(text)
        let size = text.original.unicodeScalars.count
        for item in record.items {
            for span in item.supports.map(\.span) + item.conditions.map(\.span) {
                #expect(span.start >= 0 && span.end <= size && span.start <= span.end)
            }
        }
        #expect((try? JSONSerialization.jsonObject(with: Data(record.recordJSON.utf8))) != nil)
    }

    @Test func mutatedTextsAreReadWithoutACrash() {
        var dice = Dice(state: 20_260_417)
        for gold in Gold.all { for _ in 0..<12 { check(mutated(gold.text, &dice)) } }
    }

    @Test func heapsOfSignsAreRead() {
        var dice = Dice(state: 7)
        for _ in 0..<60 { check((0..<400).map { _ in Self.pieces[dice.roll(Self.pieces.count)] }.joined()) }
    }

    @Test func anyBytesGiveATextOrAFault() {
        var dice = Dice(state: 99)
        for round in 0..<60 {
            let bytes = Data(
                (0..<(1 + dice.roll(3_000))).map { _ in UInt8(dice.roll(round.isMultiple(of: 2) ? 256 : 128))
                })
            do throws(DocumentFault) {
                _ = Reader.read(try Document.read(bytes))
            } catch {
                #expect(!error.chineseText.isEmpty && !error.englishText.isEmpty)
            }
        }
    }

    /// Twice the text may take about twice the time, not four times.
    @Test func timeGrowsWithTheText() throws {
        let page = try #require(Gold.all.first { $0.name == "district-measures" }).text
        func seconds(_ source: String) -> Double {
            let text = PolicyText(source)
            let clock = ContinuousClock()
            return (0..<3).map { _ in clock.measure { _ = Reader.read(text) } / .seconds(1) }.min() ?? 0
        }
        let short = seconds(String(repeating: page, count: 10))
        let long = seconds(String(repeating: page, count: 80))
        #expect(long < short * 8 * 4, "\(short) s, \(long) s")
    }

    @Test(arguments: ["（", "《", "1", "一", "，", "第", "每", "的", "万", "1-", "，1", "a", "对给予", "(含", "、1年以上"])
    func longRunsOfOneSignAreRead(sign: String) {
        let clock = ContinuousClock()
        let time = clock.measure { check(String(repeating: sign, count: 20_000)) }
        #expect(time < .seconds(20))
    }
}

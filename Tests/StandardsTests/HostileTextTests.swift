// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Standards

@Suite("Readers given any text at all")
struct HostileTextTests {
    /// Texts of characters that readers treat specially, and of any others.
    private func texts(count: Int) -> [String] {
        var generator = SeededGenerator(seed: 99)
        let special = Array("0123456789ABCIOZ.,-/:#年月日号號〇零一十百千万亿廿卅元角分整%％￥　 \n\r\t份依据放假上班至、省市县")
        return (0..<count).map { _ in
            let length = Int.random(in: 0...24, using: &generator)
            var text = ""
            for _ in 0..<length {
                if Int.random(in: 0..<5, using: &generator) == 0 {
                    let value = UInt32.random(in: 0...0x10FFFF, using: &generator)
                    if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
                } else {
                    text.append(special[Int.random(in: special.indices, using: &generator)])
                }
            }
            return text
        }
    }

    @Test("no reader traps, and each refusal has words in both languages")
    func nothingTraps() {
        var refused = 0
        for text in texts(count: 3_000) {
            _ = Day(reading: text)
            _ = Day(isoText: text)
            _ = Rational(decimal: text)
            _ = Rational(exactText: text)
            _ = Money(reading: text)
            _ = Region(code: text)
            _ = Region.named(text)
            _ = Industry(code: text)
            _ = Nearest.nearest(to: text, in: ["万元", "营业收入"])
            #expect(Han.simplified(Han.halfWidth(text)).unicodeScalars.count == text.unicodeScalars.count)
            do { _ = try CreditCode(text) } catch {
                refused += error.chineseText.isEmpty || error.englishText.isEmpty ? 0 : 1
            }
            do { _ = try YearPlan(text: "年份: 2027\n" + text) } catch {
                #expect(error.line >= 1 && error.column >= 1 && !error.chineseText.isEmpty)
            }
        }
        #expect(refused == 3_000)
    }
}

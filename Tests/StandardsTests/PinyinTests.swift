// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Standards

@Suite("Readings of characters")
struct PinyinTests {
    @Test(
        "The commonest reading comes first, without tone",
        arguments: [
            ("苏", ["su"]), ("绿", ["lv"]), ("重", ["zhong", "chong"]), ("银", ["yin"]), ("行", ["xing", "hang"]),
        ])
    func readings(example: (character: String, readings: [String])) {
        let character = Character(example.character)
        #expect(Han.readings(of: character) == example.readings)
    }

    @Test("What is no character has no reading", arguments: ["A", "1", "，", "あ"])
    func others(character: String) {
        #expect(Han.readings(of: Character(character)).isEmpty)
    }
}

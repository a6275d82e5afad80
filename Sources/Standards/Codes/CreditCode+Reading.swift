// SPDX-License-Identifier: Apache-2.0

extension CreditCode {
    /// Letters that people take for others when they copy a code from paper.
    private static let lookalikes: [Character: Character] = ["O": "0", "I": "1", "Z": "2", "S": "5"]

    /// Pairs within the alphabet that are misread for each other.
    private static let confusions: [Character: [Character]] = [
        "0": ["D", "Q"], "D": ["0"], "Q": ["0"], "8": ["B"], "B": ["8"], "6": ["G"], "G": ["6"],
        "1": ["L", "7"],
        "L": ["1"], "7": ["1", "T"], "T": ["7"], "U": ["W"], "W": ["U"], "M": ["N"], "N": ["M"], "5": ["6"],
        "3": ["8"],
    ]

    /// Capital ASCII characters without spaces and hyphens.
    static func normalised(_ text: String) -> [Character] {
        Array(Han.halfWidth(String(text.prefix(200))).uppercased())
            .filter { !$0.isWhitespace && !"-‐‑–—_\u{FEFF}\u{200B}".contains($0) }
    }

    /// The code with O for 0 and so on put right, when that makes it valid in both check characters.
    static func withoutLookalikes(_ characters: [Character]) -> String? {
        let candidate = characters.map { lookalikes[$0] ?? $0 }
        return isFlawless(candidate) ? String(candidate) : nil
    }

    /// The one code that a single misread character or one swap of neighbours leads to; nil when there are
    /// several or none. Both check characters must agree, so a chance hit is rare.
    static func likelyMeant(_ characters: [Character]) -> String? {
        var found: Set<String> = []
        for index in characters.indices {
            for other in confusions[characters[index]] ?? [] {
                var candidate = characters
                candidate[index] = other
                if isFlawless(candidate) { found.insert(String(candidate)) }
            }
            if index > 0, characters[index] != characters[index - 1] {
                var candidate = characters
                candidate.swapAt(index, index - 1)
                if isFlawless(candidate) { found.insert(String(candidate)) }
            }
        }
        return found.count == 1 ? found.first : nil
    }

    private static func isFlawless(_ characters: [Character]) -> Bool {
        characters.count == 18 && characters.allSatisfy { value(of: $0) != nil }
            && characters[2..<8].allSatisfy(\.isNumber)
            && characters[17] == checkCharacter(characters)
            && characters[16] == organisationCheckCharacter(characters[8..<16])
    }

    /// The code with these parts and both check characters computed: for examples and tests.
    ///
    /// - Parameters:
    ///   - kind: the first two characters, `91` for an enterprise.
    ///   - region: the registrar's region.
    ///   - body: eight characters of the alphabet, the organisation code without its check character.
    /// - Returns: nil when a part has the wrong length or characters.
    public static func make(kind: String = "91", region: Region, body: String) -> CreditCode? {
        let front = Array(kind + region.code + body)
        guard kind.count == 2, body.count == 8, front.allSatisfy({ value(of: $0) != nil }) else { return nil }
        return CreditCode(completing: front)
    }

    /// A valid code of an enterprise in the region, or in any of today's regions, for examples. By chance it
    /// may belong to a real one, so it must not be shown as somebody's.
    public static func random(
        in region: Region? = nil, using generator: inout some RandomNumberGenerator
    ) -> CreditCode {
        let known = Regions.shared.numbers
        let place = region ?? Region(known: known[Int.random(in: known.indices, using: &generator)])
        let body = (0..<6).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] }
        // Organisation codes given since the reform of 2015 begin with MA.
        return CreditCode(completing: Array("91" + place.code + "MA") + body)
    }

    /// Adds the two check characters to the first sixteen.
    private init(completing front: [Character]) {
        let seventeen = front + [CreditCode.organisationCheckCharacter(front[8..<16])]
        self.init(checked: String(seventeen + [CreditCode.checkCharacter(seventeen)]))
    }
}

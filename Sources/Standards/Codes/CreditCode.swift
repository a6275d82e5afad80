// SPDX-License-Identifier: Apache-2.0

/// A unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, of which the last checks the
/// others.
///
/// That a code checks does not mean that the enterprise exists.
///
/// ```swift
/// let code = try CreditCode("9144 0300 1922 0382 16")
/// code.region?.name            // 深圳市
/// code.organisationCode        // 19220382-1
/// ```
public struct CreditCode: Hashable, Sendable {
    /// The 18 characters, in capitals, without separators.
    public let text: String

    /// Reads a code as people type it: spaces, hyphens, full-width and small letters are put right.
    ///
    /// A wrong 18th character is an error. A wrong 17th is a warning only (`warnings`): among codes converted
    /// by hand in the early years a few do not keep the older rule for it 〔记忆〕.
    public init(_ text: String) throws(CreditCodeFault) {
        let characters = CreditCode.normalised(text)
        guard !characters.isEmpty else { throw .empty }
        if let index = characters.firstIndex(where: { CreditCode.value(of: $0) == nil }) {
            throw .character(
                characters[index], position: index + 1, candidate: CreditCode.withoutLookalikes(characters))
        }
        guard characters.count == 18 else { throw .length(characters.count) }
        if let index = (2..<8).first(where: { !characters[$0].isNumber }) {
            throw .regionNotDigits(position: index + 1, found: characters[index])
        }
        let expected = CreditCode.checkCharacter(characters)
        guard characters[17] == expected else {
            throw .checkCharacter(
                found: characters[17], expected: expected, candidate: CreditCode.likelyMeant(characters))
        }
        self.text = String(characters)
    }

    /// For a text that is known to be a valid code.
    init(checked text: String) { self.text = text }

    /// Digits 3 to 8: where the registrar was when it gave the code. 100000 is a national registrar.
    public var regionCode: String { String(text.dropFirst(2).prefix(6)) }

    /// The registrar's region; it may be a city or withdrawn since. Nil when the table does not know the
    /// code.
    public var region: Region? { Region(code: regionCode) }

    /// Characters 9 to 17, the organisation code of GB 11714-1997, as it was printed: `19220382-1`.
    public var organisationCode: String {
        let nine = text.dropFirst(8).prefix(9)
        return nine.prefix(8) + "-" + nine.suffix(1)
    }

    /// What does not make the code wrong, but deserves a second look.
    public var warnings: [CreditCodeWarning] {
        let characters = Array(text)
        var result: [CreditCodeWarning] = []
        let expected = CreditCode.organisationCheckCharacter(characters[8..<16])
        if characters[16] != expected { result.append(.organisationCheckCharacter(expected: expected)) }
        if region == nil { result.append(.unknownRegion(regionCode)) }
        if registrar == nil { result.append(.unknownRegistrar(characters[0])) }
        return result
    }

    // MARK: - Check characters

    /// The 31 characters of GB 32100-2015; each is worth its place. I, O, S, V and Z are not used.
    static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")

    private static let values: [Character: Int] = Dictionary(
        uniqueKeysWithValues: alphabet.enumerated().map { ($1, $0) })

    /// 3^(i-1) mod 31.
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

    private static let organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

    static func value(of character: Character) -> Int? { values[character] }

    /// The 18th character for the first 17 (GB 32100-2015).
    static func checkCharacter(_ characters: some Sequence<Character>) -> Character {
        let sum = zip(characters, weights).reduce(0) { $0 + (values[$1.0] ?? 0) * $1.1 }
        return alphabet[(31 - sum % 31) % 31]
    }

    /// The check character of an organisation code for its first 8 (GB 11714-1997). Letters count from A = 10
    /// to Z = 35 here, unlike in the 18th character.
    static func organisationCheckCharacter(_ characters: some Sequence<Character>) -> Character {
        let sum = zip(characters, organisationWeights).reduce(0) {
            $0 + ($1.0.hexDigitOrLetterValue ?? 0) * $1.1
        }
        switch 11 - sum % 11 {
        case 10: return "X"
        case 11: return "0"
        case let digit: return alphabet[digit]
        }
    }
}

extension Character {
    /// 0–9 and A–Z as 0–35.
    fileprivate var hexDigitOrLetterValue: Int? {
        guard let byte = asciiValue else { return nil }
        switch byte {
        case 0x30...0x39: return Int(byte - 0x30)
        case 0x41...0x5A: return Int(byte - 0x41) + 10
        default: return nil
        }
    }
}

extension CreditCode: CustomStringConvertible, Comparable, TextCoded {
    /// The code, for logs and tests.
    public var description: String { text }

    /// Alphabetical, which groups registrars and then regions.
    public static func < (left: CreditCode, right: CreditCode) -> Bool { left.text < right.text }

    /// Reads a code.
    public init?(codedText: String) {
        guard let code = try? CreditCode(codedText) else { return nil }
        self = code
    }

    /// The 18 characters.
    public var codedText: String { text }
}

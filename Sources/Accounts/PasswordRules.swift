// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site

/// What a password must not be. There are no rules of composition, which make passwords worse (NIST SP
/// 800-63B, ASVS 6.2.5); what others already use is refused.
///
/// The lists: `Lists/common-passwords.txt`, the passwords of eight characters and more among the 30,000 most
/// frequent of zxcvbn (MIT), and `Lists/habits.txt`, words and numbers that Chinese users join.
struct PasswordRules: Sendable {
    private let common: Set<String>
    private let words: Set<String>
    private let numbers: Set<String>

    /// Why a password is refused.
    enum Refusal: String, Sendable, CaseIterable {
        /// Under eight characters.
        case short
        /// Over 256 characters.
        case long
        /// Among those that are tried first.
        case common
        /// A run or a repetition, a date or a telephone number alone.
        case simple
        /// It holds the name one signs in with.
        case own
    }

    /// Reads the lists of the room.
    ///
    /// - Throws: `SiteSetupFault.missingFolder` when a list is not there.
    init(folder: URL?) throws {
        func list(_ name: String) throws -> [Substring] {
            guard let folder,
                let bytes = FileManager.default.contents(atPath: folder.appending(path: "Lists/\(name)").path)
            else { throw SiteSetupFault.missingFolder("Lists/\(name)") }
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        }
        common = Set(try list("common-passwords.txt").map(String.init))
        var words: Set<String> = []
        var numbers: Set<String> = []
        var isNumber = false
        for line in try list("habits.txt") where !line.hasPrefix("#") {
            if line.hasPrefix("[") {
                isNumber = line == "[numbers]"
            } else if isNumber {
                numbers.insert(String(line))
            } else {
                words.insert(String(line))
            }
        }
        (self.words, self.numbers) = (words, numbers)
    }

    /// Why the password is refused; nil when it is not.
    func refusal(of password: String, for signInName: String) -> Refusal? {
        let plain = password.precomposedStringWithCompatibilityMapping
        guard plain.count >= 8 else { return .short }
        guard plain.count <= 256 else { return .long }
        let small = plain.lowercased()
        let name = signInName.lowercased().split(separator: "@").first.map(String.init) ?? ""
        if name.count >= 4, small.contains(name), small.count < name.count + 6 { return .own }
        if common.contains(small) || isHabit(small) { return .common }
        return isSimple(small) ? .simple : nil
    }

    /// A known word and a known number in either order, with or without a mark between or behind them.
    private func isHabit(_ text: String) -> Bool {
        let bare = text.filter { $0.isLetter || $0.isNumber }
        if common.contains(bare) { return true }
        for split in bare.indices {
            let (front, back) = (String(bare[..<split]), String(bare[split...]))
            let isPair =
                words.contains(front) && (numbers.contains(back) || words.contains(back))
                || numbers.contains(front) && (words.contains(back) || numbers.contains(back))
            if isPair { return true }
        }
        return words.contains(bare) || numbers.contains(bare)
    }

    private func isSimple(_ text: String) -> Bool {
        let values = text.unicodeScalars.map { Int($0.value) }
        if Set(values).count <= 2 { return true }
        let steps = zip(values.dropFirst(), values).map { $0 - $1 }
        if Set(steps).count == 1 { return true }
        for length in 1...4 where values.count % length == 0 && values.count > length {
            if values.indices.allSatisfy({ values[$0] == values[$0 % length] }) { return true }
        }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        let isDate = text.count == 8 && (text.hasPrefix("19") || text.hasPrefix("20"))
        let isTelephone = text.count == 11 && text.hasPrefix("1")
        return isDate || isTelephone
    }
}

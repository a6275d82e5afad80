// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store

/// A human being with an account.
public struct Person: Hashable, Sendable {
    /// Their id.
    public let id: ID<Person>
    /// The name that others see.
    public let name: String

    /// A person.
    public init(id: ID<Person>, name: String) {
        self.id = id
        self.name = name
    }
}

/// The name one signs in with: a telephone number, an e-mail address or a user name, in the one form in
/// which it is kept.
struct SignInName: Hashable, Sendable {
    let text: String

    /// Reads what was typed: full-width letters, capitals, +86 and spaces in numbers do not count. Nil when
    /// it has under three or over 100 characters, or blanks within.
    init?(_ typed: String) {
        let plain = typed.precomposedStringWithCompatibilityMapping.lowercased()
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let digits = plain.filter { !" -()".contains($0) }
        let isNumber = !digits.isEmpty && digits.drop { $0 == "+" }.allSatisfy { $0.isASCII && $0.isNumber }
        text = isNumber ? (digits.hasPrefix("+86") ? String(digits.dropFirst(3)) : digits) : plain
        guard (3...100).contains(text.count), !text.contains(where: \.isWhitespace),
            !text.unicodeScalars.contains(where: { $0.value < 0x21 })
        else { return nil }
    }
}

/// A person's account as its owner and the administrators see it.
struct PersonRecord: Sendable {
    let person: Person
    let signInName: String?
    let passwordHash: PasswordHash?
    let passwordChangedAt: Int64
    let isActive: Bool
    let isExample: Bool
    let createdAt: Int64
}

// SPDX-License-Identifier: Apache-2.0
import Foundation

/// An e-mail address that can be sent to: ASCII, as SMTP without extensions takes it (RFC 5321, 4.1.2).
public struct MailAddress: Hashable, Sendable {
    /// As it is written.
    public let text: String

    /// Reads what was typed; the domain in small letters. Nil for what is none.
    public init?(_ typed: String) {
        let plain = typed.precomposedStringWithCompatibilityMapping
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let parts = plain.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), plain.utf8.count <= 254,
            parts[0].utf8.allSatisfy(Self.isLocal), !parts[0].hasPrefix("."), !parts[0].hasSuffix("."),
            !parts[0].contains(".."), let host = HostName(String(parts[1]))
        else { return nil }
        text = "\(parts[0])@\(host.text)"
    }

    /// The part after the `@`.
    var domain: String { String(text.split(separator: "@").last ?? "") }

    private static func isLocal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || "!#$%&'*+/=?^_`{|}~.-".utf8.contains(byte)
    }
}

/// The name of a host with at least one dot, in small letters (RFC 1035, 2.3.1).
struct HostName: Hashable, Sendable {
    let text: String

    init?(_ typed: String) {
        let plain = typed.lowercased()
        let labels = plain.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, plain.utf8.count <= 253,
            labels.allSatisfy({ label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.utf8.allSatisfy { byte in
                        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                            || byte == UInt8(ascii: "-")
                    }
            }), labels.last.map({ $0.contains { $0.isLetter } }) == true
        else { return nil }
        text = plain
    }
}

/// A mobile number of mainland China: eleven digits, beginning with 1.
struct MobileNumber: Hashable, Sendable {
    let text: String

    /// Reads what was typed; +86, spaces and dashes do not count. Nil for what is none.
    init?(_ typed: String) {
        var digits = typed.precomposedStringWithCompatibilityMapping.filter { !" -()".contains($0) }
        if digits.hasPrefix("+86") { digits = String(digits.dropFirst(3)) }
        guard digits.utf8.count == 11, digits.utf8.allSatisfy({ (48...57).contains($0) }),
            digits.hasPrefix("1"), digits.dropFirst().first.map({ "3456789".contains($0) }) == true
        else { return nil }
        text = digits
    }
}

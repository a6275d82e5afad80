// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Answers given so far, packed into a form or a link, so that a visitor without account, cookie or script
/// can go from question to question. Signed, so that nobody changes it on the way; not secret, so nothing
/// that is not the visitor's own belongs in it.
///
/// ```swift
/// let packed = try visit.signedState.pack(answers, for: "self-test")
/// let state = visit.query["state"] ?? ""
/// let answers = try visit.signedState.unpack(Answers.self, from: state, for: "self-test")
/// ```
public struct SignedState: Sendable {
    /// The longest packed state in bytes: with the path it stays within the 8 KiB of address that servers and
    /// proxies take.
    public static let maximumBytes = 7000

    let seal: Seal

    /// Packs a value: version, content, signature, joined by dots.
    public func pack(_ value: some Encodable, for purpose: String) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let content = "1." + Base64URL.encode(try encoder.encode(value))
        let packed =
            content + "." + Base64URL.encode(seal.signature(of: content, for: "state.\(purpose)").prefix(16))
        guard packed.utf8.count <= Self.maximumBytes else {
            throw SignedStateFault.tooLarge(packed.utf8.count)
        }
        return packed
    }

    /// The value in a packed state. Throws for one that was changed, is for another purpose or is of an
    /// unknown version; uncaught, that becomes a page which says so and shows the way back to the start.
    public func unpack<Value: Decodable>(
        _ type: Value.Type, from packed: String, for purpose: String
    ) throws(SignedStateFault) -> Value {
        guard packed.utf8.count <= Self.maximumBytes else { throw .tooLarge(packed.utf8.count) }
        let parts = packed.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "1" else { throw .unknownVersion }
        let expected = seal.signature(of: "1.\(parts[1])", for: "state.\(purpose)").prefix(16)
        guard let signature = Base64URL.decode(parts[2]), signature.count == expected.count,
            zip(signature, expected).reduce(0, { $0 | ($1.0 ^ $1.1) }) == 0
        else { throw .changed }
        guard let content = Base64URL.decode(parts[1]) else { throw .unknownVersion }
        do {
            return try JSONDecoder().decode(type, from: Data(content))
        } catch {
            throw .unknownVersion
        }
    }
}

/// Why a packed state cannot be used.
public enum SignedStateFault: Error, Equatable, Sendable {
    /// Its bytes are more than an address bears.
    case tooLarge(Int)
    /// It was made by another version of the page.
    case unknownVersion
    /// Its signature does not fit: it was cut off or altered.
    case changed
}

// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Store

/// 32 random bytes that open something: a session, an invitation, the API. Handed out once; kept as digest.
struct SecretToken: Sendable {
    /// What is handed out: 64 hexadecimal digits.
    let text: String

    /// A new token.
    static func make(_ ground: Ground) -> SecretToken {
        SecretToken(text: hex(randomBytes(32, ground)))
    }

    /// What is kept.
    var digest: String { Self.digest(of: text) }

    /// The digest under which a token that somebody brings would be kept.
    static func digest(of text: String) -> String { hex(Crypto.SHA256.hash(data: Data(text.utf8))) }

    /// Random bytes of the ground.
    static func randomBytes(_ count: Int, _ ground: Ground) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            withUnsafeBytes(of: ground.random()) { bytes.append(contentsOf: $0) }
        }
        return Array(bytes.prefix(count))
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// Seals secrets that must be read again, and digests those that are short enough to be guessed.
struct AccountKey: Sendable {
    private let secret: SymmetricKey

    init(_ bytes: [UInt8]) {
        precondition(bytes.count >= 32, "The key of accounts has 32 bytes or more.")
        secret = SymmetricKey(data: bytes)
    }

    /// AES-GCM over the bytes, bound to the person whose they are. The first byte names the algorithm.
    func seal(_ bytes: [UInt8], for person: ID<Person>) throws -> Data {
        let box = try AES.GCM.seal(bytes, using: key("seal"), authenticating: Data(person.text.utf8))
        guard let combined = box.combined else { throw AccountFault.sealBroken }
        return Data([1]) + combined
    }

    /// What was sealed for a person.
    ///
    /// - Throws: ``AccountFault/sealBroken`` when it was changed, or sealed for another or with another key.
    func open(_ sealed: Data, for person: ID<Person>) throws -> [UInt8] {
        guard sealed.first == 1 else { throw AccountFault.sealBroken }
        do {
            let box = try AES.GCM.SealedBox(combined: sealed.dropFirst())
            return [UInt8](try AES.GCM.open(box, using: key("seal"), authenticating: Data(person.text.utf8)))
        } catch {
            throw AccountFault.sealBroken
        }
    }

    /// A digest that only the site can make.
    func digest(_ text: String, for purpose: String) -> String {
        HMAC<Crypto.SHA256>.authenticationCode(for: Data(text.utf8), using: key("digest.\(purpose)"))
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private func key(_ purpose: String) -> SymmetricKey {
        HKDF<Crypto.SHA256>.deriveKey(
            inputKeyMaterial: secret, info: Data("yumiao.accounts.\(purpose)".utf8), outputByteCount: 32)
    }
}

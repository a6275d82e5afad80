// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation

/// Signs what is handed out and comes back: HMAC-SHA-256 with a key of its own for each purpose.
struct Seal: Sendable {
    private let secret: SymmetricKey

    init(secret: [UInt8]) {
        self.secret = SymmetricKey(data: secret)
    }

    /// The signature over a text for a purpose. A signature for one purpose is worth nothing for another.
    func signature(of text: String, for purpose: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key(for: purpose)))
    }

    /// Whether a signature is right; compares in constant time.
    func isSigned(_ text: String, _ signature: [UInt8], for purpose: String) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(
            signature, authenticating: Data(text.utf8), using: key(for: purpose))
    }

    private func key(for purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret, info: Data("yumiao.site.\(purpose)".utf8), outputByteCount: 32)
    }
}

/// Base64 for addresses: `-` and `_`, without padding (RFC 4648, 5).
enum Base64URL {
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        guard text.utf8.allSatisfy({ PercentCoding.isUnreserved($0) && $0 != UInt8(ascii: ".") }) else {
            return nil
        }
        let plain = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        return Data(base64Encoded: plain + padding).map(Array.init)
    }
}

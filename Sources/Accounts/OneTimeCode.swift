// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation

/// Codes of six digits that change every 30 seconds (TOTP, RFC 6238, with SHA-1 as all apps have it).
enum OneTimeCode {
    static let stepSeconds: Int64 = 30
    static let secretBytes = 20

    /// The step to which a moment belongs; milliseconds since 1970.
    static func step(at milliseconds: Int64) -> Int64 { milliseconds / 1000 / stepSeconds }

    /// The code of a step.
    static func code(_ secret: [UInt8], step: Int64) -> String {
        var counter = UInt64(bitPattern: step).bigEndian
        let message = withUnsafeBytes(of: &counter) { Data($0) }
        let mac = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
        let place = Int(mac[19] & 0x0F)
        let number = mac[place..<place + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The step that a code belongs to: now, the one before or the one after, and later than the last one
    /// that was used, so that a code that was overlooked is worth nothing.
    static func matchingStep(_ typed: String, _ secret: [UInt8], at now: Int64, after last: Int64) -> Int64? {
        let code = typed.precomposedStringWithCompatibilityMapping.filter { $0 != " " && $0 != "-" }
        guard code.utf8.count == 6 else { return nil }
        let here = step(at: now)
        return [here, here - 1, here + 1].first { step in
            step > last && isEqual(Self.code(secret, step: step), code)
        }
    }

    /// What an app reads from a QR code.
    static func address(_ secret: [UInt8], issuer: String, account: String) -> String {
        func part(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }
        return
            "otpauth://totp/\(part(issuer)):\(part(account))?secret=\(base32(secret))&issuer=\(part(issuer))"
    }

    /// RFC 4648 without padding, as apps take it when typed.
    static func base32(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (text, buffer, bits) = ("", UInt32(0), 0)
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                text.append(alphabet[Int(buffer >> UInt32(bits - 5)) & 31])
                bits -= 5
            }
        }
        if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits)) & 31]) }
        return text
    }

    private static func isEqual(_ one: String, _ other: String) -> Bool {
        zip(one.utf8, other.utf8).reduce(one.utf8.count == other.utf8.count ? 0 : 1) { $0 | ($1.0 ^ $1.1) }
            == 0
    }
}

/// Ten codes on paper for the day on which the telephone is lost. Each works once.
enum RecoveryCode {
    static let count = 10
    /// Without digits and letters that are taken for others: 32 of them.
    private static let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")

    /// A code of 50 random bits, `abcde-fghjk`.
    static func make(_ random: [UInt8]) -> String {
        let letters = random.prefix(10).map { alphabet[Int($0 & 31)] }
        return String(letters.prefix(5)) + "-" + String(letters.suffix(5))
    }

    /// What was typed, without what does not count.
    static func plain(_ typed: String) -> String {
        typed.precomposedStringWithCompatibilityMapping.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Standards

/// 企业码: a signed payload on the credit code, in the address that a QR code holds.
///
/// It says which enterprise, of which issue, and until when; the signature (Ed25519) says that this site made
/// it. Nothing else is in it: who scans sees what they may see of the enterprise as it is now.
struct EnterpriseCode: Hashable, Sendable {
    /// The enterprise.
    let creditCode: CreditCode
    /// Which issue; codes of earlier ones were made invalid.
    let issue: UInt32
    /// In seconds since 1970; nil for the code on the wall.
    let expiresAt: Int64?

    /// How long the code on a phone is good.
    static let phoneSeconds: Int64 = 300
    private static let version: UInt8 = 1
    private static let bodyBytes = 1 + 18 + 4 + 8
    private static let signatureBytes = 64

    /// The payload as it stands in an address: 127 characters.
    func payload(signedBy key: CodeKey) throws -> String {
        let body = self.body
        return EnterpriseCode.encode(body + (try key.sign(body)))
    }

    /// Reads a payload and proves that this site made it. That it is in time and not withdrawn is asked
    /// later.
    init(_ payload: String, provenBy key: CodeKey) throws(CodeFault) {
        guard let bytes = EnterpriseCode.decode(payload),
            bytes.count == EnterpriseCode.bodyBytes + EnterpriseCode.signatureBytes,
            bytes[0] == EnterpriseCode.version
        else { throw .unreadable }
        let body = Array(bytes.prefix(EnterpriseCode.bodyBytes))
        guard key.proves(Array(bytes.dropFirst(EnterpriseCode.bodyBytes)), of: body) else { throw .forged }
        guard let code = CreditCode(codedText: String(decoding: body[1..<19], as: UTF8.self)) else {
            throw .unreadable
        }
        creditCode = code
        issue = UInt32(truncatingIfNeeded: EnterpriseCode.number(body[19..<23]))
        let expiry = Int64(truncatingIfNeeded: EnterpriseCode.number(body[23..<31]))
        expiresAt = expiry == 0 ? nil : expiry
    }

    /// A code that is about to be signed.
    init(of creditCode: CreditCode, issue: Int, expiresAt: Int64? = nil) {
        self.creditCode = creditCode
        self.issue = UInt32(clamping: issue)
        self.expiresAt = expiresAt
    }

    /// Whether it still holds at a moment, in seconds since 1970.
    func isInTime(at second: Int64) -> Bool { expiresAt.map { second < $0 } ?? true }

    private var body: [UInt8] {
        let issue = (0..<4).reversed().map { UInt8(truncatingIfNeeded: self.issue >> ($0 * 8)) }
        let expiry = expiresAt ?? 0
        return [EnterpriseCode.version] + Array(creditCode.text.utf8) + issue
            + (0..<8).reversed().map { UInt8(truncatingIfNeeded: expiry >> ($0 * 8)) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    private static func decode(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 200 else { return nil }
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        let padded = plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: padded) else { return nil }
        // One text for each payload: the spare bits at the end of base64 are not a second way to write it.
        return encode([UInt8](data)) == text ? [UInt8](data) : nil
    }
}

/// The key of this site's enterprise codes, made from the site's secret store.
public struct CodeKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// A key from 32 secret bytes, the same on all servers of a site.
    ///
    /// - Throws: ``CodeFault/keyUnusable`` for another number of bytes.
    public init(seed: [UInt8]) throws(CodeFault) {
        guard seed.count == 32 else { throw .keyUnusable }
        do {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        } catch {
            throw .keyUnusable
        }
    }

    /// The public half, with which others can check codes.
    public var publicKey: [UInt8] { [UInt8](key.publicKey.rawRepresentation) }

    func sign(_ body: [UInt8]) throws -> [UInt8] { [UInt8](try key.signature(for: Data(body))) }

    func proves(_ signature: [UInt8], of body: [UInt8]) -> Bool {
        key.publicKey.isValidSignature(Data(signature), for: Data(body))
    }
}

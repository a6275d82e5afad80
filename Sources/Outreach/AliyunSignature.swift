// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation

/// The signature of Alibaba Cloud's RPC interface, HMAC-SHA1, version 1.0:
/// https://help.aliyun.com/zh/sdk/product-overview/rpc-mechanism
struct AliyunSignature: Sendable {
    let secret: String

    /// The signature of parameters that are sent by a method to `/`.
    func value(of parameters: [(String, String)], method: String) -> String {
        let sorted = parameters.map { (Self.encoded($0.0), Self.encoded($0.1)) }.sorted { $0.0 < $1.0 }
        let query = sorted.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        let text = "\(method)&%2F&\(Self.encoded(query))"
        let key = SymmetricKey(data: Data("\(secret)&".utf8))
        let code = HMAC<Insecure.SHA1>.authenticationCode(for: Data(text.utf8), using: key)
        return Data(code).base64EncodedString()
    }

    /// Everything but letters, digits, `-`, `_`, `.` and `~` as `%XX` (RFC 3986).
    static func encoded(_ text: String) -> String {
        text.utf8.reduce(into: "") { encoded, byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: "~"):
                encoded.unicodeScalars.append(UnicodeScalar(byte))
            default:
                encoded += "%" + Hex.text([byte]).uppercased()
            }
        }
    }
}

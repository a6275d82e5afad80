// SPDX-License-Identifier: Apache-2.0
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Asks other sites over the network: ten seconds, a mebibyte, no redirects.
public struct OutgoingFetch: WebFetch {
    private static let limitBytes = 1 << 20
    /// One for the process; it lives as long as the process does.
    private static let client = HTTPClient(
        eventLoopGroupProvider: .singleton,
        configuration: HTTPClient.Configuration(redirectConfiguration: .disallow))

    /// With the process's one client.
    public init() {}

    /// GET; the body of a 200.
    public func get(_ address: String) async throws -> [UInt8] {
        var request = HTTPClientRequest(url: address)
        request.headers.add(name: "Accept", value: "application/json")
        return try await body(of: request)
    }

    /// POST of a form; the body of a 200.
    public func post(
        _ address: String, form: [(String, String)], basic: (name: String, secret: String)?
    ) async throws -> [UInt8] {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        if let basic {
            let pair = "\(Self.encoded(basic.name)):\(Self.encoded(basic.secret))"
            request.headers.add(
                name: "Authorization", value: "Basic " + Data(pair.utf8).base64EncodedString())
        }
        let text = form.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
        request.body = .bytes(ByteBuffer(string: text))
        return try await body(of: request)
    }

    private func body(of request: HTTPClientRequest) async throws -> [UInt8] {
        let response: HTTPClientResponse
        do {
            response = try await Self.client.execute(request, timeout: .seconds(10))
        } catch {
            throw WebFetchFault(status: nil)
        }
        guard response.status == .ok else { throw WebFetchFault(status: Int(response.status.code)) }
        do {
            return Array(try await response.body.collect(upTo: Self.limitBytes).readableBytesView)
        } catch {
            throw WebFetchFault(status: nil)
        }
    }

    private static func encoded(_ text: String) -> String {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~")
        let ascii = CharacterSet(charactersIn: Unicode.Scalar(0)...Unicode.Scalar(0x7F))
        return text.addingPercentEncoding(withAllowedCharacters: allowed.intersection(ascii)) ?? ""
    }
}

// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension SiteResponder {
    /// The body of a request, bounded in size and in time.
    func body(of request: Request, upTo limit: Int) async throws -> [UInt8] {
        let length = request.headers[.contentLength].flatMap(Int.init)
        if let length, length > limit { throw SiteFault.tooLarge(limitBytes: limit) }
        let limits = parts.settings.limits
        let seconds = limits.patienceSeconds + (length ?? limit) / max(1, limits.slowestBytesPerSecond)
        let body = request.body
        return try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask {
                do {
                    return Array(try await body.collect(upTo: limit).readableBytesView)
                } catch is NIOTooManyBytesError {
                    throw SiteFault.tooLarge(limitBytes: limit)
                }
            }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                throw SiteFault.tooSlow(seconds: seconds)
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
        }
    }

    /// The response with a tag of its content, or 304 for a client that has it: for answers of the API that
    /// are read.
    func tagged(_ response: Response, _ reply: Reply, for visit: Visit) -> Response {
        guard [.get, .head].contains(visit.method), response.status == .ok,
            case .bytes(let bytes, _) = reply.content
        else { return response }
        var response = response
        let tag = "\"\(Base64URL.encode(SHA256.hash(data: bytes).prefix(12)))\""
        response.headers[.eTag] = tag
        response.headers[.vary] = "Accept-Language, Cookie"
        let known = visit.headers[.ifNoneMatch]?.split(separator: ",").map { $0.filter { $0 != " " } } ?? []
        guard known.contains(where: { $0 == "*" || $0 == tag || $0 == "W/" + tag }) else { return response }
        response.headers[.contentType] = nil
        return Response(status: .notModified, headers: response.headers)
    }

    /// Tells a client of the API how it stands with its limit.
    func told(_ response: Response, of standing: RateMeter.Standing?) -> Response {
        guard let standing else { return response }
        var response = response
        response.headers[.rateLimit] = String(standing.limit)
        response.headers[.rateRemaining] = String(standing.remaining)
        response.headers[.rateReset] = String(standing.seconds)
        return response
    }

    /// `/metrics`, for who brings the token; below the base path and above it, like the probes.
    func figures(_ request: Request) async -> Response? {
        guard let metricsToken, [.get, .head].contains(request.method), let target = request.head.path,
            target == "/metrics" || target == parts.settings.basePath + "/metrics"
        else { return nil }
        guard metricsToken.isIn(request.headers[.authorization]) else {
            return Response(
                status: .unauthorized,
                headers: [.wwwAuthenticate: "Bearer realm=\"metrics\"", .cacheControl: "no-store"])
        }
        let text = metrics.text(
            version: parts.settings.version, clients: meter?.count ?? 0, gauges: await gauges())
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

extension HTTPField.Name {
    static let forwardedFor = known("X-Forwarded-For")
    static let forwardedProto = known("X-Forwarded-Proto")
    static let rateLimit = known("RateLimit-Limit")
    static let rateRemaining = known("RateLimit-Remaining")
    static let rateReset = known("RateLimit-Reset")
}

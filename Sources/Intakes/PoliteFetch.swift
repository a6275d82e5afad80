// SPDX-License-Identifier: Apache-2.0
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// A page of another site as it came.
struct FetchedPage: Sendable {
    let bytes: [UInt8]
    /// Where it came from in the end.
    let address: String
    let etag: String
    let modified: String
}

/// Asks other sites as a good guest does: by their robots.txt, one request at a time with a pause behind
/// it, with a name and a contact, without taking twice what has not changed; and never within the own
/// network.
struct PoliteFetch: Sendable {
    let settings: FetchSettings
    private let pace = HostPace()

    init(_ settings: FetchSettings) { self.settings = settings }

    /// A page; nil when it has not changed since it had this tag or this time.
    func get(
        _ address: String, etag: String = "", modified: String = ""
    ) async throws(FetchFault) -> FetchedPage? {
        var next = address
        for hop in 0...settings.mostRedirects {
            let host: PublicHost
            do throws(FetchFault) {
                host = try await PublicHost.resolve(next, settings)
            } catch {
                throw hop > 0 && error == .privateAddress ? .redirectedToPrivate : error
            }
            let rules = try await rules(of: host)
            guard rules.allows(Self.path(of: host.url)) else { throw .robots }
            let answer = try await ask(host, rules, etag: etag, modified: modified)
            switch answer.status {
            case 200:
                return FetchedPage(
                    bytes: answer.bytes, address: next, etag: answer.etag, modified: answer.modified)
            case 304: return nil
            case 301, 302, 303, 307, 308:
                guard let url = URL(string: answer.location, relativeTo: host.url) else {
                    throw .notAnAddress
                }
                next = url.absoluteString
            default: throw .status(answer.status)
            }
        }
        throw .tooManyRedirects
    }

    private static func path(of url: URL) -> String {
        let parts = URLComponents(url: url, resolvingAgainstBaseURL: true)
        let path = parts?.percentEncodedPath ?? url.path
        return (path.isEmpty ? "/" : path) + (parts?.percentEncodedQuery.map { "?" + $0 } ?? "")
    }

    /// A site without the file is open; one that cannot answer for it is closed until it can (RFC 9309,
    /// 2.3.1).
    private func rules(of host: PublicHost) async throws(FetchFault) -> Robots {
        if let known = await pace.known(host.origin) { return known }
        guard let url = URL(string: "/robots.txt", relativeTo: host.url)?.absoluteURL else {
            throw .notAnAddress
        }
        let file = PublicHost(url: url, host: host.host, port: host.port, address: host.address)
        let answer = try await ask(file, .open)
        let rules: Robots
        switch answer.status {
        case 200: rules = Robots(String(decoding: answer.bytes, as: UTF8.self), for: settings.agent)
        case 500...599: throw .robotsUnreachable
        default: rules = .open
        }
        await pace.learn(rules, of: host.origin)
        return rules
    }

    private struct Answer {
        let status: Int
        let location: String
        let etag: String
        let modified: String
        let bytes: [UInt8]
    }

    private func ask(
        _ host: PublicHost, _ rules: Robots, etag: String = "", modified: String = ""
    ) async throws(FetchFault) -> Answer {
        await pace.enter(host.origin)
        let asked = rules.delaySeconds.map { min(max($0, 0), 60) * 1_000 } ?? 0
        let delay = Duration.milliseconds(max(settings.delayMilliseconds, asked))
        let result: Result<Answer, FetchFault>
        do throws(FetchFault) {
            result = .success(try await exchange(host, etag: etag, modified: modified))
        } catch {
            result = .failure(error)
        }
        await pace.leave(host.origin, after: delay)
        return try result.get()
    }

    /// One request on a connection of its own, to the very address that was judged.
    private func exchange(
        _ host: PublicHost, etag: String, modified: String
    ) async throws(FetchFault) -> Answer {
        let limit = settings.largestMiB << 20
        // Of its settings the limit on unpacking is kept: at most 25 times what came over the line.
        var configuration = HTTPClient.Configuration.singletonConfiguration
        configuration.redirectConfiguration = .disallow
        configuration.dnsOverride = [host.host: host.address]
        configuration.timeout.connect = .seconds(10)
        configuration.timeout.read = .seconds(Int64(settings.timeoutSeconds))
        configuration.httpVersion = .http1Only
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        var request = HTTPClientRequest(url: host.url.absoluteString)
        request.headers.add(name: "User-Agent", value: settings.signature)
        request.headers.add(
            name: "Accept", value: "text/html, application/atom+xml, application/rss+xml, */*")
        if !etag.isEmpty { request.headers.add(name: "If-None-Match", value: etag) }
        if !modified.isEmpty { request.headers.add(name: "If-Modified-Since", value: modified) }
        let outcome: Result<Answer, FetchFault>
        do {
            outcome = .success(try await answer(to: request, by: client, limit: limit))
        } catch let fault as FetchFault {
            outcome = .failure(fault)
        } catch let error as HTTPClientError
            where [.deadlineExceeded, .connectTimeout, .readTimeout].contains(error)
        {
            outcome = .failure(.timedOut(seconds: settings.timeoutSeconds))
        } catch {
            outcome = .failure(.unreachable)
        }
        do {
            try await client.shutdown()
        } catch {
            throw .unreachable
        }
        return try outcome.get()
    }

    private func answer(
        to request: HTTPClientRequest, by client: HTTPClient, limit: Int
    ) async throws -> Answer {
        let deadline = NIODeadline.now() + .seconds(Int64(settings.timeoutSeconds))
        let response = try await client.execute(request, deadline: deadline)
        let header = { (name: String) in response.headers.first(name: name) ?? "" }
        var bytes: [UInt8] = []
        if response.status == .ok {
            let tooLarge = FetchFault.tooLarge(limitMiB: settings.largestMiB)
            if let length = Int(header("Content-Length")), length > limit { throw tooLarge }
            let isPacked = !header("Content-Encoding").isEmpty && header("Content-Encoding") != "identity"
            do {
                for try await part in response.body {
                    bytes += part.readableBytesView
                    guard bytes.count <= limit else { throw tooLarge }
                }
            } catch let error where isPacked && !(error is FetchFault) && !(error is HTTPClientError) {
                // What unpacks beyond the limit is stopped by the unpacking itself, and broken packing is
                // no better.
                throw tooLarge
            }
        }
        return Answer(
            status: Int(response.status.code), location: header("Location"), etag: header("ETag"),
            modified: header("Last-Modified"), bytes: bytes)
    }
}

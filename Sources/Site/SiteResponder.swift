// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Answers every request: finds the route, asks the gate, reads the body, renders the reply, sets the
/// headers, writes the log.
public struct SiteResponder: HTTPResponder {
    /// The context that Hummingbird hands in.
    public typealias Context = BasicRequestContext

    let parts: SiteParts
    let table: RouteTable
    let isReady: @Sendable () async -> Bool
    let logger: Logger

    /// The response to one request. Does not throw: every error is a page by then.
    public func respond(to request: Request, context: Context) async throws -> Response {
        let clock = ContinuousClock()
        let start = clock.now
        let requestID = parts.settings.makeID().uuidString.lowercased()
        var log = logger
        log[metadataKey: "request"] = .string(requestID)
        var outcome = await answer(request, requestID: requestID, log: log)
        SecurityHeaders(isSecure: parts.settings.isSecure).apply(to: &outcome.response.headers)
        outcome.response.headers[.requestID] = requestID
        let milliseconds = (clock.now - start) / .milliseconds(1)
        log.info(
            "answered",
            metadata: [
                "method": .string(request.method.rawValue), "route": .string(outcome.route),
                "status": .stringConvertible(outcome.response.status.code),
                "ms": .string(String(format: "%.1f", milliseconds)),
            ])
        return request.method == .head ? outcome.response.createHeadResponse() : outcome.response
    }

    private typealias Outcome = (response: Response, route: String)

    private func answer(_ request: Request, requestID: String, log: Logger) async -> Outcome {
        let address: Address
        do {
            if let probe = try await probe(request) { return (probe, "probe") }
            address = try Address(
                request.head.path ?? "", basePath: parts.settings.basePath, limits: parts.settings.limits)
        } catch {
            let visit = visit(request, at: .home, requestID: requestID)
            return (await faultResponse(error, to: visit, log: log), "–")
        }
        var visit = visit(request, at: address, requestID: requestID)
        do {
            if let asset = asset(at: address, request) { return (asset, "asset") }
            let (route, values) = try find(request.method, address)
            if address.hasTrailingSlash { return (permanentRedirect(to: address, visit), route.name) }
            visit.routeParameters = values
            do {
                let reply = try await enter(route, request, &visit)
                return (try await render(reply, for: visit, isPersonal: route.isPersonal), route.name)
            } catch {
                return (await faultResponse(error, to: visit, log: log), route.name)
            }
        } catch {
            return (await faultResponse(error, to: visit, log: log), "–")
        }
    }

    private func visit(_ request: Request, at address: Address, requestID: String) -> Visit {
        let cookies = Cookies.read(request.headers)
        let visitorName = Visitor.cookieName(isSecure: parts.settings.isSecure)
        return Visit(
            method: request.method, path: address.path, query: address.query, headers: request.headers,
            requestID: requestID, authority: request.head.authority,
            chosen: ChosenPreferences(
                query: address.query, cookie: cookies[ChosenPreferences.cookieName],
                acceptLanguage: request.headers[.acceptLanguage]),
            parts: parts, cookies: cookies,
            visitor: Visitor(cookie: cookies[visitorName], randomBytes: parts.settings.randomBytes))
    }

    private func find(
        _ method: HTTPRequest.Method, _ address: Address
    ) throws(SiteFault) -> (Route, [String: String]) {
        switch table.match(method, address.parts) {
        case .found(let route, let values): return (route, values)
        case .otherMethods(let methods): throw .methodNotAllowed(methods)
        case .nothing: throw .notFound
        }
    }

    private func enter(_ route: Route, _ request: Request, _ visit: inout Visit) async throws -> Reply {
        if ![.get, .head].contains(request.method) { try SameOrigin.check(visit) }
        visit.identity = try await parts.gate.identify(visit)
        guard try await parts.gate.admits(visit, to: route.permission) else {
            return try await refuse(route, request, visit)
        }
        switch route.kind {
        case .page(let answer):
            return try await answer(visit)
        case .data(let answer):
            visit.body = try await body(of: request, upTo: parts.settings.limits.formBytes)
            return try await answer(visit)
        case .form(let acceptsFiles, let again, let act):
            let limits = parts.settings.limits
            let bytes = try await body(
                of: request, upTo: acceptsFiles ? limits.uploadBytes : limits.formBytes)
            let submission = try Submission(bytes, headers: request.headers, limits: limits)
            guard visit.formToken.isValid(submission.token) else {
                visit.isAskedAgain = true
                return try await again(visit, submission)
            }
            return try await act(visit, submission)
        }
    }

    /// A form keeps what was typed in it; a body that is too large or unreadable is left behind.
    private func refuse(_ route: Route, _ request: Request, _ visit: Visit) async throws -> Reply {
        let limits = parts.settings.limits
        if case .form = route.kind,
            let bytes = try? await body(of: request, upTo: limits.formBytes),
            let submission = try? Submission(bytes, headers: request.headers, limits: limits)
        {
            return try await parts.gate.refusal(visit, of: route.permission, sending: submission)
        }
        return try await parts.gate.refusal(visit, of: route.permission)
    }

    private func body(of request: Request, upTo limit: Int) async throws -> [UInt8] {
        if let length = request.headers[.contentLength].flatMap(Int.init), length > limit {
            throw SiteFault.tooLarge(limitBytes: limit)
        }
        do {
            let buffer = try await request.body.collect(upTo: limit)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw SiteFault.tooLarge(limitBytes: limit)
        }
    }

    private func faultResponse(_ error: any Error, to visit: Visit, log: Logger) async -> Response {
        let fault = FaultReply(error, in: visit.words)
        if fault.status.code >= 500 {
            log.error("failed", metadata: ["error": .string(String(reflecting: error))])
        }
        do {
            return try await render(fault.reply(to: visit), for: visit, isPersonal: false)
        } catch {
            log.critical(
                "the page of a fault failed", metadata: ["error": .string(String(reflecting: error))])
            return Response(
                status: fault.status, body: .init(byteBuffer: ByteBuffer(string: fault.explanation.title)))
        }
    }
}

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
    public typealias Context = SiteContext

    let parts: SiteParts
    let table: RouteTable
    let isReady: @Sendable () async -> Bool
    let gauges: @Sendable () async -> [Gauge]
    let logger: Logger
    let metrics = SiteMetrics()
    let meter: RateMeter?
    let metricsToken: BearerToken?

    /// The response to one request. Does not throw: every error is a page by then.
    public func respond(to request: Request, context: Context) async throws -> Response {
        let clock = ContinuousClock()
        let start = clock.now
        let requestID = parts.settings.makeID().uuidString.lowercased()
        var log = logger
        log[metadataKey: "request"] = .string(requestID)
        let isOverloaded = metrics.begin() > parts.settings.limits.requestsAtOnce
        let client = ClientAddress(
            peer: context.peer, forwardedFor: request.headers[values: .forwardedFor],
            forwardedProto: request.headers[.forwardedProto], trusted: parts.settings.trustedProxies)
        var outcome = await answer(
            request, client, requestID: requestID, isOverloaded: isOverloaded, log: log)
        SecurityHeaders(isSecure: parts.settings.isSecure).apply(to: &outcome.response.headers)
        outcome.response.headers[.requestID] = requestID
        let milliseconds = (clock.now - start) / .milliseconds(1)
        metrics.end(
            route: outcome.route, method: request.method.rawValue, status: outcome.response.status.code,
            seconds: milliseconds / 1000)
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

    private func answer(
        _ request: Request, _ client: ClientAddress, requestID: String, isOverloaded: Bool, log: Logger
    ) async -> Outcome {
        let address: Address
        do {
            if let probe = try await probe(request) { return (probe, "probe") }
            if let figures = await figures(request) { return (figures, "metrics") }
            address = try Address(
                request.head.path ?? "", basePath: parts.settings.basePath, limits: parts.settings.limits)
        } catch {
            let visit = visit(
                request, client,
                at: .standIn(for: request.head.path ?? "", basePath: parts.settings.basePath),
                requestID: requestID)
            return (await faultResponse(error, to: visit, log: log), "–")
        }
        var visit = visit(request, client, at: address, requestID: requestID)
        do {
            guard !isOverloaded else { throw SiteFault.unavailable(retryAfterSeconds: 2) }
            if let asset = asset(at: address, request) { return (asset, "asset") }
            let (route, values) = try find(request.method, address, client)
            if address.hasTrailingSlash { return (permanentRedirect(to: address, visit), route.name) }
            visit.routeParameters = values
            let standing = standing(of: client, for: route.rate)
            do {
                if let standing, !standing.isAllowed {
                    throw SiteFault.tooMany(retryAfterSeconds: standing.seconds)
                }
                let reply = try await enter(route, request, &visit)
                let response = try await render(reply, for: visit, isPersonal: route.isPersonal)
                guard route.isData else { return (response, route.name) }
                return (told(tagged(response, reply, for: visit), of: standing), route.name)
            } catch {
                let response = await faultResponse(error, to: visit, log: log)
                return (route.isData ? told(response, of: standing) : response, route.name)
            }
        } catch {
            return (await faultResponse(error, to: visit, log: log), "–")
        }
    }

    private func visit(
        _ request: Request, _ client: ClientAddress, at address: Address, requestID: String
    ) -> Visit {
        let cookies = Cookies.read(request.headers)
        let visitorName = Visitor.cookieName(isSecure: parts.settings.isSecure)
        var visit = Visit(
            method: request.method, path: address.path, query: address.query, headers: request.headers,
            requestID: requestID, authority: request.head.authority,
            chosen: ChosenPreferences(
                query: address.query, cookie: cookies[ChosenPreferences.cookieName],
                acceptLanguage: request.headers[.acceptLanguage]),
            parts: parts, cookies: cookies,
            visitor: Visitor(cookie: cookies[visitorName], randomBytes: parts.settings.randomBytes))
        visit.client = client
        return visit
    }

    /// Takes a request out of what the client may ask for; nil where nothing is counted.
    private func standing(of client: ClientAddress, for rate: RateClass) -> RateMeter.Standing? {
        guard let meter, client.isLimited, let address = client.address else { return nil }
        return meter.take(rate, for: address, at: parts.settings.now())
    }

    /// The route; addresses that lead nowhere count as pages, so that nobody looks through them all.
    private func find(
        _ method: HTTPRequest.Method, _ address: Address, _ client: ClientAddress
    ) throws(SiteFault) -> (Route, [String: String]) {
        switch table.match(method, address.parts) {
        case .found(let route, let values): return (route, values)
        case .otherMethods(let methods): throw .methodNotAllowed(methods)
        case .nothing:
            if let standing = standing(of: client, for: .page), !standing.isAllowed {
                throw .tooMany(retryAfterSeconds: standing.seconds)
            }
            throw .notFound
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
            if ![.get, .head].contains(request.method) {
                visit.body = try await body(of: request, upTo: parts.settings.limits.formBytes)
            }
            if let endpoint = route.endpoint { visit.sent = try endpoint.check(visit) }
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

// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

extension SiteResponder {
    /// The response for a reply: HTML in the visitor's language, cookies, rules for caches.
    func render(_ reply: Reply, for visit: Visit, isPersonal: Bool) async throws -> Response {
        var response = Response(status: reply.status, headers: reply.headers)
        switch reply.content {
        case .page(let page):
            let html = try await PageRendering(of: page, for: visit).html()
            response.headers[.contentType] = "text/html; charset=utf-8"
            response.headers[.contentLanguage] = visit.preferences.language.rawValue
            response.headers[.vary] = "Cookie, Accept-Language"
            response.body = ResponseBody(byteBuffer: ByteBuffer(bytes: html))
        case .redirect(let path, let query):
            guard Reply.isInside(path) else { throw SiteFault.failure }
            response.headers[.location] = visit.link(path, query.pairs.map { ($0.name, $0.value) })
        case .bytes(let bytes, let type):
            response.headers[.contentType] = type
            response.body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        case .nothing: break
        }
        var cookies = reply.cookies
        if let flash = reply.flash { cookies.append(try visit.flashCookie(flash.text, flash.tone)) }
        if case .page = reply.content, visit.cookie(Flash.cookieName) != nil {
            cookies.append(GivenCookie(name: Flash.cookieName, value: "", maximumAgeSeconds: nil))
        }
        for cookie in cookies {
            let value = cookie.header(isSecure: parts.settings.isSecure)
            response.headers.append(HTTPField(name: .setCookie, value: value))
        }
        let hasCookies = setCookies(on: &response, for: visit) || !cookies.isEmpty
        if response.headers[.cacheControl] == nil {
            response.headers[.cacheControl] =
                isPersonal ? "no-store" : hasCookies ? "private, no-cache" : "no-cache"
        }
        return response
    }

    /// Whether the response belongs to one browser only, because of a cookie or of a form made for it.
    private func setCookies(on response: inout Response, for visit: Visit) -> Bool {
        let settings = parts.settings
        var isOwn = false
        if let value = visit.chosen.newCookie {
            response.headers.append(
                HTTPField(
                    name: .setCookie,
                    value: Cookies.header(
                        ChosenPreferences.cookieName, value,
                        path: settings.basePath.isEmpty ? "/" : settings.basePath,
                        isSecure: settings.isSecure,
                        maximumAgeSeconds: 365 * 86_400)))
            isOwn = true
        }
        guard visit.visitor.hasForm.withLock({ $0 }) else { return isOwn }
        if !visit.visitor.isKnown {
            response.headers.append(
                HTTPField(
                    name: .setCookie,
                    value: Cookies.header(
                        Visitor.cookieName(isSecure: settings.isSecure), visit.visitor.id, path: "/",
                        isSecure: settings.isSecure)))
        }
        return true
    }

    /// The page without the slash that does not belong to its address.
    func permanentRedirect(to address: Address, _ visit: Visit) -> Response {
        let query = address.query.pairs.map { ($0.name, $0.value) }
        return Response(status: .permanentRedirect, headers: [.location: visit.link(address.path, query)])
    }

    /// A style sheet or picture; 304 for a browser that has it.
    func asset(at address: Address, _ request: Request) -> Response? {
        guard [.get, .head].contains(request.method), !address.hasTrailingSlash else { return nil }
        if address.parts == ["favicon.ico"] {
            let location = parts.settings.basePath + parts.assets.path(of: "icon.svg")
            return Response(status: .found, headers: [.location: location, .cacheControl: "no-cache"])
        }
        guard address.parts.count == 2, address.parts[0] == "assets",
            let asset = parts.assets.served(address.parts[1])
        else { return nil }
        let headers: HTTPFields = [
            .contentType: asset.contentType, .eTag: asset.entityTag,
            .cacheControl: "public, max-age=31536000, immutable",
        ]
        let known = request.headers[.ifNoneMatch]?.split(separator: ",").map { $0.filter { $0 != " " } } ?? []
        if known.contains(where: { $0 == "*" || $0 == asset.entityTag || $0 == "W/" + asset.entityTag }) {
            return Response(status: .notModified, headers: headers)
        }
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }

    /// `/healthz` says that the process runs, `/readyz` that it can serve; below the base path and above it.
    func probe(_ request: Request) async throws -> Response? {
        guard [.get, .head].contains(request.method), let target = request.head.path else { return nil }
        let base = parts.settings.basePath
        let status: HTTPResponse.Status
        switch target {
        case "/healthz", base + "/healthz": status = .ok
        case "/readyz", base + "/readyz": status = await isReady() ? .ok : .serviceUnavailable
        default: return nil
        }
        return Response(
            status: status,
            headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: status == .ok ? "ok\n" : "not ready\n")))
    }
}

/// A page with the frame around it.
struct PageRendering {
    let page: any Page
    let visit: Visit

    init(of page: any Page, for visit: Visit) {
        self.page = page
        self.visit = visit
    }

    func html() async throws -> [UInt8] {
        let frame = try await Frame(around: page, for: visit)
        let templates = visit.parts.templates
        let language = visit.preferences.language
        var html: [UInt8] = []
        html.reserveCapacity(1 << 16)
        guard templates.render(frame, with: "_layoutAbove", in: language, into: &html),
            templates.render(page, with: type(of: page).template, in: language, into: &html),
            templates.render(frame, with: "_layoutBelow", in: language, into: &html)
        else { throw MissingTemplate(name: type(of: page).template) }
        return html
    }

    /// A page without a template, which the tests of its room find first.
    struct MissingTemplate: Error {
        let name: String
    }
}

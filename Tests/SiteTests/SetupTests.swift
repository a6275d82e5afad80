// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Testing

@testable import Site

@Suite struct SetupTests {
    private func fault(_ change: (inout SiteSettings) -> Void) -> SiteSetupFault? {
        var site = DemoSite()
        change(&site.settings)
        do {
            _ = try buildResponder(site.settings, rooms: site.rooms)
            return nil
        } catch {
            return error as? SiteSetupFault
        }
    }

    @Test func `a site with sound settings starts`() {
        #expect(fault { _ in } == nil)
        #expect(fault { $0.basePath = "/a/b" } == nil)
        #expect(fault { $0.publicOrigin = "https://example.gov.cn:8443" } == nil)
    }

    @Test func `a site with a short key does not start`() {
        #expect(fault { $0.secret = [1, 2, 3] } == .weakSecret(bytes: 3))
    }

    @Test(arguments: ["a", "/a/", "/", "/a//b", "/a b", "/中"])
    func `a site with a malformed base path does not start`(path: String) {
        #expect(fault { $0.basePath = path } == .malformedBasePath(path))
    }

    @Test(arguments: ["example.gov.cn", "https://example.gov.cn/", "ftp://example.gov.cn", "https://"])
    func `a site with a malformed origin does not start`(origin: String) {
        #expect(fault { $0.publicOrigin = origin } == .malformedOrigin(origin))
    }

    @Test func `routes that contradict one another are refused`() {
        func page(_ path: String, _ name: String) -> Route {
            .page(path, name, .everyone) { .page(DemoHome(in: $0)) }
        }
        #expect(throws: SiteSetupFault.doubleRoute("a")) {
            try RouteTable([page("/x", "a"), page("/y", "a")])
        }
        #expect(throws: SiteSetupFault.doubleRoute("GET /x")) {
            try RouteTable([page("/x", "a"), page("/x", "b")])
        }
        #expect(throws: SiteSetupFault.malformedRoute("/x/")) { try RouteTable([page("/x/", "a")]) }
        let form = Route.form("/x", "a", .everyone) { _, _ in
            .redirect(to: "/")
        } act: { _, _ in
            .redirect(to: "/")
        }
        #expect(throws: SiteSetupFault.formWithoutPage("/x")) { try RouteTable([form]) }
        #expect(throws: Never.self) { try RouteTable([form, page("/x", "b")]) }
    }

    @Test func `a fixed part of a path outranks a variable one`() throws {
        func page(_ path: String) -> Route { .page(path, path, .everyone) { .page(DemoHome(in: $0)) } }
        let table = try RouteTable([page("/a/{id}"), page("/a/new"), page("/a/{id}/b/{day}"), page("/")])
        func found(_ parts: [String]) -> String {
            guard case .found(let route, let values) = table.match(.get, parts) else { return "nothing" }
            return route.path + values.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        }
        #expect(found(["a", "new"]) == "/a/new")
        #expect(found(["a", "7"]) == "/a/{id} id=7")
        #expect(found(["a", "new", "b", "1"]) == "/a/{id}/b/{day} day=1 id=new")
        #expect(found([]) == "/")
        #expect(found(["a"]) == "nothing")
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging

@testable import Site

/// A small room with one of everything, so that the frame can be tried without the domain.
struct DemoRoom: Room {
    var shelf: Shelf { Shelf(folder: Bundle.module.resourceURL) }
    var navigation: [NavigationEntry] {
        [
            .header("demo.title", "/demo"), .header("demo.secret", "/secret", Permission("demo.secret")),
            .footer("demo.about", "/demo/about"),
        ]
    }

    var routes: [Route] {
        [
            .page("/", "demo.home", .everyone) { .page(DemoHome(in: $0)) },
            .page("/demo", "demo.list", .everyone) { .page(DemoHome(in: $0)) },
            .page("/demo/{id}", "demo.show", .everyone) { .page(DemoHome(in: $0, text: $0.parameter("id"))) },
            .page("/demo/about", "demo.about", .everyone) { .page(DemoHome(in: $0, text: "about")) },
            .page("/secret", "demo.secret", Permission("demo.secret")) { .page(DemoHome(in: $0)) },
            .page("/own", "demo.own", .everyone, isPersonal: true) { .page(DemoHome(in: $0)) },
            .page("/broken", "demo.broken", .everyone) { _ in throw DemoError.secretDetail },
            .page("/busy", "demo.busy", .everyone) { _ in throw SiteFault.tooMany(retryAfterSeconds: 7) },
            .page("/state", "demo.state", .everyone) { visit in
                let state = try visit.signedState.unpack(
                    [String].self, from: visit.query["state"] ?? "", for: "demo")
                return .page(DemoHome(in: visit, text: state.joined(separator: "+")))
            },
            .page("/ask", "demo.ask", .everyone) { .page(DemoAsk(in: $0)) },
            .form("/ask", "demo.send", .everyone, acceptsFiles: true) { visit, submission in
                .page(DemoAsk(in: visit, submission: submission))
            } act: { visit, submission in
                guard !submission.text("name").isEmpty else {
                    return .refused(
                        DemoAsk(in: visit, submission: submission, faults: [FieldFault("name", "请填写企业名称")]))
                }
                return .redirect(to: "/demo/thanks", [("file", submission.file("paper")?.fileName ?? "")])
                    .saying("已收到“\(submission.text("name"))”")
            },
            .data(.post, "/api/v1/echo", "demo.echo", .everyone) { visit in
                try .json(visit.json(Echo.self))
            },
            .data(.post, "/api/v1/boxes/{size}", "demo.boxes", .everyone, endpoint: Self.boxes) { visit in
                try .json(["size": visit.parameter("size"), "name": visit.sent["name"]?.text ?? ""])
            },
            .data(.get, "/api/v1/list", "demo.api.list", .everyone, endpoint: Self.list) { visit in
                try .json(["limit": visit.number("limit", or: 50)])
            },
            .page("/slow", "demo.slow", .everyone) { visit in
                try await Task.sleep(for: .milliseconds(400))
                return .page(DemoHome(in: visit, text: "slow"))
            },
            .data(.get, "/api/v1/broken", "demo.api.broken", .everyone) { _ in throw DemoError.secretDetail },
        ]
    }

    var searches: [SearchSource] {
        [
            SearchSource("demo.title", .everyone) { visit, text, _ in
                ["轴承", "轴承座"].filter { $0.contains(text) }.map {
                    SearchHit($0, visit.link("/demo/\($0)"), text: "零件")
                }
            },
            SearchSource("demo.secret", Permission("demo.secret")) { _, text, _ in [SearchHit("canary", text)]
            },
        ]
    }

    static let boxes = Endpoint(
        .word("demo.title"),
        parameters: [
            .init("size", .text(pattern: "^[a-z]+$"), .word("demo.title")),
            .init("count", .integer(1...9), .word("demo.title"), isRequired: true),
        ],
        request: .object(
            "Box",
            [
                .required("name", .text(longest: 5)), .optional("kind", .options(["a", "b"])),
                .optional("tags", .list(.text(), most: 2, isUnique: true)), .optional("open", .flag),
                .optional("years", .map("^20[0-9]{2}$", .number)), .optional("day", .day),
            ]),
        response: .object("Boxed", [.required("size", .text()), .required("name", .text())]))

    static let list = Endpoint(
        .word("demo.title"), parameters: [.limit, .after],
        response: .object("List", [.required("limit", .integer(1...200))]))

    struct Echo: Codable {
        let count: Int
    }

    enum DemoError: Error {
        case secretDetail
    }
}

struct DemoHome: Page {
    let title: String
    let text: String
    let ask: Link

    init(in visit: Visit, text: String = "") {
        title = visit.words("demo.title")
        self.text = text
        ask = Link(visit.words("demo.ask"), visit.link("/ask"))
    }
}

struct DemoAsk: Page {
    let title: String
    let form: Form
    var hasFaults: Bool { form.hasFaults }

    init(in visit: Visit, submission: Submission? = nil, faults: [FieldFault] = []) {
        title = visit.words("demo.ask")
        let fields = [
            Field("name", visit.words("demo.name"), .text(autocomplete: "organization")),
            Field("kind", visit.words("demo.kind"), .radios([.init("a", "甲"), .init("b", "乙")])),
            Field("paper", visit.words("demo.paper"), .upload(accept: ".pdf"), isOptional: true),
        ]
        let blank = Form(to: "/ask", in: visit, fields: fields, button: visit.words("demo.send"))
        form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
    }
}

/// A site with fixed time, ids and randomness.
struct DemoSite {
    var settings: SiteSettings
    var rooms: [any Room] = [DemoRoom()]

    static let moment = Date(timeIntervalSince1970: 1_790_000_000)

    init(basePath: String = "", publicOrigin: String? = nil, limits: SiteLimits = SiteLimits()) {
        settings = SiteSettings(
            port: 0, basePath: basePath, publicOrigin: publicOrigin,
            secret: Array(repeating: 7, count: 32), limits: limits,
            now: { Self.moment }, makeID: { UUID() })
    }

    /// Runs some requests against the real responder, without a socket.
    func test(_ requests: @escaping @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let application = try buildApplication(settings, rooms: rooms, logger: logger)
        try await application.test(.router) { client in try await requests(client) }
    }
}

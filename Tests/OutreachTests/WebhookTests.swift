// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Site
import Store
import StoreTesting
import Synchronization
import Testing

@testable import Outreach

/// A program that is told: keeps what it gets and answers with the status that the test says.
private final class Receiver: Sendable {
    struct Request: Sendable {
        var head: HTTPRequestHead
        var body: [UInt8]
    }

    private let state = Mutex((requests: [Request](), statuses: [UInt]()))

    var requests: [Request] { state.withLock { $0.requests } }

    func answer(_ statuses: UInt...) { state.withLock { $0.statuses += statuses } }

    func take(_ request: Request) -> UInt {
        state.withLock { state in
            state.requests.append(request)
            return state.statuses.isEmpty ? 204 : state.statuses.removeFirst()
        }
    }

    func with(_ body: (Int) async throws -> Void) async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Answering(self))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            try await body(server.localAddress?.port ?? 0)
        } catch {
            try await server.close()
            throw error
        }
        try await server.close()
    }

    private final class Answering: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart
        private let receiver: Receiver
        private var request: Request?

        init(_ receiver: Receiver) { self.receiver = receiver }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): request = Request(head: head, body: [])
            case .body(let bytes): request?.body += Array(bytes.readableBytesView)
            case .end:
                guard let request else { return }
                let status = receiver.take(request)
                var head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: Int(status)))
                head.headers.add(name: "Content-Length", value: "0")
                if status == 302 { head.headers.add(name: "Location", value: "/elsewhere") }
                context.write(wrapOutboundOut(.head(head)), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}

@Suite("Webhooks")
struct WebhookTests {
    private let key = OutreachKey(World.key)

    private func channel(_ reach: WebhookReach) -> WebhookChannel {
        WebhookChannel(reach, key: key, ground: TestGround().ground)
    }

    @Test("A receiver can check who told it, and gets a doubled one under the same id")
    func signed() async throws {
        let receiver = Receiver()
        try await receiver.with { (port: Int) async throws -> Void in
            let letter = MailTests.letter("http://localhost:\(port)/hook?a=1")
            receiver.answer(503, 200)
            #expect(await channel(.anywhere).send([letter]) == [.later(.busy)])
            #expect(await channel(.anywhere).send([letter]) == [.sent("200")])
            let request = try #require(receiver.requests.last)
            #expect(request.head.uri == "/hook?a=1")
            #expect(request.head.headers["Host"] == ["localhost:\(port)"])
            #expect(
                receiver.requests.map { $0.head.headers["X-Yumiao-Delivery"] } == [[letter.id], [letter.id]])
            let moment = try #require(request.head.headers["X-Yumiao-Timestamp"].first)
            let secret = WebhookChannel.secret(of: letter, key)
            let code = HMAC<Crypto.SHA256>.authenticationCode(
                for: Data("\(moment).".utf8) + Data(request.body),
                using: SymmetricKey(data: Data(secret.utf8)))
            let signature = "sha256=" + code.map { String(format: "%02x", $0) }.joined()
            #expect(request.head.headers["X-Yumiao-Signature"] == [signature])
            struct Body: Decodable {
                struct Message: Decodable { let title: String }
                let id: String
                let messages: [Message]
            }
            let body = try JSONDecoder().decode(Body.self, from: Data(request.body))
            #expect(body.id == letter.id)
            #expect(body.messages.map(\.title) == ["标题 <b>&"])
        }
    }

    @Test("Redirects are not followed, refusals are final")
    func statuses() async throws {
        let receiver = Receiver()
        try await receiver.with { (port: Int) async throws -> Void in
            let letter = MailTests.letter("http://127.0.0.1:\(port)/hook")
            receiver.answer(302, 410, 429)
            #expect(await channel(.anywhere).send([letter]) == [.refused(.refused)])
            #expect(await channel(.anywhere).send([letter]) == [.refused(.refused)])
            #expect(await channel(.anywhere).send([letter]) == [.later(.busy)])
            #expect(receiver.requests.count == 3)
        }
    }

    @Test("Private networks are not reached, by number or by name")
    func guarded() async throws {
        let receiver = Receiver()
        try await receiver.with { (port: Int) async throws -> Void in
            for address in [
                "https://127.0.0.1:\(port)/", "https://localhost:\(port)/", "https://[::1]:\(port)/",
            ] {
                #expect(
                    await channel(.publicOnly).send([MailTests.letter(address)])
                        == [.refused(.forbiddenAddress)], "\(address)")
            }
            #expect(receiver.requests.isEmpty)
        }
    }

    @Test(
        "What is public and what is not",
        arguments: [
            ("8.8.8.8", true), ("10.1.2.3", false), ("172.16.0.1", false), ("172.32.0.1", true),
            ("192.168.1.1", false), ("169.254.169.254", false), ("100.64.0.1", false), ("127.8.8.8", false),
            ("0.0.0.0", false), ("224.0.0.1", false), ("255.255.255.255", false), ("::1", false),
            ("::", false), ("fe80::1%eth0", false), ("fd00::1", false), ("2606:4700:4700::1111", true),
            ("::ffff:10.0.0.1", false), ("::ffff:8.8.8.8", true), ("64:ff9b::a00:1", false),
            ("2002:a00:1::", false), ("not an address", false),
        ])
    func addresses(text: String, isPublic: Bool) {
        #expect(NetworkAddress.isPublic(text) == isPublic)
        // None of the ranges was left out because it is written wrongly.
        #expect(NetworkAddress.reserved.count == 27)
    }

    @Test(
        "Addresses that may not be told",
        arguments: [
            "http://example.com/", "ftp://example.com/", "https://user:secret@example.com/", "https:///path",
            "https://example.com/#part", "https://exa mple.com/", "file:///etc/passwd",
        ])
    func refused(text: String) {
        #expect(WebhookTarget(text, .publicOnly) == nil)
    }

    @Test("HTTPS to a public name may be told, and nothing where webhooks are off")
    func allowed() {
        #expect(WebhookTarget("https://example.com:8443/hook?x=1", .publicOnly)?.port == 8443)
        #expect(WebhookTarget("https://example.com/", .off) == nil)
    }

    @Test("Programs are told at once, whatever the hour", arguments: everyDialect)
    func atOnce(dialect: Dialect) async throws {
        let program = TestChannel(.webhook)
        try await World.with(dialect, channels: { _ in [program] }) { (world: World) async throws -> Void in
            let person = try await world.person("甲", [.webhook])
            world.move(to: "03:00")
            for number in 0..<12 {
                try await world.tell(world.message(to: .person(person), "k\(number)"))
            }
            try await world.work()
            #expect(program.letters.count == 12)
        }
    }
}

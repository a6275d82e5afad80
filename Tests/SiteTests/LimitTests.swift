// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Testing

@testable import Site

@Suite struct AddressTests {
    @Test func `addresses are read as proxies write them`() {
        for text in ["203.0.113.7", "203.0.113.7:4711", "::ffff:203.0.113.7", "[::ffff:203.0.113.7]:80"] {
            #expect(NetworkAddress(text) == NetworkAddress("203.0.113.7"), "\(text)")
        }
        #expect(NetworkAddress("[2001:db8::1]:443") == NetworkAddress("2001:db8::1"))
        for text in ["", "unknown", "_hidden", "203.0.113", "203.0.113.256", "1:2", "::g"] {
            #expect(NetworkAddress(text) == nil, "\(text)")
        }
    }

    @Test func `ranges hold what they say`() throws {
        let ten = try #require(AddressRange("10.0.0.0/8"))
        #expect(ten.contains(try #require(NetworkAddress("10.255.1.2"))))
        #expect(!ten.contains(try #require(NetworkAddress("11.0.0.0"))))
        #expect(!ten.contains(try #require(NetworkAddress("::a00:0"))))
        let site = try #require(AddressRange("2001:db8::/33"))
        #expect(site.contains(try #require(NetworkAddress("2001:db8:7fff::1"))))
        #expect(!site.contains(try #require(NetworkAddress("2001:db8:8000::1"))))
        for text in ["10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "x/8", "10.0.0.0/8/8", "10.0.0.0/-1"] {
            #expect(AddressRange(text) == nil, "\(text)")
        }
    }

    private func client(
        _ peer: String?, _ chain: String..., proto: String? = nil, trusted: [String] = ["10.0.0.0/8"]
    ) -> ClientAddress {
        ClientAddress(
            peer: peer.flatMap { NetworkAddress($0) }, forwardedFor: chain, forwardedProto: proto,
            trusted: trusted.compactMap { AddressRange($0) })
    }

    @Test func `a stranger's word on who it is counts for nothing`() {
        let spoofed = client("203.0.113.7", "198.51.100.1", proto: "https")
        #expect(spoofed.address == NetworkAddress("203.0.113.7"))
        #expect(!spoofed.isSecure)
        let without = client("10.0.0.1", "198.51.100.1", trusted: [])
        #expect(without.address == NetworkAddress("10.0.0.1"))
    }

    @Test func `of a trusted proxy's list the nearest stranger counts, not what it invented`() {
        let chain = client("10.0.0.1", "192.0.2.99, 203.0.113.7", "10.0.0.2")
        #expect(chain.address == NetworkAddress("203.0.113.7"))
        #expect(client("10.0.0.1", "203.0.113.7, junk, 10.0.0.2").address == NetworkAddress("10.0.0.2"))
        #expect(client("10.0.0.1").address == NetworkAddress("10.0.0.1"))
        #expect(client("10.0.0.1", "10.0.0.3", proto: "https").isSecure)
    }

    @Test func `limits are not put on this machine itself, unless a trusted proxy speaks`() {
        #expect(!client("127.0.0.1").isLimited)
        #expect(!client("::1").isLimited)
        #expect(!client(nil).isLimited)
        #expect(client("203.0.113.7").isLimited)
        #expect(client("127.0.0.1", "203.0.113.7", trusted: ["127.0.0.1"]).isLimited)
    }
}

@Suite struct RateTests {
    private let start = Date(timeIntervalSince1970: 1_790_000_000)

    private func address(_ number: Int) throws -> NetworkAddress {
        try #require(NetworkAddress("198.18.\(number / 256).\(number % 256)"))
    }

    @Test func `a bucket empties, fills again over time, and is one client's own`() throws {
        let meter = RateMeter(RateLimits([.form: .init(perSecond: 0.5, burst: 2)]))
        let (one, other) = (try address(1), try address(2))
        #expect(meter.take(.form, for: one, at: start)?.remaining == 1)
        #expect(meter.take(.form, for: one, at: start)?.isAllowed == true)
        let refused = try #require(meter.take(.form, for: one, at: start))
        #expect(refused == .init(isAllowed: false, limit: 2, remaining: 0, seconds: 2))
        #expect(meter.take(.form, for: other, at: start)?.isAllowed == true)
        #expect(meter.take(.form, for: one, at: start.addingTimeInterval(1))?.isAllowed == false)
        #expect(meter.take(.form, for: one, at: start.addingTimeInterval(2))?.isAllowed == true)
        #expect(meter.take(.page, for: one, at: start) == nil)
    }

    @Test func `a clock that is set back locks nobody out for long`() throws {
        let meter = RateMeter(RateLimits([.form: .init(perSecond: 1, burst: 1)]))
        let one = try address(1)
        #expect(meter.take(.form, for: one, at: start)?.isAllowed == true)
        #expect(meter.take(.form, for: one, at: start.addingTimeInterval(-3600))?.isAllowed == false)
        #expect(meter.take(.form, for: one, at: start.addingTimeInterval(-3599))?.isAllowed == true)
    }

    @Test func `half of an IPv6 address is one client`() throws {
        let meter = RateMeter(RateLimits([.form: .init(perSecond: 1, burst: 1)]))
        let (one, neighbour, other) = ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1")
        #expect(meter.take(.form, for: try #require(NetworkAddress(one)), at: start)?.isAllowed == true)
        #expect(
            meter.take(.form, for: try #require(NetworkAddress(neighbour)), at: start)?.isAllowed == false)
        #expect(meter.take(.form, for: try #require(NetworkAddress(other)), at: start)?.isAllowed == true)
    }

    @Test func `memory is bounded however many clients come`() throws {
        let meter = RateMeter(RateLimits(clients: 100))
        for number in 0..<5000 { _ = meter.take(.page, for: try address(number), at: start) }
        #expect(meter.count <= 100)
    }
}

@Suite struct LimitTests {
    private func live(
        _ change: (inout SiteSettings) -> Void, logger: Logger? = nil,
        _ requests: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        var site = DemoSite()
        change(&site.settings)
        var quiet = Logger(label: "test")
        quiet.logLevel = .critical
        let application = try buildApplication(site.settings, rooms: site.rooms, logger: logger ?? quiet)
        try await application.test(.live) { client in try await requests(client) }
    }

    @Test
    func `who asks too often is told when to come back, and nobody else is, and its address is not logged`()
        async throws
    {
        let lines = Lines()
        let logger = Logger(label: "test") { _ in LineLog(lines: lines) }
        try await live(
            {
                $0.trustedProxies = [AddressRange("127.0.0.1"), AddressRange("::1")].compactMap { $0 }
                $0.rates = RateLimits([.page: .init(perSecond: 0.1, burst: 2)])
            }, logger: logger
        ) { client in
            let canary: HTTPFields = [.forwardedFor: "198.51.100.77"]
            for _ in 0..<2 {
                try await client.execute(uri: "/demo", method: .get, headers: canary) {
                    #expect($0.status == .ok)
                }
            }
            for uri in ["/demo", "/nowhere"] {
                try await client.execute(uri: uri, method: .get, headers: canary) {
                    #expect($0.status == .tooManyRequests)
                    #expect($0.headers[.retryAfter] == "10")
                    #expect(String(buffer: $0.body).contains("操作太频繁"))
                }
            }
            try await client.execute(uri: "/healthz", method: .get, headers: canary) {
                #expect($0.status == .ok)
            }
            let other: HTTPFields = [.forwardedFor: "198.51.100.78"]
            try await client.execute(uri: "/demo", method: .get, headers: other) { #expect($0.status == .ok) }
        }
        let log = lines.all.joined(separator: "\n")
        #expect(log.contains("status=429"))
        #expect(!log.contains("198.51.100"))
        #expect(!log.contains("127.0.0.1"))
    }

    @Test func `without a trusted proxy the header is not read`() async throws {
        try await live({ $0.rates = RateLimits([.page: .init(perSecond: 0.1, burst: 1)]) }) { client in
            for _ in 0..<5 {
                let headers: HTTPFields = [.forwardedFor: "198.51.100.77"]
                try await client.execute(uri: "/demo", method: .get, headers: headers) {
                    #expect($0.status == .ok)
                }
            }
        }
    }

    @Test func `more requests at once than can be served are refused at once, and those under way end`()
        async throws
    {
        var site = DemoSite()
        site.settings.limits.requestsAtOnce = 3
        try await site.test { client in
            let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        try await client.execute(uri: "/slow", method: .get) { response in
                            if response.status == .serviceUnavailable {
                                #expect(response.headers[.retryAfter] == "2")
                            }
                            return response.status
                        }
                    }
                }
                var statuses: [HTTPResponse.Status] = []
                for try await status in group { statuses.append(status) }
                return statuses
            }
            #expect(Set(statuses) == [.ok, .serviceUnavailable])
            #expect(statuses.count { $0 == .ok } >= 3)
            try await client.execute(uri: "/demo", method: .get) { #expect($0.status == .ok) }
        }
    }
}

@Suite struct MetricsTests {
    private let token = "0123456789abcdef-token"

    @Test func `figures are given to who brings the token, and count by route`() async throws {
        var site = DemoSite(basePath: "/a")
        site.settings.metricsToken = token
        site.settings.version = "yumiao \"1\""
        let gauges: @Sendable () async -> [Gauge] = {
            [Gauge("yumiao_jobs_waiting", "Jobs.", 3, labels: [("kind", "a")])]
        }
        let application = try buildApplication(
            site.settings, rooms: site.rooms, gauges: gauges, logger: Logger(label: "q"))
        let token = token
        try await application.test(.router) { client in
            try await client.execute(uri: "/a/demo/canary?q=canary", method: .get) {
                #expect($0.status == .ok)
            }
            try await client.execute(uri: "/a/canary", method: .init("CANARY")!) {
                #expect($0.status == .notFound)
            }
            for headers: HTTPFields in [[:], [.authorization: "Bearer wrong"], [.authorization: token]] {
                try await client.execute(uri: "/metrics", method: .get, headers: headers) {
                    #expect($0.status == .unauthorized)
                    #expect($0.body.readableBytes == 0)
                }
            }
            for uri in ["/metrics", "/a/metrics"] {
                try await client.execute(uri: uri, method: .get, headers: [.authorization: "Bearer \(token)"])
                {
                    let text = String(buffer: $0.body)
                    #expect($0.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
                    #expect(
                        text.contains(
                            "yumiao_requests_total{route=\"demo.show\",method=\"GET\",status=\"200\"} 1\n"))
                    #expect(
                        text.contains(
                            "yumiao_requests_total{route=\"–\",method=\"other\",status=\"404\"} 1\n"))
                    #expect(
                        text.contains(
                            "yumiao_request_duration_seconds_bucket{route=\"demo.show\",le=\"+Inf\"} 1\n"))
                    #expect(text.contains("yumiao_requests_in_flight 1\n"))
                    #expect(text.contains("yumiao_build_info{version=\"yumiao \\\"1\\\"\"} 1\n"))
                    #expect(text.contains("yumiao_jobs_waiting{kind=\"a\"} 3\n"))
                    #expect(!text.lowercased().contains("canary"))
                }
            }
        }
    }

    @Test func `without a token in the settings there are no figures, and a weak one does not start`()
        async throws
    {
        try await DemoSite().test { client in
            try await client.execute(uri: "/metrics", method: .get, headers: [.authorization: "Bearer "]) {
                #expect($0.status == .notFound)
            }
        }
        var site = DemoSite()
        site.settings.metricsToken = "short"
        #expect(throws: SiteSetupFault.weakMetricsToken(bytes: 5)) {
            try buildResponder(site.settings, rooms: site.rooms)
        }
    }
}

@Suite struct JSONLogTests {
    @Test func `each event is one line of JSON`() throws {
        let lines = Lines()
        var logger = Logger(label: "yumiao") { label in
            JSONLog(label: label, now: { DemoSite.moment }) { lines.append($0) }
        }
        logger[metadataKey: "request"] = "r1"
        logger.info("answered \"\n", metadata: ["status": "200"])
        logger.debug("not written")
        #expect(
            lines.all == [
                """
                {"level":"info","logger":"yumiao","message":"answered \\"\\n","request":"r1","status":"200",\
                "time":"2026-09-21T14:13:20.000Z"}

                """
            ])
    }
}

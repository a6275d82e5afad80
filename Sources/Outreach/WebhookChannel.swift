// SPDX-License-Identifier: Apache-2.0
import AsyncHTTPClient
import Crypto
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Site
import Store

/// Another program is told: a signed POST of JSON. Addresses are checked after they were resolved, and the
/// connection goes to the address that was checked; redirects are not followed.
struct WebhookChannel: LetterChannel {
    let reach: WebhookReach
    let key: OutreachKey
    let ground: Ground
    let kind = ChannelKind.webhook
    let hasOneServer = false
    let together = 10
    private let log = Logger(label: "yumiao.outreach.webhook")

    init(_ reach: WebhookReach, key: OutreachKey, ground: Ground) {
        self.reach = reach
        self.key = key
        self.ground = ground
    }

    func send(_ letters: [Letter]) async -> [LetterOutcome] {
        await letters.sentEach { await send($0) }
    }

    /// The receiver knows a doubled one by `X-Yumiao-Delivery`; so it is sent again.
    func outcome(of letter: Letter) async -> LetterOutcome { .later(.unsure) }

    /// The secret with which what goes to an address of a person is signed.
    static func secret(of letter: Letter, _ key: OutreachKey) -> String {
        secret(person: letter.person.text, address: letter.address, key)
    }

    static func secret(person: String, address: String, _ key: OutreachKey) -> String {
        Hex.text(key.signature(of: "\(person) \(address)", for: "webhook"))
    }

    private func send(_ letter: Letter) async -> LetterOutcome {
        guard let target = WebhookTarget(letter.address, reach) else { return .refused(.forbiddenAddress) }
        let place: String
        do {
            place = try await target.checkedAddress(reach)
        } catch WebhookFault.forbidden {
            return .refused(.forbiddenAddress)
        } catch {
            return .later(.unreachable)
        }
        do {
            return verdict(try await post(letter, to: target, at: place))
        } catch {
            log.warning("webhook", metadata: ["fault": .string(String(describing: error))])
            return .later(.unreachable)
        }
    }

    private func verdict(_ status: UInt) -> LetterOutcome {
        switch status {
        case 200..<300: .sent(String(status))
        case 408, 425, 429, 500...: .later(.busy)
        default: .refused(.refused)
        }
    }

    private func post(_ letter: Letter, to target: WebhookTarget, at place: String) async throws -> UInt {
        let body = try WebhookBody(letter).bytes()
        let moment = String(ground.now() / 1000)
        let secret = SymmetricKey(data: Data(Self.secret(of: letter, key).utf8))
        let code = HMAC<Crypto.SHA256>.authenticationCode(
            for: Data("\(moment).".utf8) + Data(body), using: secret)
        var request = HTTPClientRequest(url: target.text)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "User-Agent", value: "yumiao-webhook")
        request.headers.add(name: "X-Yumiao-Delivery", value: letter.id)
        request.headers.add(name: "X-Yumiao-Timestamp", value: moment)
        request.headers.add(name: "X-Yumiao-Signature", value: "sha256=" + Hex.text(code))
        request.body = .bytes(ByteBuffer(bytes: body))
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.dnsOverride = [target.host: place]
        // One for each letter: the name must lead to the address that was checked, and to no other.
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let response = try await client.execute(request, timeout: .seconds(10))
            try await client.shutdown()
            return response.status.code
        } catch {
            try await client.shutdown()
            throw error
        }
    }
}

/// What a webhook's receiver gets.
struct WebhookBody: Encodable, Sendable {
    let id: String
    let createdAt: String
    let messages: [Message]

    struct Message: Encodable, Sendable {
        let id: String
        let topic: String
        let title: String
        let text: String
        let link: String?
    }

    init(_ letter: Letter) {
        id = letter.id
        createdAt = Date(timeIntervalSince1970: Double(letter.createdAt / 1000)).ISO8601Format()
        messages = letter.items.map {
            Message(id: $0.message, topic: $0.topic, title: $0.title, text: $0.text, link: $0.link)
        }
    }

    func bytes() throws -> [UInt8] { Array(try JSONConventions.encoder.encode(self)) }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Site

/// What went wrong between this site and a mail server.
enum SMTPFault: Error, Hashable, Sendable {
    /// The connection ended, or was never made.
    case closed
    /// The server did not answer in time, or spoke something else.
    case garbled
    /// The server answered with this code where another was needed.
    case refused(Int)
    /// The server offers no TLS although it must.
    case withoutTLS
    /// The server offers no way to sign in that is known here.
    case withoutSignIn
}

/// A conversation with a mail server (RFC 5321), protected by TLS (RFC 3207) and signed in (RFC 4954).
struct SMTPConnection {
    private let channel: any Channel
    private let reader: NIOLoopBound<SMTPLines>
    private var lines: AsyncThrowingStream<String, any Error>.Iterator
    private let timeout: TimeAmount
    private var abilities: Set<String> = []

    /// Connects, greets, and signs in.
    static func open(_ settings: MailSettings, timeout: TimeAmount = .seconds(20)) async throws -> Self {
        let (stream, feed) = AsyncThrowingStream<String, any Error>.makeStream()
        let trust = try TLSTrust(settings)
        let (channel, reader) = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(15))
            .connect(host: settings.host, port: settings.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if settings.protection == .tls {
                        try channel.pipeline.syncOperations.addHandler(trust.handler())
                    }
                    let lines = SMTPLines(feed)
                    try channel.pipeline.syncOperations.addHandler(lines)
                    return (channel, NIOLoopBound(lines, eventLoop: channel.eventLoop))
                }
            }
        var connection = SMTPConnection(
            channel: channel, reader: reader, lines: stream.makeAsyncIterator(), timeout: timeout)
        do {
            try await connection.begin(settings, trust)
        } catch {
            await connection.drop()
            throw error
        }
        return connection
    }

    private mutating func begin(_ settings: MailSettings, _ trust: TLSTrust) async throws {
        try await expect(220)
        try await greet()
        if settings.protection == .startTLS {
            guard abilities.contains("STARTTLS") else { throw SMTPFault.withoutTLS }
            try await say("STARTTLS", 220)
            let (channel, reader) = (channel, reader)
            try await channel.eventLoop.submit {
                // What came before TLS was said by anybody.
                guard reader.value.isEmpty else { throw SMTPFault.garbled }
                try channel.pipeline.syncOperations.addHandler(trust.handler(), position: .first)
            }.get()
            try await greet()
        }
        if let credentials = settings.credentials { try await signIn(credentials) }
    }

    private mutating func greet() async throws {
        let answer = try await ask("EHLO \(Self.ownName)")
        guard answer.code == 250 else { throw SMTPFault.refused(answer.code) }
        abilities = Set(answer.lines.dropFirst().map { $0.uppercased() })
    }

    private mutating func signIn(_ credentials: (user: String, password: String)) async throws {
        let ways = abilities.first { $0.hasPrefix("AUTH ") }?.split(separator: " ").map(String.init) ?? []
        func coded(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
        if ways.contains("PLAIN") {
            try await say("AUTH PLAIN " + coded("\0\(credentials.user)\0\(credentials.password)"), 235)
        } else if ways.contains("LOGIN") {
            try await say("AUTH LOGIN", 334)
            try await say(coded(credentials.user), 334)
            try await say(coded(credentials.password), 235)
        } else {
            throw SMTPFault.withoutSignIn
        }
    }

    /// Names the sender and one recipient; the code that refused one of them, or nil.
    mutating func address(from: String, to: String) async throws -> (isSender: Bool, code: Int)? {
        let sender = try await ask("MAIL FROM:<\(from)>")
        guard sender.code == 250 else { return (true, sender.code) }
        let recipient = try await ask("RCPT TO:<\(to)>")
        return [250, 251].contains(recipient.code) ? nil : (false, recipient.code)
    }

    /// Whether the server waits for the bytes of a mail.
    mutating func beginData() async throws -> Int { try await ask("DATA").code }

    /// Sends the bytes and the final dot; the server's answer. When this throws, nobody knows whether the
    /// server has taken the mail.
    mutating func endData(_ bytes: [UInt8]) async throws -> Int {
        try await write(bytes + Array("\r\n.\r\n".utf8))
        return try await answer().code
    }

    /// Forgets the mail under way.
    mutating func reset() async throws { try await say("RSET", 250) }

    /// Takes leave. Every mail is answered by then, so nothing is lost when the server does not reply.
    mutating func close() async {
        _ = try? await ask("QUIT")
        await drop()
    }

    /// Ends the connection; it may have ended by itself.
    func drop() async { try? await channel.close().get() }

    private mutating func expect(_ code: Int) async throws {
        let answer = try await answer()
        guard answer.code == code else { throw SMTPFault.refused(answer.code) }
    }

    private mutating func say(_ command: String, _ code: Int) async throws {
        let answer = try await ask(command)
        guard answer.code == code else { throw SMTPFault.refused(answer.code) }
    }

    private mutating func ask(_ command: String) async throws -> SMTPAnswer {
        try await write(Array((command + "\r\n").utf8))
        return try await answer()
    }

    private func write(_ bytes: [UInt8]) async throws {
        do {
            try await channel.writeAndFlush(channel.allocator.buffer(bytes: bytes)).get()
        } catch {
            throw SMTPFault.closed
        }
    }

    private mutating func answer() async throws -> SMTPAnswer {
        let channel = channel
        let alarm = channel.eventLoop.scheduleTask(in: timeout) { channel.close(promise: nil) }
        defer { alarm.cancel() }
        var texts: [String] = []
        while true {
            guard let line = try await lines.next() else { throw SMTPFault.closed }
            guard let code = Int(line.prefix(3)), (200...599).contains(code), texts.count < 200 else {
                throw SMTPFault.garbled
            }
            texts.append(String(line.dropFirst(4)))
            if line.dropFirst(3).first != "-" { return SMTPAnswer(code: code, lines: texts) }
        }
    }

    private static let ownName: String = {
        let name = ProcessInfo.processInfo.hostName.lowercased()
        return HostName(name)?.text ?? "localhost"
    }()
}

/// What a mail server answered.
struct SMTPAnswer: Hashable, Sendable {
    let code: Int
    let lines: [String]
}

/// Which certificates are believed.
struct TLSTrust: Sendable {
    private let context: NIOSSLContext?
    private let host: String

    init(_ settings: MailSettings) throws {
        host = settings.host
        guard settings.protection != .none else {
            context = nil
            return
        }
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let file = settings.trustFile { configuration.trustRoots = .file(file) }
        context = try NIOSSLContext(configuration: configuration)
    }

    func handler() throws -> NIOSSLClientHandler {
        guard let context else { throw SMTPFault.withoutTLS }
        return try NIOSSLClientHandler(
            context: context, serverHostname: NetworkAddress(host) == nil ? host : nil)
    }
}

/// Cuts what a server sends into lines.
final class SMTPLines: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private static let limitBytes = 8_192
    private let feed: AsyncThrowingStream<String, any Error>.Continuation
    private var rest: [UInt8] = []

    init(_ feed: AsyncThrowingStream<String, any Error>.Continuation) { self.feed = feed }

    /// Whether nothing came that was not yet a line.
    var isEmpty: Bool { rest.isEmpty }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        rest += unwrapInboundIn(data).readableBytesView
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            var line = rest[..<end]
            if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
            feed.yield(String(decoding: line, as: UTF8.self))
            rest.removeSubrange(...end)
        }
        if rest.count > Self.limitBytes { context.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        feed.finish(throwing: SMTPFault.closed)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        feed.finish(throwing: error)
        context.close(promise: nil)
    }
}

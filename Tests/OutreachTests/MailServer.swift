// SPDX-License-Identifier: Apache-2.0
import Foundation

@testable import Outreach

/// A real mail server on a free port (Debian's python3-aiosmtpd), as long as a test runs.
struct MailServer {
    let port: Int
    let folder: String

    /// What the server has taken.
    struct Mail: Decodable {
        let to: String
        let sender: String
        let from: String
        let subject: String
        let id: String
        let date: String
        let unsubscribe: String
        let click: String
        let text: String
        let html: String
        let longest: Int
        let defects: [String]
        let user: String
        let tls: Bool
    }

    struct NotStarted: Error {}

    var mails: [Mail] {
        get throws {
            guard let bytes = FileManager.default.contents(atPath: folder + "/mails") else { return [] }
            return try bytes.split(separator: UInt8(ascii: "\n")).map {
                try JSONDecoder().decode(Mail.self, from: Data($0))
            }
        }
    }

    /// Settings that reach it.
    func settings(
        _ protection: MailSettings.Protection, user: String? = nil, password: String = "密码"
    ) -> MailSettings {
        MailSettings(
            host: "localhost", port: port, protection: protection, from: "noreply@yumiao.test",
            name: "姑苏区工信局（企业服务）", credentials: user.map { ($0, password) },
            trustFile: protection == .none ? nil : folder + "/certificate")
    }

    /// Runs a test beside a server; `signIn` is PLAIN, LOGIN or none.
    static func with(
        tls: String = "none", signIn: String = "none", _ body: (MailServer) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "yumiao-mail-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let process = Process()
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Mail/server.py").path
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [script, folder, tls, signIn]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        // The server ends with its input, also when the test process dies.
        defer {
            try? input.fileHandleForWriting.close()
            process.waitUntilExit()
        }
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 {
            line.append(byte)
        }
        guard let port = Int(String(decoding: line, as: UTF8.self)) else { throw NotStarted() }
        try await body(MailServer(port: port, folder: folder))
    }
}

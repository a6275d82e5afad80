// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Hummingbird
import Logging
import Platform
import Site

/// `yumiao serve`: the pages.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "启动网页服务。 Serve the pages.",
        discussion: """
            每个选项也可用环境变量：YUMIAO_HOST、YUMIAO_PORT、YUMIAO_BASE_PATH、YUMIAO_ORIGIN、YUMIAO_SECRET_FILE。
            签名密钥放在 --secret-file（32 字节以上，只有本服务可读）；不给时每次启动随机生成，重启后旧链接失效。
            Exit codes: 0 stopped by a signal; 1 could not start.
            """)

    @OptionGroup var options: JudgingOptions

    @Option(name: .long, help: "监听地址。 Address to listen on.")
    var host: String = ServeCommand.environment("HOST") ?? "127.0.0.1"

    @Option(name: .long, help: "端口；0 由系统选。 Port; 0 lets the system choose.")
    var port: Int = ServeCommand.environment("PORT").flatMap { Int($0) } ?? 8080

    @Option(name: .customLong("base-path"), help: "挂在哪个路径下，如 /sme。 Path below the origin.")
    var basePath: String = ServeCommand.environment("BASE_PATH") ?? ""

    @Option(name: .long, help: "访问者看到的地址，如 https://sme.example.gov.cn。 Public origin.")
    var origin: String?

    @Option(name: .customLong("secret-file"), help: "签名密钥文件。 File of the signing key.")
    var secretFile: String?

    @Flag(name: .long, help: "显示组件展示页 /_gallery。 Show the gallery of components.")
    var gallery = false

    func run() async throws {
        let library = try options.library()
        let settings = try settings()
        let address = basePath
        var logger = Logger(label: "yumiao", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .notice
        let shown = host.contains(":") ? "[\(host)]" : host
        let application = try Platform(library: library).application(settings, logger: logger) { port in
            let line = "育苗已启动 Yumiao is ready: http://\(shown):\(port)\(address)/\n"
            FileHandle.standardOutput.write(Data(line.utf8))
        }
        try await application.runService()
    }

    private func settings() throws -> SiteSettings {
        SiteSettings(
            host: host, port: port, basePath: basePath,
            publicOrigin: origin ?? ServeCommand.environment("ORIGIN"),
            secret: try secret(), hasGallery: gallery, now: { Date() }, makeID: { UUID() })
    }

    private func secret() throws -> [UInt8] {
        guard let path = secretFile ?? ServeCommand.environment("SECRET_FILE") else {
            return SiteSettings.systemRandomBytes(32)
        }
        guard let data = FileManager.default.contents(atPath: path), data.count >= 32 else {
            throw ValidationError(
                "密钥文件 \(path) 读不到或不足 32 字节；可用 head -c 32 /dev/urandom 生成。 The secret file is missing or under 32 bytes."
            )
        }
        return [UInt8](data)
    }

    private static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment["YUMIAO_\(name)"]
    }
}

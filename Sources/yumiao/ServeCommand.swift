// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Drafts
import Foundation
import Hummingbird
import Intakes
import Logging
import Outreach
import Platform
import Site
import Store

/// `yumiao serve`: the pages.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "启动网页服务。 Serve the pages.",
        discussion: """
            每个选项也可用环境变量：YUMIAO_HOST、YUMIAO_PORT、YUMIAO_BASE_PATH、YUMIAO_ORIGIN、
            YUMIAO_DATA、YUMIAO_DATABASE、YUMIAO_SECRET_FILE、
            YUMIAO_TRUSTED_PROXIES、YUMIAO_METRICS_TOKEN_FILE、YUMIAO_LOG_FORMAT；含义见 Documentation/operation.md。
            看别的网站时的 YUMIAO_FETCH_CONTACT、YUMIAO_FETCH_HOSTS 见 Documentation/intakes.md。
            条款建议模型的 YUMIAO_PROPOSER_URL、…_MODEL、…_KEY_FILE 见 Documentation/drafts.md。
            发邮件、短信和 webhook 的 YUMIAO_SMTP_…、YUMIAO_SMS_…、YUMIAO_WEBHOOK 见 Documentation/outreach.md。
            密钥在数据文件夹的 secret 里，第一次启动时随机生成，只有本服务可读；也可放在 --secret-file（32 字节以上）。
            Exit codes: 0 stopped by a signal; 1 could not start.
            """)

    @OptionGroup var options: JudgingOptions
    @OptionGroup var data: DataOptions

    @Option(name: .long, help: "监听地址。 Address to listen on.")
    var host: String = Environment["HOST"] ?? "127.0.0.1"

    @Option(name: .long, help: "端口；0 由系统选。 Port; 0 lets the system choose.")
    var port: Int = Environment["PORT"].flatMap { Int($0) } ?? 8080

    @Option(name: .customLong("base-path"), help: "挂在哪个路径下，如 /sme。 Path below the origin.")
    var basePath: String = Environment["BASE_PATH"] ?? ""

    @Option(name: .long, help: "访问者看到的地址，如 https://sme.example.gov.cn。 Public origin.")
    var origin: String?

    @Flag(name: .long, help: "显示组件展示页 /_gallery。 Show the gallery of components.")
    var gallery = false

    @OptionGroup var operation: OperationOptions

    func run() async throws {
        try await reportingFaults { try await serve() }
    }

    private func serve() async throws {
        let library = try options.library()
        let home = try data.home()
        let address = basePath
        let logger = operation.logger()
        let shown = host.contains(":") ? "[\(host)]" : host
        let platform = try await Platform.open(
            library: library, home: home, ground: .machine(), providers: try operation.providers(),
            outreach: try OutreachSettings(
                site: SiteAddress(origin: origin ?? Environment["ORIGIN"], basePath: basePath)
            ) { Environment[$0] }, proposer: try ProposerSettings.read { Environment[$0] },
            fetching: try FetchSettings.read(site: (origin ?? Environment["ORIGIN"]).map { $0 + basePath }) {
                Environment[$0]
            })
        let settings = try settings(home)
        let setUp = try await platform.setUpLink()
        try await platform.run(settings, logger: logger) { port in
            let site = "http://\(shown):\(port)\(address)"
            var lines = "育苗已启动 Yumiao is ready: \(site)/\n"
            if let setUp {
                lines +=
                    "还没有管理员。首次设置（24 小时内有效，只能用一次）： First set-up, once, within 24 hours:\n  \(site)\(setUp)\n"
            }
            FileHandle.standardOutput.write(Data(lines.utf8))
        }
    }

    private func settings(_ home: DataHome) throws -> SiteSettings {
        let proxies = try operation.ranges()
        let token = try operation.metricsToken()
        return SiteSettings(
            host: host, port: port, basePath: basePath, publicOrigin: origin ?? Environment["ORIGIN"],
            secret: home.key(for: "site"), trustedProxies: proxies, metricsToken: token,
            version: Platform.programName, hasGallery: gallery, now: { Date() }, makeID: { UUID() })
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import ArgumentParser
import Foundation
import Platform
import Site
import Store

/// `yumiao matrix`: who may enter which route.
struct MatrixCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix",
        abstract: "权限矩阵：哪个地址谁能进。 Who may enter which route, as a table.",
        discussion: "Exit codes: 0 every route has its entry; 1 one has none.")

    @OptionGroup var options: JudgingOptions

    func run() async throws {
        try await reportingFaults {
            let folder = FileManager.default.temporaryDirectory.path + "/yumiao-matrix-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let home = try DataHome(path: folder, address: "", secretFile: nil)
            let platform = try await Platform.open(
                library: try options.library(), home: home, ground: .machine())
            let settings = SiteSettings(secret: home.key(for: "site"), now: { Date() }, makeID: { UUID() })
            let responder = try platform.responder(settings)
            let matrix = AuthorisationMatrix(
                routes: responder.routes, authorisation: platform.authorisation,
                alsoUsed: responder.otherPermissions)
            await platform.close()
            print(matrix.markdown)
            for finding in matrix.findings { printError(finding) }
            if !matrix.findings.isEmpty { throw ExitCode(1) }
        }
    }
}

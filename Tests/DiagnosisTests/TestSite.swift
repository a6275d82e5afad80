// SPDX-License-Identifier: Apache-2.0
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Rules
import Site
import Store
import Testing

@testable import Diagnosis

/// The room in a site with a fixed day, on the packs of the project or on small ones.
struct TestSite {
    let library: Library
    let sizeRule: String
    var settings: SiteSettings

    /// 2026-11-20, noon in China.
    static let moment = Date(timeIntervalSince1970: 1_795_147_200)

    init(_ library: Library, sizeRule: String = "enterprise-size", secret: UInt8 = 7) {
        self.library = library
        self.sizeRule = sizeRule
        settings = SiteSettings(
            port: 0, secret: Array(repeating: secret, count: 32), now: { TestSite.moment }, makeID: { UUID() }
        )
    }

    /// The official packs.
    static func national() throws -> TestSite { TestSite(try packs.get()) }

    private static let packs: Result<Library, any Error> = Result { try read(folder: "Packs") }

    /// A small pack with one word of each kind and one rule.
    static func small(_ vocabulary: String = Fixture.vocabulary, rules: [String] = [Fixture.rule]) throws
        -> TestSite
    {
        var files = [SourceFile(path: "small/pack.yaml", text: Fixture.pack, digest: "p")]
        files.append(SourceFile(path: "small/vocabulary/words.yaml", text: vocabulary, digest: "v"))
        for (index, rule) in rules.enumerated() {
            files.append(
                SourceFile(path: "small/rules/r\(index).yaml", text: rule, digest: SHA256.hex(rule.utf8)))
        }
        return TestSite(try library(files))
    }

    /// Runs a visitor through the real router.
    func visit(_ journey: @escaping @Sendable (Browser) async throws -> Void) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let application = try buildApplication(
            settings, rooms: [try Diagnosis(library: library, sizeRule: sizeRule)], logger: logger)
        try await application.test(.router) { client in try await journey(Browser(client)) }
    }

    /// Files of all packs in a folder of the project.
    private static func read(folder: String) throws -> Library {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: folder)
        var files: [SourceFile] = []
        let all = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        for case let url as URL in all where url.pathExtension == "yaml" {
            let path = String(url.standardizedFileURL.path.dropFirst(root.standardizedFileURL.path.count + 1))
            let text = try String(contentsOf: url, encoding: .utf8)
            files.append(SourceFile(path: path, text: text, digest: "digest of \(path)"))
        }
        return try library(files)
    }

    private static func library(_ files: [SourceFile]) throws -> Library {
        let (library, faults) = Library.read(files)
        let errors = faults.filter { !$0.isWarning }
        guard errors.isEmpty else { throw UnsoundPack(count: errors.count, text: "\(errors)") }
        return library
    }

    struct UnsoundPack: Error {
        let count: Int
        let text: String
    }
}

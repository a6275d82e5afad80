// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Platform
import Store

/// `yumiao doctor`: how the data is doing.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "体检：数据库、附件、审计链、备份、磁盘。 Examine database, files, audit chain, backups, disk.",
        discussion: "Exit codes: 0 nothing broken; 1 something is.")

    @OptionGroup var options: DataOptions

    func run() async throws {
        try await reportingFaults {
            let home = try options.usedHome()
            let database = try await options.open(home)
            let vault = try FileVault(path: home.configuration.filesPath, ground: database.ground)
            let findings = try await database.examine(vault: vault, migrations: Platform.migrations)
            await database.close()
            for finding in findings {
                print("\(Self.mark(finding.weight)) \(finding.words.chinese)")
                print("   \(finding.words.english)")
            }
            if findings.contains(where: { $0.weight == .broken }) { throw ExitCode(1) }
        }
    }

    private static func mark(_ weight: Finding.Weight) -> String {
        switch weight {
        case .well: "✓"
        case .notice: "!"
        case .broken: "✗"
        }
    }
}

/// `yumiao migrate`: brings the data up to this program; `serve` does so by itself.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "把数据升级到本程序的版本（serve 启动时也会做）。 Bring the data up to this program; serve does so too.",
        discussion: "Exit codes: 0 done; 1 not, and nothing was changed by the step that failed.")

    @OptionGroup var options: DataOptions

    func run() async throws {
        try await reportingFaults {
            let database = try await options.open(try options.home())
            let applied = try await database.appliedMigrations()
            await database.close()
            print("已是最新，共 \(applied.count) 步。 Up to date: \(applied.count) steps.")
            for step in applied.suffix(10) { print("  \(step.id)") }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store

/// The common check after a fault: nothing that was acknowledged is missing or changed, and every invariant
/// holds.
struct Check {
    let options: Options

    init(_ options: Options) { self.options = options }

    private struct Report: Encodable {
        var acknowledged = 0
        var lost = 0
        var entries = 0
        var lostFiles = 0
        var jobs = 0
        var marks = 0
        var broken: [String] = []
    }

    func run() async throws {
        var report = Report()
        do {
            let database = try await options.open()
            try await look(database, &report)
            await database.close()
        } catch {
            // Data that cannot be opened any more is wholly lost.
            report.broken.append("\(error)")
            report.acknowledged = Acknowledgements.read(options.text("acks")).count
            report.lost = report.acknowledged
        }
        say(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
    }

    private func look(_ database: Database, _ report: inout Report) async throws {
        let vault = try FileVault(path: options.text("data") + "/files", ground: database.ground)
        let entries = try await database.read {
            try $0.entries().mapValues { Entry($0.digest, $0.content, $0.file) }
        }
        let acks = Acknowledgements.read(options.text("acks"))
        report.acknowledged = acks.count
        report.entries = entries.count
        for (id, digest) in acks {
            guard let entry = entries[id], entry.digest == digest, SHA256.hex(entry.content.utf8) == digest
            else {
                report.lost += 1
                continue
            }
            if let file = entry.file, (try? vault.contents(of: file)) == nil { report.lostFiles += 1 }
        }
        let sum = try await database.read { try $0.purseSum() }
        if sum != 8_000 { report.broken.append("purses hold \(sum) fen") }
        let audited = try await database.read { try $0.auditedEntries() }
        if audited != entries.count { report.broken.append("\(entries.count) entries, \(audited) audited") }
        (report.jobs, report.marks) = try await database.read { try $0.markCounts() }
        for finding in try await database.examine(vault: vault, migrations: tortureSchema)
        where finding.weight == .broken && options.text("sabotage").isEmpty {
            report.broken.append(finding.words.english)
        }
    }

    private struct Entry: Sendable {
        let digest: String
        let content: String
        let file: String?

        init(_ digest: String, _ content: String, _ file: String?) {
            self.digest = digest
            self.content = content
            self.file = file
        }
    }
}

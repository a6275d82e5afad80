// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store

/// Fills a new store, every table of it, and backs it up: the frozen data of a release, from which every
/// later one must be able to upgrade.
struct Freeze {
    private struct Outage: Error {}

    let options: Options

    init(_ options: Options) { self.options = options }

    func run() async throws {
        let topic = EventTopic<String>("torture.submitted")
        let subscription = Subscription("torture", to: topic) { tx, event in try tx.leaveMark(event.payload) }
        let database = try await Database.open(
            options.configuration, ground: .machine(), migrations: tortureSchema,
            subscriptions: [subscription])
        let vault = try FileVault(path: options.text("data") + "/files", ground: database.ground)
        let failing = JobKind<String>("torture.fail", attemptLimit: 1)
        for number in 0..<20 {
            let content = "冻结 \(number)"
            let digest = SHA256.hex(content.utf8)
            let file = number % 5 == 0 ? try vault.receive(Array(content.utf8), limits: FileLimits()) : nil
            _ = try await database.write(once: "freeze-\(number)", fingerprint: digest) { tx in
                if number == 3 { try tx.enqueue(failing, "dead letter") }
                if number < 5 { try tx.publish(topic, "e\(number)") }
                return try tx.submit("f\(number)", content, digest, file: file)
            }
        }
        let runner = JobRunner(
            database,
            handlers: [
                JobWork(failing) { context, _ in
                    _ = try await context.effect("freeze") { _ in
                        .unknown
                    } call: { _ in
                        "kept"
                    }
                    throw Outage()
                }
            ], schedules: [Schedule("freeze", .everyMinutes(1), kind: JobKind("torture.tick"))],
            holder: "freeze")
        try await runner.runDue()
        try await database.write { try $0.enqueue(JobKind<String>("torture.later"), "waits") }
        // The first backup leaves its note, which the second then holds.
        for archive in [options.text("data") + "/first.tar", options.text("archive")] {
            _ = try await database.backup(
                to: archive, vault: vault,
                parts: [BackupPart(name: "configuration.yml", contents: Array("frozen: true\n".utf8))],
                program: "freeze")
        }
        await database.close()
    }
}

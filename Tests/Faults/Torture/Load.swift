// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import Synchronization

/// Many clients that submit as fast as they can, until the process is killed or its time is over.
struct Load {
    let options: Options
    private let counts = Counts()

    init(_ options: Options) { self.options = options }

    final class Counts: Sendable {
        let state = Mutex((acknowledged: 0, refused: 0, unknown: 0, failedReads: 0, lastFault: ""))
    }

    func run() async throws {
        let database = try await options.open()
        let vault = try FileVault(path: options.text("data") + "/files", ground: database.ground)
        let acks = Acknowledgements(options.text("acks"))
        let run = database.ground.uuid().uuidString.prefix(8)
        say("ready")
        let end = ContinuousClock.now + .seconds(options.number("seconds", 3_600))
        await withTaskGroup(of: Void.self) { group in
            for client in 0..<options.number("clients", 16) {
                group.addTask {
                    var number = 0
                    while ContinuousClock.now < end {
                        number += 1
                        await submit("\(run)-\(client)-\(number)", database, vault, acks)
                        if number % 16 == 0 { await look(database) }
                    }
                }
            }
            if options.number("report", 0) > 0 { group.addTask { await report(until: end) } }
        }
        printCounts()
        await database.close()
    }

    private func submit(
        _ id: String, _ database: Database, _ vault: FileVault, _ acks: Acknowledgements
    ) async {
        let content = id + String(repeating: "育", count: options.number("size", 40) + id.count)
        let digest = SHA256.hex(content.utf8)
        do {
            let hasFile = options.number("files", 1) == 1 && id.hasSuffix("0")
            let file = hasFile ? try vault.receive(Array(content.utf8), limits: FileLimits()) : nil
            _ = try await database.write(once: id, fingerprint: digest) { tx in
                try tx.submit(id, content, digest, file: file)
            }
            acks.note(id, digest)
            counts.state.withLock { $0.acknowledged += 1 }
        } catch {
            counts.state.withLock { counts in
                if case .outcomeUnknown? = error as? StoreFault {
                    counts.unknown += 1
                } else {
                    counts.refused += 1
                }
                counts.lastFault = "\(error)"
            }
            // A client that is refused waits a little, as a person would.
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    private func look(_ database: Database) async {
        do {
            _ = try await database.read { try $0.purseSum() }
        } catch {
            counts.state.withLock { $0.failedReads += 1 }
        }
    }

    private func report(until end: ContinuousClock.Instant) async {
        while ContinuousClock.now < end {
            printCounts()
            try? await Task.sleep(for: .milliseconds(options.number("report", 0)))
        }
    }

    private func printCounts() {
        let counts = counts.state.withLock { $0 }
        say(
            "acknowledged=\(counts.acknowledged) refused=\(counts.refused) unknown=\(counts.unknown) "
                + "failedReads=\(counts.failedReads) last=\(counts.lastFault.prefix(60))")
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store

/// The same steps each time, so that the process can be killed, or its disk fail, at every one of its
/// system calls: migrate, submit, attach, back up, submit again.
struct Script {
    let options: Options

    init(_ options: Options) { self.options = options }

    func run() async throws {
        let database = try await options.open()
        let vault = try FileVault(path: options.text("data") + "/files", ground: database.ground)
        let acks = Acknowledgements(options.text("acks"))
        let run = database.ground.uuid().uuidString.prefix(8)
        var faults = 0
        for number in 0..<options.number("writes", 12) {
            let id = "\(run)-\(number)"
            let content = id + String(repeating: "苗", count: 300)
            let digest = SHA256.hex(content.utf8)
            do {
                let file =
                    number % 4 == 3 ? try vault.receive(Array(content.utf8), limits: FileLimits()) : nil
                _ = try await database.write(once: id, fingerprint: digest) { tx in
                    try tx.submit(id, content, digest, file: file)
                }
                acks.note(id, digest)
                say(faults == 0 ? "acknowledged" : "acknowledged after a fault")
            } catch {
                faults += 1
                say("fault \(error)")
            }
            if number == 7, options.number("backup", 1) == 1 {
                do {
                    _ = try await database.backup(
                        to: options.text("data") + "/\(run).tar", vault: vault, program: "torture")
                    say("backed up")
                } catch {
                    say("fault \(error)")
                }
            }
        }
        await database.close()
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import StoreTesting
import Testing

@Suite struct FileTests {
    private func withVault(_ body: (FileVault, String) async throws -> Void) async throws {
        try await withFolder { folder in
            try await body(
                try FileVault(path: folder + "/files", ground: TestGround().ground), folder + "/files")
        }
    }

    private func received(_ bytes: [UInt8], _ limits: FileLimits = FileLimits()) async throws -> FileFault? {
        var found: FileFault?
        try await withVault { vault, path in
            do {
                _ = try vault.receive(bytes, limits: limits)
            } catch let fault as FileFault {
                found = fault
                let left = try FileManager.default.contentsOfDirectory(atPath: path + "/incoming")
                #expect(left == [], "a refused file leaves nothing behind")
            }
        }
        return found
    }

    @Test("A file reads back as it came, in whatever pieces")
    func roundTrip() async throws {
        try await withVault { vault, _ in
            let whole = Array("%PDF-1.7\n".utf8) + (0..<700_000).map { UInt8(truncatingIfNeeded: $0) }
            let pieces = AsyncStream<[UInt8]> { stream in
                for start in stride(from: 0, to: whole.count, by: 65_536) {
                    stream.yield(Array(whole[start..<min(start + 65_536, whole.count)]))
                }
                stream.finish()
            }
            let file = try await vault.receive(pieces, limits: FileLimits(kinds: [.pdf], sizeBytes: 1 << 20))
            #expect(file.kind == .pdf && file.sizeBytes == Int64(whole.count))
            #expect(file.digest == SHA256.hex(whole))
            #expect(try vault.contents(of: file.digest) == Data(whole))
        }
    }

    @Test("Size, kind and emptiness are checked by the content, not by the name")
    func limits() async throws {
        #expect(try await received([]) == .empty)
        let five = FileLimits(sizeBytes: 5)
        #expect(try await received(Array("123456".utf8), five) == .tooLarge(limitBytes: 5))
        #expect(try await received(Array("12345".utf8), five) == nil)
        let refused: [[UInt8]] = [
            Array("<html><script>".utf8), Array(" \n<svg onload=x>".utf8),
            [0xEF, 0xBB, 0xBF] + Array("<!doctype".utf8),
            [0x4D, 0x5A, 0x90, 0x00], Array("#!/bin/sh\u{1}".utf8), [0xC3, 0x28, 0x41],
        ]
        for bytes in refused {
            #expect(try await received(bytes) == .kindRefused(allowed: FileKind.documents), "\(bytes)")
        }
        let pdf = FileLimits(kinds: [.pdf])
        #expect(try await received(Array("名称,金额\n".utf8), pdf) == .kindRefused(allowed: [.pdf]))
        #expect(try await received(Array("名称,金额\n".utf8)) == nil)
    }

    @Test("Long Chinese text is recognised wherever the sample ends")
    func chineseText() async throws {
        for shift in 0..<4 {
            let text = String(repeating: "a", count: shift) + String(repeating: "育苗", count: 2_000)
            #expect(try await received(Array(text.utf8)) == nil)
        }
    }

    @Test("A damaged or missing file is said to be so")
    func damaged() async throws {
        try await withVault { vault, _ in
            let file = try vault.receive(Array("hello".utf8), limits: FileLimits())
            try Data("hellO".utf8).write(to: URL(fileURLWithPath: vault.location(of: file.digest)))
            #expect(throws: FileFault.damaged(digest: file.digest)) { try vault.contents(of: file.digest) }
            let other = SHA256.hex("other".utf8)
            #expect(throws: FileFault.missing(digest: other)) { try vault.contents(of: other) }
        }
    }

    @Test("Files without a row are swept up after a day, files with one stay", arguments: everyDialect)
    func sweep(_ dialect: Dialect) async throws {
        let clock = TestGround()
        try await withDatabase(dialect, ground: clock) { database in
            try await withFolder { folder in
                let vault = try FileVault(path: folder + "/files", ground: database.ground)
                let kept = try vault.receive(Array("kept".utf8), limits: FileLimits())
                let left = try vault.receive(Array("left".utf8), limits: FileLimits())
                let id = try await database.write { try $0.attach(kept, name: "kept.txt") }
                let real = Int64(Date().timeIntervalSince1970 * 1_000)
                clock.pass(milliseconds: real - database.ground.now())
                #expect(try await database.sweep(vault) == 0, "what was just received stays")
                clock.pass(milliseconds: 2 * 86_400_000)
                #expect(try await database.sweep(vault) == 1)
                #expect(!FileManager.default.fileExists(atPath: vault.location(of: left.digest)))
                let row = try #require(try await database.read { try $0.file(id) })
                #expect(row.digest == kept.digest && row.name == "kept.txt")
                #expect(try await database.write { try $0.detach(id) })
                #expect(try await database.sweep(vault) == 1)
            }
        }
    }
}

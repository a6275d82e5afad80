// SPDX-License-Identifier: Apache-2.0
import Foundation
import Outreach
import Synchronization

/// The other side: a file with a line for each letter that it took. It is asked by a letter's id what became
/// of it, and takes a letter that is sent twice twice, so that doubled ones are seen.
final class SinkChannel: LetterChannel {
    let kind = ChannelKind.email
    let hasOneServer = false
    let together = 500
    private let path: String
    private let file: FileHandle
    private let known = Mutex<Set<String>?>(nil)

    /// Opens the file. A line that a killed writer did not finish was not taken.
    init(path: String) throws {
        self.path = path
        let files = FileManager.default
        if !files.fileExists(atPath: path), !files.createFile(atPath: path, contents: nil) {
            throw CocoaError(.fileWriteUnknown)
        }
        file = try FileHandle(forUpdating: URL(filePath: path))
        let size = try file.seekToEnd()
        let whole = try Self.lines(in: path).count * 37
        if UInt64(whole) < size { try file.truncate(atOffset: UInt64(whole)) }
        try file.seekToEnd()
    }

    func send(_ letters: [Letter]) async -> [LetterOutcome] {
        let lines = letters.map { $0.id + "\n" }.joined()
        do {
            try known.withLock { _ in try file.write(contentsOf: Data(lines.utf8)) }
            return letters.map { _ in .sent("") }
        } catch {
            return letters.map { _ in .unsure }
        }
    }

    func outcome(of letter: Letter) async -> LetterOutcome {
        do {
            let isThere = try known.withLock { known in
                // What this process sends it remembers itself; the file of its predecessor is read once.
                let all = try known ?? Set(Self.lines(in: path))
                known = all
                return all.contains(letter.id)
            }
            return isThere ? .sent("") : .later(.none)
        } catch {
            return .unsure
        }
    }

    /// The whole lines of a file: an id of 36 characters each.
    static func lines(in path: String) throws -> [String] {
        let bytes = try Data(contentsOf: URL(filePath: path))
        return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            line.count == 36 ? String(decoding: line, as: UTF8.self) : nil
        }
    }
}

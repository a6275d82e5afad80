// SPDX-License-Identifier: Apache-2.0
import Foundation

/// PDF files, read by `pdftotext` (poppler-utils) as a process of its own: a broken file may take that
/// down, never us.
public enum PortableDocument {
    /// How long one file may take.
    public static let secondsAllowed = 20
    /// How much text one file may give: 16 MB.
    static let largestText = 16 * 1_048_576
    /// How much memory the program may take, in kilobytes: 1 GB.
    private static let memoryKilobytes = 1_048_576
    /// Fewer characters than this on a page mean that the page is a picture.
    private static let fewCharacters = 4

    static func text(_ bytes: Data, program: String = "pdftotext") throws(DocumentFault) -> String {
        let folder = FileManager.default.temporaryDirectory
        let name = "yumiao-" + UUID().uuidString
        let source = folder.appendingPathComponent(name + ".pdf")
        let target = folder.appendingPathComponent(name + ".txt")
        defer {
            for file in [source, target] where FileManager.default.fileExists(atPath: file.path) {
                // What cannot be removed is left to the system's own cleaning of this folder.
                do { try FileManager.default.removeItem(at: file) } catch { continue }
            }
        }
        do { try bytes.write(to: source) } catch { throw .damaged(ending: "PDF") }
        try run(program, source: source.path, target: target.path)
        guard let output = FileManager.default.contents(atPath: target.path) else {
            throw .damaged(ending: "PDF")
        }
        guard output.count <= largestText else { throw .unpackedTooLarge(limitBytes: largestText) }
        return try readable(String(decoding: output, as: UTF8.self))
    }

    /// The text, or the fault that there is none. Pages are parted by form feeds.
    private static func readable(_ text: String) throws(DocumentFault) -> String {
        let pages = max(1, text.unicodeScalars.filter { $0 == "\u{0C}" }.count)
        let visible = text.unicodeScalars.filter { !$0.properties.isWhitespace }.count
        guard visible >= pages * fewCharacters else { throw .scanned(pages: pages) }
        return PageFurniture.removed(from: text)
    }

    /// Runs the converter under limits of time, memory and output that the system enforces.
    private static func run(_ program: String, source: String, target: String) throws(DocumentFault) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        let limits =
            "ulimit -t \(secondsAllowed); ulimit -v \(memoryKilobytes); ulimit -f \(largestText / 512 + 1)"
        process.arguments = [
            "-c",
            limits + "; command -v \"$1\" >/dev/null || exit 127; exec \"$1\" -enc UTF-8 -q \"$2\" \"$3\"",
            "sh", program, source, target,
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        do { try process.run() } catch { throw .converterMissing(program: program) }
        let watch = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(secondsAllowed), execute: watch)
        let message = String(
            decoding: errors.fileHandleForReading.readDataToEndOfFile().prefix(4_096), as: UTF8.self)
        process.waitUntilExit()
        watch.cancel()
        if process.terminationReason == .uncaughtSignal { throw .timedOut(seconds: secondsAllowed) }
        switch process.terminationStatus {
        case 0: return
        case 127: throw .converterMissing(program: program)
        case 3: throw .encrypted
        default: throw message.lowercased().contains("password") ? .encrypted : .damaged(ending: "PDF")
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Paper

/// Looks into a PDF with Debian's `poppler-utils`, an independent reader.
struct Poppler {
    let bytes: [UInt8]

    init(_ printout: Printout) throws { bytes = try printout.pdf() }

    /// The text in reading order; pages end with a form feed.
    func text(_ options: String...) throws -> String { try run("pdftotext", options, output: "-") }

    func pages() throws -> [String] {
        try text("-layout").components(separatedBy: "\u{0C}").dropLast()
    }

    func facts() throws -> [String: String] {
        var facts: [String: String] = [:]
        for line in try run("pdfinfo", []).split(separator: "\n") {
            let halves = line.split(separator: ":", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            if halves.count == 2 { facts[halves[0]] = halves[1] }
        }
        return facts
    }

    func fonts() throws -> [String] {
        try run("pdffonts", []).split(separator: "\n").dropFirst(2).map(String.init)
    }

    func structure() throws -> String { try run("pdfinfo", ["-struct-text"]) }

    func run(_ tool: String, _ options: [String], output: String? = nil) throws -> String {
        let place = NSTemporaryDirectory() + "yumiao-paper-" + UUID().uuidString + ".pdf"
        try Data(bytes).write(to: URL(filePath: place))
        defer { try? FileManager.default.removeItem(atPath: place) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [tool] + options + [place] + (output.map { [$0] } ?? [])
        let (out, errors) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (out, errors)
        try process.run()
        let data = out.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(process.terminationStatus == 0 && said.isEmpty, "\(tool): \(said)")
        return String(decoding: data, as: UTF8.self)
    }
}

extension Printout {
    /// An empty document of a fixed moment.
    static func sample(_ parts: [Part], _ language: Language = .chinese) -> Printout {
        Printout(
            title: "匹配报告", author: "试验局", language: language, createdSeconds: 1_795_147_200,
            header: "育苗 · 匹配报告",
            footer: "第 A-1 号", parts: parts)
    }
}

extension String {
    /// Without spaces and line ends, which a reader of PDF puts where it likes.
    var packed: String { filter { !$0.isWhitespace } }
}

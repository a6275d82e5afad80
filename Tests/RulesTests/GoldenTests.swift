// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Rules

@Suite("Golden documents: every construct of the language, and its wrong twin")
struct GoldenTests {
    static func lines(_ name: String) throws -> [String] {
        try Fixture.file(name).split(separator: "\n").map(String.init)
    }

    @Test("each good line says what was recorded")
    func goodLines() throws {
        let read = try Self.lines("good/lines.txt").map { line in
            do throws(RuleFault) {
                return "\(line)\n    \(try Fixture.condition(line).shape)"
            } catch {
                Issue.record("\(line): \(error.message(english: false))")
                return line
            }
        }
        try Golden.expect(read.joined(separator: "\n") + "\n", recorded: "good/lines.golden")
    }

    @Test("each bad line is refused with the recorded place and words, in both languages")
    func badLines() throws {
        let drawn = try Self.lines("bad/lines.txt").map { line in
            let drawing = FaultDrawing(files: [SourceFile(path: "line", text: line)])
            do throws(RuleFault) {
                _ = try Fixture.condition(line)
                Issue.record("\(line) was read without fault")
                return line
            } catch {
                return drawing.text(error, english: false) + "\n" + drawing.text(error, english: true)
            }
        }
        try Golden.expect(drawn.joined(separator: "\n\n") + "\n", recorded: "bad/lines.golden")
    }

    static let good = ["clauses", "scoring", "amount", "regional"]
    static let bad = [
        "structure", "head", "clauses", "scoring", "classification", "amount", "vocabulary", "examples",
        "yaml",
        "references", "effect", "citations", "fidelity",
    ]

    /// A document is one file, or several separated by a line of `=== path`.
    private func files(_ name: String) throws -> [SourceFile] {
        let text = try Fixture.file(name)
        let parts = text.components(separatedBy: "=== ").dropFirst()
        let own = parts.map { part in
            let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            return SourceFile(path: "test/" + lines[0], text: String(lines.last ?? ""))
        }
        let taken = Set(own.map(\.path))
        let size = SourceFile(path: "test/rules/size.yaml", text: try Fixture.file("good/size.yaml"))
        return own + (Fixture.files([]) + [size]).filter { !taken.contains($0.path) }
    }

    @Test("each good document is faultless, also for the checker, and its examples pass", arguments: good)
    func goodDocuments(name: String) throws {
        let files = try files("good/\(name).yaml")
        let (library, faults) = Library.read(files)
        let drawing = FaultDrawing(files: files)
        let other = library.check().filter { fault in
            switch fault.problem {
            case .examplesFew, .wordUnused: false
            default: true
            }
        }
        for fault in faults + other { Issue.record("\(drawing.text(fault, english: false))") }
        #expect(!library.rules.isEmpty)
        for rule in library.rules {
            #expect(!rule.examples.isEmpty)
            for failure in library.runExamples(of: rule) {
                Issue.record("\(failure.example): \(failure.differences)")
            }
        }
    }

    @Test("each bad document draws the recorded faults in both languages", arguments: bad)
    func badDocuments(name: String) throws {
        let files = try files("bad/\(name).yaml")
        let (library, faults) = Library.read(files)
        let drawing = FaultDrawing(files: files)
        let checked = library.check().filter { fault in
            if case .wordUnused = fault.problem { return name == "vocabulary" }
            if case .examplesFew = fault.problem { return name == "examples" }
            if case .fidelity = fault.problem { return name == "fidelity" }
            return ["references", "effect", "citations", "fidelity", "vocabulary", "examples"].contains(name)
        }
        let all = faults + checked
        #expect(!all.isEmpty)
        let drawn = all.map { drawing.text($0, english: false) + "\n" + drawing.text($0, english: true) }
        try Golden.expect(drawn.joined(separator: "\n\n") + "\n", recorded: "bad/\(name).golden")
    }
}

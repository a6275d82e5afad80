// SPDX-License-Identifier: Apache-2.0
import Foundation

/// One file of the project: its path from the root, and its text.
struct ProjectFile {
    let path: String
    let text: String
    let lines: [Substring]
    /// The parts of a Swift file; nil for others.
    let swift: SwiftText?
    let declarations: [Declaration]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        // What a program wrote is thousands of lines of data; no check reads it as code.
        swift = path.hasSuffix(".swift") && !path.contains("/Generated/") ? SwiftText(text) : nil
        declarations = swift.map { Declaration.all(in: $0.tokens) } ?? []
        lines = text.utf8.split(separator: .newline, omittingEmptySubsequences: false).map { Substring($0) }
    }

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }

    /// `Rules` for a file under `Sources/Rules`.
    var room: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }

    var isTest: Bool { path.hasPrefix("Tests/") }

    var isMarkdown: Bool { path.hasSuffix(".md") }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The files that belong to the project: what git tracks, and what is new and not ignored.
struct Project {
    let files: [ProjectFile]

    /// A project for a control: texts by their paths.
    init(_ texts: [String: String]) {
        files = texts.sorted { $0.key < $1.key }.map { ProjectFile(path: $0.key, text: $0.value) }
    }

    /// Reads the project that these tests are a part of.
    ///
    /// - Throws: when git does not answer, or a file cannot be read.
    static func here() throws -> Project {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        var texts: [String: String] = [:]
        for path in try paths(in: root) {
            let file = root.appendingPathComponent(path)
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            let bytes = try Data(contentsOf: file)
            texts[path] = String(data: bytes, encoding: .utf8) ?? ""
        }
        return Project(texts)
    }

    private static func paths(in root: URL) throws -> [String] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "git", "-c", "safe.directory=*", "-C", root.path, "ls-files", "-z", "--cached", "--others",
            "--exclude-standard",
        ]
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw NoProject(root: root.path) }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\0").map(String.init)
    }

    struct NoProject: Error, CustomStringConvertible {
        let root: String
        var description: String { "git lists no files under \(root)" }
    }

    subscript(path: String) -> ProjectFile? { files.first { $0.path == path } }

    var paths: Set<String> { Set(files.map(\.path)) }

    /// Every folder that holds a file, at any depth.
    var folders: Set<String> {
        var found: Set<String> = []
        for file in files {
            var parts = file.path.split(separator: "/").dropLast()
            while !parts.isEmpty, found.insert(parts.joined(separator: "/")).inserted {
                parts = parts.dropLast()
            }
        }
        return found
    }

    /// Files in Swift that a person wrote.
    var swift: [ProjectFile] { files.filter { $0.swift != nil } }

    /// Swift under `Sources`.
    var sources: [ProjectFile] { swift.filter { $0.path.hasPrefix("Sources/") } }

    var markdown: [ProjectFile] { files.filter(\.isMarkdown) }
}

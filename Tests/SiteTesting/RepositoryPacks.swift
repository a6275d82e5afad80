// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules

/// The packs of the repository, read once for all tests of a process.
public enum RepositoryPacks {
    /// Their words and rules; why they cannot be read.
    public static let library: Result<Library, any Error> = Result {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Packs").standardizedFileURL
        guard let all = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) else {
            throw NoPacks(at: root.path)
        }
        var files: [SourceFile] = []
        for case let url as URL in all where url.pathExtension == "yaml" {
            let path = String(url.standardizedFileURL.path.dropFirst(root.path.count + 1))
            files.append(
                SourceFile(path: path, text: try String(contentsOf: url, encoding: .utf8), digest: path))
        }
        return Library.read(files).library
    }
}

/// The folder of the packs is not there.
struct NoPacks: Error {
    let at: String
}

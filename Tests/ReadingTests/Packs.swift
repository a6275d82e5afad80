// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules

/// The packs of the repository, for drafts in their words.
enum Packs {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Packs")

    /// All files of a pack, under their paths.
    static func files(_ pack: String) -> [SourceFile] {
        let root = folder.appendingPathComponent(pack).standardizedFileURL
        guard let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) else {
            return []
        }
        return walk.compactMap { $0 as? URL }.map(\.standardizedFileURL).filter { $0.pathExtension == "yaml" }
            .compactMap { url in
                (try? String(contentsOf: url, encoding: .utf8)).map {
                    SourceFile(path: pack + "/" + url.path.dropFirst(root.path.count + 1), text: $0)
                }
            }
    }

    static let national = files("national")
    /// Its words without its rules, which suffice to read a draft.
    static let words = national.filter { !$0.path.contains("/rules/") }
    static let lines = LineReading(library: library)
    static let library = Library.read(national).library
    /// With the packs of two cities, whose words a city's document may use.
    static let everything = Library.read(["national", "suqian", "huangpu"].flatMap(files)).library
}

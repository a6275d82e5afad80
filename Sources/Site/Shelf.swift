// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Where a room keeps its templates, words and assets: a folder with `Templates/`, `Words/` and `Assets/`,
/// each optional.
///
/// A room with SwiftPM resources says `Shelf(folder: Bundle.module.resourceURL)`.
public struct Shelf: Sendable {
    /// The folder itself.
    public let folder: URL?

    /// A shelf in a folder; nil is a shelf with nothing on it.
    public init(folder: URL?) {
        self.folder = folder
    }

    /// The shelf of the site's own frame.
    public static let site = Shelf(folder: Bundle.module.resourceURL)

    /// Template texts by name, the file's name without `.mustache`.
    public func templates() throws(SiteSetupFault) -> [String: String] {
        var texts: [String: String] = [:]
        for file in try files(in: "Templates", withExtension: "mustache") {
            texts[file.deletingPathExtension().lastPathComponent] = try text(of: file)
        }
        return texts
    }

    /// Words of one language; empty when the shelf has no word book.
    func words(in language: Language) throws(SiteSetupFault) -> [String: String] {
        let name = "\(language.rawValue).json"
        guard
            let file = try files(in: "Words", withExtension: "json").first(where: {
                $0.lastPathComponent == name
            })
        else { return [:] }
        do {
            return try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
        } catch {
            throw .unreadableWords(file: name, reason: String(describing: error))
        }
    }

    /// The files of one sub-folder in the order of their names.
    func files(in name: String, withExtension ending: String? = nil) throws(SiteSetupFault) -> [URL] {
        guard let folder = folder?.appendingPathComponent(name),
            FileManager.default.fileExists(atPath: folder.path)
        else { return [] }
        do {
            return try FileManager.default
                .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
                .filter { ending == nil || $0.pathExtension == ending }
                .sorted { $0.lastPathComponent < $1.lastPathComponent }
        } catch {
            throw .missingFolder(name)
        }
    }

    private func text(of file: URL) throws(SiteSetupFault) -> String {
        do {
            return try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw .unreadableTemplate(file: file.lastPathComponent, reason: String(describing: error))
        }
    }
}

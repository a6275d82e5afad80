// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Rules

/// Packs on disk: folders that hold a `pack.yaml`.
struct PackFiles {
    let files: [SourceFile]
    /// Folders that were asked for; the others were read because these depend on them.
    let asked: Set<String>
    /// Where each file is, by its path within the folder of packs.
    let urls: [String: URL]
    /// Files that are not UTF-8, which no rule may be.
    let unreadable: [RuleFault]

    /// Reads the given pack folders; with none given, every pack under `Packs`.
    ///
    /// - Throws: `PackFault` naming the folder that is missing or holds no pack.
    init(_ arguments: [String]) throws {
        var files: [SourceFile] = []
        var unreadable: [RuleFault] = []
        var urls: [String: URL] = [:]
        var folders = try PackFiles.folders(arguments)
        asked = Set(folders.map(\.lastPathComponent))
        var next = 0
        while next < folders.count {
            let folder = folders[next]
            next += 1
            for url in try PackFiles.yamlFiles(in: folder) {
                let path = folder.lastPathComponent + "/" + url.path.dropFirst(folder.path.count + 1)
                urls[path] = url
                let data = try Data(contentsOf: url)
                guard let text = String(data: data, encoding: .utf8) else {
                    unreadable.append(RuleFault(.notUTF8, at: Place(file: path, line: 1, column: 1)))
                    continue
                }
                let digest = SHA256.hash(data: data).map { String(format: "%02x", $0) }.joined()
                files.append(SourceFile(path: path, text: text, digest: digest))
            }
            folders += PackFiles.dependencies(of: folder, in: files).filter { !folders.contains($0) }
        }
        self.files = files
        self.urls = urls
        self.unreadable = unreadable
    }

    /// Packs beside this one that it builds on; one that is missing is reported when the packs are read.
    private static func dependencies(of folder: URL, in files: [SourceFile]) -> [URL] {
        let head = files.filter { $0.path == "\(folder.lastPathComponent)/pack.yaml" }
        let names = Library.read(head).library.packs.flatMap(\.dependencies)
        return names.map { folder.deletingLastPathComponent().appendingPathComponent($0).standardizedFileURL }
            .filter { exists($0.appendingPathComponent("pack.yaml")) }
    }

    /// Whether a fault is in a pack that was asked for.
    func isAsked(_ fault: RuleFault) -> Bool {
        asked.contains(fault.place.file.split(separator: "/").first.map(String.init) ?? "")
    }

    private static func folders(_ arguments: [String]) throws -> [URL] {
        let named = arguments.isEmpty ? ["Packs"] : arguments
        return try named.flatMap { name -> [URL] in
            let url = URL(fileURLWithPath: name).standardizedFileURL
            if exists(url.appendingPathComponent("pack.yaml")) { return [url] }
            guard exists(url) else { throw PackFault.missing(name) }
            let inside = try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
                .filter { exists($0.appendingPathComponent("pack.yaml")) }
            guard !inside.isEmpty else { throw PackFault.noPack(name) }
            return inside.map(\.standardizedFileURL).sorted { $0.path < $1.path }
        }
    }

    private static func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }

    private static func yamlFiles(in folder: URL) throws -> [URL] {
        guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
            return []
        }
        return walk.compactMap { $0 as? URL }.map(\.standardizedFileURL)
            .filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
    }
}

/// What can be wrong with the folders that a command names.
enum PackFault: Error, CustomStringConvertible {
    case missing(String)
    case noPack(String)

    var description: String {
        switch self {
        case .missing(let name): "没有文件夹 \(name)。 No folder \(name)."
        case .noPack(let name): "\(name) 里没有内容包（缺 pack.yaml）。 \(name) holds no pack (no pack.yaml)."
        }
    }
}

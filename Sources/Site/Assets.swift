// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation

/// Style sheets and pictures, read once. The name under which one is served holds the hash of its content,
/// so browsers may keep it for a year and still see each change at once.
struct Assets: Sendable {
    struct Asset: Sendable {
        let bytes: [UInt8]
        let contentType: String
        let servedName: String
        var entityTag: String { "\"\(servedName)\"" }
    }

    private var byName: [String: Asset] = [:]
    private var byServedName: [String: Asset] = [:]

    init(shelves: [Shelf]) throws {
        for file in try shelves.flatMap({ try $0.files(in: "Assets") }) {
            guard let contentType = Self.contentTypes[file.pathExtension] else { continue }
            let bytes = [UInt8](try Data(contentsOf: file))
            let hash = SHA256.hash(data: bytes).prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
                .joined()
            let stem = file.deletingPathExtension().lastPathComponent
            let asset = Asset(
                bytes: bytes, contentType: contentType, servedName: "\(stem).\(hash).\(file.pathExtension)")
            byName[file.lastPathComponent] = asset
            byServedName[asset.servedName] = asset
        }
    }

    /// The path below the base path; an unknown name gives one that is not found.
    func path(of name: String) -> String {
        "/assets/" + (byName[name]?.servedName ?? name)
    }

    /// The asset behind a served name.
    func served(_ name: String) -> Asset? {
        byServedName[name]
    }

    private static let contentTypes = [
        "css": "text/css; charset=utf-8", "svg": "image/svg+xml", "png": "image/png", "ico": "image/x-icon",
        "woff2": "font/woff2", "txt": "text/plain; charset=utf-8",
    ]
}

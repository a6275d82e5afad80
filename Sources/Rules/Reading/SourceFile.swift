// SPDX-License-Identifier: Apache-2.0

/// A file of a pack as text. The path is relative to the folder of packs and uses `/`.
public struct SourceFile: Hashable, Sendable {
    public let path: String
    public let text: String
    /// SHA-256 of the text in hex, made by whoever read the file; verdicts name it.
    public let digest: String

    /// A file's text under its path; `digest` is needed only where verdicts are kept.
    public init(path: String, text: String, digest: String = "") {
        self.path = path
        self.text = text
        self.digest = digest
    }
}

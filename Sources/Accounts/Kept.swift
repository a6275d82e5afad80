// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site

/// What was typed in a form when the session had ended: carried through the sign-in in the page itself, never
/// stored. Secrets are left out.
struct Kept: Sendable, Codable {
    let path: String
    let fields: [[String]]

    init(path: String, _ submission: Submission) {
        self.path = path
        fields = submission.fields.pairs.filter { !Self.isSecret($0.name) }.map { [$0.name, $0.value] }
    }

    /// Reads what the page carried; nil for what no page of this site wrote.
    init?(text: String) {
        guard let kept = try? JSONDecoder().decode(Kept.self, from: Data(text.utf8)),
            kept.fields.allSatisfy({ $0.count == 2 && !$0[0].hasPrefix("_") })
        else { return nil }
        self = kept
    }

    var text: String {
        guard let bytes = try? JSONEncoder().encode(self) else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isSecret(_ name: String) -> Bool {
        ["password", "code", "secret", "pending"].contains { name.contains($0) } || name.hasPrefix("_")
    }
}

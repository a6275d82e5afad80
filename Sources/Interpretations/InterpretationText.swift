// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards
import Store

/// What an interpretation says, with the days on which its policy is in force.
public struct InterpretationText: Hashable, Sendable {
    /// Unique among interpretations.
    public let id: String
    /// Changes when the policy's days do; the words never change.
    public let stamp: String
    /// The number of the policy.
    public let policy: Int64
    /// The first and the last day on which the policy is in force; nil without an end.
    public let inForceFrom, inForceTo: Day?
    /// Its own title.
    public let title: String
    /// The department or person that gives it.
    public let author: String
    /// The text; of sound and film every word that is spoken, of a picture what it shows.
    public let text: String
    /// The page, below the base path.
    public let path: String
    /// The day of its publication.
    public let publishedOn: Day
}

/// Texts of interpretations as this server has read them.
actor InterpretationShelf {
    private var kept: [String: InterpretationText] = [:]

    /// All that are shown of policies in force; only those are read that are new or whose policy changed.
    func texts(in store: InterpretationStore) async throws -> [InterpretationText] {
        let stamps = try await store.textStamps()
        let stale = stamps.filter { kept[$0.key]?.stamp != $0.value }.keys.sorted()
        let found = try await store.texts(of: stale)
        kept = kept.filter { stamps[$0.key] != nil }
        for text in found { kept[text.id] = text }
        return kept.values.sorted { $0.id < $1.id }
    }
}

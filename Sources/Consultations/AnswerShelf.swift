// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards
import Store

/// The texts in which answers are looked for, in memory, brought up to date before a question is answered.
actor AnswerShelf {
    private var index: AnswerIndex
    private var checkedAt: Int64?

    /// Milliseconds for which nobody looks again whether texts have changed.
    static let freshness: Int64 = 5_000

    init(_ thesaurus: Thesaurus) { index = AnswerIndex(thesaurus) }

    /// The passages that answer.
    func answers(
        to question: String, about policy: Int64?, on day: Day, in store: AnswerStore
    ) async throws -> [AnswerIndex.Found] {
        let now = store.database.ground.now()
        if checkedAt.map({ now - $0 >= Self.freshness || now < $0 }) ?? true {
            try await refresh(from: store)
            checkedAt = now
        }
        return index.answers(to: question, about: policy, on: day)
    }

    /// Takes in what is new or changed, and drops what is gone.
    private func refresh(from store: AnswerStore) async throws {
        let stamps = try await store.stamps()
        let others = try await store.readings()
        for key in index.keys
        where stamps[key] == nil && !others.contains(where: { $0.key == key }) {
            index.remove(key)
        }
        for text in others where index.stamp(of: text.key) != text.stamp { index.add(text) }
        let stale = stamps.filter { index.stamp(of: $0.key) != $0.value.stamp }.map(\.value)
        for start in stride(from: 0, to: stale.count, by: 100) {
            let part = Array(stale[start..<min(start + 100, stale.count)])
            for text in try await store.texts(part) { index.add(text) }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Store

/// A message as it was told.
struct KeptMessage: Hashable, Sendable {
    let id: ID<KeptMessage>
    let enterprise: EnterpriseID?
    let person: ID<Person>?
    let topic: String
    let title: Bilingual
    let text: Bilingual
    let path: String
    let isUrgent: Bool
    /// The moment from which it is of no use any more; nil for news that stay true.
    let validUntil: Int64?
    /// Milliseconds since 1970.
    let createdAt: Int64

    static let columns: SQL = """
        m.id, m.enterprise, m.person, m.topic, m.title_zh, m.title_en, m.text_zh, m.text_en, m.path,
        m.is_urgent, m.valid_until, m.created_at
        """

    /// Whether it is of no use any more.
    func isExpired(at moment: Int64) -> Bool { validUntil.map { $0 <= moment } ?? false }

    init(row: Row) throws {
        id = try row["id"]
        enterprise = try row["enterprise"]
        person = try row["person"]
        topic = try row["topic"]
        title = Bilingual(try row["title_zh"], try row["title_en"])
        text = Bilingual(try row["text_zh"], try row["text_en"])
        path = try row["path"]
        isUrgent = try row["is_urgent"]
        validUntil = try row["valid_until"]
        createdAt = try row["created_at"]
    }
}

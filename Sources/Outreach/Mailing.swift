// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Store

/// News of the bureau to many enterprises at once: to whom, and in which words. Two steps, and kept in the
/// audit: nobody tells 100,000 enterprises by a slip of the hand.
struct Mailing: Codable, Hashable, Sendable {
    /// The code of a region.
    var region: String
    /// A section of industries; empty for all.
    var section: String
    /// A class or title; empty for all.
    var label: String
    /// The first day of registration, `2026-11-28`; empty for all.
    var since: String
    /// A ``MessageTopic``.
    var topic: String
    var title: Bilingual
    var text: Bilingual
    /// The page that it leads to.
    var path: String
}

/// A mailing under way or done.
struct KeptMailing: Sendable {
    let id: ID<Mailing>
    let mailing: Mailing
    let authorName: String
    /// How many enterprises it was to reach when it was confirmed.
    let foreseen: Int
    /// How many it has reached.
    let told: Int
    let place: Int64
    let madeAt: Int64
    let endedAt: Int64?
}

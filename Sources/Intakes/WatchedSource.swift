// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Standards
import Store

/// A feed or a page of another site that lists documents, looked at again and again.
struct WatchedSource: Hashable, Sendable {
    let id: ID<WatchedSource>
    var entry: SourceEntry
    /// Whether it is looked at.
    let isActive: Bool
    let etag: String
    let modified: String
    let nextAt: Int64
    let triedAt: Int64?
    let succeededAt: Int64?
    /// The code of a ``FetchFault``; empty after a success.
    let fault: String
    /// Failures since the last success.
    let failures: Int

    enum Kind: String, CaseIterable, Sendable, SQLBindable, SQLReadable {
        /// Atom or RSS.
        case feed
        /// A web page with links.
        case list
    }

    /// The way to its page.
    var path: String { "/intakes/sources/\(id.text)" }
}

/// What people declare of a source.
struct SourceEntry: Hashable, Sendable {
    var name: String
    var address: String
    var kind: WatchedSource.Kind
    /// Of the addresses that count, `*` for anything; empty for all.
    var pattern: String
    var region: Region
    var department: ID<Department>?
    var intervalHours: Int
}

/// A document that a source lists, as it was read last.
struct WatchedPage: Hashable, Sendable {
    let id: ID<WatchedPage>
    let source: ID<WatchedSource>
    let address: String
    let title: String
    let etag: String
    let modified: String
    /// The text as read; nil before the first reading.
    let text: String?
    let fault: String
    let checkedAt: Int64?
}

/// Something new or changed at a source, for an editor to decide.
struct Finding: Hashable, Sendable {
    let id: ID<Finding>
    let source: ID<WatchedSource>
    let sourceName: String
    let region: Region
    let department: ID<Department>?
    let address: String
    let title: String
    let text: String
    /// The text before; nil for a new document.
    let before: String?
    let foundAt: Int64
    let state: State
    let reason: String
    /// The policy that it is the same as; nil for others.
    let policyNumber: Int64?
    /// The draft that was made of it; nil for others.
    let version: ID<PolicyVersion>?
    let decidedBy: String?

    enum State: String, CaseIterable, Sendable, SQLBindable, SQLReadable {
        case open, taken, same, ignored
    }

    /// The way to its page.
    var path: String { "/intakes/findings/\(id.text)" }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Standards
import Store

/// A policy through all its versions. What it says stands in its versions; nothing in force is ever edited.
public struct Policy: Hashable, Sendable {
    /// Its id, the same for all versions.
    public let id: ID<Policy>
    /// A short number for codes and links, unique on the site: 1, 2, 3 …
    public let number: Int64
    /// The region whose office keeps it; who may work on it follows from this.
    public let region: Region
    /// The responsible department; nil when none was named.
    public let department: ID<Department>?
    /// Milliseconds since 1970.
    public let createdAt: Int64

    /// What permission depends on.
    public var subject: Subject {
        department.map { .department($0, region) } ?? .region(region)
    }
}

/// One version of a policy: what it says, and how far it has come.
public struct PolicyVersion: Hashable, Sendable {
    /// Its id.
    public let id: ID<PolicyVersion>
    /// The policy.
    public let policy: Policy
    /// 1 for the first.
    public let version: Int
    /// How far it has come.
    public let stage: PolicyStage
    /// Grows with every change; a form that was filled in over an older one is refused.
    public let revision: Int64
    /// What it says.
    public let content: PolicyContent
    /// Who wrote it.
    public let madeBy: String
    /// Milliseconds since 1970.
    public let madeAt: Int64
    /// Who gave the first of the two releases; nil before that.
    public let firstReleasedBy: String?
    /// Who gave the second; nil before that.
    public let releasedBy: String?
    /// When it was released; milliseconds since 1970.
    public let releasedAt: Int64?
    /// The first day on which it is in force; nil before its release.
    public let inForceFrom: Day?
    /// The last day on which it is in force; nil without an end.
    public let inForceTo: Day?
    /// The last day on which comments are taken; nil unless it was put up for comment.
    public let commentTo: Day?

    /// Whether everybody may comment on it on a day.
    public func takesComments(on day: Day) -> Bool {
        guard stage == .commenting, let last = commentTo else { return false }
        return day <= last
    }

    /// Whether it is in force on a day.
    public func isInForce(on day: Day) -> Bool {
        guard stage == .released || stage == .superseded, let from = inForceFrom else { return false }
        return from <= day && (inForceTo.map { day <= $0 } ?? true)
    }

    /// Whether it is released and its first day in force is after a day.
    public func isComing(after day: Day) -> Bool {
        guard stage == .released || stage == .superseded, let from = inForceFrom else { return false }
        return day < from
    }
}

/// How far a version has come. Only the steps of ``PolicyStage/next`` are possible.
public enum PolicyStage: String, CaseIterable, Codable, Sendable, SQLBindable, SQLReadable {
    /// 起草: only editors see it, and may change it.
    case draft
    /// 内部审核: another one checks it.
    case checking
    /// 征求意见: everybody sees it and may comment.
    case commenting
    /// 待发布: waits for two releases by two people.
    case approved
    /// 已发布: in force from its day on.
    case released
    /// 已被新版本取代.
    case superseded
    /// 已失效, because its term ended.
    case expired
    /// 已废止, by decision.
    case withdrawn

    /// Where it may go from here.
    public var next: Set<PolicyStage> {
        switch self {
        case .draft: [.checking]
        case .checking: [.draft, .commenting, .approved]
        case .commenting: [.draft, .approved]
        case .approved: [.draft, .released]
        case .released: [.superseded, .expired, .withdrawn]
        case .superseded, .expired, .withdrawn: []
        }
    }

    /// Whether everybody may read it.
    public var isPublic: Bool {
        switch self {
        case .draft, .checking, .approved: false
        case .commenting, .released, .superseded, .expired, .withdrawn: true
        }
    }
}

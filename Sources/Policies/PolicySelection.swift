// SPDX-License-Identifier: Apache-2.0
import Accounts
import Standards
import Store

/// Which versions a list shows; what is nil does not restrict.
public struct PolicySelection: Sendable {
    /// Kept by a region with a code from here on …
    public var firstRegion: Int64 = 0
    /// … to here, both counted.
    public var lastRegion: Int64 = 999_999
    /// At one of these stages; empty for all.
    public var stages: [PolicyStage] = []
    /// Whose title holds these words; empty for all.
    public var words = ""
    /// At which this person wrote.
    public var hand: ID<Person>?
    /// At which this person did not write.
    public var notHand: ID<Person>?
    /// Changed before this moment, or at it with a lesser id: where the page before ended.
    public var before: (at: Int64, id: String)?

    /// Everything.
    public init() {}

    /// The regions within one.
    public mutating func within(_ region: Region) {
        let from = Int64(region.number)
        (firstRegion, lastRegion) =
            switch region.level {
            case .nation: (0, 999_999)
            case .province: (from, from + 9_999)
            case .city: (from, from + 99)
            case .county: (from, from)
            }
    }
}

/// A version in a list: without what it says.
public struct PolicyLine: Hashable, Sendable {
    /// Its id.
    public let id: ID<PolicyVersion>
    /// The policy.
    public let policy: Policy
    /// 1 for the first.
    public let version: Int
    /// How far it has come.
    public let stage: PolicyStage
    /// The heading.
    public let title: String
    /// Milliseconds since 1970.
    public let changedAt: Int64
    /// Who gave the first release.
    public let firstReleasedBy: String?
    /// The last day for comments.
    public let commentTo: Day?
}

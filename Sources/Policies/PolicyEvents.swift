// SPDX-License-Identifier: Apache-2.0
import Store

/// A version was released by two people: it is in force from its day on.
public struct PolicyReleased: Codable, Hashable, Sendable {
    /// The policy.
    public let policy: ID<Policy>
    /// The released version.
    public let version: ID<PolicyVersion>
    /// The version that it takes the place of; nil for the first.
    public let previous: ID<PolicyVersion>?
    /// Set for what was brought in as already known, such as an import of past years: it is found and
    /// matched, but it is no news and starts no clock.
    public private(set) var isHistory: Bool?

    /// Who subscribes to this is told of every release.
    public static let topic = EventTopic<PolicyReleased>("policy.released")
}

/// A policy is no longer in force.
public struct PolicyEnded: Codable, Hashable, Sendable {
    /// The policy.
    public let policy: ID<Policy>
    /// The version that was in force.
    public let version: ID<PolicyVersion>
    /// How it ended: `expired` or `withdrawn`.
    public let stage: PolicyStage

    /// Who subscribes to this is told of every end.
    public static let topic = EventTopic<PolicyEnded>("policy.ended")
}

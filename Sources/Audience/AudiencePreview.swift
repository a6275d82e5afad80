// SPDX-License-Identifier: Apache-2.0
import Accounts
import Standards

/// What a draft rule would do, beside the version in force.
public struct AudiencePreview: Sendable {
    /// How many enterprises were looked at.
    public var enterprises: Int
    /// How many meet all of it.
    public var eligible: Int
    /// How many miss exactly one clause, with nothing unknown.
    public var near: Int
    /// How many have facts missing, or wait for a person's judgement.
    public var open: Int
    /// How many gain and lose against the version in force.
    public var gains: Int
    /// See `gains`.
    public var losses: Int
    /// What those eligible would be paid, in fen; nil where the rule has no amount.
    public var sumFen: Int64?
    /// For how many of those eligible no amount can be computed.
    public var amountsUnknown: Int
    /// Each clause: its name, how many miss it, how many are kept out by it alone.
    public var clauses: [ClauseEffect]
    /// Those eligible by region, size class and industry section: name and number, the most first.
    public var byRegion: [Share]
    /// See `byRegion`.
    public var bySize: [Share]
    /// See `byRegion`.
    public var byIndustry: [Share]
    /// Some of those eligible, of those that gain, lose and are near; at most 20 each.
    public var examples: Examples

    /// What one clause does.
    public struct ClauseEffect: Sendable {
        /// Its name, or its words.
        public var name: String
        /// How many miss it.
        public var missed: Int
        /// How many meet all but this one.
        public var excludedAlone: Int
        /// How many lie within a tenth below and above its bound; nil where it has no number.
        public var cliff: (below: Int, above: Int)?
    }

    /// A part of those eligible.
    public struct Share: Sendable {
        /// Of what.
        public var name: String
        /// How many.
        public var count: Int
        /// What they would be paid in fen; nil where the rule has no amount.
        public var sumFen: Int64?
    }

    /// Enterprises to look at.
    public struct Examples: Sendable {
        /// Ids.
        public var eligible: [EnterpriseID]
        /// Ids.
        public var gains: [EnterpriseID]
        /// Ids.
        public var losses: [EnterpriseID]
        /// Ids.
        public var near: [EnterpriseID]
    }
}

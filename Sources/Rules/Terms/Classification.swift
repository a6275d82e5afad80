// SPDX-License-Identifier: Apache-2.0
import Standards

/// Which class an enterprise is in: by the lowest class over the indicators of its industry's group.
public struct Classification: Hashable, Sendable {
    /// The word whose ordered options are the classes.
    public let result: Word.ID
    /// The industry fact that chooses the group.
    public let industry: FactReference
    public let groups: [Group]
    /// What a person is asked when no group lists the industry.
    public let otherwise: Question

    public struct Group: Hashable, Sendable {
        public let name: String
        public let nameEnglish: String
        public let cites: [String]
        public let codes: CodeSet
        public let indicators: [Indicator]
        public let place: Place
    }

    public struct Indicator: Hashable, Sendable {
        public let fact: FactReference
        /// Lower limits (included) from the highest class down; the class is an index into the result's
        /// options.
        public let floors: [Floor]
    }

    public struct Floor: Hashable, Sendable {
        public let option: Int
        public let limit: Literal
    }
}

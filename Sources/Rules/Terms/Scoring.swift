// SPDX-License-Identifier: Apache-2.0
import Standards

/// How a score is made up: groups of indicators, each with a ceiling.
public struct Scoring: Hashable, Sendable {
    public let full: Rational
    public let groups: [Group]

    /// Indicators that share a ceiling.
    public struct Group: Hashable, Sendable {
        public let name: String
        public let nameEnglish: String
        public let full: Rational
        public let indicators: [Indicator]
        public let place: Place
    }

    /// One thing that earns points, up to its ceiling.
    public struct Indicator: Hashable, Sendable {
        public let name: String
        public let nameEnglish: String
        public let full: Rational
        public let cites: [String]
        public let method: Method
        public let place: Place
    }

    /// How one indicator earns its points.
    public indirect enum Method: Hashable, Sendable {
        /// 按 … 档: the first band from the top that holds.
        case bands(Expression, [Band])
        /// 取高: the highest points among the conditions that hold.
        case highest([Award])
        /// 累加: the points of all conditions that hold, up to the indicator's ceiling.
        case sum([Award])
        /// 每: points for each full step of a number.
        case perStep(Expression, step: Literal, points: Points)
        /// 择一: several methods, of which the best counts.
        case best([Method])
        /// 专家评分: a person gives points within the range.
        case expert(Points, Place)
    }

    /// One band of a table, with the side on which its boundary falls.
    public struct Band: Hashable, Sendable {
        /// Nil for 其余.
        public let bound: Bound?
        public let points: Points
        public let place: Place
    }

    /// A boundary such as 5%以上 or 不足20%.
    public struct Bound: Hashable, Sendable {
        public let relation: Relation
        public let literal: Literal
    }

    /// Points for a condition; a nil condition is 其余, which always holds.
    public struct Award: Hashable, Sendable {
        public let condition: Condition?
        public let text: String
        public let points: Points
        public let place: Place
    }

    /// Points, or a range of points when a person decides within it.
    public struct Points: Hashable, Sendable {
        public let low: Rational
        public let high: Rational
    }
}

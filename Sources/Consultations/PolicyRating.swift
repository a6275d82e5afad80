// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards
import Store

/// What a reader thinks of a policy as it stands there: 看得懂吗, 有用吗. One person or browser counts once; who
/// changes their mind changes their rating.
struct PolicyRating: Hashable, Sendable {
    /// Whether it can be understood, 1 to 5.
    let clear: Level
    /// Whether it is of use, 1 to 5.
    let useful: Level
    let words: String

    /// The most new ratings that one source may send in a day; offices share an address.
    static let mostOfADay = 20
    /// The most ratings of one policy that strangers of one source may give: fewer than a mean needs
    /// (`least` in board.json), so that no source alone makes one.
    static let mostOfAPolicy = 3
}

/// Ratings of a policy, added up.
struct RatingTally: Hashable, Sendable {
    let count: Int
    let clearSum: Int
    let usefulSum: Int

    /// The mean in tenths of a level, rounded half up, as pages show it; nil without ratings.
    static func mean(_ sum: Int, of count: Int) -> String? {
        guard count > 0 else { return nil }
        let tenths = (sum * 20 + count) / (2 * count)
        return "\(tenths / 10).\(tenths % 10)"
    }
}

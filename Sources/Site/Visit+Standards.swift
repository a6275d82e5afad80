// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards

/// Days and places as the visitor reads them, the same in every room.
extension Visit {
    /// Whether the page is to be in English.
    public var isEnglish: Bool { preferences.language == .english }

    /// The moment in milliseconds since 1970.
    public var milliseconds: Int64 { Int64((now.timeIntervalSince1970 * 1000).rounded(.down)) }

    /// The day in China.
    public var today: Day { Day(milliseconds: milliseconds) }

    /// A day in the visitor's language.
    public func text(_ day: Day) -> String { isEnglish ? day.englishText : day.chineseText }

    /// A moment in China as day and time of day.
    public func text(moment: Int64) -> String {
        text(Day(milliseconds: moment)) + " " + Day.clock(at: moment)
    }

    /// A region by its name in the visitor's language.
    public func text(_ region: Region) -> String { isEnglish ? region.englishName : region.fullName }
}

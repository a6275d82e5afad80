// SPDX-License-Identifier: Apache-2.0
import Site
import Standards

extension Visit {
    /// A moment in China's time, `2026-11-21 16:05`.
    func time(_ milliseconds: Int64) -> String {
        "\(day(milliseconds)) \(Day.clock(at: milliseconds))"
    }

    /// The calendar day of a moment in China, `2026-11-21`.
    func day(_ milliseconds: Int64) -> String { Day(milliseconds: milliseconds).isoText }

    /// The last day of a term that ends before a moment.
    func lastDay(before milliseconds: Int64) -> String { day(milliseconds - 1) }

    /// The moment at which a day in China ends; nil when the text is no day.
    func endOfDay(_ text: String) -> Int64? {
        Day(isoText: text).map { $0.adding(days: 1).startMilliseconds }
    }

    /// A region's name in the visitor's language.
    func name(of region: Region) -> String { isEnglish ? region.englishName : region.fullName }

    /// A role's name.
    func name(of role: Role) -> String { words("accounts.role.\(role.rawValue)") }

    /// Rights in words.
    func names(of rights: Set<MemberRight>) -> String {
        MemberRight.allCases.filter(rights.contains).map { words("accounts.right.\($0.rawValue)") }
            .joined(separator: words("accounts.separator"))
    }

    /// A link into the account's pages for breadcrumbs.
    var accountLink: Link { Link(words("accounts.account"), link("/account")) }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Outreach
import Policies
import Standards
import Store

/// A search that somebody follows: its words and facets, without the order, the state and the days left,
/// which say nothing of what will be released.
struct FollowedSearch: Hashable, Sendable {
    /// Under which kind it is kept with what else people follow.
    static let kind = "search"
    /// How many one person may follow.
    static let most = 50

    let query: GuideQuery

    /// What is left of a search to follow; nil when nothing is.
    init?(_ query: GuideQuery) {
        var query = query
        query.order = .best
        query.filter.standing = nil
        query.filter.days = nil
        guard query != GuideQuery() else { return nil }
        self.query = query
    }

    /// From what was kept; nil when it is none.
    init?(key: String) {
        // Setting a broken query ends the program; reading it as an address gives nil.
        guard let items = URLComponents(string: "/?" + key, encodingInvalidCharacters: false)?.queryItems
        else { return nil }
        let values = Dictionary(
            items.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
        let (query, unread) = GuideQuery.read { values[$0] }
        guard unread.isEmpty else { return nil }
        self.init(query)
    }

    /// Under which it is kept: the query of its address, the same for everybody.
    var key: String {
        var parts = URLComponents()
        parts.queryItems = query.pairs.map { URLQueryItem(name: $0.0, value: $0.1) }
        return parts.percentEncodedQuery ?? ""
    }

    /// Where it is shown.
    var path: String { "/policies?" + key }
}

extension Catalogue {
    /// Whether a policy is found by a search as it was typed: no guess at slips of the finger stands in.
    func holds(_ number: Int64, _ search: FollowedSearch, on day: Day) -> Bool {
        let query = search.query.folded(by: tags)
        var scores = self.search(SearchTerm.terms(of: query.typed, otherNames: otherNames))
        if let found = scores, !found.contains(where: { $0 > 0 }) {
            scores = parting(query.typed).search(isLoose: false)?.scores ?? found
        }
        let filter = RowFilter(query.filter, self)
        return rows.indices.contains { place in
            guard isLive[place], rows[place].number == number, (scores?[place] ?? 1) > 0 else { return false }
            return filter.misses(rows[place], rows[place].window.standing(on: day), nil) == 0
        }
    }
}

/// A release on its way to those who follow a search that finds it.
extension Guides {
    static let followJob = JobKind<PolicyReleased>("guides.followed")
    private static let stretch = 500

    /// Tells each person once of each version, by the first of their searches that finds it. A job that was
    /// killed begins again; whoever was told is not told twice, as the message has a key.
    func tellFollowers(of release: PolicyReleased, _ context: JobContext) async throws {
        guard let version = try await policies.store.version(release.version), version.stage == .released
        else { return try await context.finish { _ in () } }
        var alone = Catalogue()
        alone.fold(by: try await policies.tags.book())
        alone.take(version)
        let day = Day(milliseconds: database.ground.now())
        let number = version.policy.number
        var last = ""
        while true {
            let keys = try await database.read { [last] reader in
                try reader.followedKeys(of: FollowedSearch.kind, after: last, limit: Self.stretch)
            }
            guard let end = keys.last else { break }
            for key in keys {
                guard let search = FollowedSearch(key: key), alone.holds(number, search, on: day) else {
                    continue
                }
                try await tellFollowers(of: key, version)
            }
            try await context.extend()
            last = end
        }
        try await context.finish { _ in () }
    }

    private func tellFollowers(of key: String, _ version: PolicyVersion) async throws {
        var last: ID<Person>?
        while true {
            let people = try await database.read { [last] reader in
                try reader.subscribers(of: FollowedSearch.kind, key, after: last, limit: Self.stretch)
            }
            guard let end = people.last else { return }
            try await database.write { tx in
                try tx.tellAll(people.map { .followed(version, by: $0) })
            }
            last = end
        }
    }
}

extension NewMessage {
    fileprivate static func followed(_ version: PolicyVersion, by person: ID<Person>) -> NewMessage {
        let title = version.content.title
        let isFirst = version.version == 1
        let window = version.content.applyTo.map { "　申报截止 \($0.isoText)。" } ?? ""
        let windowEnglish = version.content.applyTo.map { " Applications close on \($0.isoText)." } ?? ""
        return NewMessage(
            to: .person(person), topic: "interest.policy",
            key: "guides.followed/\(version.id.text)/\(person.text)",
            title: isFirst
                ? Bilingual("您关注的内容有新政策：\(title)", "A new policy in what you follow: \(title)")
                : Bilingual("您关注的政策有新版本：\(title)", "A new version of a policy that you follow: \(title)"),
            text: Bilingual(
                "在您关注的搜索、主题或部门里。\(window)是否符合条件，请打开政策查看。",
                "It is found by a search that you follow.\(windowEnglish) Open it to see whether you qualify."
            ),
            path: "/policies/\(version.policy.number)")
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Outreach
import Policies
import Site
import Store

extension Permission {
    /// Follows a search.
    static let guideFollow = Permission("guides.follow")
}

extension Guides {
    var followRoutes: [Route] {
        let path = "/policies/follow"
        return [
            .page(path, "guides.follow", .guideFollow) { .page(try await followPage($0)) },
            .form(path, "guides.follow.send", .guideFollow) { visit, submission in
                .page(try await followPage(visit, submission))
            } act: { visit, submission in
                try await follow(visit, submission)
            },
        ]
    }

    private func search(_ visit: Visit, _ submission: Submission?) -> FollowedSearch? {
        if let submission { return FollowedSearch(key: submission.text("search")) }
        return FollowedSearch(GuideQuery.read { visit.query[$0] }.query)
    }

    /// What is followed, in words: 技改 · 江苏省宿迁市 · 奖励.
    private func title(of search: FollowedSearch, _ visit: Visit) -> String {
        let query = search.query
        let facets = GuideFilter.Facet.allCases.compactMap { facet in
            query.filter.value(of: facet).map { text(facet, $0, visit) }
        }
        return ((query.typed.isEmpty ? [] : [query.typed]) + facets).joined(separator: " · ")
    }

    private func followPage(
        _ visit: Visit, _ submission: Submission? = nil, notices: [Notice] = []
    ) async throws -> GuidePage {
        guard let who = visit.who else { throw SiteFault.forbidden }
        let words = visit.words
        var page = GuidePage(words("guides.follow"), in: visit)
        page.notices = notices
        page.actions = [Link(words("guides.follow.all"), visit.link("/subscriptions/interests"))]
        guard let search = search(visit, submission) else {
            page.lead = words("guides.follow.nothing")
            page.actions.insert(Link(words("guides.title"), visit.link("/policies")), at: 0)
            return page
        }
        let held = try await database.read {
            try $0.interests(of: who.person, kind: FollowedSearch.kind).contains { $0.key == search.key }
        }
        let found = try await live.current().find(search.query, on: visit.today).count
        page.lead = title(of: search, visit)
        page.sections = [
            GuideSection(
                id: "followed", title: words("guides.follow.how"),
                text: words("guides.follow.text") + " " + words.counted("guides.follow.found", found),
                links: [
                    Link(words("guides.follow.show"), visit.link("/policies", search.query.pairs)),
                    Link(words("guides.subscribe"), visit.link("/subscriptions")),
                ])
        ]
        if held { page.notices.append(Notice(words("guides.follow.held"), .good)) }
        page.form = Form(
            to: "/policies/follow", in: visit,
            hidden: [("search", search.key), ("end", held ? "1" : "")], fields: [],
            button: words(held ? "guides.follow.end" : "guides.follow.begin"))
        return page
    }

    private func follow(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        guard let who = visit.who else { throw SiteFault.forbidden }
        guard let search = search(visit, submission) else {
            return .refused(try await followPage(visit, submission))
        }
        let isEnd = submission.text("end") == "1"
        let name = title(of: search, visit)
        let isKept = try await database.write(once: try visit.formKey(submission, "follow")) { tx in
            if isEnd {
                try tx.unsubscribe(who.person, kind: FollowedSearch.kind, key: search.key)
                return true
            }
            let held = try tx.interests(of: who.person, kind: FollowedSearch.kind)
            guard held.count < FollowedSearch.most || held.contains(where: { $0.key == search.key }) else {
                return false
            }
            try tx.subscribe(
                who.person, kind: FollowedSearch.kind, key: search.key, title: name, path: search.path)
            return true
        }
        guard isKept else {
            let notice = Notice(
                visit.words("guides.follow.full", ["most": String(FollowedSearch.most)]), .warning)
            return .refused(try await followPage(visit, submission, notices: [notice]))
        }
        return .redirect(to: "/policies/follow", search.query.pairs).saying(
            visit.words(isEnd ? "guides.follow.ended" : "guides.follow.begun"))
    }
}

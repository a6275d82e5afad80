// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Outreach
import Policies
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Guides

/// Searches that are followed.
@Suite struct FollowTests {
    @Test(arguments: everyDialect)
    func `a search is followed on its page, a release that it finds is told once, another is not`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            try await world.add("技术改造旧办法") { $0.themes = ["技术改造"] }
            let member = try await world.memberHere()
            try await world.visit(as: member) { browser in
                let list = try await browser.open(
                    "/policies?q=" + Browser.encode("补助") + "&theme=" + Browser.encode("技术改造")
                        + "&status=open&sort=days")
                let page = try await browser.open(try #require(list.link("关注这个搜索")))
                #expect(page.text.contains("补助 · 技术改造"))
                #expect(!page.text.contains("申报中"), "the state of today is not followed")
                let held = try await browser.send(page, [])
                #expect(held.text.contains("已关注") && held.text.contains("取消关注"))
                let again = try await browser.send(page, [])
                #expect(again.status == 200)
            }
            try await world.add("设备补助") { $0.themes = ["技术改造"] }
            try await world.add("设备补助二") { $0.themes = ["人才"] }
            try await world.add("设备奖励") { $0.themes = ["技术改造"] }
            #expect(try await world.told(member) == ["您关注的内容有新政策：设备补助"])

            try await world.visit(as: member) { browser in
                let page = try await browser.open(
                    "/policies/follow?q=" + Browser.encode("补助") + "&theme=" + Browser.encode("技术改造"))
                let ended = try await browser.send(page, [])
                #expect(!ended.text.contains("取消关注"))
            }
            try await world.add("工程补助") { $0.themes = ["技术改造"] }
            #expect(try await world.told(member).count == 1)
        }
    }

    @Test func `of several searches that find it the first tells, and a slip of the finger tells nothing`()
        async throws
    {
        try await World.with { world in
            let member = try await world.memberHere()
            for key in ["office=", "q=", "theme="].map({ $0 + "\(Browser.encode("宿迁市工业和信息化局"))" }) {
                try await world.database.write { tx in
                    try tx.subscribe(
                        member.person, kind: FollowedSearch.kind, key: key, title: "", path: "/policies")
                }
            }
            try await world.database.write { tx in
                try tx.subscribe(
                    member.person, kind: FollowedSearch.kind, key: "q=" + Browser.encode("设备补住"), title: "",
                    path: "/policies")
            }
            try await world.add("设备补助")
            #expect(try await world.told(member) == ["您关注的内容有新政策：设备补助"])
            try await world.add("设备补助") { $0.issuers = ["宿迁市科技局"] }
            #expect(try await world.told(member).count == 1)
        }
    }

    @Test func `what is followed reads back from its key, and what is none is refused`() throws {
        var query = GuideQuery(typed: "a+b & 高企")
        query.filter.region = World.suqian
        query.order = .newest
        let search = try #require(FollowedSearch(query))
        #expect(FollowedSearch(key: search.key) == search)
        #expect(search.query.order == .best)
        for key in ["", "sort=days", "status=open", "region=abc", "什么", "q=%", "%00", "q=[]#"] {
            #expect(FollowedSearch(key: key) == nil, "\(key)")
        }
    }

    @Test func `nothing to follow says what to do; more than fifty are refused`() async throws {
        try await World.with { world in
            let member = try await world.memberHere()
            try await world.database.write { tx in
                for number in 0..<FollowedSearch.most {
                    try tx.subscribe(
                        member.person, kind: FollowedSearch.kind, key: "q=\(number)", title: "", path: "/")
                }
            }
            try await world.visit(as: member) { browser in
                let nothing = try await browser.open("/policies/follow")
                #expect(nothing.status == 200 && nothing.text.contains("请先在政策列表里输入词语"))
                let page = try await browser.open("/policies/follow?q=" + Browser.encode("补助"))
                let full = try await browser.send(page, [])
                #expect(full.status == 422 && full.text.contains("最多关注 50 项"))
            }
        }
    }
}

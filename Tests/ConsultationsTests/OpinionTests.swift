// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Consultations

@Suite("Public comment on drafts")
struct OpinionTests {
    /// A version that is out for comment from 19 November 2026 on.
    private func draft(_ world: World, _ title: String = "技改奖补（征求意见稿）") async throws -> PolicyVersion {
        var content = PolicyContent(title: title, level: .city, region: World.suqian)
        content.text = "第一条 为支持技术改造，制定本办法。\n第二条 对设备投入给予补助。"
        let id = try await world.policies.store.make(
            content, keptBy: World.suqian, department: world.bureau, by: world.person("编辑"),
            once: UUID().uuidString)
        let store = world.policies.store
        try await store.move(
            id, to: .checking, over: 1, note: "", by: world.person("编辑"), once: UUID().uuidString)
        try await store.openComments(
            id, until: Day(milliseconds: world.ground.ground.now()).adding(days: 29), over: 2, note: "",
            by: world.person("督导"), once: UUID().uuidString)
        return try #require(try await world.policies.store.version(id))
    }

    private func opinion(_ words: String, client: String = "a") -> NewOpinion {
        NewOpinion(
            stance: .suggestion, clause: "", words: words, contact: "", author: nil, client: client)
    }

    @Test(
        "Comments are taken for thirty days, the first included, and not on the day after",
        arguments: everyDialect)
    func window(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let version = try await draft(world)
            let window = try #require(
                try await world.database.read { try $0.commentWindow(of: version.id) })
            #expect(window.lastDay == Day(isoText: "2026-12-18"))
            try world.move(to: "2026-12-18")
            try await world.room.opinions.add(opinion("最后一天的意见"), on: version.id, once: "1")
            try world.move(to: "2026-12-19")
            await #expect(throws: ConsultationFault.windowClosed) {
                try await world.room.opinions.add(opinion("晚了一天"), on: version.id, once: "2")
            }
            let tally = try await world.database.read { try $0.opinionTally(of: version.id) }
            #expect(tally.count == 1)
            #expect(tally.unanswered == 1)
        }
    }

    @Test(
        "A draft that is put out again takes comments again, its first summary behind it",
        arguments: everyDialect)
    func again(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let version = try await draft(world)
            let store = world.policies.store
            try await world.room.opinions.setLastDay(
                try #require(Day(isoText: "2026-11-30")), reason: "提前结束", of: version.id,
                by: world.person("编辑"), once: "l")
            func revision() async throws -> Int64 {
                try #require(try await store.version(version.id)).revision
            }
            try world.move(to: "2026-12-02")
            try await store.move(
                version.id, to: .draft, over: revision(), note: "改后再征求", by: world.person("督导"), once: "b")
            try await store.move(
                version.id, to: .checking, over: revision(), note: "", by: world.person("编辑"), once: "c")
            try await store.openComments(
                version.id, until: try #require(Day(isoText: "2026-12-31")), over: revision(), note: "",
                by: world.person("督导"), once: "o")
            let window = try #require(
                try await world.database.read { try $0.commentWindow(of: version.id) })
            #expect(window.lastDay == Day(isoText: "2026-12-31") && window.summary.isEmpty)
            try await world.room.opinions.add(opinion("第二轮的意见"), on: version.id, once: "1")
            try world.move(to: "2027-01-01")
            await #expect(throws: ConsultationFault.windowClosed) {
                try await world.room.opinions.add(opinion("晚了"), on: version.id, once: "2")
            }
        }
    }

    @Test(
        "The last day named when a draft is put out stands on its page, and one set later holds for approval",
        arguments: everyDialect)
    func named(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let id = try await world.policies.store.make(
                PolicyContent(title: "技改（征求意见稿）", level: .city, region: World.suqian),
                keptBy: World.suqian, department: nil, by: world.person("编辑"), once: "m")
            let store = world.policies.store
            try await store.move(id, to: .checking, over: 1, note: "", by: world.person("编辑"), once: "s")
            let first = try #require(Day(isoText: "2026-11-30"))
            try await store.openComments(
                id, until: first, over: 2, note: "上级要求提前", by: world.person("督导"), once: "o")
            let window = try #require(try await world.database.read { try $0.commentWindow(of: id) })
            #expect(window.lastDay == first && window.reason == "上级要求提前")
            let later = try #require(Day(isoText: "2026-12-04"))
            try await world.room.opinions.setLastDay(
                later, reason: "延长几天", of: id, by: world.person("编辑"), once: "l")
            let version = try #require(try await store.version(id))
            #expect(version.commentTo == later)
        }
    }

    @Test("A version that was never out for comment takes none", arguments: everyDialect)
    func released(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let version = try await world.adopt("已发布的政策")
            await #expect(throws: ConsultationFault.windowClosed) {
                try await world.room.opinions.add(opinion("意见"), on: version.id, once: "1")
            }
        }
    }

    @Test("One source sends ten a day and no more; another source still may", arguments: everyDialect)
    func limit(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let version = try await draft(world)
            for number in 1...Opinion.mostOfADay {
                try await world.room.opinions.add(opinion("意见 \(number)"), on: version.id, once: "n\(number)")
            }
            await #expect(throws: ConsultationFault.tooManyOpinions) {
                try await world.room.opinions.add(opinion("第十一条"), on: version.id, once: "n11")
            }
            try await world.room.opinions.add(opinion("别处", client: "b"), on: version.id, once: "b1")
            try world.move(to: "2026-11-21")
            try await world.room.opinions.add(opinion("后来"), on: version.id, once: "n12")
        }
    }

    @Test("Comments are answered together and once", arguments: everyDialect)
    func answers(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let version = try await draft(world)
            for number in 1...3 {
                try await world.room.opinions.add(
                    opinion("建议提高比例 \(number)"), on: version.id, once: "n\(number)")
            }
            let open = try await world.database.read {
                try $0.unansweredOpinions(on: version.id, limit: 9)
            }
            let two = open.prefix(2).map(\.id)
            let count = try await world.room.opinions.answer(
                two, of: version.id, .adopted, gist: "提高补助比例", reason: "改为百分之十五",
                by: world.person("编辑"), once: "a")
            #expect(count == 2)
            await #expect(throws: ConsultationFault.changedMeanwhile) {
                try await world.room.opinions.answer(
                    two, of: version.id, .declined, gist: "提高补助比例", reason: "不改了",
                    by: world.person("编辑"), once: "b")
            }
            let (answers, tally) = try await world.database.read {
                (try $0.opinionAnswers(of: version.id), try $0.opinionTally(of: version.id))
            }
            #expect(answers.map(\.count) == [2])
            #expect(tally.verdicts == [.adopted: 2])
            #expect(tally.unanswered == 1)
        }
    }

    @Test(
        "Without an account one comments on the page; the editor answers; after the end the summary stands there"
    )
    func journey() async throws {
        try await World.with { world in
            let version = try await draft(world)
            let path = "/opinions/\(version.policy.number)"
            try await world.visit(as: nil) { browser in
                let list = try await browser.open("/opinions")
                #expect(list.text.contains("还剩 29 天"))
                let page = try await browser.open(path)
                #expect(page.text.contains("对设备投入给予补助"))
                let faulty = try await browser.send(
                    page, [("stance", "against"), ("clause", ""), ("words", "")])
                #expect(faulty.status == 422)
                let sent = try await browser.send(
                    faulty,
                    [
                        ("stance", "suggestion"), ("clause", "第二条 对设备投入给予补助。"),
                        ("words", "软件投入也应计入，电话 13812345678"),
                    ])
                #expect(sent.text.contains("意见已收到"))
            }
            try await world.visit(as: world.person("编辑")) { browser in
                let early = try await browser.send(
                    try await browser.open(path + "/summary"),
                    [("summary", "共收到意见一条，主要建议软件投入计入补助范围。")])
                #expect(early.status == 422)
                let work = try await browser.open(path + "/work")
                #expect(work.text.contains("软件投入也应计入"))
                let box = try #require(work.html.firstMatch(of: /name="opinions" value="([^"]*)"/)?.1)
                let personal = try await browser.send(
                    work,
                    [
                        ("opinions", String(box)), ("verdict", "adopted"), ("gist", "请致电 13812345678"),
                        ("reason", "第二条增加软件"),
                    ])
                #expect(personal.status == 422)
                #expect(personal.text.contains("13812345678"))
                let done = try await browser.send(
                    personal,
                    [
                        ("opinions", String(box)), ("verdict", "adopted"), ("gist", "软件投入应计入"),
                        ("reason", "第二条增加软件"),
                    ])
                #expect(done.text.contains("所有意见都已答复"))
            }
            try world.move(to: "2026-12-20")
            try await world.visit(as: world.person("编辑")) { browser in
                let done = try await browser.send(
                    try await browser.open(path + "/summary"),
                    [("summary", "共收到意见一条，主要建议软件投入计入补助范围，已采纳。")])
                #expect(done.status == 200)
            }
            try await world.visit(as: nil) { browser in
                let page = try await browser.open(path)
                for text in ["已采纳", "软件投入应计入", "第二条增加软件"] { #expect(page.text.contains(text), "\(text)") }
                #expect(!page.text.contains("13812345678"))
                #expect(!page.html.contains("name=\"stance\""))
                let list = try await browser.open("/opinions")
                #expect(list.text.contains("征求意见已结束"))
                let work = try await browser.open(path + "/work")
                #expect(work.status == 403)
            }
        }
    }

    @Test("Fewer than thirty days need a reason, and fewer than seven are refused")
    func shorter() async throws {
        try await World.with { world in
            let version = try await draft(world)
            let path = "/opinions/\(version.policy.number)/window"
            try await world.visit(as: world.person("编辑")) { browser in
                let page = try await browser.open(path)
                let tooShort = try await browser.send(page, [("day", "2026-11-21"), ("reason", "急")])
                #expect(tooShort.status == 422)
                let unexplained = try await browser.send(page, [("day", "2026-11-30"), ("reason", "")])
                #expect(unexplained.status == 422)
                let set = try await browser.send(page, [("day", "2026-11-30"), ("reason", "上级要求年底前兑付")])
                #expect(set.status == 200)
            }
            let window = try await world.database.read { try $0.commentWindow(of: version.id) }
            #expect(window?.lastDay == Day(isoText: "2026-11-30"))
        }
    }
}

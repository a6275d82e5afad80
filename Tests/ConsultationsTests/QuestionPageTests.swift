// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import SiteTesting
import Standards
import Testing

@testable import Consultations

@Suite("Pages of questions")
struct QuestionPageTests {
    @Test(
        "Before sending one sees who answers and by when; the receipt repeats it; the answer comes and is rated"
    )
    func journey() async throws {
        try await World.with { world in
            let policy = try await world.adopt(
                "技改奖补",
                { $0.contacts = [PolicyContact(name: "技术改造处", phone: "0527-84360000")] },
                department: world.bureau)
            let path = "/questions/new?policy=\(policy.policy.number)"
            try await world.visit(as: world.person("提问人")) { browser in
                let blank = try await browser.open(path)
                #expect(blank.status == 200)
                for text in ["宿迁市工业和信息化局", "2026年11月20日", "2026年11月23日", "0527-84360000"] {
                    #expect(blank.text.contains(text), "\(text)")
                }
                let faulty = try await browser.send(blank, [("kind", "question"), ("words", "短")])
                #expect(faulty.status == 422)
                #expect(faulty.text.contains("至少 5 个字"))
                let sent = try await browser.send(
                    faulty, [("kind", "question"), ("words", "我们是分公司，可以申报吗？"), ("publish", "yes")])
                #expect(sent.status == 200)
                #expect(sent.text.contains("ZX2026-000001"))
                #expect(sent.text.contains("最迟在2026年11月23日答复"))
                #expect(!sent.html.contains("⟦"))
            }
            try await world.visit(as: world.person("官员")) { browser in
                let inbox = try await browser.open("/questions/inbox")
                #expect(inbox.text.contains("ZX2026-000001"))
                let page = try await browser.open("/questions/1/answer")
                let empty = try await browser.send(page, [("answer", "")])
                #expect(empty.status == 422)
                let done = try await browser.send(empty, [("answer", "可以，见通知第三条第二款。")])
                #expect(done.text.contains("已答复"))
            }
            try await world.visit(as: world.person("提问人")) { browser in
                let page = try await browser.open("/questions/1")
                #expect(page.text.contains("可以，见通知第三条第二款。"))
                let rating = try await browser.open("/questions/1/rate")
                let unrated = try await browser.send(rating, [("words", "好")])
                #expect(unrated.status == 422)
                let rated = try await browser.send(unrated, [("level", "5"), ("words", "很快")])
                #expect(rated.text.contains("非常满意"))
            }
        }
    }

    @Test("Strangers, other offices and other people see nothing of a question")
    func closed() async throws {
        try await World.with { world in
            let asked = try await world.ask(try await world.adopt("技改奖补", department: world.bureau))
            for (who, status) in [("旁人", 404), ("科技官员", 404), ("官员", 200), ("督导", 200), ("提问人", 200)] {
                try await world.visit(as: world.person(who)) { browser in
                    let shown = try await browser.open(asked.path())
                    #expect(shown.status == status, "\(who)")
                }
            }
            try await world.visit(as: nil) { browser in
                let shown = try await browser.open(asked.path())
                #expect(shown.status == 403)
            }
            // The asker has no desk: what officials do is not theirs.
            for name in ["answer", "pause", "forward", "accept"] {
                try await world.visit(as: world.person("督导")) { browser in
                    let shown = try await browser.open(asked.path("/\(name)"))
                    #expect([403, 404].contains(shown.status))
                }
            }
        }
    }

    @Test("A common question is published without personal data, read by all, and taken back")
    func commons() async throws {
        try await World.with { world in
            let policy = try await world.adopt("技改奖补", department: world.bureau)
            let asked = try await world.ask(policy, "提问人想问：设备租赁算不算投入？", mayPublish: true)
            try await world.room.questions.answer(
                asked.number, "融资租赁的设备按合同金额计入。", over: asked.revision, by: world.person("官员"),
                once: "a")
            try await world.visit(as: world.person("官员")) { browser in
                let form = try await browser.open("/questions/1/publish")
                let refused = try await browser.send(
                    form, [("question", "提问人想问：租赁算吗？"), ("answer", "融资租赁的设备按合同金额计入。")])
                #expect(refused.status == 422)
                #expect(refused.text.contains("提问人"))
                let done = try await browser.send(
                    refused, [("question", "设备租赁算不算投入？"), ("answer", "融资租赁的设备按合同金额计入。")])
                #expect(done.status == 200)
            }
            try await world.visit(as: nil) { browser in
                let shown = try await browser.open("/questions")
                #expect(shown.text.contains("设备租赁算不算投入"))
                let page = try await browser.open("/questions/common/1")
                #expect(page.text.contains("融资租赁的设备按合同金额计入"))
                #expect(!page.text.contains("提问人"))
            }
            try await world.visit(as: world.person("官员")) { browser in
                _ = try await browser.send(try await browser.open("/questions/common/1/end"), [])
            }
            try await world.visit(as: nil) { browser in
                let shown = try await browser.open("/questions/common/1")
                #expect(shown.status == 404)
            }
        }
    }

    @Test("At the end of a year whose successor is not published the page says so and takes the question")
    func unpublishedYear() async throws {
        try await World.with(on: "2026-12-31") { world in
            let policy = try await world.adopt("技改奖补", department: world.bureau)
            try await world.visit(as: world.person("提问人")) { browser in
                let blank = try await browser.open("/questions/new?policy=\(policy.policy.number)")
                #expect(blank.text.contains("系统中没有 2027 年的放假调休安排"))
                let sent = try await browser.send(blank, [("kind", "question"), ("words", "明年还能申报吗？")])
                #expect(sent.status == 200)
                #expect(sent.text.contains("期限未能计算"))
                let english = try await browser.open("/questions/1?lang=en")
                #expect(!english.html.contains("⟦"))
            }
        }
    }

    @Test("A supervisor sees what is overdue in the own region, and nothing that is in time or elsewhere")
    func overdue() async throws {
        try await World.with { world in
            let policy = try await world.adopt("技改奖补", department: world.bureau)
            let late = try await world.ask(policy)
            try world.move(to: "2026-11-25")
            let fresh = try await world.ask(policy)
            try await world.visit(as: world.person("督导")) { browser in
                let page = try await browser.open("/questions/call-backs")
                #expect(page.text.contains(late.code))
                #expect(page.text.contains("超期 3 个工作日"))
                #expect(!page.text.contains(fresh.code))
            }
            let other = Identity(
                person: try await world.accounts.addPerson(name: "外地督导", actor: "test"), name: "外地督导",
                grants: [Grant(.supervisor, in: World.suzhou)])
            try await world.visit(as: other) { browser in
                let page = try await browser.open("/questions/call-backs")
                #expect(!page.text.contains(late.code))
            }
        }
    }
}

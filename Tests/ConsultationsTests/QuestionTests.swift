// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Consultations

@Suite("Questions from the asker to the answer")
struct QuestionTests {
    @Test(
        "A question lies at the policy's department, and where there is none at the operator with the reason",
        arguments: everyDialect)
    func routing(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let policy = try await world.adopt("技改奖补", department: world.bureau)
            let own = try await world.ask(policy)
            #expect(own.department == world.bureau)
            #expect(own.route == .policyDepartment)
            let homeless = try await world.adopt("没有部门的政策")
            #expect(try await world.ask(homeless).route == .noDepartment)
            let empty = try await world.accounts.addDepartment(
                "宿迁市商务局", region: World.suqian, actor: "test")
            let unmanned = try await world.ask(try await world.adopt("没有人的部门", department: empty))
            #expect(unmanned.route == .nobodyThere)
            #expect(unmanned.department == nil)
            // Each at its desk, and at no other.
            #expect(DeskSpan(of: world.person("官员")).holds(own))
            #expect(!DeskSpan(of: world.person("科技官员")).holds(own))
            #expect(!DeskSpan(of: world.person("官员")).holds(unmanned))
            #expect(DeskSpan(of: world.person("运营")).holds(unmanned))
            let counts = try await world.database.read {
                try $0.counts(of: policy.policy.id, from: Day(number: 0), to: Day(isoText: "2026-12-31")!)
            }
            #expect(counts[.questions] == 1)
        }
    }

    @Test(
        "A policy of a region that nobody answers for here goes to the local operator",
        arguments: everyDialect)
    func elsewhere(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let national = try await world.adopt("国家的政策", keptBy: .nation)
            let question = try await world.ask(national)
            #expect(question.route == .localOperator)
            #expect(DeskSpan(of: world.person("运营")).holds(question))
            let general = try await world.ask(nil)
            #expect(general.route == .noPolicy)
            #expect(DeskSpan(of: world.person("运营")).holds(general))
        }
    }

    @Test("The inbox shows first what is due first, and what stands still last", arguments: everyDialect)
    func inbox(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let policy = try await world.adopt("技改奖补", department: world.bureau)
            let slow = try await world.ask(policy, kind: .complaint)
            try await world.room.questions.accept(
                slow.number, over: slow.revision, by: world.person("官员"), once: "a1")
            let paused = try await world.ask(policy)
            try await world.room.questions.pause(
                paused.number, reason: "请补充年份", over: paused.revision, by: world.person("官员"), once: "a2")
            try world.move(to: "2026-11-23")
            let late = try await world.ask(policy)
            try world.move(to: "2026-11-25")
            let span = DeskSpan(of: world.person("官员"))
            let found = try await world.database.read { try $0.questions(at: span, offset: 0, limit: 10) }
            #expect(found.map(\.number) == [late.number, slow.number, paused.number])
            let today = Day(isoText: "2026-11-25")!
            let counts = try await world.database.read { try $0.counts(at: span, on: today) }
            #expect(counts.open == 3)
            #expect(counts.overdue == 1)
            let others = DeskSpan(of: world.person("科技官员"))
            #expect(try await world.database.read { try $0.questions(at: others, offset: 0, limit: 9) } == [])
        }
    }

    @Test("What is overdue is not stopped, and stopping hides no lateness", arguments: everyDialect)
    func laundering(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let policy = try await world.adopt("技改奖补", department: world.bureau)
            let (who, store) = (world.person("官员"), world.room.questions)
            func answered(_ number: Int64) async throws -> Inquiry {
                let now = try await world.question(number)
                try await store.answer(
                    number, "可以，见第三条。", over: now.revision, by: who, once: "answer\(number)")
                return try await world.question(number)
            }
            // Four questions of one day: never accepted; accepted in time; stopped in time; stopped too late,
            // as was possible once.
            var numbers: [Int64] = []
            for _ in 0..<4 { numbers.append(try await world.ask(policy).number) }
            let late = numbers[3]
            for number in numbers.dropFirst() {
                try await store.accept(number, over: 1, by: who, once: "accept\(number)")
            }
            try await store.pause(numbers[2], reason: "请补充年份", over: 2, by: who, once: "stopped in time")
            try world.move(to: "2026-12-10")
            for number in numbers.prefix(2) {
                let now = try await world.question(number)
                await #expect(throws: ConsultationFault.overdue) {
                    try await store.pause(
                        number, reason: "请补充年份", over: now.revision, by: who, once: "pause\(number)")
                }
                #expect(try await world.question(number).state == now.state)
                #expect(try await answered(number).isLate == true)
            }
            #expect(try await answered(numbers[2]).isLate == false)
            let moment = world.ground.ground.now()
            try await world.database.write { tx in
                _ = try tx.run(
                    "UPDATE inquiry SET state = 'paused', paused_at = $1, paused_left = -9 WHERE number = $2",
                    moment, late)
            }
            #expect(try await answered(late).isLate == true)
        }
    }

    @Test("Who is late is told beside the reason, which stays, and is not offered to stop the clock")
    func overduePage() async throws {
        try await World.with { world in
            let policy = try await world.adopt("技改奖补", department: world.bureau)
            let asked = try await world.ask(policy)
            try await world.visit(as: world.person("官员")) { browser in
                let page = try await browser.open("\(asked.path("/pause"))")
                try world.move(to: "2026-12-10")
                // After so many days the form is confirmed once more, with what was typed.
                let again = try await browser.send(page, [("reason", "请补充申报年份")])
                let refused = try await browser.send(again, [("reason", "请补充申报年份")])
                #expect(refused.status == 422)
                #expect(refused.text.contains("不能再暂停计时"))
                #expect(refused.html.contains("请补充申报年份"))
                let shown = try await browser.open(asked.path())
                #expect(!shown.html.contains("\(asked.path("/pause"))\""))
                #expect(shown.html.contains("\(asked.path("/answer"))"))
            }
        }
    }

    @Test("A question is sent on twice, keeps its last day, and not a third time", arguments: everyDialect)
    func hops(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let policy = try await world.adopt("技改奖补", department: world.bureau)
            var question = try await world.ask(policy)
            let due = question.clock.due
            let desks = [
                Desk(department: world.science, name: "科技局", region: World.suqian, route: .forwarded),
                Desk(department: world.bureau, name: "工信局", region: World.suqian, route: .forwarded),
            ]
            for (place, desk) in desks.enumerated() {
                try await world.room.questions.forward(
                    question.number, to: desk, reason: "属于该局职责", over: question.revision,
                    by: world.person("官员"), once: "hop\(place)")
                question = try await world.question(question.number)
                #expect(question.department == desk.department)
            }
            #expect(question.hops == 2)
            #expect(question.clock.due == due)
            let revision = question.revision
            await #expect(throws: ConsultationFault.tooManyHops) {
                try await world.room.questions.forward(
                    question.number, to: desks[0], reason: "再转一次", over: revision,
                    by: world.person("官员"), once: "hop3")
            }
            #expect(try await world.question(question.number).department == world.bureau)
        }
    }

    @Test(
        "A bad rating reopens once and asks for a call-back; a second one does not reopen",
        arguments: everyDialect)
    func rating(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let policy = try await world.adopt("技改奖补", department: world.bureau)
            var question = try await world.ask(policy)
            for round in 1...2 {
                try await world.room.questions.answer(
                    question.number, "可以，见第三条。第\(round)次", over: question.revision,
                    by: world.person("官员"), once: "answer\(round)")
                question = try await world.question(question.number)
                #expect(question.state == .answered)
                try await world.room.questions.rate(
                    question.number, .bad, words: "没说清", over: question.revision,
                    by: world.person("提问人"), once: "rate\(round)")
                question = try await world.question(question.number)
                #expect(question.round == 2)
                #expect(question.state == (round == 1 ? .accepted : .answered))
            }
            let waiting = try await world.database.read { try $0.callBacks(in: [World.suqian]) }
            #expect(waiting.map(\.number) == [question.number])
            #expect(try await world.database.read { try $0.callBacks(in: [World.suzhou]) } == [])
            try await world.room.questions.callBack(
                question.number, note: "已电话说明", by: world.person("督导"), once: "call")
            #expect(try await world.database.read { try $0.callBacks(in: [World.suqian]) } == [])
            let number = question.number
            await #expect(throws: ConsultationFault.notNow) {
                try await world.room.questions.callBack(
                    number, note: "再记一次", by: world.person("督导"), once: "call2")
            }
            let id = question.id
            let kinds = try await world.database.read { try $0.steps(of: id).map(\.kind) }
            #expect(
                kinds == [
                    .asked, .answered, .rated, .callBack, .reopened, .answered, .rated, .calledBack,
                ])
        }
    }

    @Test("A good rating ends it, and nobody rates twice")
    func goodRating() async throws {
        try await World.with { world in
            let asked = try await world.ask(try await world.adopt("技改奖补", department: world.bureau))
            try await world.room.questions.answer(
                asked.number, "可以，见第三条。", over: asked.revision, by: world.person("官员"), once: "a")
            let answered = try await world.question(asked.number)
            try await world.room.questions.rate(
                asked.number, .veryGood, words: "", over: answered.revision, by: world.person("提问人"),
                once: "r")
            let rated = try await world.question(asked.number)
            #expect(rated.state == .answered)
            await #expect(throws: ConsultationFault.notToRate) {
                try await world.room.questions.rate(
                    asked.number, .bad, words: "", over: rated.revision, by: world.person("提问人"), once: "s")
            }
            #expect(try await world.database.read { try $0.callBacks(in: [World.suqian]) } == [])
        }
    }

    @Test("Who answers over an older state is refused, and the same form twice takes effect once")
    func revisions() async throws {
        try await World.with { world in
            let asked = try await world.ask(try await world.adopt("技改奖补", department: world.bureau))
            try await world.room.questions.accept(
                asked.number, over: asked.revision, by: world.person("官员"), once: "accept")
            try await world.room.questions.accept(
                asked.number, over: asked.revision, by: world.person("官员"), once: "accept")
            await #expect(throws: ConsultationFault.changedMeanwhile) {
                try await world.room.questions.answer(
                    asked.number, "迟来的答复，写给旧的一版", over: asked.revision, by: world.person("官员"),
                    once: "late")
            }
            #expect(try await world.question(asked.number).answer == "")
        }
    }

    @Test("Everything that happens stands in the audit")
    func audit() async throws {
        try await World.with { world in
            let asked = try await world.ask(try await world.adopt("技改奖补", department: world.bureau))
            try await world.room.questions.answer(
                asked.number, "可以，见第三条。", over: asked.revision, by: world.person("官员"), once: "a")
            var question = AuditQuestion()
            question.action = "question."
            let wanted = question
            let entries = try await world.database.read { try $0.auditEntries(wanted, after: nil, limit: 9) }
            #expect(Set(entries.map(\.action)) == ["question.ask", "question.answer"])
            #expect(entries.allSatisfy { $0.subject == asked.id.text })
        }
    }

    @Test("What tells who somebody is does not get into a common question")
    func traces() {
        let traces = PersonalTraces(names: ["王小明", "沭阳甲厂有限公司", ""])
        #expect(traces.traces(in: "请问分公司可以申报吗？咨询电话 0527-84368888") == [])
        #expect(traces.traces(in: "我是王小明，电话 138 1234 5678") == ["王小明", "138 1234 5678"])
        #expect(traces.traces(in: "身份证 32132219900101123X") == ["32132219900101123X"])
        #expect(traces.traces(in: "沭阳甲厂有限公司，a.b@c.com").count == 2)
        #expect(traces.traces(in: "代码 91321300MA1ABCDE2X").count == 1)
    }
}

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

@Suite("Ratings, and the red and black list")
struct BoardTests {
    private func counts(_ values: [PolicyCounter: Int64]) -> PolicyCounts { PolicyCounts(values) }

    @Test("The formula that comes with the room gives the scores that one computes by hand")
    func scores() async throws {
        try await World.with { world in
            let formula = world.room.formula
            // Rating 4.5 of 5 → 0.875; 100 of 400 matches applied, of a half → 0.5; 81 of 100 approved, of
            // 0.9 → 0.9; 35 days → 0.5; 5 complaints in 1000 views → 0.75; 20 questions → 0.8.
            let good = BoardStanding(
                counts([
                    .ratingSum: 45, .ratings: 10, .matches: 400, .applications: 100, .approvals: 81,
                    .payments: 10, .paidDays: 350, .views: 1000, .complaints: 5, .questions: 20,
                ]), by: formula)
            // 25·0.875 + 20·0.5 + 15·0.9 + 20·0.5 + 10·0.75 + 10·0.8, of 100.
            #expect(good.score == 708)
            #expect(good.place == .middle)
            let bad = BoardStanding(
                counts([
                    .ratingSum: 12, .ratings: 10, .matches: 400, .applications: 10, .approvals: 1,
                    .payments: 3, .paidDays: 300, .views: 1000, .complaints: 30, .questions: 90,
                ]), by: formula)
            #expect(bad.place == .black)
        }
    }

    @Test("Three views and one happy reader make nobody win")
    func few() async throws {
        try await World.with { world in
            let few = BoardStanding(
                counts([.ratingSum: 5, .ratings: 1, .views: 3, .matches: 2, .applications: 2]),
                by: world.room.formula)
            #expect(few.place == .unknown)
            #expect(few.score == nil)
            #expect(few.parts.allSatisfy { $0.points == nil })
            // The control: with enough readers the same ratio is on the red list.
            let many = BoardStanding(
                counts([
                    .ratingSum: 50, .ratings: 10, .matches: 20, .applications: 20, .approvals: 20,
                ]), by: world.room.formula)
            #expect(many.place == .red)
        }
    }

    @Test(
        "A formula that makes no sense is refused",
        arguments: [
            ("\"weight\": 25", "\"weight\": 26"), ("\"best\": 5000", "\"best\": 1000"),
            ("\"red\": 75", "\"red\": 30"),
            ("\"least\": 5,", "\"least\": 0,"),
        ])
    func refused(change: (String, String)) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let url = root.appending(path: "Sources/Consultations/Formula/board.json")
        let text = try String(contentsOf: url, encoding: .utf8)
        _ = try BoardFormula(json: Data(text.utf8))
        #expect(throws: BoardFormula.Problem.self) {
            try BoardFormula(json: Data(text.replacing(change.0, with: change.1).utf8))
        }
    }

    @Test("A reader counts once, and who changes their mind changes their rating", arguments: everyDialect)
    func once(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let policy = try await world.adopt("技改奖补").policy.id
            let store = world.room.policyRatings
            try await store.rate(
                policy, PolicyRating(clear: .good, useful: .veryGood, words: ""), by: "a", once: "1")
            try await store.rate(
                policy, PolicyRating(clear: .bad, useful: .fair, words: "看不懂"), by: "a", once: "2")
            try await store.rate(
                policy, PolicyRating(clear: .good, useful: .good, words: ""), by: "b", once: "3")
            #expect(try await store.tally(of: policy) == RatingTally(count: 2, clearSum: 6, usefulSum: 7))
            let today = Day(milliseconds: world.ground.ground.now())
            let counts = try await world.database.read { try $0.counts(of: policy, from: today, to: today) }
            #expect(counts[.ratings] == 2)
            #expect(counts[.ratingSum] == 7)
            #expect(RatingTally.mean(7, of: 2) == "3.5")
            #expect(RatingTally.mean(8, of: 3) == "2.7")
            #expect(RatingTally.mean(0, of: 0) == nil)
        }
    }

    @Test("A stranger rates with one form, and again in the same browser in its place")
    func ratingPage() async throws {
        try await World.with { world in
            let version = try await world.adopt("技改奖补")
            let path = "/policy-ratings/\(version.policy.number)"
            try await world.visit(as: nil) { browser in
                let page = try await browser.open(path)
                let half = try await browser.send(page, [("clear", "5")])
                #expect(half.status == 422)
                // The policy's own page belongs to another room, which is not there in this test.
                _ = try await browser.send(page, [("clear", "5"), ("useful", "4"), ("words", "")])
                let again = try await browser.open(path)
                #expect(again.text.contains("您已经评价过"))
                _ = try await browser.send(again, [("clear", "3"), ("useful", "2"), ("words", "")])
            }
            try await world.visit(as: nil) { browser in
                let other = try await browser.open(path)
                #expect(!other.text.contains("您已经评价过"))
            }
            let tally = try await world.room.policyRatings.tally(of: version.policy.id)
            #expect(tally == RatingTally(count: 1, clearSum: 3, usefulSum: 2))
        }
    }

    @Test("A supervisor sees the list with formula and figures of the own region, and keeps it as a file")
    func board() async throws {
        try await World.with { world in
            let version = try await world.adopt("技改奖补")
            let id = version.policy.id
            try await world.database.write { tx in
                try tx.count(.views, of: id, by: 120)
                try tx.count(.ratings, of: id, by: 10)
                try tx.count(.ratingSum, of: id, by: 50)
                try tx.count(.matches, of: id, by: 20)
                try tx.count(.applications, of: id, by: 20)
                try tx.count(.approvals, of: id, by: 20)
            }
            try await world.visit(as: world.person("督导")) { browser in
                let page = try await browser.open("/policies-board")
                for text in ["技改奖补", "红榜", "匹配企业的申报率", "120"] { #expect(page.text.contains(text), "\(text)") }
                #expect(!page.html.contains("⟦"))
                let one = try await browser.open("/policies-board/\(version.policy.number)")
                #expect(one.text.contains("20 / 20"))
                let file = try await browser.open("/policies-board?as=csv")
                #expect(file.html.contains("技改奖补"))
                let none = try await browser.open("/policies-board?place=black")
                #expect(!none.text.contains("技改奖补"))
            }
            let other = try await world.accounts.addPerson(name: "外地督导", actor: "test")
            let stranger = Identity(
                person: other, name: "外地督导", grants: [Grant(.supervisor, in: World.suzhou)])
            try await world.visit(as: stranger) { browser in
                let list = try await browser.open("/policies-board")
                #expect(!list.text.contains("技改奖补"))
                let one = try await browser.open("/policies-board/\(version.policy.number)")
                #expect(one.status == 404)
            }
            try await world.visit(as: world.person("编辑")) { browser in
                let list = try await browser.open("/policies-board")
                #expect(list.status == 403)
            }
        }
    }

    @Test("An office sees the scores of its own policies and of no other's, in few queries")
    func ownScores() async throws {
        try await World.with { world in
            let own = try await world.adopt("技改奖补", department: world.bureau)
            let other = try await world.adopt("研发补助", department: world.science)
            var ids = [own.policy.id, other.policy.id]
            for number in 0..<8 {
                ids.append(try await world.adopt("政策\(number)号", department: world.bureau).policy.id)
            }
            let all = ids
            try await world.database.write { tx in for id in all { try tx.count(.views, of: id, by: 120) } }
            try await world.visit(as: world.person("官员")) { browser in
                let tally = try await QueryTally.counting {
                    let list = try await browser.open("/policies-board")
                    #expect(list.text.contains("技改奖补"))
                    #expect(list.text.contains("政策7号"))
                    #expect(!list.text.contains("研发补助"))
                }
                #expect(tally <= 6)
                #expect(try await browser.open("/policies-board/\(own.policy.number)").status == 200)
                #expect(try await browser.open("/policies-board/\(other.policy.number)").status == 404)
            }
            try await world.visit(as: world.person("督导")) { browser in
                let list = try await browser.open("/policies-board")
                #expect(list.text.contains("研发补助"))
            }
        }
    }

    @Test("A rating that is changed later changes the day on which it was given", arguments: everyDialect)
    func changedLater(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let policy = try await world.adopt("技改奖补").policy.id
            let store = world.room.policyRatings
            let first = Day(milliseconds: world.ground.ground.now())
            try await store.rate(
                policy, PolicyRating(clear: .good, useful: .veryGood, words: ""), by: "a", once: "1")
            for (days, level) in [(100, Level.bad), (50, Level.fair)] {
                world.ground.pass(milliseconds: Int64(days) * 86_400_000)
                try await store.rate(
                    policy, PolicyRating(clear: .good, useful: level, words: ""), by: "a", once: "\(days)")
            }
            let today = Day(milliseconds: world.ground.ground.now())
            let (then, since) = try await world.database.read {
                (
                    try $0.counts(of: policy, from: first, to: first),
                    try $0.counts(of: policy, from: first.adding(days: 1), to: today)
                )
            }
            #expect(then[.ratings] == 1)
            #expect(then[.ratingSum] == 3)
            #expect(since[.ratings] == 0)
            #expect(since[.ratingSum] == 0)
        }
    }

    @Test("Strangers of one source do not make a mean; people who are signed in do", arguments: everyDialect)
    func sources(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let store = world.room.policyRatings
            let five = PolicyRating(clear: .veryGood, useful: .veryGood, words: "")
            let policy = try await world.adopt("技改奖补").policy.id
            let least = world.room.formula.measures.filter { $0.per == .ratings }.map(\.least).min() ?? 0
            #expect(Int64(PolicyRating.mostOfAPolicy) < Int64(least))
            func rate(_ rater: String, from source: String?, _ id: ID<Policy>) async throws {
                try await store.rate(id, five, by: rater, from: source, once: UUID().uuidString)
            }
            for number in 0..<3 { try await rate("cookie\(number)", from: "address", policy) }
            await #expect(throws: ConsultationFault.tooManyRatings) {
                try await rate("cookie3", from: "address", policy)
            }
            // Who rated before may still change their mind; another address and signed-in people may rate.
            try await rate("cookie2", from: "address", policy)
            try await rate("cookie4", from: "elsewhere", policy)
            for number in 0..<4 { try await rate("person\(number)", from: nil, policy) }
            #expect(try await store.tally(of: policy).count == 8)
            // One address and day for all policies.
            for number in 3..<PolicyRating.mostOfADay {
                try await rate("c\(number)", from: "address", try await world.adopt("政策\(number)").policy.id)
            }
            let last = try await world.adopt("又一项").policy.id
            await #expect(throws: ConsultationFault.tooManyRatings) {
                try await rate("c99", from: "address", last)
            }
            world.ground.pass(milliseconds: 86_400_000)
            try await rate("c99", from: "address", last)
        }
    }
}

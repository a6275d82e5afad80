// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Rules
import Standards
import Store
import StoreTesting
import Testing

@testable import Policies

/// The store on a new database, with people who write, check and release.
struct Office: Sendable {
    let database: Database
    let store: PolicyStore
    let ground: TestGround
    let writer = Office.person("林编辑")
    let checker = Office.person("周编辑")
    let supervisor = Office.person("吴督导")

    static let ningbo = Region(code: "330200")!

    static func person(_ name: String) -> Identity {
        Identity(person: ID(UUID()), name: name, grants: [Grant(.editor, in: ningbo)])
    }

    static func with(
        _ dialect: Dialect, subscriptions: [Subscription] = [], _ body: (Office) async throws -> Void
    ) async throws {
        let ground = TestGround()
        try await withDatabase(
            dialect, Accounts.migrations + Enterprises.migrations + Policies.migrations,
            subscriptions: subscriptions, ground: ground
        ) { database in
            try await body(Office(database: database, store: PolicyStore(database: database), ground: ground))
        }
    }

    var today: Day { Day(milliseconds: ground.ground.now()) }

    func draft(_ title: String = "甲办法", validTo: Day? = nil) async throws -> PolicyVersion {
        var content = PolicyContent(title: title, level: .city, region: Office.ningbo)
        content.validTo = validTo
        let id = try await store.make(
            content, keptBy: Office.ningbo, department: nil, by: writer, once: UUID().uuidString)
        return try await version(id)
    }

    func version(_ id: ID<PolicyVersion>) async throws -> PolicyVersion {
        try #require(try await store.version(id))
    }

    /// A draft that was checked and approved.
    func approved(_ title: String = "甲办法", validTo: Day? = nil) async throws -> PolicyVersion {
        let draft = try await draft(title, validTo: validTo)
        return try await approved(draft)
    }

    func approved(_ draft: PolicyVersion) async throws -> PolicyVersion {
        try await store.move(
            draft.id, to: .checking, over: draft.revision, note: "", by: writer, once: UUID().uuidString)
        try await store.approve(
            draft.id, over: draft.revision + 1, note: "", by: checker, once: UUID().uuidString)
        return try await version(draft.id)
    }

    /// Puts an approved version in force.
    func release(_ version: PolicyVersion, from day: Day) async throws {
        try await store.release(
            version.id, from: day, over: version.revision, by: checker, once: UUID().uuidString)
        try await store.release(
            version.id, from: day, over: version.revision + 1, by: supervisor, once: UUID().uuidString)
    }
}

@Suite("A version's steps")
struct WorkflowTests {
    @Test("Who wrote at a version does not check it, whoever began it", arguments: everyDialect)
    func hands(dialect: Dialect) async throws {
        try await Office.with(dialect) { office in
            let draft = try await office.draft()
            try await office.store.save(
                draft.content, in: draft.id, over: 1, by: office.checker, once: "save")
            try await office.store.move(
                draft.id, to: .checking, over: 2, note: "", by: office.writer, once: "submit")
            for person in [office.writer, office.checker] {
                await #expect(throws: PolicyFault.ownWork) {
                    try await office.store.approve(
                        draft.id, over: 3, note: "", by: person, once: UUID().uuidString)
                }
                await #expect(throws: PolicyFault.ownWork) {
                    try await office.store.openComments(
                        draft.id, until: office.today, over: 3, note: "", by: person, once: UUID().uuidString)
                }
            }
            #expect(try await office.version(draft.id).revision == 3, "a refused step leaves nothing behind")
            try await office.store.approve(draft.id, over: 3, note: "", by: office.supervisor, once: "ok")
            #expect(try await office.version(draft.id).stage == .approved)
        }
    }

    @Test("Comments are taken until the day, and approval waits for it", arguments: everyDialect)
    func comments(dialect: Dialect) async throws {
        try await Office.with(dialect) { office in
            let draft = try await office.draft()
            try await office.store.move(
                draft.id, to: .checking, over: 1, note: "", by: office.writer, once: "submit")
            let last = office.today.adding(days: 10)
            await #expect(throws: PolicyFault.dayPast) {
                try await office.store.openComments(
                    draft.id, until: office.today.adding(days: -1), over: 2, note: "", by: office.checker,
                    once: "past")
            }
            await #expect(throws: PolicyFault.commentsTooShort(least: 7)) {
                try await office.store.openComments(
                    draft.id, until: office.today.adding(days: 5), over: 2, note: "上级要求提前",
                    by: office.checker, once: "short")
            }
            await #expect(throws: PolicyFault.commentsUnexplained(usual: 30)) {
                try await office.store.openComments(
                    draft.id, until: last, over: 2, note: "", by: office.checker, once: "silent")
            }
            try await office.store.openComments(
                draft.id, until: last, over: 2, note: "上级要求提前", by: office.checker, once: "open")
            let open = try await office.version(draft.id)
            #expect(open.takesComments(on: last) && !open.takesComments(on: last.adding(days: 1)))
            await #expect(throws: PolicyFault.commentsOpen(until: last.number)) {
                try await office.store.approve(
                    draft.id, over: open.revision, note: "", by: office.checker, once: "early")
            }
            office.ground.pass(milliseconds: 11 * 86_400_000)
            try await office.store.approve(
                draft.id, over: open.revision, note: "", by: office.checker, once: "late")
            #expect(try await office.version(draft.id).stage == .approved)
        }
    }

    @Test(
        "Of two hundred releases at once one is the first, and one by another the second",
        arguments: everyDialect)
    func race(dialect: Dialect) async throws {
        try await Office.with(dialect) { office in
            let approved = try await office.approved()
            let people = (0..<200).map { Office.person("发布人\($0)") }
            func rush(_ revision: Int64) async throws -> (won: Int, refused: Int) {
                try await withThrowingTaskGroup(of: Bool.self) { group in
                    for person in people {
                        group.addTask {
                            do {
                                try await office.store.release(
                                    approved.id, from: office.today, over: revision, by: person,
                                    once: UUID().uuidString)
                                return true
                            } catch PolicyFault.changedMeanwhile {
                                return false
                            }
                        }
                    }
                    var count = (won: 0, refused: 0)
                    for try await isWon in group {
                        if isWon { count.won += 1 } else { count.refused += 1 }
                    }
                    return count
                }
            }
            let first = try await rush(approved.revision)
            #expect(first.won == 1 && first.refused == 199)
            let half = try await office.version(approved.id)
            #expect(half.stage == .approved && half.firstReleasedBy != nil)
            let giver = try #require(people.first { $0.person.text == half.firstReleasedBy })
            await #expect(throws: PolicyFault.samePerson) {
                try await office.store.release(
                    approved.id, from: office.today, over: half.revision, by: giver, once: "same")
            }
            let other = try #require(people.first { $0.person.text != half.firstReleasedBy })
            try await office.store.release(
                approved.id, from: office.today, over: half.revision, by: other, once: "second")
            let done = try await office.version(approved.id)
            #expect(done.stage == .released && done.firstReleasedBy != done.releasedBy)
        }
    }

    @Test("A first day that is past, or behind the last, is refused", arguments: everyDialect)
    func days(dialect: Dialect) async throws {
        try await Office.with(dialect) { office in
            let last = office.today.adding(days: 5)
            let approved = try await office.approved(validTo: last)
            await #expect(throws: PolicyFault.dayPast) {
                try await office.store.release(
                    approved.id, from: office.today.adding(days: -1), over: approved.revision,
                    by: office.checker, once: "past")
            }
            await #expect(throws: PolicyFault.endsBeforeItBegins) {
                try await office.store.release(
                    approved.id, from: last.adding(days: 1), over: approved.revision, by: office.checker,
                    once: "behind")
            }
            try await office.release(approved, from: last)
            #expect(try await office.version(approved.id).isInForce(on: last))
        }
    }

    @Test("The next version takes over on its day, and no term is made longer by it", arguments: everyDialect)
    func supersede(dialect: Dialect) async throws {
        try await Office.with(dialect) { office in
            let (today, end) = (office.today, office.today.adding(days: 20))
            let first = try await office.approved(validTo: end)
            try await office.release(first, from: today)
            let id = try await office.store.revise(first.policy.id, by: office.writer, once: "revise")
            var draft = try await office.version(id)
            #expect(draft.version == 2)
            var content = draft.content
            content.validTo = nil
            try await office.store.save(content, in: id, over: 1, by: office.writer, once: "save")
            draft = try await office.version(id)
            try await office.release(try await office.approved(draft), from: end.adding(days: 30))
            let old = try await office.version(first.id)
            #expect(old.stage == .superseded)
            #expect(old.inForceTo == end, "in force until the end of its own term, not until the next begins")
            #expect(old.isInForce(on: end) && !old.isInForce(on: end.adding(days: 1)))
        }
    }

    @Test("What is past its last day ends at night, once, and is told", arguments: everyDialect)
    func expiry(dialect: Dialect) async throws {
        let told = Subscription("test.ended", to: PolicyEnded.topic) { tx, event in
            try tx.audit(
                actor: "test", action: "told", subject: event.payload.policy.text,
                detail: event.payload.stage.rawValue)
        }
        try await Office.with(dialect, subscriptions: [told]) { office in
            let (today, end) = (office.today, office.today.adding(days: 3))
            let ending = try await office.approved(validTo: end)
            try await office.release(ending, from: today)
            let lasting = try await office.approved("乙办法")
            try await office.release(lasting, from: today)
            #expect(try await office.store.expireDue(on: end) == 0, "the last day counts")
            #expect(try await office.store.expireDue(on: end.adding(days: 1)) == 1)
            #expect(try await office.store.expireDue(on: end.adding(days: 1)) == 0)
            #expect(try await office.version(ending.id).stage == .expired)
            #expect(try await office.version(lasting.id).stage == .released)
            let runner = JobRunner(office.database, handlers: [], holder: "test")
            while try await runner.runDue() > 0 {}
            let entries = try await office.database.read { try $0.auditEntries(of: ending.policy.id.text) }
            #expect(entries.count { $0.action == "told" && $0.detail == "expired" } == 1)
            let steps = try await office.store.steps(of: ending.id)
            #expect(steps.last?.stage == .expired)
        }
    }

    @Test("Lists find by stage, words, writer and place, and page without gaps", arguments: everyDialect)
    func lists(dialect: Dialect) async throws {
        try await Office.with(dialect) { office in
            for number in 0..<7 {
                office.ground.pass(milliseconds: 1_000)
                _ = try await office.draft("办法\(number)")
            }
            var selection = PolicySelection()
            selection.within(Office.ningbo)
            selection.hand = office.writer.person
            var seen: [String] = []
            while true {
                let page = try await office.store.lines(selection, limit: 3)
                seen += page.map(\.title)
                guard let last = page.last else { break }
                selection.before = (last.changedAt, last.id.text)
            }
            #expect(seen == (0..<7).reversed().map { "办法\($0)" })
            var none = PolicySelection()
            none.notHand = office.writer.person
            #expect(try await office.store.lines(none, limit: 10).isEmpty)
            var elsewhere = PolicySelection()
            elsewhere.within(Region(code: "320500")!)
            #expect(try await office.store.lines(elsewhere, limit: 10).isEmpty)
            var named = PolicySelection()
            named.words = "办法3"
            named.stages = [.draft, .checking]
            #expect(try await office.store.lines(named, limit: 10).map(\.title) == ["办法3"])
            named.words = "%"
            #expect(try await office.store.lines(named, limit: 10).isEmpty, "signs of patterns are letters")
        }
    }
}

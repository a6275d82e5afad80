// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Store
import StoreTesting
import Testing

@testable import Accounts

/// What the pages' tests ask of one database, asked of both.
@Suite struct AccountStoreTests {
    @Test(arguments: everyDialect)
    func `tokens act for their person until they end`(dialect: Dialect) async throws {
        try await TestRoom.with(dialect) { room in
            let person = try await room.person("张三", "zhang")
            let token = try await room.store.makeToken(
                for: person, name: "读", scopes: ["a.b", "c.d"], expiresAt: room.ground.now + 1000)
            let identity = try await room.store.identity(apiToken: token.text)
            #expect(identity?.person == person && identity?.scopes == ["a.b", "c.d"])
            let listed = try #require(try await room.store.tokens(of: person).first)
            #expect(listed.lastUsedAt == room.ground.now && listed.scopes == ["a.b", "c.d"])
            let other: ID<Person> = room.ground.ground.id()
            #expect(try await !room.store.endToken(listed.id, of: other))
            #expect(try await room.store.endToken(listed.id, of: person))
            #expect(try await room.store.identity(apiToken: token.text) == nil)
        }
    }

    @Test(arguments: everyDialect)
    func `a state is spent once, also by ten at once`(dialect: Dialect) async throws {
        try await TestRoom.with(dialect) { room in
            let until = room.ground.now + 1000
            let spent = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<10 { group.addTask { try await room.store.spend("state", until: until) } }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(spent == 1)
        }
    }

    @Test(arguments: everyDialect)
    func `another site's subject opens one account, and the last way in stays`(dialect: Dialect) async throws
    {
        try await TestRoom.with(dialect) { room in
            let subject = ForeignSignIn.Subject(issuer: "https://id.example", subject: "s-1", name: "外来人")
            let person = try await room.store.person(behind: subject, newName: "–")
            #expect(try await room.store.person(behind: subject, newName: "–") == person)
            let sameSubject = ForeignSignIn.Subject(
                issuer: "https://other.example", subject: "s-1", name: nil)
            #expect(try await room.store.person(behind: sameSubject, newName: "–") != person)
            await #expect(throws: AccountFault.identityTaken) {
                try await room.store.link(sameSubject, to: person)
            }
            await #expect(throws: AccountFault.lastWayIn) {
                try await room.store.unlink("https://id.example", "s-1", from: person)
            }
            let more = ForeignSignIn.Subject(issuer: "https://id.example", subject: "s-2", name: nil)
            try await room.store.link(more, to: person)
            try await room.store.unlink("https://id.example", "s-1", from: person)
            #expect(try await room.store.identities(of: person).map(\.subject) == ["s-2"])
        }
    }

    @Test(arguments: everyDialect)
    func `a session notes its proof, its enterprise and its use`(dialect: Dialect) async throws {
        try await TestRoom.with(dialect) { room in
            let person = try await room.person("张三", "zhang")
            let labels = ["甲公司", "乙公司"].map {
                EnterpriseLabel(id: room.ground.ground.id(), name: $0, region: TestRoom.gusu)
            }
            for label in labels { try await room.store.join(label, person, rights: [.view], actor: "test") }
            let origin = SignInOrigin(userAgent: "Test", replaced: nil)
            let token = try await room.store.openSession(
                for: person, isStrong: true, from: origin, action: "account.sign-in")
            room.ground.pass(seconds: 120)
            let first = try #require(try await room.store.identity(session: token.text))
            #expect(first.isStrong && first.enterprise == labels[0].id)
            let mark = try #require(first.session)
            try await room.store.act(for: labels[1].id, in: mark.digest)
            try await room.store.prove(mark.digest)
            let second = try #require(try await room.store.identity(session: token.text))
            #expect(second.enterprise == labels[1].id && second.session?.provenAt == room.ground.now)
            #expect(try await room.store.sessions(of: person).first?.lastSeenAt == room.ground.now)
            let next = SignInOrigin(userAgent: "Test", replaced: token.text)
            let renewed = try await room.store.openSession(
                for: person, isStrong: false, from: next, action: "account.sign-in")
            #expect(try await room.store.identity(session: renewed.text)?.enterprise == labels[1].id)
            #expect(try await room.store.identity(session: token.text) == nil)
            #expect(try await room.store.endSession(mark.id, of: person) == false)
        }
    }

    @Test(arguments: everyDialect)
    func `the audit is searched by who, what, whom and when, page after page`(dialect: Dialect) async throws {
        try await TestRoom.with(dialect) { room in
            let person = try await room.person("张三", "zhang")
            let start = room.ground.now
            for role in [Role.official, .editor, .expert] {
                room.ground.pass(seconds: 10)
                try await room.store.grant(Grant(role, in: TestRoom.suzhou), to: person, actor: "test")
            }
            func find(_ change: (inout AuditQuestion) -> Void, limit: Int = 50) async throws -> [String] {
                var question = AuditQuestion()
                change(&question)
                return try await room.store.audit(question, after: nil, limit: limit).0.map(\.detail)
            }
            #expect(
                try await find { $0.action = "account.gr" } == [
                    "expert 320500", "editor 320500", "official 320500",
                ])
            #expect(try await find { $0.action = "grant" }.isEmpty)
            #expect(try await find { $0.action = "%" }.isEmpty)
            #expect(
                try await find { ($0.from, $0.until) = (start + 20_000, start + 30_000) } == ["editor 320500"]
            )
            #expect(try await find { ($0.actor, $0.subject) = ("test", person.text) }.count == 4)
            #expect(try await find { $0.actor = "somebody" }.isEmpty)
            let (page, _) = try await room.store.audit(AuditQuestion(), after: nil, limit: 2)
            let last = try #require(page.last)
            let place = AuditPlace(recordedAt: last.recordedAt, lane: last.lane, sequence: last.sequence)
            let (rest, names) = try await room.store.audit(AuditQuestion(), after: place, limit: 50)
            #expect(rest.map(\.detail) == ["official 320500", ""])
            #expect(names[person.text] == "张三")
            #expect(try await room.store.checkAudit(actor: "test").breaks.isEmpty)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Site
import Standards
import Store
import StoreTesting
import Testing

@testable import Accounts

/// A small room with one route of each kind of subject.
struct FileRoom: Room {
    let authorisation: Authorisation
    let enterprises: [String: (EnterpriseID, Region)]
    let shelf = Shelf(folder: nil)
    let navigation: [NavigationEntry] = []

    static let read = Permission("files.read")
    static let write = Permission("files.write")
    static let admissions: [Permission: Admission] = [
        read: .any([.members(.view), .roles([.official, .supervisor])]), write: .members(.apply),
    ]

    var routes: [Route] {
        [
            .data(.get, "/files/{name}", "files.read", Self.read) { try answer($0, Self.read) },
            .data(.get, "/api/v1/files/{name}", "files.api.read", Self.read) { try answer($0, Self.read) },
            .data(.post, "/api/v1/files/{name}", "files.api.write", Self.write) {
                try answer($0, Self.write)
            },
        ]
    }

    private func answer(_ visit: Visit, _ permission: Permission) throws -> Reply {
        guard let (id, region) = enterprises[visit.parameter("name")] else { throw SiteFault.notFound }
        try authorisation.require(visit, permission, on: .enterprise(id, region))
        return try .json(["name": visit.parameter("name")])
    }
}

@Suite struct GateTests {
    private static let ground = TestGround().ground
    private static let own: EnterpriseID = ground.id()
    private static let other: EnterpriseID = ground.id()

    private static func with(_ body: @escaping @Sendable (TestRoom) async throws -> Void) async throws {
        let authorisation = try Authorisation([Accounts.admissions, FileRoom.admissions])
        let files = FileRoom(
            authorisation: authorisation,
            enterprises: ["own": (own, TestRoom.gusu), "other": (other, TestRoom.wuxi)])
        try await TestRoom.with(extra: [files], extraAdmissions: FileRoom.admissions, body)
    }

    private static func join(_ room: TestRoom, _ person: ID<Person>, _ rights: Set<MemberRight>) async throws
    {
        let label = EnterpriseLabel(id: own, name: "甲公司", region: TestRoom.gusu)
        try await room.store.join(label, person, rights: rights, actor: "test")
    }

    @Test func `strangers sign in, members and officials reach their own, others' do not exist`() async throws
    {
        try await Self.with { room in
            try await Self.join(room, try await room.person("甲", "jia1"), [.apply])
            try await room.person("乙", "yi1")
            try await room.visit { browser in
                let asked = try await browser.open(once: "/files/own?x=1")
                #expect(
                    asked.status == 303 && asked.headers[.location] == "/sign-in?next=%2Ffiles%2Fown%3Fx%3D1")
                try await browser.signIn("yi1")
                #expect(try await browser.open("/files/own").status == 403)
                let member = await browser.other()
                try await member.signIn("jia1")
                #expect(try await member.open("/files/own").status == 200)
                #expect(try await member.open("/files/other").status == 404)
                #expect(try await member.open("/files/none").status == 404)
                let official = await browser.other()
                _ = try await room.enter(official, "official", .official, in: TestRoom.suzhou)
                #expect(try await official.open("/files/own").status == 200)
                #expect(try await official.open("/files/other").status == 404)
            }
        }
    }

    @Test func `a program needs a token, and does what the token is for`() async throws {
        try await Self.with { room in
            let person = try await room.person("甲", "jia1")
            try await Self.join(room, person, [.apply])
            let until = room.ground.now + 86_400_000
            let reading = try await room.store.makeToken(
                for: person, name: "读", scopes: ["files.read"], expiresAt: until
            ).text
            try await room.visit { browser in
                let none = try await browser.call("/api/v1/files/own", token: nil)
                #expect(none.status == 401 && none.headers[.wwwAuthenticate] == "Bearer")
                #expect(none.headers[.contentType] == "application/problem+json")
                #expect(try await browser.call("/api/v1/files/own", token: "x").status == 401)
                #expect(try await browser.call("/api/v1/files/own", token: reading).status == 200)
                #expect(try await browser.call("/api/v1/files/other", token: reading).status == 404)
                #expect(try await browser.call("/api/v1/files/own", .post, token: reading).status == 403)
                // A token opens the API and nothing else.
                #expect(try await browser.call("/files/own", token: reading).status == 303)
                try await browser.signIn("jia1")
                #expect(try await browser.open("/api/v1/files/own").status == 200)
                #expect(try await browser.post("/api/v1/files/own", []).status == 401)
                let token = try #require(try await room.store.tokens(of: person).first)
                #expect(token.lastUsedAt == room.ground.now)
                #expect(try await room.store.endToken(token.id, of: person))
                #expect(try await browser.call("/api/v1/files/own", token: reading).status == 401)
            }
        }
    }

    @Test func `who is behind a request costs three queries, and a stranger none`() async throws {
        try await Self.with { room in
            let person = try await room.person("甲", "jia1")
            try await Self.join(room, person, [.apply])
            let origin = SignInOrigin(userAgent: "", replaced: nil)
            let token = try await room.store.openSession(
                for: person, isStrong: false, from: origin, action: "account.sign-in")
            let count = try await QueryTally.counting {
                _ = try await room.store.identity(session: token.text)
            }
            #expect(count == 3)
            let none = try await QueryTally.counting {
                _ = try await room.store.identity(session: String(repeating: "0", count: 64))
            }
            #expect(none == 1)
        }
    }

    @Test func `a token ends with its day, with the person, and with the right`() async throws {
        try await Self.with { room in
            let person = try await room.person("甲", "jia1")
            try await Self.join(room, person, [.apply])
            @Sendable func token() async throws -> String {
                let made = try await room.store.makeToken(
                    for: person, name: "读", scopes: ["files.read"], expiresAt: room.ground.now + 1000)
                return made.text
            }
            let (first, second) = (try await token(), try await token())
            #expect(try await room.store.identity(apiToken: first) != nil)
            room.ground.pass(seconds: 1)
            #expect(try await room.store.identity(apiToken: first) == nil)
            let third = try await token()
            try await room.store.setActive(false, person, reason: "x", actor: "test")
            #expect(try await room.store.identity(apiToken: third) == nil)
            try await room.store.setActive(true, person, reason: "x", actor: "test")
            #expect(try await room.store.identity(apiToken: third) == nil)
            #expect(second != third)
        }
    }

    @Test func `tokens are made on a page, shown once, with rights that one has`() async throws {
        try await Self.with { room in
            let person = try await room.person("甲", "jia1")
            try await Self.join(room, person, [.view])
            try await room.visit { browser in
                try await browser.signIn("jia1")
                let refused = try await browser.fill(
                    "/account/tokens", [("name", "取数"), ("scopes", "accounts.people"), ("days", "30")])
                #expect(refused.status == 422)
                let made = try await browser.fill(
                    "/account/tokens", [("name", "取数"), ("scopes", "files.read"), ("days", "30")])
                let text = try #require(made.html.firstMatch(of: /<code>([0-9a-f]{64})<\/code>/)?.1)
                #expect(try await browser.call("/api/v1/files/own", token: String(text)).status == 200)
                let list = try await browser.open("/account/tokens")
                #expect(list.text.contains("取数") && !list.html.contains(text))
                _ = try await browser.send(list, to: "/account/tokens/end")
                #expect(try await browser.call("/api/v1/files/own", token: String(text)).status == 401)
            }
        }
    }

    @Test func `the matrix follows from the routes and finds what nobody explained`() async throws {
        try await Self.with { room in
            let responder = try room.responder()
            let authorisation = room.accounts.authorisation
            let matrix = AuthorisationMatrix(routes: responder.routes, authorisation: authorisation)
            #expect(matrix.findings == [], "\(matrix.findings)")
            #expect(matrix.rows.count == responder.routes.count)
            func reach(_ route: String, _ actor: String) throws -> AuthorisationMatrix.Reach {
                let row = try #require(matrix.rows.first { $0.route == route })
                return row.reaches[try #require(matrix.actors.firstIndex(of: actor))]
            }
            #expect(try reach("GET /files/{name}", "stranger") == .none)
            #expect(try reach("GET /files/{name}", "signed in") == .none)
            #expect(try reach("GET /files/{name}", "member view") == .own)
            #expect(try reach("POST /api/v1/files/{name}", "member view") == .none)
            #expect(try reach("GET /files/{name}", "official") == .own)
            #expect(try reach("GET /files/{name}", "bank") == .none)
            #expect(try reach("GET /sign-in", "stranger") == .all)
            #expect(try reach("GET /audit", "security-administrator") == .none)
            #expect(matrix.markdown.split(separator: "\n").count == matrix.rows.count + 2)
            let closed = AuthorisationMatrix(
                routes: responder.routes, authorisation: try Authorisation([Accounts.admissions]))
            #expect(closed.findings.count == 3)
        }
    }
}

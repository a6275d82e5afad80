// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Outreach
import Policies
import Rules
import Site
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Consultations

/// The room on a new database, with departments, people of each kind, and a policy in force.
struct World: Sendable {
    let database: Database
    let room: Consultations
    let policies: Policies
    let accounts: AccountStore
    let authorisation: Authorisation
    let ground: TestGround
    let makeRoom: @Sendable (WorkCalendar) throws -> Consultations
    let bureau: ID<Department>
    let science: ID<Department>
    /// Ids of people who are there, by what they are.
    let people: [String: ID<Person>]

    static let suqian = Region(code: "321300")!
    static let suzhou = Region(code: "320500")!

    /// Runs a test in a new world on Thursday 19 November 2026, or on another day.
    static func with(
        _ dialect: Dialect = .sqlite, on day: String = "2026-11-19", calendar: WorkCalendar = .standard,
        _ body: @escaping (World) async throws -> Void
    ) async throws {
        let ground = TestGround()
        let start = try #require(Day(isoText: day)).startMilliseconds + 9 * 3_600_000
        ground.pass(milliseconds: start - ground.ground.now())
        let migrations =
            Accounts.migrations + Enterprises.migrations + Outreach.migrations + Policies.migrations
            + Consultations.migrations
        try await withDatabase(dialect, migrations, ground: ground) { database in
            try await body(try await World(database, ground, calendar))
        }
    }

    private init(_ database: Database, _ ground: TestGround, _ calendar: WorkCalendar) async throws {
        self.database = database
        self.ground = ground
        authorisation = try Authorisation([
            Accounts.admissions, Enterprises.admissions, Outreach.admissions, Consultations.admissions,
        ])
        let vault = try FileVault(path: database.configuration.filesPath, ground: ground.ground)
        let library = Library(packs: [], vocabulary: Vocabulary(words: []), rules: [])
        let rooms = try Accounts(
            database: database, vault: vault, authorisation: authorisation,
            key: Array(repeating: 5, count: 32))
        accounts = rooms.store
        policies = Policies(database: database)
        let enterprises = Enterprises(
            database: database, vault: vault, library: library, authorisation: authorisation,
            codeKey: try CodeKey(seed: Array(repeating: 9, count: 32)))
        let (authorisation, policies) = (authorisation, policies)
        makeRoom = { calendar in
            try Consultations(
                database: database, authorisation: authorisation, policies: policies, accounts: rooms,
                enterprises: enterprises, library: library, calendar: calendar)
        }
        room = try makeRoom(calendar)
        bureau = try await accounts.addDepartment("宿迁市工业和信息化局", region: World.suqian, actor: "test")
        science = try await accounts.addDepartment("宿迁市科学技术局", region: World.suqian, actor: "test")
        var people: [String: ID<Person>] = [:]
        for name in ["官员", "科技官员", "运营", "督导", "编辑", "提问人", "旁人"] {
            people[name] = try await accounts.addPerson(name: name, actor: "test")
        }
        self.people = people
        for (name, grant) in [
            ("官员", Grant(.official, in: World.suqian, department: bureau)),
            ("科技官员", Grant(.official, in: World.suqian, department: science)),
            ("运营", Grant(.operator, in: World.suqian)), ("督导", Grant(.supervisor, in: World.suqian)),
            ("编辑", Grant(.editor, in: World.suqian)),
        ] { try await accounts.grant(grant, to: people[name]!, actor: "test") }
    }

    /// A person as the gate would know them.
    func person(_ name: String, _ memberships: [Membership] = []) -> Identity {
        let grants: [String: Grant] = [
            "官员": Grant(.official, in: World.suqian, department: bureau),
            "科技官员": Grant(.official, in: World.suqian, department: science),
            "运营": Grant(.operator, in: World.suqian), "督导": Grant(.supervisor, in: World.suqian),
            "编辑": Grant(.editor, in: World.suqian),
        ]
        return Identity(
            person: people[name]!, name: name, grants: grants[name].map { [$0] } ?? [],
            memberships: memberships, enterprise: memberships.first?.enterprise)
    }

    /// The room with another calendar.
    func room(by calendar: WorkCalendar) throws -> Consultations { try makeRoom(calendar) }

    /// Puts a policy in force; gives its number.
    @discardableResult
    func adopt(
        _ title: String, _ change: (inout PolicyContent) -> Void = { _ in },
        department: ID<Department>? = nil,
        keptBy region: Region = World.suqian
    ) async throws -> PolicyVersion {
        var content = PolicyContent(title: title, level: .city, region: World.suqian)
        change(&content)
        let id = try await policies.store.adopt(
            content, keptBy: region, department: department,
            from: Day(milliseconds: ground.ground.now()), by: person("编辑"), once: UUID().uuidString)
        return try #require(try await policies.store.version(id))
    }

    /// Moves the clock on to nine in the morning of a day.
    func move(to day: String) throws {
        let goal = try #require(Day(isoText: day)).startMilliseconds + 9 * 3_600_000
        ground.pass(milliseconds: goal - ground.ground.now())
    }

    /// A question by the asker; gives it.
    func ask(
        _ policy: PolicyVersion?, _ words: String = "分公司可以申报吗？", kind: Inquiry.Kind = .question,
        mayPublish: Bool = false
    ) async throws -> Inquiry {
        let desk = try await room.desk(of: policy?.policy, near: World.suqian)
        let number = try await room.questions.ask(
            NewInquiry(
                kind: kind, policy: policy?.policy.id, words: words, contact: "", enterprise: nil,
                enterpriseName: "", mayPublish: mayPublish, desk: desk), by: person("提问人"),
            once: UUID().uuidString)
        return try await question(number)
    }

    func question(_ number: Int64) async throws -> Inquiry {
        try #require(try await database.read { try $0.question(numbered: number) })
    }

    func standing(_ question: Inquiry) -> InquiryClock.Standing {
        question.clock.standing(
            on: Day(milliseconds: ground.ground.now()), kind: question.kind, by: room.calendar)
    }

    /// Runs a visitor through the real router.
    func visit(
        as who: Identity?, _ journey: @escaping @Sendable (Browser) async throws -> Void
    ) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let ground = ground.ground
        let settings = SiteSettings(
            port: 0, secret: Array(repeating: 7, count: 32),
            now: { Date(timeIntervalSince1970: Double(ground.now()) / 1000) }, makeID: { UUID() })
        let application = try buildApplication(
            settings, rooms: [room], gate: TestGate(who: who, authorisation: authorisation), logger: logger)
        try await application.test(.router) { client in try await journey(Browser(client)) }
    }
}

/// Everybody is the person that the test says.
struct TestGate: Gate {
    let who: Identity?
    let authorisation: Authorisation

    func identify(_ visit: Visit) async throws -> (any Sendable)? { who }

    func admits(_ visit: Visit, to permission: Permission) async throws -> Bool {
        authorisation.mayAllow(who, permission)
    }
}

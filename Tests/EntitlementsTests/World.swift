// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import HTTPTypes
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

@testable import Entitlements

/// The room on a new database with everybody and all that is offered, a fixed day and the official packs.
struct World: Sendable {
    let database: Database
    let ground: TestGround
    let enterprises: Enterprises
    let policies: Policies
    let audience: Audience
    let library: Library
    let room: Entitlements
    let authorisation: Authorisation

    static let suzhou = Region(code: "320500")!
    static let gusu = Region(code: "320508")!
    static let wuxi = Region(code: "320200")!
    static let binhu = Region(code: "320211")!

    static let packs = RepositoryPacks.library

    static func with(
        _ dialect: Dialect = .sqlite, _ body: (World) async throws -> Void
    ) async throws {
        let ground = TestGround()
        let migrations =
            Accounts.migrations + Enterprises.migrations + Outreach.migrations
            + Policies.migrations + Entitlements.migrations
        try await withDatabase(
            dialect, migrations, subscriptions: Outreach.subscriptions + Entitlements.subscriptions,
            ground: ground
        ) { database in
            let library = try packs.get()
            let authorisation = try Authorisation([Enterprises.admissions, Entitlements.admissions])
            let enterprises = Enterprises(
                database: database,
                vault: try FileVault(path: database.configuration.filesPath, ground: ground.ground),
                library: library, authorisation: authorisation,
                codeKey: try CodeKey(seed: Array(repeating: 9, count: 32)))
            let policies = Policies(database: database)
            let audience = Audience(
                database: database, enterprises: enterprises, policies: policies, library: library)
            let room = Entitlements(
                database: database, authorisation: authorisation, policies: policies, audience: audience,
                enterprises: enterprises, library: library)
            try await body(
                World(
                    database: database, ground: ground, enterprises: enterprises, policies: policies,
                    audience: audience, library: library, room: room, authorisation: authorisation))
        }
    }

    var today: Day { Day(milliseconds: ground.ground.now()) }

    /// A code whose check character is right.
    static func code(_ number: Int, in region: String = "320508") -> CreditCode {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        let body = "91\(region)" + "MA" + String(format: "%06d", number) + "0"
        let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
        let sum = zip(body, weights).reduce(0) { $0 + alphabet.firstIndex(of: $1.0)! * $1.1 }
        return CreditCode(codedText: body + String(alphabet[(31 - sum % 31) % 31]))!
    }

    /// Adds an enterprise with its revenue of last year in 万元; nil when nobody knows it.
    @discardableResult
    func add(
        _ number: Int, revenue: Int?, in region: Region = World.gusu, industry: String = "3511",
        state: Enterprise.State = .active, founded: Day? = Day(isoText: "2010-05-01")
    ) async throws -> EnterpriseID {
        let entry = RegisterEntry(
            code: World.code(number), name: "示例企业\(number)", region: region,
            industry: Industry(code: industry), founded: founded, state: state,
            source: "市场监管")
        let facts = revenue.map {
            [StatedFact(word: "营业收入", year: today.year - 1, text: "\($0)万元", source: "税务")]
        }
        let registration = Registration(entry: entry, facts: facts ?? [])
        return try #require(try await enterprises.take([registration], by: "test").first)
    }

    /// States the revenue of last year anew.
    func state(_ revenue: Int, of id: EnterpriseID) async throws {
        let word = try #require(library.vocabulary.word(named: "营业收入"))
        let value = try #require(try word.value(from: "\(revenue)万元"))
        _ = try await enterprises.declare(
            [Facts.Key(word: word.id, year: today.year - 1): word.storedText(of: value)], of: id, by: "test",
            once: UUID().uuidString)
    }

    /// Does what is due until nothing is.
    func work() async throws {
        let runner = JobRunner(
            database, handlers: room.handlers, schedules: room.schedules, holder: "test"
        ) { kind, error in Issue.record("\(kind): \(error)") }
        while try await runner.runDue() > 0 {}
    }

    func person(_ name: String, _ grants: [Grant] = [], _ memberships: [Membership] = []) -> Identity {
        Identity(
            person: ID(UUID()), name: name, grants: grants, memberships: memberships,
            enterprise: memberships.first?.enterprise)
    }

    var official: Identity { person("王经办", [Grant(.official, in: World.suzhou)]) }

    func member(of enterprise: EnterpriseID) -> Identity {
        person("陈会计", [], [Membership(of: enterprise, [.view, .apply])])
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

    let editor = Identity(person: ID(UUID()), name: "编辑")

    /// Puts a policy in force whose items ask for these conditions.
    @discardableResult
    func offer(
        _ title: String, _ conditions: [String], in region: Region = World.suzhou, amount: String? = nil,
        from day: Day? = nil, change: (inout PolicyContent) -> Void = { _ in }
    ) async throws -> PolicyVersion {
        var content = PolicyContent(title: title, level: .city, region: region)
        content.applying = .online
        content.items = conditions.enumerated().map { place, condition in
            var item = PolicyItem(key: String(place + 1), name: "项目\(place + 1)")
            item.rule = World.rule(condition, amount: amount)
            return item
        }
        change(&content)
        let id = try await policies.store.adopt(
            content, keptBy: region, department: nil, from: day ?? today, by: editor, once: title)
        return try #require(try await policies.store.version(id))
    }

    /// A rule file with its conditions one below the other.
    static func rule(_ conditions: String, amount: String? = nil) -> String {
        let lines = conditions.split(separator: "\n")
        let clauses = lines.enumerated().map { place, line in
            "    - {据: \"\(place + 1)\", 名: 条件\(place + 1), 当: \(line)}\n"
        }
        let texts = lines.enumerated().map { "  - {号: \"\($0 + 1)\", 文: \($1)。}\n" }
        return """
            规则: 测试奖励
            代码: test
            类别: 资助
            依据: {文件: 测试办法, 文号: 测〔2026〕1号, 发文: 测试局, 可信: 全文}
            适用: [{用途: 新申请, 自: 2020-01-01}]
            地域: 全国
            结论: 可以申请
            原文:
            \(texts.joined())条件:
              全部:
            \(clauses.joined())
            """ + (amount.map { "金额:\n  项:\n    - {名: 奖励, 据: \"1\", 算: \($0)}\n" } ?? "")
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

/// A message as it was handed over.
struct ToldMessage: Sendable {
    let topic: String
    let title: String
    let text: String
    /// The enterprise or the person.
    let to: String
}

extension World {
    /// All messages of a topic that were handed over, the first first.
    func told(_ topic: String) async throws -> [ToldMessage] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT topic, title_zh, text_zh, enterprise, person FROM outreach_message
                WHERE topic = $1
                ORDER BY created_at, id
                LIMIT 1000
                """, topic
            ).map { row in
                ToldMessage(
                    topic: try row["topic"], title: try row["title_zh"], text: try row["text_zh"],
                    to: try row["enterprise"] as String? ?? row["person"] as String? ?? "")
            }
        }
    }

    /// Releases a new version of a policy, by two people.
    func release(
        over policy: ID<Policy>, _ change: (inout PolicyContent) -> Void
    ) async throws -> ID<PolicyVersion> {
        let store = policies.store
        let key = UUID().uuidString
        let id = try await store.revise(policy, by: editor, once: key + "r")
        func revision() async throws -> Int64 { try #require(try await store.version(id)).revision }
        var content = try #require(try await store.version(id)).content
        change(&content)
        try await store.save(content, in: id, over: revision(), by: editor, once: key + "s")
        try await store.move(id, to: .checking, over: revision(), note: "", by: editor, once: key + "c")
        let other = person("另一人")
        try await store.approve(id, over: revision(), note: "", by: other, once: key + "a")
        try await store.release(id, from: today, over: revision(), by: editor, once: key + "1")
        try await store.release(id, from: today, over: revision(), by: other, once: key + "2")
        return id
    }

    /// Ends a version before its term.
    func withdraw(_ version: ID<PolicyVersion>) async throws {
        let revision = try #require(try await policies.store.version(version)).revision
        try await policies.store.move(
            version, to: .withdrawn, over: revision, note: "", by: editor, once: UUID().uuidString)
    }

    /// Brings in one application as the sheet of an official would, without the page.
    func apply(
        _ enterprise: EnterpriseID, for policy: Int64, on day: Day,
        _ result: ApplicationOutcome.Result = .pending, paidOn: Day? = nil
    ) async throws {
        let outcome = ApplicationOutcome(
            policy: policy, item: "", enterprise: enterprise, region: World.gusu, appliedOn: day,
            result: result, reason: "", amountFen: nil, decidedOn: paidOn, paidOn: paidOn)
        let letters = OutcomeLetters(words: try MessageWords(room.shelf), policies: [:], today: today)
        _ = try await room.outcomes.keep(
            [outcome], [], fileName: "x.csv", telling: letters, by: official, once: UUID().uuidString)
    }

    /// Adds somebody who holds a role in a region.
    func hold(_ role: Role, in region: Region) async throws -> ID<Person> {
        try await database.write { tx in
            let person: ID<Person> = tx.ground.id()
            try tx.run(
                """
                INSERT INTO person (id, name, password_changed_at, state, is_example, created_at)
                VALUES ($1, $2, 0, 'active', FALSE, 0)
                """, person, role.rawValue)
            try tx.run(
                """
                INSERT INTO role_grant (id, person, role, region, valid_from, granted_by, granted_at)
                VALUES ($1, $2, $3, $4, 0, 'test', 0)
                """, tx.ground.id() as ID<Grant>, person, role.rawValue, region.code)
            return person
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Rules
import Site
import Standards
import Store
import StoreTesting
import Synchronization
import Testing

@testable import Diagnosis

/// A register of two enterprises in memory, which notes what is declared.
final class TestRegister: EnterpriseFacts {
    let library: Library
    let known: [ReportedEnterprise]
    private let state = Mutex(
        (facts: [EnterpriseID: Facts](), declared: [[Facts.Key: String]](), keys: Set<String>()))

    init(_ library: Library, _ known: [ReportedEnterprise]) {
        self.library = library
        self.known = known
    }

    func reported(_ id: EnterpriseID) async throws -> ReportedEnterprise? { known.first { $0.id == id } }

    func facts(of id: EnterpriseID, knownAt: Int64?) async throws -> Facts {
        state.withLock { $0.facts[id] ?? Facts() }
    }

    func declare(
        _ facts: [Facts.Key: String], of id: EnterpriseID, by person: Identity, once key: String
    ) async throws {
        for (key, value) in facts {
            try set("\(library.vocabulary[key.word].name).\(key.year)", value, of: id, source: "自报")
        }
        state.withLock { state in if state.keys.insert(key).inserted { state.declared.append(facts) } }
    }

    var declared: [[Facts.Key: String]] { state.withLock { $0.declared } }

    /// States or forgets a fact, such as `收入.2025`.
    func set(_ name: String, _ value: String?, of id: EnterpriseID, source: String = "税务") throws {
        let parts = name.split(separator: ".").map(String.init)
        let word = try #require(library.vocabulary.word(named: parts[0]))
        let year = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let report = try value.map { text in
            Facts.Report(
                value: try #require(word.storedValue(text)), source: source,
                recorded: Day(reading: "2026-06-01"))
        }
        state.withLock {
            $0.facts[id, default: Facts()].set(report, for: Facts.Key(word: word.id, year: year))
        }
    }
}

/// Who knocks: the person that a header of the test names.
struct TestGate: Gate {
    let people: [String: Identity]
    let authorisation: Authorisation

    static let header = HTTPField.Name("X-Test-Person")!

    func identify(_ visit: Visit) async throws -> (any Sendable)? {
        visit.headers[Self.header].flatMap { people[$0] }
    }

    func admits(_ visit: Visit, to permission: Permission) async throws -> Bool {
        authorisation.mayAllow(visit.who, permission)
    }
}

/// A site with kept reports: two enterprises in two regions, their people, an official of one region.
struct KeptSite {
    let database: Database
    let clock: TestGround
    let register: TestRegister
    let gate: TestGate
    var library: Library

    static let suzhou = "320500"
    static let mine = EnterpriseID("01900000-0000-7000-8000-000000000001")!
    static let other = EnterpriseID("01900000-0000-7000-8000-000000000002")!

    init(_ database: Database, _ clock: TestGround, _ library: Library) throws {
        self.database = database
        self.clock = clock
        self.library = library
        let known = [
            ReportedEnterprise(
                id: Self.mine, name: "苏州育苗科技有限公司", creditCode: "91350100M000100Y43",
                region: try #require(Region(code: Self.suzhou))),
            ReportedEnterprise(
                id: Self.other, name: "南宁他人有限公司", creditCode: "91350100M000100Y43",
                region: try #require(Region(code: "450100"))),
        ]
        register = TestRegister(library, known)
        let ground = clock.ground
        func person(_ name: String, _ rights: Set<MemberRight>, of id: EnterpriseID) -> Identity {
            Identity(
                person: ground.id(), name: name, memberships: [Membership(of: id, rights)], enterprise: id)
        }
        let suzhou = try #require(Region(code: Self.suzhou))
        gate = TestGate(
            people: [
                "applicant": person("申报人", [.apply], of: Self.mine),
                "viewer": person("查看人", [.view], of: Self.mine),
                "stranger": person("外人", [.manage, .apply], of: Self.other),
                "homeless": Identity(
                    person: ground.id(), name: "无主", memberships: [Membership(of: Self.mine, [.apply])]),
                "official": Identity(
                    person: ground.id(), name: "经办人", grants: [Grant(.official, in: suzhou)]),
                "faraway": Identity(
                    person: ground.id(), name: "外地经办人",
                    grants: [Grant(.official, in: try #require(Region(code: "450000")))]),
            ], authorisation: try Authorisation([Diagnosis.admissions, Enterprises.admissions]))
    }

    var room: Diagnosis {
        get throws {
            try Diagnosis(
                library: library,
                keeping: ReportKeeping(
                    database: database, enterprises: register, authorisation: gate.authorisation))
        }
    }

    /// Runs a visitor, known by the gate under that name, through the real router.
    func visit(
        _ name: String? = nil, with rooms: [any Room] = [],
        _ journey: @escaping @Sendable (Browser) async throws -> Void
    ) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let clock = clock
        let settings = SiteSettings(
            port: 0, secret: Array(repeating: 1, count: 32),
            now: { Date(timeIntervalSince1970: TimeInterval(clock.ground.now() / 1000)) }, makeID: { UUID() })
        let application = try buildApplication(
            settings, rooms: [try room] + rooms, gate: gate, logger: logger)
        try await application.test(.router) { client in
            try await journey(Browser(client, as: name))
        }
    }

    /// Makes a report as the applicant; its id.
    func made(_ purpose: Purpose = .application) async throws -> ID<KeptReport> {
        let desk = ReportStore(database: database)
        let facts = try await register.facts(of: Self.mine, knownAt: nil)
        let day = Day(number: Int((clock.ground.now() + 8 * 3_600_000) / 86_400_000))
        let enterprise = try #require(try await register.reported(Self.mine))
        let report = library.keptReport(
            database.ground.id(), on: enterprise, facts, asOf: day, for: purpose, madeAt: clock.ground.now())
        let person = try #require(gate.people["applicant"])
        return try await desk.keep(report, by: person, once: report.id.text)
    }
}

/// Runs a test on a new database of a kind, with these rules in the small pack.
func withKeptSite(
    _ dialect: Dialect, rules: [String] = KeptFixture.rules, _ body: (KeptSite) async throws -> Void
) async throws {
    let clock = TestGround()
    try await withDatabase(dialect, Diagnosis.migrations, ground: clock) { database in
        try await body(KeptSite(database, clock, try TestSite.small(rules: rules).library))
    }
}

extension TestGround {
    /// Moves the clock on by whole days.
    func pass(days: Int64) { pass(milliseconds: days * 86_400_000) }
}

/// Rules that facts, days and versions move.
enum KeptFixture {
    static let rules = [
        Fixture.rule("staff", ["人数 ≥ 10人", "有资质"]), Fixture.rule("age", ["成立日期 距今 不少于 1年"]),
        Fixture.rule("near", ["人数 ≥ 15人"]), Fixture.rule("open", ["无关 ≥ 1人"]),
        Fixture.rule("local", ["人数 ≥ 1人"], region: "苏州市"),
        Fixture.rule("elsewhere", ["人数 ≥ 1人"], region: "南宁市"),
    ]
}

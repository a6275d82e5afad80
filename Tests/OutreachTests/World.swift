// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Site
import SiteTesting
import Standards
import Store
import StoreTesting
import Synchronization
import Testing

@testable import Outreach

/// A way out that keeps what it is given, and fails as the test says.
final class TestChannel: LetterChannel {
    let kind: ChannelKind
    let together: Int
    let hasOneServer = true
    private let state = Mutex((letters: [Letter](), verdict: LetterOutcome.sent(""), known: Set<String>()))

    init(_ kind: ChannelKind = .email, together: Int = 20) {
        self.kind = kind
        self.together = together
    }

    var letters: [Letter] { state.withLock { $0.letters } }

    /// What it says from now on.
    func say(_ verdict: LetterOutcome) { state.withLock { $0.verdict = verdict } }

    func send(_ letters: [Letter]) async -> [LetterOutcome] {
        state.withLock { state in
            state.letters += letters
            if case .sent = state.verdict { state.known.formUnion(letters.map(\.id)) }
            return letters.map { _ in state.verdict }
        }
    }

    func outcome(of letter: Letter) async -> LetterOutcome {
        state.withLock { $0.known.contains(letter.id) ? .sent("") : .later(.unsure) }
    }
}

/// The room on a new database, at a moment that the test chooses.
struct World: Sendable {
    let database: Database
    let room: Outreach
    let ground: TestGround
    let authorisation: Authorisation
    let channel: TestChannel

    static let gusu = Region(code: "320508")!
    static let suzhou = Region(code: "320500")!
    static let enterprise: EnterpriseID = ID("00000000-0000-7000-8000-000000000e01")!
    static let key = Array(repeating: UInt8(5), count: 32)

    static func with(
        _ dialect: Dialect = .sqlite, channels: ((Database) -> [any LetterChannel])? = nil,
        settings: OutreachSettings = OutreachSettings(site: SiteAddress(origin: "https://yumiao.test")),
        _ body: (World) async throws -> Void
    ) async throws {
        let ground = TestGround()
        let migrations = Accounts.migrations + Enterprises.migrations + Outreach.migrations
        try await withDatabase(dialect, migrations, ground: ground) { database in
            let authorisation = try Authorisation([Outreach.admissions])
            let channel = TestChannel()
            let room = try Outreach(
                database: database, authorisation: authorisation, key: key, settings: settings,
                channels: channels.map { $0(database) } ?? [channel])
            try await body(
                World(
                    database: database, room: room, ground: ground, authorisation: authorisation,
                    channel: channel))
        }
    }

    /// Sets the clock to a time of the next day in China.
    func move(to clock: String) {
        let minutes = Outreach.minutes(clock)!
        let now = ground.ground.now()
        let start = Day(milliseconds: now).adding(days: 1).startMilliseconds
        ground.pass(milliseconds: start + Int64(minutes) * 60_000 - now)
    }

    /// A person with an account, and with an address where a channel is named.
    func person(
        _ name: String, _ channels: [ChannelKind] = [], of enterprise: EnterpriseID? = nil
    ) async throws -> ID<Person> {
        let vault = try FileVault(path: database.configuration.filesPath, ground: ground.ground)
        let accounts = try Accounts(
            database: database, vault: vault, authorisation: authorisation, key: World.key)
        let id = try await accounts.store.addPerson(name: name, actor: "test")
        if let enterprise {
            let label = EnterpriseLabel(id: enterprise, name: "甲厂", region: World.gusu)
            try await accounts.store.join(label, id, rights: [.view], actor: "test")
        }
        try await database.write { tx in
            for channel in channels {
                let address: String =
                    switch channel {
                    case .email: "p\(id.text.suffix(6))@example.com"
                    case .sms: "13800000000"
                    case .webhook: "https://receiver.example.com/hook"
                    }
                try tx.keepAddress(address, channel, for: id)
            }
        }
        return id
    }

    func message(
        to recipient: NewMessage.Recipient, _ key: String = "k", topic: String = "policy.new",
        isUrgent: Bool = false, validTo: Day? = nil
    ) -> NewMessage {
        NewMessage(
            to: recipient, topic: topic, key: key, title: Bilingual("新政策 \(key)", "New policy \(key)"),
            text: Bilingual("您可以申请。", "You may apply."), path: "/policies/12?from=message",
            isUrgent: isUrgent, validTo: validTo)
    }

    func tell(_ messages: NewMessage...) async throws {
        try await database.write { tx in _ = try tx.tellAll(messages) }
    }

    /// Finds recipients and sends all that is due, as the jobs do.
    func work() async throws {
        let failures = Mutex<[String]>([])
        let runner = JobRunner(
            database, handlers: room.handlers, holder: "test",
            failed: { kind, error in failures.withLock { $0.append("\(kind): \(error)") } })
        while try await runner.runDue(limit: 4) > 0 {}
        #expect(failures.withLock { $0 } == [])
    }

    func states(_ person: ID<Person>) async throws -> [String] {
        try await database.read { reader in
            try reader.rows(
                "SELECT state, reason FROM outreach_delivery WHERE person = $1 ORDER BY id", person
            ).map { row in
                let (state, reason): (String, String) = (try row["state"], try row["reason"])
                return reason.isEmpty ? state : "\(state) \(reason)"
            }
        }
    }

    func identity(_ id: ID<Person>, _ grants: [Grant] = []) -> Identity {
        Identity(person: id, name: "王经办", grants: grants)
    }

    /// Lets time go by, with the work of each step.
    func pass(minutes: Int, steps: Int = 1) async throws {
        for _ in 0..<steps {
            ground.pass(milliseconds: Int64(minutes) * 60_000)
            try await room.expansion.wake()
            try await work()
        }
    }

    /// Today in China.
    var today: Day { Day(milliseconds: ground.ground.now()) }

    /// Runs a visitor through the real router.
    func visit(
        as who: Identity?, _ journey: @escaping @Sendable (Browser) async throws -> Void
    ) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let ground = ground.ground
        var settings = SiteSettings(
            port: 0, secret: Array(repeating: 7, count: 32),
            now: { Date(timeIntervalSince1970: Double(ground.now()) / 1000) }, makeID: { UUID() })
        settings.publicOrigin = "https://yumiao.test"
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

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import Intakes
import Logging
import Outreach
import Policies
import Rules
import Site
import SiteTesting
import Standards
import Store
import Synchronization
import Testing

@testable import Example
@testable import Platform

/// A whole house with the example city, served over a socket with its background work, as `yumiao serve`
/// does it. The city is made once and copied for each house, so that all begin alike.
struct House: Sendable {
    let platform: Platform
    let port: Int
    let clock: HouseClock

    /// Only read: nobody releases or sends anything here.
    static let still = Task { try await House.open("still") }
    /// Scenarios work here side by side, each on policies of its own.
    static let lively = Task { try await House.open("lively") }
    /// Its clock is moved on by the scenarios of ``ClockScenarios``, one after another.
    static let later = Task { try await House.open("later") }

    static let packs = RepositoryPacks.library

    /// Where the data of this test run is; removed when the process ends.
    private static let root: String = {
        let path = NSTemporaryDirectory() + "yumiao-scenarios-\(getpid())"
        atexit {
            try? FileManager.default.removeItem(
                atPath: NSTemporaryDirectory() + "yumiao-scenarios-\(getpid())")
        }
        return path
    }()

    /// The city on disk, closed.
    private static let city = Task {
        let path = root + "/city"
        let home = try DataHome(path: path, address: "", secretFile: nil)
        let platform = try await Platform.open(
            library: try packs.get(), home: home, ground: HouseClock().ground)
        try await platform.makeExampleCity(160)
        try await addMembers(platform)
        // What the new policies set going is done here once, instead of in each house.
        try await platform.audience.load()
        let runner = JobRunner(platform.database, handlers: platform.handlers, holder: "city")
        while try await runner.runDue() > 0 {}
        await platform.close()
        return path
    }

    /// Members of more enterprises than the city has signed-in people for: one in another county.
    private static func addMembers(_ platform: Platform) async throws {
        let everybody = try await platform.enterprises.census(limit: 1_000).enterprises
        let shuyang = try #require(
            try everybody.first {
                try $0.enterprise.region.code == "321322" && isSmallManufacturer($0, platform.library)
            }
        ).enterprise
        let accounts = platform.accounts.store
        let id = try await accounts.addPerson(name: "沭阳吴", isExample: true, actor: ExampleCity.actor)
        try await accounts.join(
            EnterpriseLabel(id: shuyang.id, name: shuyang.name, region: shuyang.region), id,
            rights: [.manage, .apply], actor: ExampleCity.actor)
        try await ExampleCity(database: platform.database).store.offer(
            ExampleSignIn(person: id, chinese: "沭阳企业管理员", english: "Manager in Shuyang"), at: 90)
    }

    private static func open(_ name: String) async throws -> House {
        let path = root + "/" + name
        try FileManager.default.copyItem(atPath: try await city.value, toPath: path)
        let home = try DataHome(path: path, address: "", secretFile: nil)
        let clock = HouseClock()
        var outreach = OutreachSettings(site: SiteAddress(origin: "http://127.0.0.1"))
        outreach.webhook = .anywhere
        var fetching = FetchSettings()
        fetching.allowedHosts = [try await NoticeSite.shared.value.host]
        fetching.delayMilliseconds = 20
        let platform = try await Platform.open(
            library: try packs.get(), home: home, ground: clock.ground, outreach: outreach,
            fetching: fetching)
        let settings = SiteSettings(
            port: 0, secret: home.key(for: "site"), rates: nil, now: { clock.date }, makeID: { UUID() })
        let (ports, told) = AsyncThrowingStream<Int, any Error>.makeStream()
        var logger = Logger(label: "scenario \(name)")
        logger.logLevel = .critical
        Task { [logger] in
            do {
                try await platform.run(settings, logger: logger) { told.yield($0) }
                told.finish()
            } catch {
                told.finish(throwing: error)
            }
        }
        for try await port in ports {
            let house = House(platform: platform, port: port, clock: clock)
            try await house.wait("everybody is loaded") { platform.audience.isReady }
            return house
        }
        throw HouseClosed()
    }

    /// The day there, in China.
    var today: Day { Day(milliseconds: clock.now) }

    /// Waits until something is so; what never is so is a failure that says what.
    func wait(
        _ what: String, seconds: Int = 30, _ isSo: @Sendable () async throws -> Bool
    ) async throws {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        while clock.now < end {
            if try await isSo() { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw NeverSo(what: what)
    }

    // MARK: - Facts to compare pages with, counted by the test itself

    /// Every policy that everybody may read, in the version that is shown.
    func published() async throws -> [PolicyVersion] {
        var all: [PolicyVersion] = []
        for stage in [PolicyStage.released, .expired, .withdrawn] {
            all += try await platform.policies.store.versions(at: stage)
        }
        return Dictionary(grouping: all) { $0.policy.number }.values
            .compactMap { $0.max { $0.version < $1.version } }.sorted { $0.policy.number < $1.policy.number }
    }

    /// Everybody in the register with what is known of them.
    func everybody() async throws -> [KnownEnterprise] {
        try await platform.enterprises.census(limit: 1_000).enterprises
    }

    /// The enterprise that 赵总 manages.
    func ownEnterprise() async throws -> KnownEnterprise {
        let name = "宿迁云杉医疗器械有限公司（示例）"
        return try #require(try await everybody().first { $0.enterprise.name == name })
    }

    /// Small by hand: manufacturing, 20 people and 3 million at least, and one of both below medium.
    static func isSmallManufacturer(_ known: KnownEnterprise, _ library: Library) throws -> Bool {
        guard known.enterprise.industry?.section.code == "C",
            let staff = try number("从业人员", 2025, of: known, library),
            let revenue = try number("营业收入", 2025, of: known, library)
        else { return false }
        return staff >= 20 && revenue >= 3_000_000 && (staff < 300 || revenue < 20_000_000)
    }

    /// A stated number of an enterprise; nil when nobody knows it.
    static func number(
        _ word: String, _ year: Int, of known: KnownEnterprise, _ library: Library
    ) throws -> Double? {
        let word = try #require(library.vocabulary.word(named: word))
        guard case .number(let value)? = known.facts[Facts.Key(word: word.id, year: year)]?.value else {
            return nil
        }
        return value.double
    }

    /// A number of text lines in the letterbox for a telephone or address.
    func letters(to address: String) async throws -> [String] {
        try await platform.database.read { reader in
            try reader.rows(
                "SELECT title, text FROM outreach_letterbox WHERE address = $1 ORDER BY at LIMIT 100", address
            ).map { try $0["title"] + "\n" + $0["text"] }
        }
    }

    // MARK: - Policies of a scenario's own

    /// Puts a policy in force as an import of today's news would: matched, and told of.
    @discardableResult
    func offer(
        _ title: String, _ conditions: [String], amount: String? = nil, in region: String = "321300",
        change: (inout PolicyContent) -> Void = { _ in }
    ) async throws -> PolicyVersion {
        let place = try #require(Region(code: region))
        var content = PolicyContent(title: title, level: .city, region: place)
        content.applying = .online
        content.issuers = ["宿迁市工业和信息化局（示例）"]
        content.publishedOn = today
        var item = PolicyItem(key: "1", name: title)
        item.rule = House.rule(conditions, amount: amount, in: region)
        (item.office, item.phone) = ("企业处（示例）", "0527-0000 0188")
        content.items = [item]
        change(&content)
        let editor = Identity(person: ID(UUID()), name: "情景编辑")
        let id = try await platform.policies.store.adopt(
            content, keptBy: place, department: nil, from: today, by: editor, once: title)
        let number = try #require(try await platform.policies.store.version(id)).policy.number
        try await wait("\(title) is matched") {
            platform.audience.policiesInForce.contains { $0.number == number }
        }
        let visitor = Visitor(self)
        try await wait("\(title) is listed") {
            try await visitor.open("/policies/\(number)/share").status == 200
        }
        return try #require(try await platform.policies.store.version(id))
    }

    /// A rule file with its conditions one below the other.
    static func rule(_ conditions: [String], amount: String? = nil, in region: String) -> String {
        let clauses = conditions.enumerated().map { place, line in
            "    - {据: \"\(place + 1)\", 名: 条件\(place + 1), 当: \(line)}\n"
        }
        let texts = conditions.enumerated().map { "  - {号: \"\($0 + 1)\", 文: \($1)。}\n" }
        return """
            规则: 情景奖励
            代码: scenario
            类别: 资助
            依据: {文件: 情景办法, 文号: 示例〔2026〕1号, 发文: 示例局, 可信: 全文}
            适用: [{用途: 新申请, 自: 2020-01-01}]
            地域: "\(region)"
            结论: 可以申请
            原文:
            \(texts.joined())条件:
              全部:
            \(clauses.joined())
            """ + (amount.map { "金额:\n  项:\n    - {名: 奖励, 据: \"1\", 算: \($0)}\n" } ?? "")
    }
}

/// A clock that goes on like every clock, from ten in the morning of Wednesday, 18 November 2026 in China,
/// and that a scenario may move on.
final class HouseClock: Sendable {
    private static let begin = ContinuousClock.now
    fileprivate let moved = Mutex(Int64(0))

    /// Milliseconds since 1970.
    var now: Int64 {
        let gone = Int64((ContinuousClock.now - HouseClock.begin) / .milliseconds(1))
        return 1_794_967_200_000 + gone + moved.withLock { $0 }
    }

    var date: Date { Date(timeIntervalSince1970: Double(now) / 1000) }

    var ground: Ground {
        Ground(
            now: { [self] in now },
            random: {
                var source = SystemRandomNumberGenerator()
                return source.next()
            })
    }

    /// Moves on to an hour of a day in China.
    func move(to day: Day, hour: Int) {
        let target = day.startMilliseconds + Int64(hour) * 3_600_000
        let gap = target - now
        moved.withLock { $0 += max(0, gap) }
    }
}

extension HouseClock {
    /// Moves on by some milliseconds.
    func move(by milliseconds: Int64) { moved.withLock { $0 += milliseconds } }
}

extension Day {
    /// When the day begins in China, in milliseconds since 1970.
    var startMilliseconds: Int64 {
        let epoch = Day(milliseconds: 0)
        return Int64(epoch.days(until: self)) * 86_400_000 - 8 * 3_600_000
    }
}

/// A server that stopped before it listened.
struct HouseClosed: Error {}

/// Something that a scenario waited for never happened.
struct NeverSo: Error {
    let what: String
}

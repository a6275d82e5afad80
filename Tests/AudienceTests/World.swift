// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Policies
import Rules
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Audience

/// Everybody on a new database, with a fixed day and the official packs.
struct World: Sendable {
    let database: Database
    let ground: TestGround
    let enterprises: Enterprises
    let policies: Policies
    let audience: Audience
    let library: Library

    static let suzhou = Region(code: "320500")!
    static let gusu = Region(code: "320508")!
    static let wuxi = Region(code: "320200")!
    static let binhu = Region(code: "320211")!

    static let packs = RepositoryPacks.library

    static func with(
        _ dialect: Dialect = .sqlite, _ body: (World) async throws -> Void
    ) async throws {
        let ground = TestGround()
        let migrations = Accounts.migrations + Enterprises.migrations + Policies.migrations
        try await withDatabase(dialect, migrations, ground: ground) { database in
            let library = try packs.get()
            let enterprises = Enterprises(
                database: database,
                vault: try FileVault(path: database.configuration.filesPath, ground: ground.ground),
                library: library, authorisation: try Authorisation([Enterprises.admissions]),
                codeKey: try CodeKey(seed: Array(repeating: 9, count: 32)))
            let policies = Policies(database: database)
            let audience = Audience(
                database: database, enterprises: enterprises, policies: policies, library: library)
            try await body(
                World(
                    database: database, ground: ground, enterprises: enterprises, policies: policies,
                    audience: audience, library: library))
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
        state: Enterprise.State = .active
    ) async throws -> EnterpriseID {
        let entry = RegisterEntry(
            code: World.code(number), name: "示例企业\(number)", region: region,
            industry: Industry(code: industry), founded: Day(isoText: "2010-05-01"), state: state,
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

    let editor = Identity(person: ID(UUID()), name: "编辑")

    /// Puts a policy in force whose items ask for these conditions.
    @discardableResult
    func offer(
        _ title: String, _ conditions: [String], in region: Region = World.suzhou, amount: String? = nil,
        from day: Day? = nil
    ) async throws -> PolicyVersion {
        var content = PolicyContent(title: title, level: .city, region: region)
        content.applying = .online
        content.items = conditions.enumerated().map { place, condition in
            var item = PolicyItem(key: String(place + 1), name: "项目\(place + 1)")
            item.rule = World.rule(condition, amount: amount)
            return item
        }
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

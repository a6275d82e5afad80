// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Rules
import Site
import SiteTesting
import Standards
import Store
import StoreTesting
import Synchronization
import Testing

@testable import Outreach

@Suite("Messages to many")
struct MailingTests {
    private static let library = RepositoryPacks.library

    /// A code whose check character is right.
    private static func code(_ number: Int) -> CreditCode {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        let body = "91320508MA" + String(format: "%06d", number) + "0"
        let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
        let sum = zip(body, weights).reduce(0) { $0 + alphabet.firstIndex(of: $1.0)! * $1.1 }
        return CreditCode(codedText: body + String(alphabet[(31 - sum % 31) % 31]))!
    }

    /// A world with a register of four enterprises; those with an even number have a member.
    private func with(
        _ dialect: Dialect, _ body: (World, [EnterpriseID], [ID<Person>]) async throws -> Void
    ) async throws {
        let settings = OutreachSettings(site: SiteAddress(origin: "https://yumiao.test"))
        try await World.with(dialect) { (plain: World) async throws -> Void in
            let vault = try FileVault(
                path: plain.database.configuration.filesPath, ground: plain.ground.ground)
            let register = Enterprises(
                database: plain.database, vault: vault, library: try Self.library.get(),
                authorisation: plain.authorisation,
                codeKey: try CodeKey(seed: Array(repeating: 9, count: 32)), recipients: { [] })
            let room = try Outreach(
                database: plain.database, authorisation: plain.authorisation, key: World.key,
                settings: settings, enterprises: register, channels: [plain.channel])
            let world = World(
                database: plain.database, room: room, ground: plain.ground,
                authorisation: plain.authorisation, channel: plain.channel)
            var (ids, people): ([EnterpriseID], [ID<Person>]) = ([], [])
            let facts: [(industry: String, founded: String)] = [
                ("C34", "2026-11-01"), ("C34", "2015-01-01"), ("I65", "2026-11-02"), ("C35", "2026-10-31"),
            ]
            for (number, fact) in facts.enumerated() {
                let entry = RegisterEntry(
                    code: Self.code(number + 1), name: "企业\(number)", region: World.gusu,
                    industry: Industry(code: fact.industry), founded: Day(isoText: fact.founded),
                    state: .active, source: "市场监管")
                ids.append(try await register.record(entry, by: "test", once: UUID().uuidString))
                if number.isMultiple(of: 2) {
                    people.append(try await world.person("会计\(number)", of: ids[number]))
                }
            }
            try await body(world, ids, people)
        }
    }

    private func fields(_ changes: [String: String] = [:]) -> [(String, String)] {
        [
            ("region", "320508"), ("section", ""), ("label", ""), ("since", ""), ("topic", "notice"),
            ("title-zh", "新登记企业须知"), ("text-zh", "请完善企业信息。"), ("title-en", "For new enterprises"),
            ("text-en", "Please complete your file."), ("path", "/policies"),
        ].map { ($0.0, changes[$0.0] ?? $0.1) }
    }

    @Test("Those who are chosen are told once, after the number was typed", arguments: everyDialect)
    func told(dialect: Dialect) async throws {
        try await with(dialect) {
            (world: World, _: [EnterpriseID], people: [ID<Person>]) async throws -> Void in
            let official = world.identity(people[0], [Grant(.operator, in: World.suzhou)])
            try await world.visit(as: official) { (browser: Browser) async throws -> Void in
                let blank = try await browser.open("/outreach/mailings/new")
                let check = try await browser.send(blank, fields(["region": "320500"]))
                #expect(check.text.contains("企业 4 家，其中 2 家"))
                let refused = try await browser.send(check, [("count", "4")])
                #expect(refused.status == 422)
                #expect(refused.text.contains("没有发送"))
                #expect(try await world.room.mailings.latest().isEmpty)
                let begun = try await browser.send(refused, [("count", "2")])
                #expect(begun.text.contains("0 / 2"))
                try await world.work()
                let done = try await browser.open(begun.address)
                #expect(done.text.contains("已发送：2 家"))
                // The form again, as a browser that goes back sends it: nobody is told twice.
                _ = try await browser.send(refused, [("count", "2")])
                try await world.work()
            }
            for person in people { #expect(try await world.room.inbox.unread(of: person) == 1) }
            var question = AuditQuestion()
            question.action = "outreach.mailing"
            let asked = question
            let entries = try await world.database.read { try $0.auditEntries(asked) }
            #expect(entries.count == 1)
        }
    }

    @Test("Industry and day of registration choose", arguments: everyDialect)
    func choice(dialect: Dialect) async throws {
        try await with(dialect) { (world: World, ids: [EnterpriseID], _: [ID<Person>]) async throws -> Void in
            func count(_ section: String?, _ since: String?) async throws -> [Int] {
                let choice = EnterpriseChoice(
                    in: World.suzhou, section: section, foundedSince: since.flatMap { Day(isoText: $0) })
                let found = try await world.room.mailings.count(choice)
                return [found.all, found.reachable]
            }
            #expect(try await count(nil, nil) == [4, 2])
            #expect(try await count("C", nil) == [3, 1])
            #expect(try await count(nil, "2026-11-01") == [2, 2])
            #expect(try await count("C", "2026-11-01") == [1, 1])
            #expect(try await count("A", nil) == [0, 0])
            let elsewhere = EnterpriseChoice(in: Region(code: "320200")!)
            #expect(try await world.room.mailings.count(elsewhere).all == 0)
        }
    }

    @Test("An official of a county finds the way, writes Chinese only, and sees what became of it")
    func county() async throws {
        try await with(.sqlite) {
            (world: World, _: [EnterpriseID], people: [ID<Person>]) async throws -> Void in
            world.move(to: "10:00")
            try await world.database.write { tx in
                for person in people {
                    try tx.keepAddress("p\(person.text.suffix(6))@a.cn", .email, for: person)
                }
            }
            try await world.room.wishes.silence(.email, .notice, for: people[1])
            let official = world.identity(people[0], [Grant(.official, in: World.suzhou)])
            let address = Mutex("")
            try await world.visit(as: official) { (browser: Browser) async throws -> Void in
                let home = try await browser.open("/messages")
                #expect(home.html.contains("\"/outreach/mailings\""))
                #expect(!home.html.contains("\"/outreach\""))
                #expect(try await browser.open("/outreach/mailings").text.contains("还没有群发过"))
                let blank = try await browser.open("/outreach/mailings/new")
                let check = try await browser.send(
                    blank, fields(["region": "320500", "title-en": "", "text-en": ""]))
                #expect(check.text.contains("没有英文"))
                let begun = try await browser.send(check, [("count", "2")])
                #expect(begun.text.contains("还没有要从这些渠道发出的消息"))
                try await world.work()
                let done = try await browser.open(begun.address)
                #expect(done.text.contains("已进入 2 人的站内消息，其中 0 人已打开"))
                #expect(try await browser.open("/outreach/mailings").text.contains("新登记企业须知"))
                address.withLock { $0 = begun.address }
            }
            let id = try #require(
                ID<Mailing>(String(address.withLock { $0 }.split(separator: "/").last ?? "")))
            // One letter went; who wanted none got none, and has it in the inbox.
            #expect(
                try await world.room.mailings.deliveries(of: id)
                    == [DeliveryCount(channel: .email, state: .sent, count: 1)])
            #expect(world.channel.letters.map(\.subject) == ["新登记企业须知"])
            let message = try await world.room.inbox.entries(
                of: people[1], before: nil, onlyUnread: true, limit: 9
            ).entries[0].message
            try await world.visit(as: world.identity(people[1])) { (browser: Browser) async throws -> Void in
                let english = try await browser.open("/messages/\(message.id.text)?lang=en")
                #expect(english.html.contains("<h1 lang=\"zh-Hans\">新登记企业须知</h1>"))
                #expect(english.html.contains("<p lang=\"zh-Hans\">请完善企业信息。</p>"))
                #expect(english.text.contains("This message is in Chinese only."))
                let chinese = try await browser.open("/messages/\(message.id.text)?lang=zh-Hans")
                #expect(!chinese.html.contains("<h1 lang"))
                #expect(!chinese.text.contains("只有中文"))
            }
            #expect(try await world.room.mailings.readers(of: id).opened == 1)
        }
    }

    @Test("Nobody writes outside of the own region, or without words that it needs")
    func refused() async throws {
        try await with(.sqlite) {
            (world: World, _: [EnterpriseID], people: [ID<Person>]) async throws -> Void in
            let official = world.identity(people[0], [Grant(.official, in: World.gusu)])
            try await world.visit(as: official) { (browser: Browser) async throws -> Void in
                let blank = try await browser.open("/outreach/mailings/new")
                for (change, fault) in [
                    (["region": "320500"], "请选择您有权限的地区"), (["title-en": ""], "都填，或都不填"),
                    (["title-zh": ""], "最多 60 字"),
                    (["since": "2026-13-01"], "这不是一个日期"), (["path": "https://evil.example"], "以 / 开头"),
                    (["path": "//evil.example"], "以 / 开头"), (["section": "ZZ"], "请从列表中选择"),
                ] {
                    let page = try await browser.send(blank, fields(change))
                    #expect(page.status == 422, "\(change)")
                    #expect(page.text.contains(fault), "\(change)")
                }
                // A state from elsewhere does not help.
                #expect(try await browser.open("/outreach/mailings/confirm?state=x").status != 200)
            }
            let other = world.identity(people[0], [Grant(.official, in: Region(code: "320200")!)])
            let mailing = Mailing(
                region: "320508", section: "", label: "", since: "", topic: "notice",
                title: Bilingual("a", "a"), text: Bilingual("b", "b"), path: "")
            let id = try await world.room.mailings.begin(
                mailing, try #require(mailing.choice), foreseen: 2, by: official, once: "m")
            try await world.visit(as: other) { (browser: Browser) async throws -> Void in
                #expect(try await browser.open("/outreach/mailings/\(id.text)").status == 404)
            }
            try await world.visit(as: official) { (browser: Browser) async throws -> Void in
                #expect(try await browser.open("/outreach/mailings/\(id.text)").status == 200)
            }
        }
    }

    @Test("The operators see counts, failures and the way to try again")
    func operation() async throws {
        try await with(.sqlite) { (world: World, _: [EnterpriseID], _: [ID<Person>]) async throws -> Void in
            let person = try await world.person("丁", [.email])
            world.move(to: "10:00")
            world.channel.say(.refused(.refused))
            try await world.tell(world.message(to: .person(person)))
            try await world.work()
            let who = world.identity(person, [Grant(.operator, in: World.suzhou)])
            try await world.visit(as: who) { (browser: Browser) async throws -> Void in
                let page = try await browser.open("/outreach")
                #expect(page.text.contains("对方不接受这个地址"))
                world.channel.say(.sent(""))
                let again = try await browser.send(page, [("failure", "email refused")])
                #expect(again.status == 200)
                try await world.work()
                #expect(try await browser.open("/outreach").text.contains("没有未送达的投递"))
                #expect(try await browser.open("/outreach/letterbox").status == 404)
            }
            #expect(try await world.states(person) == ["sent"])
        }
    }
}

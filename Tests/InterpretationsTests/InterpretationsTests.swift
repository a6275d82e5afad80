// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Outreach
import Policies
import Site
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Interpretations

@Suite("Interpretations")
struct InterpretationsTests {
    /// The head of a file in WebM and a body that is told apart.
    private static let film: [UInt8] =
        [0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x82, 0x84] + Array("webm".utf8)
        + (0..<500).map { UInt8($0 % 251) }
    private static let words = "给完成技术改造的企业补助设备投入的百分之十，最高二百万元，五月一日起申报。"

    @Test(
        "The texts that may be quoted are those that are shown of policies in force",
        arguments: everyDialect)
    func texts(_ dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let version = try await world.release()
            func publish(_ title: String, _ key: String) async throws -> ID<Interpretation> {
                try await world.room.store.publish(
                    NewInterpretation(
                        policy: version.policy.id, kind: .text, title: title, author: "市工信局",
                        text: Self.words, file: nil, fileName: ""), by: world.official, once: key)
            }
            let first = try await publish("一图读懂", "a")
            #expect(try await world.room.texts().map(\.title) == ["一图读懂"])
            let second = try await publish("问答", "b")
            let texts = try await world.room.texts()
            #expect(texts.map(\.title) == ["一图读懂", "问答"] && texts.allSatisfy { $0.text == Self.words })
            #expect(texts.allSatisfy { $0.policy == version.policy.number && $0.inForceFrom != nil })
            #expect(texts.map(\.path) == [first, second].map { "/interpretations/\($0.text)" })
            try await world.room.store.remove(first, reason: "有误", by: world.official, once: "c")
            #expect(try await world.room.texts().map(\.title) == ["问答"])
            try await world.database.write {
                try $0.run("UPDATE policy_version SET stage = 'withdrawn' WHERE id = $1", version.id)
            }
            #expect(try await world.room.texts() == [])
        }
    }

    @Test("A release begins a clock of two working days, an interpretation ends it", arguments: everyDialect)
    func clock(_ dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let version = try await world.release()
            let duty = try #require(try await world.room.dutyStore.open().first)
            // Wednesday, 18 November 2026: two working days end on Friday.
            #expect(duty.releasedOn.isoText == "2026-11-18" && duty.dueOn?.isoText == "2026-11-20")
            _ = try await world.room.store.publish(
                NewInterpretation(
                    policy: version.policy.id, kind: .text, title: "一图读懂", author: "市工信局", text: Self.words,
                    file: nil, fileName: ""), by: world.official, once: "a")
            #expect(try await world.room.dutyStore.open().isEmpty)
            #expect(try await world.room.store.interpretations(of: version.policy.id).count == 1)
        }
    }

    @Test(
        "What only a removed interpretation met is owed again; not while another one stands",
        arguments: everyDialect)
    func reopening(_ dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let version = try await world.release()
            let store = world.room.store
            func publish(_ key: String) async throws -> ID<Interpretation> {
                try await store.publish(
                    NewInterpretation(
                        policy: version.policy.id, kind: .text, title: "一图读懂", author: "市工信局",
                        text: Self.words, file: nil, fileName: ""), by: world.official, once: key)
            }
            let (first, second) = (try await publish("a"), try await publish("b"))
            try await store.remove(first, reason: "有误", by: world.official, once: "c")
            #expect(try await world.room.dutyStore.open().isEmpty)
            try await store.remove(second, reason: "有误", by: world.official, once: "d")
            let duty = try #require(try await world.room.dutyStore.open().first)
            #expect(duty.version == version.id && duty.dueOn?.isoText == "2026-11-20")
        }
    }

    @Test("A day that could not be counted at the release is counted later", arguments: everyDialect)
    func dating(_ dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let version = try await world.release()
            try await world.database.write {
                // As it was kept while the calendar was unknown; and one whose calendar is unknown still.
                try $0.run("UPDATE interpretation_duty SET due_on = NULL WHERE version = $1", version.id)
            }
            #expect(try await world.room.dutyStore.open().map(\.dueOn) == [nil])
            try await world.database.write { try $0.remindOfDuties() }
            #expect(try await world.room.dutyStore.open().map(\.dueOn?.isoText) == ["2026-11-20"])
            try await world.database.write {
                let far = try #require(Day(isoText: "2099-03-02"))
                try $0.run("UPDATE interpretation_duty SET due_on = NULL, released_on = $1", far.number)
                try $0.dateDuties()
            }
            #expect(try await world.room.dutyStore.open().map(\.dueOn) == [nil])
        }
    }

    @Test("What came as history owes nothing, and of what ended nothing is owed", arguments: everyDialect)
    func exempt(_ dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let adoption = PolicyAdoption(
                PolicyContent(title: "旧政策", level: .city, region: World.suzhou), keptBy: World.suzhou,
                department: nil, releasedFrom: world.today)
            let official = world.official
            _ = try await world.database.write { tx in try tx.adopt(adoption, by: official) }
            try await world.work()
            #expect(try await world.room.dutyStore.open().isEmpty)
            let version = try await world.release()
            #expect(try await world.room.dutyStore.open().count == 1)
            try await world.room.policies.store.move(
                version.id, to: .withdrawn, over: version.revision, note: "", by: official, once: "w")
            try await world.work()
            #expect(try await world.room.dutyStore.open().isEmpty)
        }
    }

    @Test(
        "Reminders come before the last day and on every working day behind it, to those who owe",
        arguments: everyDialect)
    func reminders(_ dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let store = world.accounts.store
            let official = try await store.addPerson(name: "经办", actor: "t")
            try await store.grant(Grant(.official, in: World.suzhou), to: official, actor: "t")
            let supervisor = try await store.addPerson(name: "督导", actor: "t")
            try await store.grant(Grant(.supervisor, in: World.suzhou), to: supervisor, actor: "t")
            let banker = try await store.addPerson(name: "银行", actor: "t")
            try await store.grant(Grant(.bank, in: World.suzhou), to: banker, actor: "t")
            let other = try await store.addPerson(name: "无锡", actor: "t")
            try await store.grant(Grant(.official, in: World.wuxi), to: other, actor: "t")
            _ = try await world.release()
            var told: [String: [String]] = [:]
            for _ in 0..<7 {
                let messages = try await world.database.write { try $0.remindersOfToday() }
                told[world.today.isoText] = messages.map { message in
                    guard case .person(let id) = message.recipient else { return "?" }
                    let names = [official: "official", supervisor: "supervisor"]
                    return "\(message.topic) \(names[id] ?? "?")"
                }.sorted()
                world.ground.pass(milliseconds: 86_400_000)
            }
            let before = ["interpretation.due official"]
            let late = ["interpretation.overdue official", "interpretation.overdue supervisor"]
            #expect(
                told == [
                    "2026-11-18": [], "2026-11-19": before, "2026-11-20": before, "2026-11-21": [],
                    "2026-11-22": [], "2026-11-23": late, "2026-11-24": late,
                ])
            let keys = try await world.database.write { try $0.remindersOfToday().map(\.key) }
            #expect(Set(keys).count == keys.count)
        }
    }

    @Test(
        "An official adds a film with its transcript; everybody sees it, players get the part they want"
    )
    func journey() async throws {
        try await World.with { world in
            let version = try await world.release()
            let write = "/interpretations/write/\(version.policy.number)"
            try await world.visit(as: world.official) { browser, client in
                let form = try await browser.open(write)
                let bare = try await browser.send(
                    form, [("kind", "film"), ("title", "一看就懂"), ("author", "市工信局"), ("text", "短")])
                #expect(bare.status == 422 && bare.text.contains("文字稿") && bare.text.contains("请选择文件"))
                let fake = try await browser.send(
                    form,
                    [("kind", "film"), ("title", "一看就懂"), ("author", "市工信局"), ("text", Self.words)],
                    file: ("file", "a.mp4", Array("<html><script>".utf8)))
                #expect(fake.status == 422 && fake.text.contains("MP4"))
                let shown = try await browser.send(
                    form,
                    [("kind", "film"), ("title", "一看就懂"), ("author", "市工信局"), ("text", Self.words)],
                    file: ("file", "a.webm", Self.film))
                #expect(shown.status == 200 && shown.html.contains("<video controls"))
                #expect(shown.text.contains("文字稿") && shown.text.contains(Self.words))
                #expect(
                    shown.headers[.contentSecurityPolicy]?.hasSuffix("base-uri 'none'; media-src 'self'")
                        == true)
            }
            let one = try #require(try await world.room.store.interpretations(of: version.policy.id).first)
            try await world.visit(as: nil) { browser, client in
                let list = try await browser.open("/interpretations?lang=en")
                #expect(list.text.contains("Film") && list.text.contains("一看就懂"))
                #expect(list.headers[.contentSecurityPolicy]?.contains("media-src") == false)
                let cases: [(String?, Int, ClosedRange<Int>?, String?)] = [
                    (nil, 200, 0...511, nil), ("bytes=10-19", 206, 10...19, "bytes 10-19/512"),
                    ("bytes=500-", 206, 500...511, "bytes 500-511/512"),
                    ("bytes=-2", 206, 510...511, "bytes 510-511/512"),
                    ("bytes=512-", 416, nil, "bytes */512"),
                    ("bytes=0-1,4-5", 200, 0...511, nil), ("bytes=9-3", 200, 0...511, nil),
                ]
                for (range, status, part, told) in cases {
                    var headers = HTTPFields()
                    headers[.range] = range
                    let answer = try await client.execute(
                        uri: one.path + "/file", method: .get, headers: headers)
                    #expect(answer.status.code == status, "\(range ?? "-")")
                    #expect(answer.headers[.contentRange] == told)
                    if let part {
                        #expect(Array(answer.body.readableBytesView) == Array(Self.film[part]))
                        #expect(answer.headers[.contentType] == "video/webm")
                    }
                }
                #expect(try await browser.open(write).status == 403)
            }
            try await world.visit(as: world.stranger) { browser, _ in
                let closed = try await browser.open(write)
                #expect(closed.status == 404)
                #expect(try await browser.open(one.path + "/remove").status == 404)
            }
            try await world.visit(as: world.official) { browser, _ in
                let form = try await browser.open(one.path + "/remove")
                #expect(try await browser.send(form, [("reason", "")]).status == 422)
                #expect(try await browser.send(form, [("reason", "数字有误")]).status == 200)
                let gone = try await browser.open(one.path)
                #expect(gone.status == 410 && gone.text.contains("数字有误"))
                #expect(try await browser.open(one.path + "/file").status == 404)
            }
        }
    }

    @Test("Supervisors see what is overdue, each only of their regions")
    func overview() async throws {
        try await World.with { world in
            _ = try await world.release("关于数字化的若干措施")
            world.ground.pass(milliseconds: 5 * 86_400_000)
            try await world.visit(as: world.supervisor) { browser, _ in
                let page = try await browser.open("/interpretations/duties")
                #expect(page.text.contains("关于数字化的若干措施") && page.text.contains("已逾期"))
                #expect(page.text.contains("1 份解读已逾期"))
            }
            try await world.visit(as: world.stranger) { browser, _ in
                let duties = try await browser.open("/interpretations/duties")
                #expect(duties.text.contains("没有待上传的解读"))
            }
        }
    }

    private func sample(_ visit: Visit, _ kind: Interpretation.Kind) -> InterpretationPage {
        var page = InterpretationPage("甲", in: visit)
        page.titleLanguage = "zh-Hans"
        page.lead = "a"
        page.notices = [Notice("a", .info)]
        page.media = InterpretationPage.Media(
            href: visit.link("/a"), type: "PNG", label: "b", isSound: kind == .sound, isFilm: kind == .film,
            isPicture: kind == .picture)
        page.textTitle = "a"
        page.paragraphs = [.init(text: "a")]
        page.rows = KeyValueList([.init("a", "b")])
        page.actions = [Link("a", visit.link("/"))]
        page.form = Form.asking("/", in: visit, fields: [Field("a", "b", .text())], button: "c")
        page.panels = [Panel(id: "a", title: "b", text: "c")]
        return page
    }

    @Test("Every tag is a stored property, and every word is there", arguments: Language.allCases)
    func templates(language: Language) async throws {
        try await World.with { world in
            let visit = try Visit.example(rooms: [world.room], in: language)
            let samples: [any Page] =
                Interpretation.Kind.allCases.map { sample(visit, $0) } + [InterpretationPage("a", in: visit)]
            #expect(try TemplateReview(of: world.room.shelf).findings(in: samples) == [])
            #expect(try WordBook(shelves: [.site, world.room.shelf]).findings() == [])
        }
    }

    @Test(
        "Sound, film and pictures are known by their first bytes",
        arguments: [
            ([0x49, 0x44, 0x33, 0x04, 0, 0] as [UInt8], FileKind.mp3), ([0xFF, 0xFB, 0x90, 0x00], .mp3),
            (Array("OggS\0\u{2}".utf8), .ogg), ([0, 0, 0, 0x20] + Array("ftypM4A ".utf8), .m4a),
            ([0, 0, 0, 0x20] + Array("ftypisom".utf8), .mp4), (Array("RIFF1234WEBPVP8 ".utf8), .webp),
        ])
    func kinds(bytes: [UInt8], kind: FileKind) async throws {
        try await World.with { world in
            let limits = FileLimits(kinds: [kind])
            let received = try world.room.vault.receive(bytes, limits: limits)
            #expect(received.kind == kind)
            // Where only documents are asked for, it is refused.
            #expect(throws: FileFault.self) {
                try world.room.vault.receive(bytes, limits: FileLimits())
            }
        }
    }
}

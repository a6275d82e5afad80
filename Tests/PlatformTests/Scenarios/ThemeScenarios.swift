// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import Policies
import SiteTesting
import Standards
import Testing

@testable import Platform

/// What others give: booklets, zones, one mouth.
@Suite struct ThemeScenarios {
    @Test func `LC5: a theme becomes a booklet as PDF and as an e-book that hold each of its policies`()
        async throws
    {
        let house = try await House.still.value
        let theme = "技术改造"
        let mine = try await house.published().filter {
            ($0.content.themes + $0.content.tags).contains(theme)
        }
        #expect(mine.count > 3)
        let query = "theme=\(Browser.encode(theme))"
        let pdf = try await Visitor(house).open("/policies/booklet?\(query)&as=pdf")
        #expect(pdf.bytes.starts(with: Array("%PDF-".utf8)))
        let printed = try Files.text(ofPDF: pdf.bytes).filter { !$0.isWhitespace }
        let book = try await Visitor(house).open("/policies/booklet?\(query)&as=epub")
        let parts = try Files.text(ofBook: book.bytes)
        #expect(parts.hasPrefix("application/epub+zip"))
        for version in mine {
            #expect(
                printed.contains(version.content.title.filter { !$0.isWhitespace }),
                "\(version.content.title)")
            #expect(parts.contains(version.content.title), "\(version.content.title)")
        }
        // The control: a policy of another theme is in neither.
        let other = try #require(
            try await house.published().first { !($0.content.themes + $0.content.tags).contains(theme) })
        #expect(!printed.contains(other.content.title.filter { !$0.isWhitespace }))
        #expect(!parts.contains(other.content.title))
    }

    @Test func `SX5: an editor declares a zone for a package; it holds what it was declared by`() async throws
    {
        let house = try await House.lively.value
        let editor = try await Visitor(house, as: "政策编辑")
        let theme = "情景专区一揽子"
        var numbers: [Int64] = []
        for place in 1...3 {
            let version = try await house.offer("专区情景措施\(place)", ["注册地 属于 宿迁市"]) {
                $0.themes = [theme]
            }
            numbers.append(version.policy.number)
        }
        let extra = try await house.offer("专区情景另列", ["注册地 属于 宿迁市"]).policy.number
        let visitor = Visitor(house)
        try await house.wait("all four are found") {
            try await visitor.numbers("/policies?q=\(Browser.encode("专区情景"))").count == 4
        }
        let blank = try await editor.open("/policies/zones/manage/new")
        let fields = [
            "title": "情景政策包", "intro": "一揽子措施。", "query": "theme=\(theme)", "numbers": String(extra),
        ]
        let refused = try await editor.send(blank, fields.merging(["name": "大 写"]) { $1 })
        #expect(refused.status == 422 && refused.html.contains("一揽子措施。"), "nothing typed is lost")
        let kept = try await editor.send(refused, ["name": "scenario"])
        #expect(kept.status == 200)
        try await house.wait("the zone holds them") {
            try await visitor.open("/policies/zones/scenario").cards.count == 4
        }
        let zone = try await visitor.open("/policies/zones/scenario")
        #expect(zone.heading == "情景政策包" && zone.cards.first?.number == extra)
        #expect(Set(zone.cards.compactMap(\.number)) == Set(numbers + [extra]))
        let list = try await visitor.open("/policies/zones")
        #expect(list.cards.contains { $0.title == "情景政策包" && $0.text.contains("4 项") })
        let book = try Files.text(
            ofBook: try await visitor.open("/policies/booklet?zone=scenario&as=epub").bytes)
        for place in 1...3 { #expect(book.contains("专区情景措施\(place)")) }
        // The control: who is no editor declares none.
        let closed = try await visitor.open("/policies/zones/manage/new")
        #expect(!closed.forms.contains { $0.names.contains("query") && $0.isPost })
    }

    @Test func `NL13: one place publishes, takes questions and tells; one sign-in is enough for all of it`()
        async throws
    {
        let house = try await House.still.value
        let call = try #require(try await house.openCalls().first { !$0.content.materials.isEmpty })
        let (number, title) = (call.policy.number, call.content.title)
        let member = try await Visitor(house, as: "企业管理员")
        let page = try await member.open("/policies/\(number)")
        let ways = [
            "向主管部门提问": "/questions/new", "投诉这项政策的办理": "/questions/new", "评价这项政策": "/policy-ratings/",
            "分享给同事": "/share", "在这项政策里找答案": "/ask",
        ]
        for (words, part) in ways {
            let address = try #require(page.links.first { $0.words == words }?.address, "\(words)")
            #expect(address.contains(part))
            let there = try await member.open(address)
            #expect(there.status == 200 && !there.address.hasPrefix("/sign-in"), "\(address)")
            #expect(there.text.contains(title) || part == "/ask", "\(address)")
        }
        // The question goes to the office that issued the policy, which stands on the item too.
        let ask = try await member.open("/questions/new?policy=\(number)")
        let office = try #require(call.content.items.first)
        #expect(ask.value("咨询电话")?.contains(office.phone) == true)
        #expect(page.text.contains(office.office) && page.text.contains(office.phone))
        let own = try await member.open("/my/policies/\(number)")
        #expect(own.status == 200 && own.text.contains(title))
    }
}

/// Files that a page gave, read by other programs.
enum Files {
    /// The text of a PDF, by poppler.
    static func text(ofPDF bytes: [UInt8]) throws -> String {
        try run(["pdftotext", "-enc", "UTF-8", "{}", "-"], on: bytes)
    }

    /// The kind and the texts of an e-book, by Python's reader of zip files, which tests the checksums.
    static func text(ofBook bytes: [UInt8]) throws -> String {
        let script = """
            import sys, zipfile
            z = zipfile.ZipFile(sys.argv[1])
            assert z.testzip() is None
            print(z.read("mimetype").decode(), *[z.read(n).decode() for n in z.namelist() if n.endswith("html")])
            """
        return try run(["python3", "-c", script, "{}"], on: bytes)
    }

    private static func run(_ command: [String], on bytes: [UInt8]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "scenario-" + UUID().uuidString)
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command.map { $0 == "{}" ? file.path : $0 }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(command[0])")
        return text
    }
}

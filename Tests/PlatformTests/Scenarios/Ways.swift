// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import Policies
import Rules
import SiteTesting
import Standards
import Testing

@testable import Platform

/// A notice as an office publishes it.
struct Notice {
    let name: String
    let number: Int
    /// Where applicants are registered.
    var place = "宿迁市宿城区"
    var conditions = ["成立满1年。"]

    var title: String { "关于组织申报2026年\(name)的通知（示例）" }

    var text: String {
        let marks = Array("一二三四五六")
        let lines = conditions.enumerated().map { "（\(marks[$0])）\($1)" }
        return """
            宿迁市工业和信息化局\(title)
            宿工信情景〔2026〕\(number)号
            各县区工业和信息化局：
            一、支持对象
            在\(place)注册登记的企业。
            二、申报条件
            \(lines.joined(separator: "\n"))
            三、支持标准
            给予一次性补助3万元。
            四、申报时间
            2026年11月1日至2027年6月30日。
            联系人：市工信局企业处，电话：0527-0000 0109
            宿迁市工业和信息化局
            2026年11月17日
            """
    }
}

extension House {
    /// Somebody pastes a notice; gives the way to its draft. The responsible department is named with it.
    func paste(_ notice: Notice, by editor: Visitor) async throws -> String {
        let blank = try await editor.open("/drafts/new")
        let form = try #require(blank.forms.first { $0.isPost })
        let bureau = form.inside.firstMatch(of: /value="([^"]*)"[^>]*>[^<]*宿迁市工业和信息化局（示例）/)
        let keeper = try #require(bureau.map { String($0.1) })
        let page = try await editor.send(form, ["text": notice.text, "keeper": keeper])
        #expect(page.heading == notice.title, "\(page.text.prefix(300))")
        let draft = page.html.firstMatch(of: /\/drafts\/[0-9a-f-]{36}/)
        let path = String(try #require(draft).0)
        // Each item names its office and its telephone.
        let item = try await editor.open(path + "/items/1")
        try await editor.send(item, ["office": "市工信局企业处（示例）", "phone": "0527-0000 0109"])
        // What was read is accepted as it stands: together where there is more than one clause.
        let read = try await editor.open(path)
        for form in read.forms where form.address.hasSuffix("/items/1/clauses") {
            try await editor.send(form, [:])
        }
        let rest = try await editor.open(path)
        for form in rest.forms where form.inside.contains("value=\"accepted\"") {
            try await editor.send(form, [:])
        }
        return path
    }

    /// Sent to be checked by its editor, passed and released first by a supervisor, released by the editor.
    func release(_ path: String, _ editor: Visitor, _ supervisor: Visitor) async throws {
        try await editor.send(try await editor.open(path + "/submit"))
        try await supervisor.send(try await supervisor.open(path + "/check"), ["outcome": "approve"])
        try await supervisor.send(try await supervisor.open(path + "/release"))
        let released = try await editor.send(try await editor.open(path + "/release"))
        #expect(released.text.contains("已发布"), "\(released.text.prefix(400))")
    }

    /// The released policy with a title.
    func policy(titled title: String) async throws -> PolicyVersion {
        try #require(try await published().last { $0.content.title == title && $0.stage == .released })
    }

    /// The inbox of somebody, cards whose title names something.
    func messages(_ person: Visitor, naming words: String) async throws -> [Card] {
        try await person.open("/messages").cards.filter { $0.title.contains(words) }
    }

    /// A stated number of an enterprise; nil when nobody knows it.
    func number(_ word: String, _ year: Int, of known: KnownEnterprise) throws -> Double? {
        try House.number(word, year, of: known, platform.library)
    }
}

/// Amounts as cards write them, in yuan: `最高 10万元`, `5万元 – 400万元`, `20万元`.
struct Amounts: Equatable {
    var least = 0.0
    var most = 0.0

    init?(_ text: String) {
        let found = text.matches(of: /([0-9.]+)\s*(万|亿)?元/).compactMap { match in
            Double(match.1).map { $0 * (match.2 == "亿" ? 1e8 : match.2 == "万" ? 1e4 : 1) }
        }
        guard let first = found.first, let last = found.last else { return nil }
        (least, most) = (text.contains("最高") ? 0 : first, last)
    }

    init(least: Double, most: Double) { (self.least, self.most) = (least, most) }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Policies
import SiteTesting
import Standards
import Store
import Testing

@testable import Guides

extension World {
    /// An editor of the city who is there, so that messages reach them.
    func editorHere() async throws -> Identity {
        let accounts = AccountStore(database: database, key: Array(repeating: 5, count: 32))
        let person = try await accounts.addPerson(name: "吴编辑", actor: "test")
        let grant = Grant(.editor, in: World.suqian)
        try await accounts.grant(grant, to: person, actor: "test")
        return Identity(person: person, name: "吴编辑", grants: [grant])
    }

    /// A member of a new enterprise in the city, who acts for it.
    func memberHere(_ number: Int = 1) async throws -> Identity {
        let accounts = AccountStore(database: database, key: Array(repeating: 5, count: 32))
        let person = try await accounts.addPerson(name: "赵会计", actor: "test")
        let entry = RegisterEntry(
            code: World.code(number), name: "示例企业\(number)", region: World.suqian,
            industry: Industry(code: "3511"), founded: Day(isoText: "2010-05-01"), source: "市场监管")
        let ids = try await enterprises.take([Registration(entry: entry, facts: [])], by: "test")
        let enterprise = try #require(ids.first)
        return Identity(
            person: person, name: "赵会计", memberships: [Membership(of: enterprise, [.apply])],
            enterprise: enterprise)
    }

    /// A code whose check character is right.
    private static func code(_ number: Int) -> CreditCode {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        let body = "91321300" + "MA" + String(format: "%06d", number) + "0"
        let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
        let sum = zip(body, weights).reduce(0) { $0 + alphabet.firstIndex(of: $1.0)! * $1.1 }
        return CreditCode(codedText: body + String(alphabet[(31 - sum % 31) % 31]))!
    }

    /// Adds managed tags of the dimension of themes.
    func manage(_ names: String...) async throws {
        try await policies.tags.add(
            names.map { ($0, .theme) }, by: World.editor, once: UUID().uuidString)
    }

    /// A managed tag that is there.
    func tag(_ name: String) async throws -> ManagedTag {
        try #require(try await policies.tags.book().tag(named: name))
    }

    /// The numbers that bear a tag, and the counts of the facet.
    func find(theme: String) async throws -> (numbers: [Int64], counts: [String: Int]) {
        var query = GuideQuery()
        query.filter.theme = theme
        let found = try await room.live.current().find(query, on: World.today)
        return (found.entries.map(\.number).sorted(), found.counts[.theme] ?? [:])
    }

    /// Titles of what a person was told, the first first.
    func told(_ who: Identity) async throws -> [String] {
        try await database.read { reader in
            try reader.rows(
                "SELECT title_zh FROM outreach_message WHERE person = $1 ORDER BY created_at, id", who.person
            ).map { try $0["title_zh"] }
        }
    }
}

extension Shown {
    /// The page with only the form that leads to an address ending so.
    func form(to ending: String) throws -> Shown {
        let forms = html.matches(of: /<form action="([^"]*)"(?s:.*?)<\/form>/)
        let form = try #require(forms.first { $0.1.hasSuffix(ending) })
        return Shown(
            status: status, headers: headers, html: "<main>" + String(form.0), bytes: bytes, address: address)
    }
}

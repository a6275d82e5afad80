// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site
import Standards
import Testing

@testable import Accounts

@Suite struct TemplateTests {
    private struct Words: Room {
        let shelf = Accounts.shelf
        let routes: [Route] = []
        let navigation: [NavigationEntry] = []
    }

    /// A page in which every part is there once.
    private static func sample(_ language: Language) throws -> AccountPage {
        let visit = try Visit.example(rooms: [Words()], in: language)
        let form = Form(
            to: "/x", in: visit, fields: [Field("a", "A", .secret(autocomplete: "off"))], button: "B")
        let table = DataTable(
            id: "t", caption: "T", columns: [.init("C")], rows: [.init(.init("c"), [])], empty: "–")
        return AccountPage(
            "T", in: visit, below: [visit.accountLink], lead: "L", notice: Notice("N", .warning),
            [
                AccountPage.Section(
                    "H", text: "t", rows: KeyValueList([.init("k", "v")]), table: table,
                    qr: QRCode("x", label: "l"), codes: ["c"], form: form, links: [Link("l", "/l")])
            ])
    }

    @Test(arguments: Language.allCases)
    func `every tag is a stored property and every part of the template is shown`(language: Language) throws {
        let visit = try Visit.example(rooms: [Words()], in: language)
        let page = try Self.sample(language)
        let panel = Panel(id: "p", title: "P")
        let desks = [
            DeskPage(
                title: "T", lead: "L", notice: Notice("N", .warning), panels: [panel],
                sections: page.sections,
                links: [visit.accountLink]),
            DeskPage(title: "T", lead: "L", notice: nil, panels: [], sections: [], links: []),
        ]
        let findings = try TemplateReview(of: Accounts.shelf).findings(in: [page] + desks)
        #expect(findings == [], "\(findings)")
    }

    @Test func `both languages say the same things`() throws {
        #expect(try WordBook(shelves: [.site, Accounts.shelf]).findings() == [])
    }

    @Test func `every word that is asked for is there, and none is left over`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Accounts")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let source = try files.filter { $0.pathExtension == "swift" }
            .map { try String(contentsOf: $0, encoding: .utf8) }.joined()
        let templates = try Accounts.shelf.templates().values.joined()
        let file = try #require(Accounts.shelf.folder?.appending(path: "Words/zh-Hans.json"))
        let words = Set(try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file)).keys)
        let asked = source.matches(of: /(?:words|label)\(\s*"(accounts\.[A-Za-z0-9.-]+)"/).map {
            String($0.1)
        }
        #expect(asked.count > 150)
        for key in Set(asked) { #expect(words.contains(key), "\(key)") }
        for role in Role.allCases { #expect(words.contains("accounts.role.\(role.rawValue)")) }
        for right in MemberRight.allCases { #expect(words.contains("accounts.right.\(right.rawValue)")) }
        for refusal in PasswordRules.Refusal.allCases {
            #expect(words.contains("accounts.password.\(refusal.rawValue)"))
        }
        for state in EnterpriseClaim.State.allCases {
            #expect(words.contains("accounts.claim.\(state.rawValue)"))
        }
        let made = [
            "role", "right", "password", "claim", "fault", "audit", "member", "forgotten", "person", "set-up",
        ]
        for word in words where !source.contains("\"\(word)\"") && !templates.contains("[[\(word)]]") {
            let isMade =
                made.contains { word.hasPrefix("accounts.\($0).") }
                || source.contains(String(word.dropFirst(9)))
            #expect(
                isMade || word.hasSuffix(".button") || word.hasSuffix(".lead"), "\(word) is used by nobody")
        }
    }

    @Test func `no fault is without words`() throws {
        let faults: [AccountFault] = [
            .signInNameTaken, .secondAdministrator, .ownGrant, .lastManager, .memberAlready, .linkSpent,
            .claimDecided, .claimWaiting, .departmentRefused, .departmentInUse, .foreignSignIn(.signature),
            .identityTaken, .lastWayIn, .sealBroken, .hashing(code: 1), .unknownPerson,
        ]
        for language in Language.allCases {
            let words = try WordBook(shelves: [.site, Accounts.shelf])[language]
            for fault in faults {
                let text = fault.explanation(in: words)
                #expect(![text.title, text.reason, text.advice].contains { $0.contains("⟦") }, "\(fault)")
            }
        }
    }

    @Test(arguments: Language.allCases)
    func `each page of one's own shows in both languages with no missing word`(language: Language)
        async throws
    {
        try await TestRoom.with { room in
            try await room.visit { browser in
                _ = try await room.enter(browser, "secadmin", .securityAdministrator, in: TestRoom.suzhou)
                for path in [
                    "/account", "/account/name", "/account/password", "/account/confirm",
                    "/account/second-factor",
                    "/account/second-factor/codes", "/account/second-factor/end", "/account/sessions",
                    "/account/identities", "/account/tokens", "/account/claims", "/account/enterprise",
                    "/people",
                    "/departments", "/sign-in", "/sign-in/forgotten", "/sign-out",
                ] {
                    let shown = try await browser.open("\(path)?lang=\(language.rawValue)")
                    #expect(shown.status == 200 && !shown.html.contains("⟦"), "\(path): \(shown.text)")
                }
            }
        }
    }
}

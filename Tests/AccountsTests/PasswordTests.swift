// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site
import Store
import Testing

@testable import Accounts

@Suite struct PasswordTests {
    private let rules = try! PasswordRules(folder: Shelf.accounts)

    @Test(arguments: [
        ("1234567", PasswordRules.Refusal.short), ("password", .common), ("PassWord1", .common),
        ("woaini1314", .common), ("zhangwei123", .common), ("admin@123", .common), ("Qwer1234!", .common),
        ("5201314520", .common), ("520beijing", .common), ("yumiao2026", .common), ("p@ssw0rd123", .common),
        ("aaaaaaaaaa", .simple), ("abababab", .simple), ("hijklmnop", .simple), ("19871203", .simple),
        ("13812345670", .simple), ("zhangsanfeng1", .own), ("ｐａｓｓｗｏｒｄ", .common),
    ])
    func `what attackers try first is refused`(password: String, refusal: PasswordRules.Refusal) {
        #expect(rules.refusal(of: password, for: "zhangsanfeng") == refusal)
    }

    @Test(arguments: [
        "correct horse battery", "八个字的密码也可以", "kf83hq0z", "tuesday-lamp-orange", "我家门前有两棵枣树",
        "zhangsanfeng rides a green bicycle",
        String(repeating: "长长的一句话", count: 12),
    ])
    func `whatever is not known is taken, without rules of composition`(password: String) {
        #expect(rules.refusal(of: password, for: "zhangsanfeng") == nil)
    }

    @Test func `the list holds what it says`() throws {
        let text = try String(
            contentsOf: try #require(Shelf.accounts?.appending(path: "Lists/common-passwords.txt")),
            encoding: .utf8)
        let lines = text.split(separator: "\n")
        #expect(lines.count > 11_000 && lines.allSatisfy { $0.count >= 8 })
    }

    @Test func `a hash names its parameters, and no two are alike`() throws {
        let salt = [UInt8](repeating: 1, count: 16)
        let hash = try PasswordHash.make("八个字的密码也可以", salt: salt)
        #expect(hash.encoded.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(hash.isCurrent && hash.matches("八个字的密码也可以"))
        #expect(!hash.matches("八个字的密码也可") && !hash.matches(""))
        let salted = try PasswordHash.make("八个字的密码也可以", salt: [UInt8](repeating: 2, count: 16))
        #expect(salted != hash)
        let long = String(repeating: "x", count: 200)
        let whole = try PasswordHash.make(long, salt: salt)
        #expect(whole.matches(long) && !whole.matches(long.dropLast() + "y"))
    }

    @Test func `an older hash is made anew at the next sign-in`() async throws {
        try await TestRoom.with { room in
            let person = try await room.person("张三", "zhang")
            let weak = try PasswordHash.make(
                TestRoom.password, salt: [UInt8](repeating: 5, count: 16),
                cost: .init(memory: 8192, passes: 1))
            #expect(!weak.isCurrent)
            try await room.store.renew(weak, of: person)
            try await room.visit { browser in
                try await browser.signIn("zhang", password: "not the one at all")
                #expect(try await room.store.person(person)?.passwordHash == weak)
                #expect(try await browser.signIn("zhang").title == "我的工作台")
            }
            let now = try #require(try await room.store.person(person)?.passwordHash)
            #expect(now.isCurrent && now.matches(TestRoom.password))
        }
    }

    @Test(arguments: [
        ("+86 138-1234-5670", "13812345670"), (" Zhang@Example.CN ", "zhang@example.cn"), ("张三丰", "张三丰"),
        ("ｚｈａｎｇ", "zhang"), ("(0512) 6511-1111", "051265111111"),
    ])
    func `a name to sign in with has one form`(typed: String, kept: String) {
        #expect(SignInName(typed)?.text == kept)
    }

    @Test(arguments: ["", "ab", "a b c d", String(repeating: "x", count: 101), "a\u{0}bc"])
    func `what is no name is refused`(typed: String) {
        #expect(SignInName(typed) == nil)
    }

    @Test func `work beside the threads is bounded`() async throws {
        let work = PasswordWork(limit: 2)
        let refused = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do {
                        try await work.run { Thread.sleep(forTimeInterval: 0.05) }
                        return false
                    } catch {
                        return true
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(refused > 0 && refused < 20)
        try await work.run {}
    }
}

extension Shelf {
    /// The folder of the room's own files.
    static let accounts = Accounts.shelf.folder
}

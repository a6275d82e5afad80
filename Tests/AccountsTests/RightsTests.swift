// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site
import Standards
import Store
import StoreTesting
import Testing

@testable import Accounts

@Suite struct RightsTests {
    @Test(arguments: everyDialect)
    func `nobody holds two of the three administrators' roles`(dialect: Dialect) async throws {
        try await TestRoom.with(dialect) { room in
            let person = try await room.person("张三", "zhang")
            let security = Grant(.securityAdministrator, in: TestRoom.suzhou)
            let first = try await room.store.grant(security, to: person, actor: "test")
            for role in Role.administrators {
                await #expect(throws: AccountFault.secondAdministrator) {
                    try await room.store.grant(Grant(role, in: TestRoom.wuxi), to: person, actor: "test")
                }
            }
            // The database refuses it also when the program does not look.
            await #expect(throws: StoreFault.self) {
                try await room.database.write { tx in
                    try tx.run(
                        """
                        INSERT INTO role_grant (id, person, role, region, valid_from, granted_by, granted_at)
                        VALUES ('x', $1, 'audit-administrator', '100000', 0, 'x', 0)
                        """, person)
                }
            }
            try await room.store.grant(Grant(.official, in: TestRoom.suzhou), to: person, actor: "test")
            try await room.store.endGrant(first, actor: "test")
            try await room.store.grant(Grant(.auditAdministrator, in: .nation), to: person, actor: "test")
        }
    }

    @Test(arguments: everyDialect)
    func `of two roles given at once one is refused`(dialect: Dialect) async throws {
        try await TestRoom.with(dialect) { room in
            let person = try await room.person("张三", "zhang")
            let given = await withTaskGroup(of: Bool.self) { group in
                for role in Role.administrators {
                    group.addTask {
                        do {
                            try await room.store.grant(Grant(role, in: .nation), to: person, actor: "test")
                            return true
                        } catch {
                            return false
                        }
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(given == 1)
        }
    }

    @Test func `a role that is over makes room for another, and counts no more`() async throws {
        try await TestRoom.with { room in
            let person = try await room.person("张三", "zhang")
            let until = room.ground.now + 1000
            try await room.store.grant(
                Grant(.systemAdministrator, in: .nation), to: person, validUntil: until, actor: "test")
            room.ground.pass(seconds: 2)
            let valid = try await room.store.grants(of: person).filter { $0.isValid(at: room.ground.now) }
            #expect(valid.isEmpty)
            try await room.store.grant(Grant(.auditAdministrator, in: .nation), to: person, actor: "test")
        }
    }

    @Test func `nobody gives roles to themselves, and none to nobody`() async throws {
        try await TestRoom.with { room in
            let person = try await room.person("张三", "zhang")
            let grant = Grant(.official, in: TestRoom.suzhou)
            await #expect(throws: AccountFault.ownGrant) {
                try await room.store.grant(grant, to: person, actor: person.text)
            }
            await #expect(throws: AccountFault.unknownPerson) {
                try await room.store.grant(grant, to: room.ground.ground.id(), actor: "test")
            }
        }
    }

    @Test(arguments: everyDialect)
    func `departments lie three levels deep, within their parent's region`(dialect: Dialect) async throws {
        try await TestRoom.with(dialect) { room in
            let store = room.store
            let city = try await store.addDepartment("苏州市工业和信息化局", region: TestRoom.suzhou, actor: "test")
            let county = try await store.addDepartment(
                "姑苏区经科局", region: TestRoom.gusu, parent: city, actor: "test")
            let office = try await store.addDepartment(
                "企业服务科", region: TestRoom.gusu, parent: county, isPark: true, actor: "test")
            for (name, region, parent) in [
                ("第四级", TestRoom.gusu, office), ("外地", TestRoom.wuxi, city), ("企业服务科", TestRoom.gusu, city),
            ] {
                await #expect(throws: AccountFault.departmentRefused) {
                    try await store.addDepartment(name, region: region, parent: parent, actor: "test")
                }
            }
            await #expect(throws: AccountFault.departmentInUse) {
                try await store.endDepartment(county, actor: "test")
            }
            try await store.endDepartment(office, actor: "test")
            #expect(try await store.departments(in: TestRoom.suzhou).map(\.id) == [city, county])
            #expect(try await store.departments(in: TestRoom.wuxi).isEmpty)
            #expect(try await store.departments(in: .nation).count == 2)
        }
    }

    @Test(arguments: everyDialect)
    func `the last member who manages stays`(dialect: Dialect) async throws {
        try await TestRoom.with(dialect) { room in
            let (one, two) = (try await room.person("甲", "jia1"), try await room.person("乙", "yi1"))
            let enterprise = EnterpriseLabel(
                id: room.ground.ground.id(), name: "甲公司", region: TestRoom.gusu)
            let store = room.store
            try await store.join(enterprise, one, rights: [.manage], actor: "test")
            try await store.join(enterprise, two, rights: [.apply], actor: "test")
            await #expect(throws: AccountFault.lastManager) {
                try await store.leave(enterprise.id, one, actor: one.text)
            }
            await #expect(throws: AccountFault.lastManager) {
                try await store.change(one, of: enterprise.id, to: [.view], actor: one.text)
            }
            try await store.transferManagement(of: enterprise.id, from: one, to: two)
            let rights = try await store.members(of: enterprise.id).map(\.0.membership.rights)
            #expect(rights == [[.view], [.manage, .apply, .view]])
            try await store.leave(enterprise.id, one, actor: one.text)
            #expect(try await store.memberships(of: one).isEmpty)
            await #expect(throws: AccountFault.lastManager) {
                try await store.leave(enterprise.id, two, actor: two.text)
            }
        }
    }

    @Test(arguments: everyDialect)
    func `of two managers who leave at once one stays`(dialect: Dialect) async throws {
        try await TestRoom.with(dialect) { room in
            let enterprise = EnterpriseLabel(
                id: room.ground.ground.id(), name: "甲公司", region: TestRoom.gusu)
            var people: [ID<Person>] = []
            for number in 0..<4 {
                let person = try await room.person("甲", "person\(number)")
                try await room.store.join(enterprise, person, rights: [.manage], actor: "test")
                people.append(person)
            }
            await withTaskGroup(of: Void.self) { group in
                for person in people {
                    group.addTask { try? await room.store.leave(enterprise.id, person, actor: person.text) }
                }
            }
            #expect(try await room.store.members(of: enterprise.id).count == 1)
        }
    }

    @Test func `a region's span holds what lies in it and nothing else`() throws {
        for region in [Region.nation, TestRoom.suzhou, TestRoom.gusu, Region(code: "32")!] {
            let span = RegionSpan(region)
            for other in [
                TestRoom.suzhou, TestRoom.gusu, TestRoom.wuxi, Region(code: "32")!, Region(code: "330100")!,
            ] {
                #expect(other.isWithin(region) == (span.first <= other.code && other.code <= span.last))
            }
        }
    }
}

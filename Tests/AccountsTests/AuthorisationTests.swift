// SPDX-License-Identifier: Apache-2.0
import Site
import Standards
import Store
import Testing

@testable import Accounts

@Suite("Authorisation")
struct AuthorisationTests {
    let read = Permission("files.read")
    let suzhou = Region(code: "320500")!
    let gusu = Region(code: "320508")!
    let wuxi = Region(code: "320200")!
    let ground = Ground(now: { 1_700_000_000_000 }, random: { 7 })

    private func person(_ grants: [Grant] = [], _ memberships: [Membership] = []) -> Identity {
        Identity(person: ground.id(), name: "甲", grants: grants, memberships: memberships)
    }

    @Test("What no room explains is closed, also to those who hold every role")
    func deniesByDefault() throws {
        let authorisation = try Authorisation([])
        let all = person(Role.allCases.map { Grant($0, in: .nation) })
        #expect(!authorisation.mayAllow(all, read))
        #expect(!authorisation.allows(all, read, on: .region(suzhou)))
    }

    @Test("A grant reaches its region and what lies in it, and nothing beside or above")
    func regions() throws {
        let authorisation = try Authorisation([[read: .roles([.official])]])
        let official = person([Grant(.official, in: suzhou)])
        #expect(authorisation.allows(official, read, on: .region(gusu)))
        #expect(authorisation.allows(official, read, on: .enterprise(ground.id(), gusu)))
        #expect(!authorisation.allows(official, read, on: .region(wuxi)))
        #expect(!authorisation.allows(official, read, on: .region(.nation)))
        #expect(!authorisation.allows(person([Grant(.expert, in: suzhou)]), read, on: .region(gusu)))
    }

    @Test("A member reaches their own enterprise with the right that they have")
    func members() throws {
        let authorisation = try Authorisation([[read: .members(.apply)]])
        let (mine, other): (EnterpriseID, EnterpriseID) = (ground.id(), ground.id())
        let applicant = person([], [Membership(of: mine, [.apply])])
        let viewer = person([], [Membership(of: mine, [.view])])
        #expect(authorisation.allows(applicant, read, on: .enterprise(mine, gusu)))
        #expect(!authorisation.allows(applicant, read, on: .enterprise(other, gusu)))
        #expect(!authorisation.allows(viewer, read, on: .enterprise(mine, gusu)))
        #expect(!authorisation.mayAllow(viewer, read))
        #expect(!authorisation.allows(nil, read, on: .enterprise(mine, gusu)))
    }

    @Test("Two rooms cannot explain one permission")
    func doubled() {
        #expect(throws: AuthorisationFault.doubledPermission("files.read")) {
            try Authorisation([[read: .everyone], [read: .signedIn]])
        }
    }
}

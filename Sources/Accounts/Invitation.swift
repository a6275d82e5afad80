// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Store

/// A link that works once and not for long. It brings somebody in, with what it says.
struct Invitation: Sendable {
    let id: ID<Invitation>
    let content: Content
    /// For whom, in the words of who made it.
    let note: String
    let madeBy: String
    /// Milliseconds since 1970, as all times here.
    let madeAt: Int64
    let expiresAt: Int64
    let usedAt: Int64?
    let withdrawnAt: Int64?

    func isOpen(at now: Int64) -> Bool { usedAt == nil && withdrawnAt == nil && expiresAt > now }

    /// What becomes of who takes it.
    enum Content: Sendable, Equatable {
        /// Somebody with a role.
        case official(Role, Region, ID<Department>?, validUntil: Int64?)
        /// A member of an enterprise.
        case member(EnterpriseLabel, Set<MemberRight>)
        /// Themselves, with another password.
        case password(ID<Person>)
        /// The first two administrators.
        case setUp

        var kind: String {
            switch self {
            case .official: "official"
            case .member: "member"
            case .password: "password"
            case .setUp: "set-up"
            }
        }
    }
}

/// How a content is kept.
private struct KeptContent: Codable {
    var role: String?
    var region: String?
    var department: String?
    var validUntil: Int64?
    var enterprise: String?
    var name: String?
    var rights: [MemberRight]?
    var person: String?
}

extension Invitation.Content {
    var text: String {
        get throws {
            var kept = KeptContent()
            switch self {
            case .official(let role, let region, let department, let until):
                (kept.role, kept.region) = (role.rawValue, region.code)
                (kept.department, kept.validUntil) = (department?.text, until)
            case .member(let enterprise, let rights):
                (kept.enterprise, kept.name) = (enterprise.id.text, enterprise.name)
                (kept.region, kept.rights) = (
                    enterprise.region.code, rights.sorted { $0.rawValue < $1.rawValue }
                )
            case .password(let person): kept.person = person.text
            case .setUp: break
            }
            return String(decoding: try JSONEncoder().encode(kept), as: UTF8.self)
        }
    }

    /// Reads what was kept; nil for what no version of the program writes.
    init?(kind: String, text: String) throws {
        let kept = try JSONDecoder().decode(KeptContent.self, from: Data(text.utf8))
        let region = kept.region.flatMap { Region(code: $0) }
        switch kind {
        case "official":
            guard let role = kept.role.flatMap(Role.init), let region else { return nil }
            self = .official(role, region, kept.department.flatMap { ID($0) }, validUntil: kept.validUntil)
        case "member":
            guard let id = kept.enterprise.flatMap({ EnterpriseID($0) }), let name = kept.name, let region
            else { return nil }
            self = .member(EnterpriseLabel(id: id, name: name, region: region), Set(kept.rights ?? []))
        case "password":
            guard let person = kept.person.flatMap({ ID<Person>($0) }) else { return nil }
            self = .password(person)
        case "set-up": self = .setUp
        default: return nil
        }
    }
}

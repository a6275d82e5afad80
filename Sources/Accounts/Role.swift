// SPDX-License-Identifier: Apache-2.0
import Standards
import Store

/// What a person may be for a region or a department. Roles are granted, never assumed.
public enum Role: String, CaseIterable, Codable, Sendable {
    /// 经办人: works on cases and files of the region.
    case official
    /// 督导: sees whether deadlines and ratings hold, in the region and below.
    case supervisor
    /// 政策编辑: prepares content, which another one releases.
    case editor
    /// 运营: publishes news, answers questions about the platform.
    case `operator`
    /// 服务专员: looks after enterprises in person.
    case specialist
    /// 专家: reviews what is assigned to them.
    case expert
    /// 服务机构: offers service products.
    case provider
    /// 银行: sees what enterprises consented to.
    case bank
    /// 系统管理员: keeps the platform running; sees no enterprise's data.
    case systemAdministrator = "system-administrator"
    /// 安全管理员: grants roles.
    case securityAdministrator = "security-administrator"
    /// 审计管理员: reads the audit chain.
    case auditAdministrator = "audit-administrator"

    /// The three administrators, of which nobody may be two (GB/T 22239-2019, 8.1.5).
    public static let administrators: Set<Role> = [
        .systemAdministrator, .securityAdministrator, .auditAdministrator,
    ]

    /// Whether the role may be used only in a session in which a second factor was shown: all that see what
    /// is not their own.
    public var needsSecondFactor: Bool { self != .provider }
}

/// A role given to a person for a region, or for one department of it.
public struct Grant: Hashable, Sendable {
    /// What the person is.
    public let role: Role
    /// Where: the region and all regions in it.
    public let region: Region
    /// The department, when the role is bound to one.
    public let department: ID<Department>?

    /// A grant.
    public init(_ role: Role, in region: Region, department: ID<Department>? = nil) {
        self.role = role
        self.region = region
        self.department = department
    }
}

/// The id of an enterprise, made by the room that keeps the register.
public typealias EnterpriseID = ID<EnterpriseMark>

/// Names the noun of an ``EnterpriseID``: accounts know that there are enterprises, and nothing about them.
public enum EnterpriseMark: Sendable {}

/// What a member may do for an enterprise.
public enum MemberRight: String, CaseIterable, Codable, Sendable {
    /// 管理: invites and removes members, gives consents.
    case manage
    /// 申报: states facts, applies, asks, rates.
    case apply
    /// 查看: reads.
    case view
}

/// A person's place in an enterprise.
public struct Membership: Hashable, Sendable {
    /// The enterprise.
    public let enterprise: EnterpriseID
    /// What they may do for it. Whoever may manage or apply may view.
    public let rights: Set<MemberRight>

    /// A membership.
    public init(of enterprise: EnterpriseID, _ rights: Set<MemberRight>) {
        self.enterprise = enterprise
        self.rights = rights.isEmpty ? [] : rights.union([.view])
    }
}

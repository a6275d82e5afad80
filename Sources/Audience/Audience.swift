// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Policies
import Rules
import Standards
import Store

/// Everybody as columns in memory: which enterprises a rule reaches, which rules an enterprise meets, and
/// what changed. Loaded from the register, kept up to date by its events, rebuilt when it is doubted.
///
/// ```swift
/// let preview = try await audience.preview(draft, against: inForce, within: region)
/// ```
public final class Audience: Sendable {
    let database: Database
    let enterprises: Enterprises
    let policies: Policies
    let library: Library

    /// - Parameters:
    ///   - database: of the register.
    ///   - enterprises: the register.
    ///   - policies: what is offered.
    ///   - library: the packs in use.
    public init(database: Database, enterprises: Enterprises, policies: Policies, library: Library) {
        self.database = database
        self.enterprises = enterprises
        self.policies = policies
        self.library = library
    }

    /// Who would gain and lose by a draft, and what it would cost.
    ///
    /// - Parameters:
    ///   - draft: the rule as it would be.
    ///   - current: the rule in force; nil when there is none.
    ///   - region: only enterprises registered there.
    ///   - day: as of which day.
    /// - Throws: ``AudienceFault`` while nothing is loaded.
    public func preview(
        _ draft: Rule, against current: Rule?, within region: Region, asOf day: Day
    ) async throws -> AudiencePreview {
        throw AudienceFault.notLoaded
    }

    /// How well each policy in force fits an enterprise, by the policy's number; policies without a rule are
    /// left out. Microseconds once loaded.
    ///
    /// - Throws: ``AudienceFault`` while nothing is loaded.
    public func fits(of enterprise: EnterpriseID, on day: Day) async throws -> [Int64: PolicyFit] {
        throw AudienceFault.notLoaded
    }
}

/// How well a policy fits an enterprise: the best of its items.
public struct PolicyFit: Hashable, Sendable {
    /// 可以申请, 差一点, 待补充, 需人工判断, 不符合.
    public enum Group: String, CaseIterable, Codable, Sendable {
        case eligible, near, incomplete, person, missed
    }

    /// Of the best item.
    public var group: Group
    /// How many clauses of the best item are met.
    public var met: Int
    /// How many clauses it has.
    public var clauses: Int
    /// The most that the enterprise may get of it, in fen; nil when nothing says.
    public var mostFen: Int64?

    /// A fit.
    public init(group: Group, met: Int, clauses: Int, mostFen: Int64? = nil) {
        self.group = group
        self.met = met
        self.clauses = clauses
        self.mostFen = mostFen
    }
}

/// What keeps the audience from answering.
public enum AudienceFault: Error, Hashable, Sendable {
    /// Enterprises are still being loaded.
    case notLoaded
}

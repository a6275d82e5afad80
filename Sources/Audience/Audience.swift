// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Logging
import Policies
import Rules
import Standards
import Store
import Synchronization

/// Everybody as columns in memory: which enterprises a rule reaches, which rules an enterprise meets, and
/// what changed. Loaded from the register, kept up to date by looking at what changed, rebuilt each day.
///
/// Rules are ready within seconds; from then on single enterprises are judged. The columns of a large
/// register take minutes; from then on whole policies are.
///
/// ```swift
/// let preview = try await audience.preview(draft, against: inForce, within: region, asOf: today)
/// let results = try await audience.results(of: known.facts)
/// ```
public final class Audience: Sendable {
    let database: Database
    let enterprises: Enterprises
    let policies: Policies
    let library: Library
    let logger: Logger
    let state = Mutex(AudienceState())
    let upkeep = AudienceUpkeep()

    /// - Parameters:
    ///   - database: of the register.
    ///   - enterprises: the register.
    ///   - policies: what is offered.
    ///   - library: the packs in use.
    ///   - logger: is told of rules that are left out, and how long loading took.
    public init(
        database: Database, enterprises: Enterprises, policies: Policies, library: Library,
        logger: Logger = Logger(label: "audience")
    ) {
        self.database = database
        self.enterprises = enterprises
        self.policies = policies
        self.library = library
        self.logger = logger
    }

    /// Whether whole policies can be judged: everybody is loaded.
    public var isReady: Bool { state.withLock { $0.crowd != nil } }

    /// Whether single enterprises can be judged: the policies in force are read.
    public var hasRules: Bool { state.withLock { $0.rules != nil } }

    /// What of the policies in force is left out because it does not read, for administrators.
    public var faults: [AudienceFault] { state.withLock { $0.rules?.faults ?? [] } }

    /// The day that stands for today.
    var today: Day { Day(milliseconds: database.ground.now()) }

    /// The rules in force today, read now if nobody has read them yet.
    func rulesNow() throws -> RuleSet {
        guard let rules = state.withLock({ $0.rules }) else { throw AudienceFault.notLoaded }
        return rules
    }

    func crowdNow() throws -> Crowd {
        guard let crowd = state.withLock({ $0.crowd }) else { throw AudienceFault.notLoaded }
        return crowd
    }
}

/// What readers take at a moment and keep as long as they like.
struct AudienceState: Sendable {
    var rules: RuleSet?
    var crowd: Crowd?
    /// Fits that were asked for lately.
    var fits: [EnterpriseID: [Int64: PolicyFit]] = [:]
    /// Columns that were loaded for drafts which speak of other facts.
    var drafts: [DraftCrowd] = []
}

/// What keeps the audience from answering.
public enum AudienceFault: Error, Hashable, Sendable {
    /// Enterprises or policies are still being loaded.
    case notLoaded
    /// The rule of an item does not read, or is too large for the engine; the item is left out.
    case ruleLeftOut(policy: Int64, item: String, reason: String)
}

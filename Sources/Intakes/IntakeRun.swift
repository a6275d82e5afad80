// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards
import Store

/// One import of a file of policies: tried first without effect, shown, then run in the background a
/// stretch at a time.
struct IntakeRun: Hashable, Sendable {
    let id: ID<IntakeRun>
    /// The digest of the kept rows in the vault.
    let file: String
    let fileName: String
    /// Whether its policies were released elsewhere and go into the library as such; else they become drafts.
    let isRelease: Bool
    /// The region whose office keeps what lies outside the importer's regions, such as policies of the
    /// nation.
    let region: Region
    /// Where the importer may work.
    let regions: [Region]
    let total: Int
    /// How many policies are done in this state.
    let place: Int
    let counts: IntakeCounts
    let state: State
    let actor: String
    let actorName: String
    let madeAt: Int64
    let begunBy: String?
    let begunName: String?
    let endedAt: Int64?

    enum State: String, CaseIterable, Sendable, SQLBindable, SQLReadable {
        /// Tried without effect.
        case checking
        /// Waits for somebody to begin it.
        case shown
        case running
        case done

        var isWorking: Bool { self == .checking || self == .running }
    }
}

/// What became of the policies, or would become of them.
struct IntakeCounts: Hashable, Sendable {
    var added = 0
    var revised = 0
    var unchanged = 0
    var refused = 0
}

/// A new import, whose policies are kept in the vault.
struct NewIntake: Sendable {
    let file: ReceivedFile
    let fileName: String
    let isRelease: Bool
    let region: Region
    let regions: [Region]
    let total: Int
}

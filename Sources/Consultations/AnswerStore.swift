// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards
import Store

/// Where the texts come from: policies in force, answered common questions, and what other rooms
/// hand over.
struct AnswerStore: Sendable {
    let database: Database
    let readings: @Sendable () async throws -> [AnswerText]

    /// A text that is there, with what tells whether it has changed.
    struct Stamp: Sendable {
        let stamp: String
        var version: ID<PolicyVersion>?
        var common: Int64?
    }

    /// All texts of the database by their keys.
    func stamps() async throws -> [String: Stamp] {
        try await database.read { reader in
            var stamps: [String: Stamp] = [:]
            // A version that another is to take the place of answers until the day before the other begins.
            // Of two with the same day the later one stays, as it comes last.
            let today = Day(milliseconds: database.ground.now())
            try reader.forEach(
                """
                SELECT id, policy, revision
                FROM policy_version
                WHERE stage IN ('released', 'superseded') AND in_force_from <= $1
                    AND (in_force_to IS NULL OR in_force_to >= $1)
                ORDER BY version
                """, today.number
            ) {
                let (id, policy): (ID<PolicyVersion>, ID<Policy>) = (try $0["id"], try $0["policy"])
                let revision: Int64 = try $0["revision"]
                stamps["policy/\(policy.text)"] = Stamp(stamp: "\(id.text)/\(revision)", version: id)
            }
            try reader.forEach("SELECT number, changed_at FROM common_question WHERE ended_at IS NULL") {
                let (number, changed): (Int64, Int64) = (try $0["number"], try $0["changed_at"])
                stamps["common/\(number)"] = Stamp(stamp: String(changed), common: number)
            }
            return stamps
        }
    }

    /// The texts of some stamps.
    func texts(_ stamps: [Stamp]) async throws -> [AnswerText] {
        try await database.read { reader in
            try stamps.compactMap { stamp in
                if let version = stamp.version { return try reader.version(version).map(AnswerText.init) }
                guard let number = stamp.common, let common = try reader.common(numbered: number) else {
                    return nil
                }
                let policy: Int64? = try common.policy.flatMap {
                    try reader.value("SELECT number FROM policy WHERE id = $1", $0)
                }
                return AnswerText(common, policy: policy, stamp: stamp.stamp)
            }
        }
    }
}

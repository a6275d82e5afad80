// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards
import Store

extension InterpretationStore {
    /// Which interpretations are shown whose policy is released, with what tells a change.
    func textStamps() async throws -> [String: String] {
        try await database.read { reader in
            var stamps: [String: String] = [:]
            try reader.forEach(
                """
                SELECT i.id, v.id AS version, v.revision
                FROM interpretation i
                JOIN policy_version v ON v.policy = i.policy AND v.stage = 'released'
                WHERE i.removal IS NULL
                """
            ) {
                stamps[try $0["id"]] = Self.stamp(try $0["version"], try $0["revision"])
            }
            return stamps
        }
    }

    private static func stamp(_ version: String, _ revision: Int64) -> String { "\(version)/\(revision)" }

    private static func day(_ row: Row, _ column: String) throws -> Day? {
        (try row[column] as Int64?).map { Day(number: Int($0)) }
    }

    /// Some of them by their ids.
    func texts(of ids: [String]) async throws -> [InterpretationText] {
        try await database.read { reader in
            try ids.compactMap { id in
                try reader.first(
                    """
                    SELECT i.id, i.title, i.author, i.body, i.made_at, p.number, v.id AS version, v.revision,
                        v.in_force_from, v.in_force_to
                    FROM interpretation i
                    JOIN policy p ON p.id = i.policy
                    JOIN policy_version v ON v.policy = i.policy AND v.stage = 'released'
                    WHERE i.id = $1
                    """, id
                ).map { row in
                    InterpretationText(
                        id: id, stamp: Self.stamp(try row["version"], try row["revision"]),
                        policy: try row["number"], inForceFrom: try Self.day(row, "in_force_from"),
                        inForceTo: try Self.day(row, "in_force_to"), title: try row["title"],
                        author: try row["author"],
                        text: try row["body"], path: "/interpretations/\(id)",
                        publishedOn: Day(milliseconds: try row["made_at"]))
                }
            }
        }
    }
}

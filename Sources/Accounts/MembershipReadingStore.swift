// SPDX-License-Identifier: Apache-2.0
import Store

extension Reader {
    /// Who acts for each of these enterprises: every member may view it. Suspended people are left out.
    public func members(of enterprises: [EnterpriseID]) throws -> [EnterpriseID: [ID<Person>]] {
        guard !enterprises.isEmpty else { return [:] }
        let found = try rows(
            """
            SELECT m.enterprise, m.person
            FROM membership m JOIN person p ON p.id = m.person
            WHERE m.ended_at IS NULL AND p.state = 'active' AND m.enterprise IN
            """ + SQL.list(from: 1, count: enterprises.count) + " ORDER BY m.enterprise, m.since, m.id",
            values: enterprises)
        return try found.reduce(into: [:]) { people, row in
            people[try row["enterprise"], default: []].append(try row["person"])
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Standards
import Store

extension Reader {
    /// Active people who hold one of some roles now for a department, or, where nobody is bound to it, for
    /// the region: those who are reminded of what it owes. 1,000 at most.
    public func holders(
        of roles: Set<Role>, for department: ID<Department>?, in region: Region, at now: Int64
    ) throws -> [ID<Person>] {
        let rows = try rows(
            """
            SELECT g.person AS person, g.role AS role, g.region AS region, g.department AS department
            FROM role_grant g
            JOIN person p ON p.id = g.person
            WHERE g.ended_at IS NULL AND g.valid_from <= $1
            AND (g.valid_until IS NULL OR g.valid_until > $1) AND p.state = 'active'
            ORDER BY g.person
            LIMIT 20000
            """, now)
        var bound: [ID<Person>] = []
        var others: [ID<Person>] = []
        for row in rows {
            guard let role = Role(rawValue: try row["role"]), roles.contains(role) else { continue }
            let person: ID<Person> = try row["person"]
            let own: ID<Department>? = try row["department"]
            if let own {
                if own == department, !bound.contains(person) { bound.append(person) }
            } else if region.isWithin(try row.region("region")), !others.contains(person) {
                others.append(person)
            }
        }
        return Array((bound.isEmpty ? others : bound).prefix(1_000))
    }
}

// SPDX-License-Identifier: Apache-2.0
import Standards
import Store

extension Reader {
    /// Who holds a role for a department, or for its whole region; with no department, for the region. At
    /// most 50, for messages and to know whether anybody is there at all.
    public func holders(
        of role: Role, for department: ID<Department>?, in region: Region, at now: Int64
    ) throws -> [ID<Person>] {
        var chain = [region]
        while let above = chain.last?.parent { chain.append(above) }
        let codes = chain.map { $0.code as any SQLBindable }
        let sql: SQL =
            """
            SELECT DISTINCT person
            FROM role_grant
            WHERE role = $1 AND ended_at IS NULL AND valid_from <= $2
            AND (valid_until IS NULL OR valid_until > $2)
            AND (department = $3 OR department IS NULL AND region IN
            """
            + SQL.list(from: 4, count: codes.count)
                + """
                )
                ORDER BY person
                LIMIT 50
                """
        return try rows(sql, values: [role.rawValue, now, department?.text ?? ""] + codes).map {
            try $0["person"]
        }
    }

    /// The regions for which anybody holds a role, at most 200.
    public func regions(holding role: Role, at now: Int64) throws -> [Region] {
        try rows(
            """
            SELECT DISTINCT region
            FROM role_grant
            WHERE role = $1 AND ended_at IS NULL AND valid_from <= $2
            AND (valid_until IS NULL OR valid_until > $2)
            ORDER BY region
            LIMIT 200
            """, role.rawValue, now
        ).map { try $0.region("region") }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Store

extension AccountStore {
    /// Makes a department, at most the third level under its parent.
    ///
    /// - Throws: ``AccountFault/departmentRefused`` when the region has one of that name, when it would be a
    ///   fourth level, or when the parent lies elsewhere.
    @discardableResult
    public func addDepartment(
        _ name: String, region: Region, parent: ID<Department>? = nil, isPark: Bool = false, actor: String
    ) async throws -> ID<Department> {
        try await database.write { tx in
            let depth = try tx.depth(below: parent, in: region)
            let twin: String? = try tx.value(
                "SELECT id FROM department WHERE region = $1 AND name = $2 AND ended_at IS NULL", region.code,
                name)
            guard twin == nil, depth <= 3 else { throw AccountFault.departmentRefused }
            let id: ID<Department> = tx.ground.id()
            try tx.run(
                """
                INSERT INTO department (id, name, region, parent, depth, is_park, created_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                """, id, name, region.code, parent, depth, isPark, tx.ground.now())
            try tx.audit(actor: actor, action: "department.make", subject: id.text, detail: region.code)
            return id
        }
    }

    /// Ends a department that nobody works in any more.
    func endDepartment(_ id: ID<Department>, actor: String) async throws {
        try await database.write { tx in
            let now = tx.ground.now()
            let inUse: Int64 =
                try tx.value(
                    """
                    SELECT (SELECT count(*) FROM role_grant
                        WHERE department = $1 AND ended_at IS NULL
                        AND (valid_until IS NULL OR valid_until > $2))
                        + (SELECT count(*) FROM department WHERE parent = $1 AND ended_at IS NULL)
                    """, id, now) ?? 0
            guard inUse == 0 else { throw AccountFault.departmentInUse }
            try tx.run("UPDATE department SET ended_at = $1 WHERE id = $2 AND ended_at IS NULL", now, id)
            try tx.audit(actor: actor, action: "department.end", subject: id.text)
        }
    }

    /// The departments of a region and of all in it, at most 500, by region and name.
    public func departments(in region: Region) async throws -> [Department] {
        let span = RegionSpan(region)
        return try await database.read { reader in
            try reader.rows(
                """
                SELECT id, name, region, parent, is_park
                FROM department
                WHERE region BETWEEN $1 AND $2 AND ended_at IS NULL
                ORDER BY region, depth, name
                LIMIT 500
                """, span.first, span.last
            ).map(Department.init)
        }
    }

    /// One department; nil when it is not there or has ended.
    public func department(_ id: ID<Department>) async throws -> Department? {
        try await database.read { reader in
            try reader.first(
                """
                SELECT id, name, region, parent, is_park
                FROM department
                WHERE id = $1 AND ended_at IS NULL
                """, id
            ).map(Department.init)
        }
    }
}

extension Reader {
    fileprivate func depth(below parent: ID<Department>?, in region: Region) throws -> Int64 {
        guard let parent else { return 1 }
        let row = try first(
            "SELECT depth, region FROM department WHERE id = $1 AND ended_at IS NULL", parent)
        guard let row else { throw AccountFault.departmentRefused }
        let (above, place): (Int64, Region) = (try row["depth"], try row.region("region"))
        guard region.isWithin(place) else { throw AccountFault.departmentRefused }
        return above + 1
    }
}

extension Department {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row["id"], name: try row["name"], region: try row.region("region"),
            parent: try row["parent"],
            isPark: try row["is_park"])
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Standards
import Store

extension Reader {
    private static let chosen: SQL = """
         FROM enterprise e
        WHERE e.region BETWEEN $1 AND $2 AND e.state = 'active'
          AND ($3 = '' OR e.section = $3) AND coalesce(e.founded, -10000000) >= $4
          AND ($5 = '' OR EXISTS (
              SELECT 1 FROM enterprise_label l
              WHERE l.label = $5 AND l.region = e.region AND l.number = e.number))
        """

    private static let hasMembers: SQL = """
         EXISTS (SELECT 1 FROM membership m WHERE m.enterprise = e.id AND m.ended_at IS NULL)
        """

    /// How many enterprises are chosen, and how many of them have somebody with an account.
    public func count(_ choice: EnterpriseChoice) throws -> (all: Int, reachable: Int) {
        let found = try rows(
            "SELECT count(*) AS everyone, count(*) FILTER (WHERE" + Self.hasMembers + ") AS reachable"
                + Self.chosen, values: choice.values)
        guard let row = found.first else { return (0, 0) }
        return (try row["everyone"], try row["reachable"])
    }

    /// Those chosen that have somebody with an account, by their places in the register, after a place.
    public func reachable(
        _ choice: EnterpriseChoice, after place: Int64, limit: Int
    ) throws -> [(id: EnterpriseID, place: Int64)] {
        try rows(
            "SELECT e.id, e.number" + Self.chosen + " AND e.number > $6 AND" + Self.hasMembers
                + " ORDER BY e.number LIMIT $7", values: choice.values + [place, limit]
        ).map { (try $0["id"], try $0["number"]) }
    }
}

extension EnterpriseChoice {
    fileprivate var values: [any SQLBindable] {
        let codes = region.span
        return [
            codes.from, codes.to, section ?? "", Int64(foundedSince?.number ?? -10_000_000),
            label ?? "",
        ]
    }
}

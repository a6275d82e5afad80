// SPDX-License-Identifier: Apache-2.0
import Standards
import Store

/// Lists and searches over the register. No query counts or skips: each page begins after the last entry of
/// the one before, along an index.
struct SearchStore: Sendable {
    let database: Database

    /// A page of the list in the order of regions, then of registration.
    func list(_ selection: Selection, after place: ListPlace?, limit: Int) async throws -> ListPart {
        try await database.read { try $0.list(selection, after: place, limit: limit) }
    }

    /// A page of what is found by words, former names and readings, in the order of registration; on the
    /// first
    /// page those that bear exactly this name, or this code, come first.
    func search(
        _ query: SearchQuery, _ selection: Selection, after place: ListPlace?, limit: Int
    ) async throws -> ListPart {
        try await database.read { reader in
            if let prefix = query.codePrefix {
                return try reader.coded(prefix, selection, after: place, limit: limit)
            }
            let named = try reader.named(query.nameKey, selection, limit: limit)
            let (hits, next) = try reader.found(query, selection, after: place?.number ?? -1, limit: limit)
            let rest = hits.filter { hit in !named.contains { $0.id == hit.id } }
            return ListPart(enterprises: (place == nil ? named : []) + rest, next: next)
        }
    }
}

extension Reader {
    private static let columns: SQL = """
        SELECT e.id, e.number, e.code, e.name, e.region, e.industry, e.founded, e.legal_form, e.state,
            e.address,
            e.source, e.is_example, e.gold_reason, e.gold_until, e.code_issue, e.changed_at
        """

    /// What restricts besides the index that is walked along; `$5` state, `$6` beginning of the industry.
    private static let rest: SQL = """

        AND (CAST($5 AS text) IS NULL OR e.state = $5)
        AND (CAST($6 AS text) IS NULL OR substr(e.industry, 1, length($6)) = $6)
        """

    /// One page, region by region.
    fileprivate func list(_ selection: Selection, after place: ListPlace?, limit: Int) throws -> ListPart {
        var found: [Enterprise] = []
        for region in selection.places where found.count <= limit {
            let (from, to) = region.span
            if let place, place.region > to { continue }
            let start = place.flatMap { $0.region >= from ? $0 : nil } ?? ListPlace(region: from, number: -1)
            found += try walk(selection, from: start, to: to, limit: limit + 1 - found.count)
        }
        let shown = Array(found.prefix(limit))
        return ListPart(
            enterprises: shown,
            next: found.count > limit
                ? shown.last.map { ListPlace(region: Int64($0.region.number), number: $0.number) } : nil)
    }

    private func walk(
        _ selection: Selection, from start: ListPlace, to end: Int64, limit: Int
    ) throws -> [Enterprise] {
        let industry = selection.industry
        let detail = industry.flatMap { $0.level >= .group ? $0.code : nil }
        var values: [any SQLBindable] = [
            start.region, start.number, end, limit, selection.state?.rawValue, detail,
        ]
        let sql: SQL
        if let label = selection.label {
            values += [label, industry?.section.code, industry?.divisionNumber]
            sql = Self.columns + Self.byLabel + Self.rest + " ORDER BY l.region, l.number LIMIT $4"
        } else if let division = industry?.divisionNumber {
            values.append(division)
            sql = Self.columns + Self.byRegion + " AND e.division = $7" + Self.rest + Self.inOrder
        } else if let industry {
            values.append(industry.code)
            sql = Self.columns + Self.byRegion + " AND e.section = $7" + Self.rest + Self.inOrder
        } else {
            sql = Self.columns + Self.byRegion + Self.rest + Self.inOrder
        }
        return try rows(sql, values: values).map(Enterprise.init(row:))
    }

    private static let byRegion: SQL = """

        FROM enterprise e
        WHERE (e.region, e.number) > ($1, $2) AND e.region <= $3
        """

    private static let byLabel: SQL = """

        FROM enterprise_label l
        JOIN enterprise e ON e.number = l.number
        WHERE l.label = $7 AND (l.region, l.number) > ($1, $2) AND l.region <= $3
            AND (CAST($8 AS text) IS NULL OR e.section = $8)
            AND (CAST($9 AS bigint) IS NULL OR e.division = $9)
        """

    private static let inOrder: SQL = " ORDER BY e.region, e.number LIMIT $4"

    /// Those whose code begins so, in the order of codes.
    fileprivate func coded(
        _ prefix: String, _ selection: Selection, after place: ListPlace?, limit: Int
    ) throws -> ListPart {
        let found = try rows(
            Self.columns + """

                FROM enterprise e
                WHERE e.code > $1 AND e.code < $2
                ORDER BY e.code
                LIMIT $3
                """, place?.code ?? (prefix.count == 18 ? String(prefix.dropLast()) : prefix), prefix + "~",
            limit + 1
        ).map(Enterprise.init(row:))
        return ListPart(
            enterprises: try kept(Array(found.prefix(limit)), selection),
            next: found.count > limit ? found.at(limit - 1).map { ListPlace(code: $0.code.text) } : nil)
    }

    /// The entries of a page that the selection holds, its label too.
    private func kept(_ page: [Enterprise], _ selection: Selection) throws -> [Enterprise] {
        let held = page.filter(selection.holds)
        guard let label = selection.label, !held.isEmpty else { return held }
        let values: [any SQLBindable] = [label] + held.map(\.number)
        let labelled = Set(
            try rows(
                "SELECT number FROM enterprise_label WHERE label = $1 AND number IN "
                    + SQL.list(from: 2, count: held.count), values: values
            ).map { try $0["number"] as Int64 })
        return held.filter { labelled.contains($0.number) }
    }

    /// Those that bear exactly this name.
    fileprivate func named(_ key: String, _ selection: Selection, limit: Int) throws -> [Enterprise] {
        let named = try rows(
            Self.columns + " FROM enterprise e WHERE e.name_key = $1 ORDER BY e.number LIMIT $2", key, limit
        ).map(Enterprise.init(row:))
        return try kept(named, selection)
    }

    /// A page of those that are found by words. Filters are looked at afterwards, so that several stretches
    /// of
    /// hits may be read until the page is full; after eight it stays short, and the next one goes on.
    fileprivate func found(
        _ query: SearchQuery, _ selection: Selection, after number: Int64, limit: Int
    ) throws -> (hits: [Enterprise], next: ListPlace?) {
        var (hits, last): ([Enterprise], Int64) = ([], number)
        for _ in 0..<8 {
            let stretch = try stretch(query, selection, after: last, limit: limit)
            hits += try kept(stretch, selection)
            if hits.count > limit {
                let page = Array(hits.prefix(limit))
                return (page, page.last.map { ListPlace(number: $0.number) })
            }
            guard let end = stretch.last, stretch.count == limit else { return (hits, nil) }
            last = end.number
        }
        return (hits, ListPlace(number: last))
    }

    /// Those that are found by words, in the order of registration.
    ///
    /// The index of PostgreSQL knows no order: of a word that most names have (有限公司) it finds all hits and
    /// sorts them, a second for 300,000. So the next entries are walked through first, where such words fill
    /// the page.
    private func stretch(
        _ query: SearchQuery, _ selection: Selection, after number: Int64, limit: Int
    ) throws -> [Enterprise] {
        let places = selection.places
        if places.isEmpty { return [] }
        let regions = places.filter { $0 != .nation }
        guard dialect == .postgres else {
            return try hits(Self.indexed, query.fts5(within: regions), after: number, limit: limit)
        }
        let text = query.tsquery(within: regions)
        let near = try hits(Self.walked, text, after: number, limit: limit)
        return near.count == limit ? near : try hits(Self.indexed, text, after: number, limit: limit)
    }

    private func hits(
        _ found: SQL, _ text: String, after number: Int64, limit: Int
    ) throws -> [Enterprise] {
        try rows(
            Self.columns + " FROM (" + found
                + ") s JOIN enterprise e ON e.number = s.number ORDER BY e.number",
            text, number, limit
        ).map(Enterprise.init(row:))
    }

    private static let indexed = SQL(
        sqlite: """
            SELECT rowid AS number FROM enterprise_search
            WHERE enterprise_search MATCH $1 AND rowid > $2
            ORDER BY rowid
            LIMIT $3
            """,
        postgres: """
            SELECT number FROM enterprise_search
            WHERE terms @@ CAST($1 AS tsquery) AND number > $2
            ORDER BY number
            LIMIT $3
            """)

    /// The hits among the next thousand entries, in 1 to 8 ms.
    private static let walked: SQL = """
        SELECT number FROM (
            SELECT number, terms FROM enterprise_search WHERE number > $2 ORDER BY number LIMIT 1000
        ) near
        WHERE terms @@ CAST($1 AS tsquery)
        ORDER BY number
        LIMIT $3
        """
}

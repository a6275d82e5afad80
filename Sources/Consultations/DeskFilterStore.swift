// SPDX-License-Identifier: Apache-2.0
import Standards
import Store

extension DeskSpan {
    /// The condition that picks the questions of these desks, with its values; nil where there is no desk.
    var filter: (SQL, [any SQLBindable])? {
        var values: [any SQLBindable] = []
        var parts: [SQL] = []
        if !departments.isEmpty {
            parts.append("department IN " + SQL.list(from: 1, count: departments.count))
            values += departments.map { $0 as any SQLBindable }
        }
        for region in officialRegions {
            parts.append("department IS NOT NULL AND region BETWEEN " + Self.span(after: values.count))
            values += [region.span.from, region.span.to]
        }
        for region in operatorRegions {
            parts.append("department IS NULL AND region BETWEEN " + Self.span(after: values.count))
            values += [region.span.from, region.span.to]
        }
        guard let first = parts.first else { return nil }
        return (parts.dropFirst().reduce(first) { $0 + " OR " + $1 }, values)
    }

    private static func span(after count: Int) -> SQL {
        SQL.list(from: count + 1, count: 1) + " AND " + SQL.list(from: count + 2, count: 1)
    }
}

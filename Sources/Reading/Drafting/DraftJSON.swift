// SPDX-License-Identifier: Apache-2.0
import Standards

extension DraftRule {
    /// The drafts of one document in the exchange format (Documentation/formats.md): each clause with its
    /// words, place, outcome and reason.
    public static func json(_ drafts: [DraftRule]) -> String {
        let clauses = drafts.flatMap(\.clauses)
        let counts: JSONValue = .object([
            ("clauses", .number(Rational(clauses.count))),
            ("computed", .number(Rational(clauses.count { $0.outcomeCode == "computed" }))),
            ("split", .number(Rational(clauses.count { $0.outcomeCode == "split" }))),
            ("person", .number(Rational(clauses.count { $0.outcomeCode == "person" }))),
        ])
        return JSONValue.object([("counts", counts), ("drafts", .list(drafts.map(\.json)))]).written(
            indent: 0) + "\n"
    }

    private var json: JSONValue {
        .object([
            ("title", .text(title)), ("code", .text(code)),
            ("missing", .list(missing.map { .text($0.rawValue) })),
            ("clauses", .list(clauses.map(\.json))), ("amounts", .list(amounts.map(\.json))),
            ("rule", .text(text)),
        ])
    }
}

extension DraftClause {
    /// computed, split or person.
    var outcomeCode: String {
        switch outcome {
        case .computed: "computed"
        case .split: "split"
        case .person: "person"
        }
    }

    fileprivate var json: JSONValue {
        var rest: [String] = []
        if case .split(_, let words, _) = outcome { rest = words }
        return .object([
            ("number", .text(number)), ("article", .text(article)), ("text", .text(text)),
            ("start", .number(Rational(span.start))), ("end", .number(Rational(span.end))),
            ("outcome", .text(outcomeCode)), ("line", .text(line)), ("rest", .list(rest.map { .text($0) })),
            ("reason", .text(reason?.code)), ("why", .text(reason?.chinese)),
        ])
    }
}

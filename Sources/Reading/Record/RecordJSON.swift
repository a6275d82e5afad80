// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards

extension PolicyRecord {
    /// The record in the exchange format: one object, members as the reading set's README defines them,
    /// dates as `YYYY-MM-DD`, sums in yuan, what is not stated as `null` or `[]`.
    public var recordJSON: String {
        let value: JSONValue = .object([
            ("title", .text(title?.value)), ("level", .text(level?.value.rawValue)),
            ("region", .text(region?.value.name)), ("region_code", .text(region?.value.code)),
            ("issuers", .list(issuers.map { .text($0.value) })), ("number", .text(number?.value)),
            ("published", .text(published?.value.isoText)),
            ("valid_from", .text(validFrom?.value.isoText)), ("valid_to", .text(validTo?.value.isoText)),
            ("apply_from", .text(applyFrom?.value.isoText)), ("apply_to", .text(applyTo?.value.isoText)),
            ("kinds", .list(kinds.map { .text($0.rawValue) })), ("items", .list(items.map(\.json))),
            ("materials", .list(materials.map { .text($0.value) })),
            (
                "contacts",
                .list(contacts.map { .object([("name", .text($0.name)), ("phone", .text($0.phone))]) })
            ),
            ("tags", .list(tags.map(\.json))), ("summary", .list(highlights.map(\.json))),
        ])
        return value.written(indent: 0) + "\n"
    }
}

extension PolicyTag {
    fileprivate var json: JSONValue {
        .object([
            ("dimension", .text(dimension.rawValue)), ("value", .text(value)),
            ("spans", .list(spans.map(\.json))),
        ])
    }
}

extension Highlight {
    fileprivate var json: JSONValue {
        .object([("question", .text(question.rawValue)), ("text", .text(text)), ("span", span.json)])
    }
}

extension Span {
    fileprivate var json: JSONValue { .list([.number(Rational(start)), .number(Rational(end))]) }
}

extension PolicyRecord.Item {
    fileprivate var json: JSONValue {
        .object([
            ("name", .text(name?.value)), ("support", .list(supports.map(\.json))),
            ("conditions", .list(conditions.map(\.json))),
        ])
    }
}

extension Support {
    fileprivate var json: JSONValue {
        .object([
            ("text", .text(text)), ("type", .text(form.rawValue)), ("amount_yuan", .number(amount)),
            ("ratio", .number(ratio)), ("cap_yuan", .number(cap)), ("floor_yuan", .number(floor)),
            ("per", .text(per)),
        ])
    }
}

extension Condition {
    fileprivate var json: JSONValue {
        .object([
            ("text", .text(text)), ("subject", .text(subject)), ("op", .text(comparison.rawValue)),
            ("value", value.json), ("unit", .text(unit)), ("judgement", .flag(isJudgement)),
        ])
    }
}

extension Condition.Value {
    fileprivate var json: JSONValue {
        switch self {
        case .number(let number): .number(number)
        case .day(let day): .text(day.isoText)
        case .text(let text): .text(text)
        case .list(let list): .list(list.map { .text($0) })
        }
    }
}

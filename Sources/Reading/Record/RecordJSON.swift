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
        ])
        return value.written(indent: 0) + "\n"
    }
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

/// A JSON value whose members keep their order.
private indirect enum JSONValue {
    case text(String?)
    case number(Rational?)
    case flag(Bool)
    case list([JSONValue])
    case object([(String, JSONValue)])

    /// Shares that no decimal writes are cut to four places: 2/3 is 0.6667.
    private static let places = 4

    func written(indent: Int) -> String {
        switch self {
        case .text(nil), .number(nil): return "null"
        case .text(let text?): return Self.quoted(text)
        case .number(let number?): return number.decimalText(places: number.isDecimal ? 20 : Self.places)
        case .flag(let flag): return flag ? "true" : "false"
        case .list(let list): return Self.block(list.map { $0.written(indent: indent + 2) }, "[", "]", indent)
        case .object(let members):
            return Self.block(
                members.map { Self.quoted($0.0) + ": " + $0.1.written(indent: indent + 2) }, "{", "}", indent)
        }
    }

    private static func block(_ parts: [String], _ open: String, _ close: String, _ indent: Int) -> String {
        guard !parts.isEmpty else { return open + close }
        let pad = String(repeating: " ", count: indent + 2)
        return open + "\n" + parts.map { pad + $0 }.joined(separator: ",\n") + "\n"
            + String(repeating: " ", count: indent) + close
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            default:
                if scalar.value < 0x20 {
                    let code = String(scalar.value, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - code.count) + code
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }
}

// SPDX-License-Identifier: Apache-2.0
import Standards

/// A JSON value whose members keep their order.
indirect enum JSONValue {
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

// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What is wrong with a part of a request.
public struct SchemaFault: Error, Equatable, Sendable {
    /// Where, as a JSON pointer (RFC 6901) into the body, or the name of a parameter.
    public let pointer: String
    /// What is wrong.
    public let problem: Problem

    /// What can be wrong.
    public enum Problem: Equatable, Sendable {
        /// It is not there.
        case missing
        /// Nothing of this name is known here.
        case unknown
        /// It is of another type; `wanted` is the name of the right one in JSON Schema.
        case wrongType(wanted: String)
        /// The text does not fit the pattern.
        case misfit(pattern: String)
        /// The text is too long.
        case tooLong(most: Int)
        /// It is none of the values allowed.
        case notAllowed
        /// The number lies outside of its range.
        case outOfRange(Int, Int)
        /// The list has too many values.
        case tooMany(most: Int)
        /// A value stands twice in the list.
        case doubled
        /// A reason of the room's own, in words.
        case other(String)
    }

    /// A fault at a place.
    public init(_ pointer: String, _ problem: Problem) {
        self.pointer = pointer
        self.problem = problem
    }

    func text(in words: Words) -> String {
        switch problem {
        case .missing: words("site.api.missing")
        case .unknown: words("site.api.unknown")
        case .wrongType(let wanted): words("site.api.wrongType", ["type": wanted])
        case .misfit(let pattern): words("site.api.misfit", ["pattern": pattern])
        case .tooLong(let most): words("site.api.tooLong", ["most": String(most)])
        case .notAllowed: words("site.api.notAllowed")
        case .outOfRange(let low, let high):
            words("site.api.outOfRange", ["low": String(low), "high": String(high)])
        case .tooMany(let most): words("site.api.tooMany", ["most": String(most)])
        case .doubled: words("site.api.doubled")
        case .other(let text): text
        }
    }
}

extension Schema {
    /// Faults that are told of at most; whoever sends more has another problem.
    static let mostFaults = 50

    /// What keeps a value from being what is described; empty when all is well.
    public func faults(in value: JSONValue, at pointer: String = "") -> [SchemaFault] {
        var faults: [SchemaFault] = []
        check(value, pointer, &faults)
        return Array(faults.prefix(Self.mostFaults))
    }

    private func check(_ value: JSONValue, _ pointer: String, _ faults: inout [SchemaFault]) {
        guard faults.count < Self.mostFaults else { return }
        switch (kind, value) {
        case (.anything, _), (.flag, .flag), (.number, .number), (.number, .integer): break
        case (.text(let pattern, let longest), .text(let text)):
            if let pattern, !pattern.fits(text) {
                faults.append(SchemaFault(pointer, .misfit(pattern: pattern.text)))
            }
            if let longest, text.unicodeScalars.count > longest {
                faults.append(SchemaFault(pointer, .tooLong(most: longest)))
            }
        case (.options(let options), .text(let text)):
            if !options.contains(text) { faults.append(SchemaFault(pointer, .notAllowed)) }
        case (.integer(let range), .integer(let integer)):
            if !range.contains(integer) {
                faults.append(SchemaFault(pointer, .outOfRange(range.lowerBound, range.upperBound)))
            }
        case (.list(let schema, let most, let isUnique), .list(let values)):
            if let most, values.count > most { faults.append(SchemaFault(pointer, .tooMany(most: most))) }
            if isUnique, Set(values).count < values.count { faults.append(SchemaFault(pointer, .doubled)) }
            for (index, item) in values.enumerated() { schema.check(item, "\(pointer)/\(index)", &faults) }
        case (.object(let members), .object(let values)):
            check(values, members, pointer, &faults)
        case (.map(let pattern, let schema), .object(let values)):
            for (name, item) in values.sorted(by: { $0.key < $1.key }) {
                guard pattern.fits(name) else {
                    faults.append(SchemaFault(Self.pointer(pointer, name), .unknown))
                    continue
                }
                schema.check(item, Self.pointer(pointer, name), &faults)
            }
        default: faults.append(SchemaFault(pointer, .wrongType(wanted: typeName)))
        }
    }

    private func check(
        _ values: [String: JSONValue], _ members: [Member], _ pointer: String, _ faults: inout [SchemaFault]
    ) {
        for member in members {
            if let value = values[member.name] {
                member.schema.check(value, Self.pointer(pointer, member.name), &faults)
            } else if member.isRequired {
                faults.append(SchemaFault(Self.pointer(pointer, member.name), .missing))
            }
        }
        let known = Set(members.map(\.name))
        for name in values.keys.sorted() where !known.contains(name) {
            faults.append(SchemaFault(Self.pointer(pointer, name), .unknown))
        }
    }

    /// A value from the text of a parameter; what is no number stays a text and is then of the wrong type.
    func value(of text: String) -> JSONValue {
        switch kind {
        case .integer: Int(text).map { .integer($0) } ?? .text(text)
        case .number: Double(text).map { .number($0) } ?? .text(text)
        case .flag: text == "true" ? .flag(true) : text == "false" ? .flag(false) : .text(text)
        default: .text(text)
        }
    }

    var typeName: String {
        switch kind {
        case .text, .options: "string"
        case .integer: "integer"
        case .number: "number"
        case .flag: "boolean"
        case .list: "array"
        case .object, .map: "object"
        case .anything: "any"
        }
    }

    private static func pointer(_ pointer: String, _ name: String) -> String {
        pointer + "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes

/// What a route of the API takes and gives. The same values check requests and make the document, so the
/// two cannot differ.
public struct Endpoint: Sendable {
    /// A value in the query or, where the route's pattern names it, in the path.
    public struct Parameter: Sendable {
        let name: String
        let schema: Schema
        let about: APIText
        let isRequired: Bool

        /// A parameter of a type that is written as one word.
        public init(_ name: String, _ schema: Schema, _ about: APIText, isRequired: Bool = false) {
            self.name = name
            self.schema = schema
            self.about = about
            self.isRequired = isRequired
        }

        /// How many things one page of a list has: `limit`, 1 to 200.
        public static let limit = Parameter("limit", .integer(1...200), .word("site.api.limit"))
        /// After which place a page of a list begins: `after`.
        public static let after = Parameter(
            "after", .text(pattern: "^[A-Za-z0-9_-]{1,1000}$"), .word("site.api.after"))
    }

    let summary: APIText
    let parameters: [Parameter]
    let request: Schema?
    let status: HTTPResponse.Status
    let response: Schema
    let mayBeMissing: Bool

    /// - Parameters:
    ///   - summary: what it does, in a line.
    ///   - parameters: what the query takes, and every name in the path.
    ///   - request: the body; nil for none.
    ///   - response: what comes with `status`.
    ///   - mayBeMissing: whether the thing asked for may not be there (404).
    public init(
        _ summary: APIText, parameters: [Parameter] = [], request: Schema? = nil,
        status: HTTPResponse.Status = .ok, response: Schema, mayBeMissing: Bool = false
    ) {
        self.summary = summary
        self.parameters = parameters
        self.request = request
        self.status = status
        self.response = response
        self.mayBeMissing = mayBeMissing
    }

    /// Refuses what does not fit the description. Returns the body as a value, `null` without one.
    func check(_ visit: Visit) throws -> JSONValue {
        var faults: [SchemaFault] = []
        for parameter in parameters {
            let inPath = visit.routeParameters[parameter.name]
            guard let text = inPath ?? visit.query[parameter.name] else {
                if parameter.isRequired { faults.append(SchemaFault(parameter.name, .missing)) }
                continue
            }
            let found = parameter.schema.faults(in: parameter.schema.value(of: text), at: parameter.name)
            // An address with such a name leads nowhere.
            if inPath != nil, !found.isEmpty { throw SiteFault.notFound }
            faults += found
        }
        guard faults.isEmpty else { throw SiteFault.invalid(faults) }
        guard let request else { return .null }
        let type = visit.headers[.contentType]?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        guard type == "application/json" else { throw SiteFault.unsupportedType(wanted: "application/json") }
        let body = try visit.json(JSONValue.self)
        let found = request.faults(in: body)
        guard found.isEmpty else { throw SiteFault.invalid(found) }
        return body
    }
}

extension Visit {
    /// The number of a checked parameter; the standard where it was left out.
    public func number(_ name: String, or standard: Int) -> Int {
        query[name].flatMap { Int($0) } ?? standard
    }

    /// The key under which a request that changes something takes effect once, from `Idempotency-Key`; nil
    /// where the client sent none.
    ///
    /// - Throws: a 400 that names the header, for what is no UUID.
    public func idempotencyKey() throws(SiteFault) -> UUID? {
        guard let text = headers[.idempotencyKey] else { return nil }
        guard let key = UUID(uuidString: text.filter { $0 != "\"" }) else {
            throw .badRequest(field: "Idempotency-Key")
        }
        return key
    }
}

extension HTTPField.Name {
    static let idempotencyKey = known("Idempotency-Key")
}

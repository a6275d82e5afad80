// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes

/// The API's document in OpenAPI 3.1, made from the descriptions of the routes.
struct OpenAPIDocument {
    private let routes: [Route]
    private let words: Words
    private let basePath: String
    private let version: String
    private var schemas: [String: JSONValue] = [:]

    static let path = "/api/v1/openapi.json"

    /// - Parameters:
    ///   - routes: all routes of the site; those with a description are told of.
    ///   - words: the language.
    init(_ routes: [Route], in words: Words, basePath: String, version: String) {
        self.routes = routes
        self.words = words
        self.basePath = basePath
        self.version = version
    }

    /// The document as JSON.
    func bytes() throws -> [UInt8] {
        var document = self
        return [UInt8](try JSONConventions.encoder.encode(document.value()))
    }

    private mutating func value() -> JSONValue {
        var paths: [String: JSONValue] = [:]
        for route in routes {
            // What stands elsewhere, such as one-click unsubscribing, answers its own kind of caller.
            guard route.path.hasPrefix("/api/"), let endpoint = route.endpoint else { continue }
            var operations = paths[route.path]?.members ?? [:]
            operations[route.method.rawValue.lowercased()] = operation(route, endpoint)
            paths[route.path] = .object(operations)
        }
        let security: JSONValue = .object([
            "token": .object([
                "type": .text("http"), "scheme": .text("bearer"),
                "description": .text(words("site.api.token")),
            ])
        ])
        return .object([
            "openapi": .text("3.1.0"),
            "info": .object([
                "title": .text(words("site.api.title")), "version": .text(version.isEmpty ? "1" : version),
                "description": .text(words("site.api.about")),
                "license": .object(["name": .text("Apache-2.0"), "identifier": .text("Apache-2.0")]),
            ]),
            "servers": .list([.object(["url": .text(basePath.isEmpty ? "/" : basePath)])]),
            "paths": .object(paths),
            "components": .object(["schemas": .object(schemas), "securitySchemes": security]),
        ])
    }

    private mutating func operation(_ route: Route, _ endpoint: Endpoint) -> JSONValue {
        var operation: [String: JSONValue] = [
            "operationId": .text(route.name), "summary": .text(endpoint.summary.text(in: words)),
            "responses": .object(responses(route, endpoint)),
        ]
        if !endpoint.parameters.isEmpty {
            operation["parameters"] = .list(endpoint.parameters.map { parameter($0, of: route) })
        }
        if let request = endpoint.request {
            operation["requestBody"] = .object([
                "required": .flag(true), "content": content(request, type: "application/json"),
            ])
        }
        if route.permission != .everyone {
            operation["security"] = .list([.object(["token": .list([.text(route.permission.name)])])])
        }
        return .object(operation)
    }

    private mutating func parameter(_ parameter: Endpoint.Parameter, of route: Route) -> JSONValue {
        let isInPath = route.path.contains("{\(parameter.name)}")
        return .object([
            "name": .text(parameter.name), "in": .text(isInPath ? "path" : "query"),
            "required": .flag(isInPath || parameter.isRequired),
            "description": .text(parameter.about.text(in: words)), "schema": reference(to: parameter.schema),
        ])
    }

    private mutating func responses(_ route: Route, _ endpoint: Endpoint) -> [String: JSONValue] {
        var responses: [String: JSONValue] = [
            String(endpoint.status.code): .object([
                "description": .text(words("site.api.ok")),
                "content": content(endpoint.response, type: "application/json"),
            ])
        ]
        var faults: [SiteFault] = [
            .badRequest(field: nil), .crossSite, .methodNotAllowed([]), .tooMany(retryAfterSeconds: 1),
            .unavailable(retryAfterSeconds: 1),
        ]
        if !endpoint.parameters.isEmpty || endpoint.request != nil { faults.append(.invalid([])) }
        if endpoint.request != nil {
            faults += [
                .unsupportedType(wanted: "application/json"), .tooLarge(limitBytes: 1), .tooSlow(seconds: 1),
            ]
        }
        let hasPathParameter = endpoint.parameters.contains { route.path.contains("{\($0.name)}") }
        if endpoint.mayBeMissing || hasPathParameter || route.permission != .everyone {
            faults.append(.notFound)
        }
        for fault in faults {
            responses[String(fault.status.code)] = .object([
                "description": .text(fault.wording(in: words).title),
                "content": content(Self.problem, type: "application/problem+json"),
            ])
        }
        if route.permission != .everyone {
            responses["401"] = responses["403"]
        }
        return responses
    }

    private mutating func content(_ schema: Schema, type: String) -> JSONValue {
        .object([type: .object(["schema": reference(to: schema)])])
    }

    /// A schema, or where it has a name a reference to its one description.
    private mutating func reference(to schema: Schema) -> JSONValue {
        guard let name = schema.name else { return described(schema) }
        if schemas[name] == nil {
            schemas[name] = .null
            schemas[name] = described(schema)
        }
        return .object(["$ref": .text("#/components/schemas/\(name)")])
    }

    private mutating func described(_ schema: Schema) -> JSONValue {
        var members: [String: JSONValue] = schema.typeName == "any" ? [:] : ["type": .text(schema.typeName)]
        if let about = schema.about { members["description"] = .text(about.text(in: words)) }
        switch schema.kind {
        case .text(let pattern, let longest):
            if let pattern { members["pattern"] = .text(pattern.text) }
            if let longest { members["maxLength"] = .integer(longest) }
        case .options(let options): members["enum"] = .list(options.map { .text($0) })
        case .integer(let range):
            members["minimum"] = .integer(range.lowerBound)
            members["maximum"] = .integer(range.upperBound)
        case .number, .flag, .anything: break
        case .list(let item, let most, let isUnique):
            members["items"] = reference(to: item)
            if let most { members["maxItems"] = .integer(most) }
            if isUnique { members["uniqueItems"] = .flag(true) }
        case .object(let parts):
            var properties: [String: JSONValue] = [:]
            for part in parts { properties[part.name] = reference(to: part.schema) }
            let required = parts.filter(\.isRequired).map { JSONValue.text($0.name) }
            members["properties"] = .object(properties)
            if !required.isEmpty { members["required"] = .list(required) }
            members["additionalProperties"] = .flag(false)
        case .map(let pattern, let item):
            members["patternProperties"] = .object([pattern.text: reference(to: item)])
            members["additionalProperties"] = .flag(false)
        }
        return .object(members)
    }

    /// Problem details as the site sends them (RFC 9457).
    private static let problem = Schema.object(
        "Problem",
        [
            .required("type", .text(), .word("site.api.problem.type")),
            .required("title", .text(), .word("site.api.problem.title")),
            .required("status", .integer(400...599)),
            .required("detail", .text(), .word("site.api.problem.detail")),
            .required("instance", .text(), .word("site.api.problem.instance")),
            .optional("field", .text()),
            .optional(
                "errors",
                .list(
                    .object(
                        "ProblemPart",
                        [
                            .required("pointer", .text(), .word("site.api.problem.pointer")),
                            .required("detail", .text()),
                        ]))),
        ])
}

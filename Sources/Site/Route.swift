// SPDX-License-Identifier: Apache-2.0
import HTTPTypes

/// One thing that can be asked for: method, path, name, the permission it needs, and the answer.
///
/// In a path, `{name}` stands for one part, read by `visit.parameter("name")`.
public struct Route: Sendable {
    /// Answers a request.
    public typealias Answer = @Sendable (Visit) async throws -> Reply
    /// Answers a form that was sent.
    public typealias FormAnswer = @Sendable (Visit, Submission) async throws -> Reply

    /// A name for logs and for the permission matrix, for instance `policies.show`.
    public let name: String
    /// GET, POST …; HEAD follows from GET.
    public let method: HTTPRequest.Method
    /// The pattern of the path below the base path.
    public let path: String
    /// What one must be allowed to enter.
    public let permission: Permission
    /// Whether answers hold something personal and so may not be stored by browsers or proxies (`no-store`).
    public let isPersonal: Bool
    /// How often one client may ask for it.
    public private(set) var rate: RateClass
    let kind: Kind
    /// What it takes and gives, of a route of the API.
    let endpoint: Endpoint?
    /// Whether it stands in the API's document, as each route of the API must.
    public var isDescribed: Bool { !isData || endpoint != nil }
    var isData: Bool { if case .data = kind { true } else { false } }

    enum Kind: Sendable {
        case page(Answer)
        case form(acceptsFiles: Bool, again: FormAnswer, act: FormAnswer)
        case data(Answer)
    }

    /// A page that is read (GET). It must not change anything.
    public static func page(
        _ path: String, _ name: String, _ permission: Permission,
        isPersonal: Bool = false, answer: @escaping Answer
    ) -> Route {
        let personal = isPersonal || permission != .everyone
        return Route(
            name: name, method: .get, path: path, permission: permission,
            isPersonal: personal, rate: .page, kind: .page(answer), endpoint: nil)
    }

    /// A form that is sent (POST). There must be a page (GET) at the same path, which shows the form.
    ///
    /// `act` is called only for a form that came from this site's own page with a valid token. When the
    /// token is stale, for instance in a tab that was restored a week later, `again` is called instead: it
    /// shows the same form with what was typed (`form.filled(by:)`), and the site adds the request to send
    /// it once more.
    public static func form(
        _ path: String, _ name: String, _ permission: Permission,
        isPersonal: Bool = false, acceptsFiles: Bool = false,
        again: @escaping FormAnswer, act: @escaping FormAnswer
    ) -> Route {
        let personal = isPersonal || permission != .everyone
        return Route(
            name: name, method: .post, path: path, permission: permission,
            isPersonal: personal, rate: .form,
            kind: .form(acceptsFiles: acceptsFiles, again: again, act: act),
            endpoint: nil)
    }

    /// The same route under another limit of rate, for what takes long or is tried by attackers.
    public func limited(as rate: RateClass) -> Route {
        var route = self
        route.rate = rate
        return route
    }

    /// A JSON answer, by convention under `/api/v1`. Errors become problem details (RFC 9457). What does not
    /// fit `endpoint` is refused before `answer` is called, which finds the body in `visit.sent`; a test
    /// refuses routes without one.
    public static func data(
        _ method: HTTPRequest.Method, _ path: String, _ name: String, _ permission: Permission,
        isPersonal: Bool = false, endpoint: Endpoint? = nil, answer: @escaping Answer
    ) -> Route {
        let personal = isPersonal || permission != .everyone
        return Route(
            name: name, method: method, path: path, permission: permission,
            isPersonal: personal, rate: .data, kind: .data(answer), endpoint: endpoint)
    }
}

/// Finds the route for a path. Fixed parts outrank `{name}` parts.
struct RouteTable: Sendable {
    /// All routes, in the order of their rooms.
    let routes: [Route]
    private var root = Node()

    private struct Node: Sendable {
        var fixed: [String: Node] = [:]
        var variable: [Node] = []
        var endpoints: [(method: HTTPRequest.Method, route: Int, names: [String])] = []
    }

    /// What was found at a path.
    enum Match {
        case found(Route, [String: String])
        case otherMethods([HTTPRequest.Method])
        case nothing
    }

    init(_ routes: [Route]) throws(SiteSetupFault) {
        self.routes = routes
        for (index, route) in routes.enumerated() {
            guard route.path.hasPrefix("/"), route.path == "/" || !route.path.hasSuffix("/") else {
                throw .malformedRoute(route.path)
            }
            guard routes[..<index].allSatisfy({ $0.name != route.name }) else {
                throw .doubleRoute(route.name)
            }
            let parts = route.path.split(separator: "/").map(String.init)
            try Self.insert(parts[...], names: [], at: index, of: routes, into: &root)
        }
        try checkForms()
    }

    /// A browser that restores a tab, or a visitor who changes the language, asks for a form's address by
    /// GET.
    private func checkForms() throws(SiteSetupFault) {
        for route in routes {
            guard case .form = route.kind else { continue }
            guard routes.contains(where: { $0.method == .get && $0.path == route.path }) else {
                throw .formWithoutPage(route.path)
            }
        }
    }

    /// The route for a method and the decoded parts of a path. HEAD is answered by what answers GET.
    func match(_ method: HTTPRequest.Method, _ parts: [String]) -> Match {
        guard let (node, values) = Self.find(parts[...], values: [], in: root) else { return .nothing }
        let wanted: HTTPRequest.Method = method == .head ? .get : method
        guard let endpoint = node.endpoints.first(where: { $0.method == wanted }) else {
            let methods = node.endpoints.map(\.method)
            return .otherMethods(methods.contains(.get) ? methods + [.head] : methods)
        }
        let named = Dictionary(zip(endpoint.names, values)) { first, _ in first }
        return .found(routes[endpoint.route], named)
    }

    private static func insert(
        _ parts: ArraySlice<String>, names: [String], at index: Int, of routes: [Route], into node: inout Node
    ) throws(SiteSetupFault) {
        guard let part = parts.first else {
            let route = routes[index]
            guard node.endpoints.allSatisfy({ $0.method != route.method }) else {
                throw .doubleRoute("\(route.method) \(route.path)")
            }
            node.endpoints.append((route.method, index, names))
            return
        }
        if part.hasPrefix("{"), part.hasSuffix("}") {
            if node.variable.isEmpty { node.variable.append(Node()) }
            let name = String(part.dropFirst().dropLast())
            try insert(
                parts.dropFirst(), names: names + [name], at: index, of: routes, into: &node.variable[0])
        } else {
            try insert(
                parts.dropFirst(), names: names, at: index, of: routes,
                into: &node.fixed[part, default: Node()])
        }
    }

    private static func find(
        _ parts: ArraySlice<String>, values: [String], in node: Node
    ) -> (Node, [String])? {
        guard let part = parts.first else { return node.endpoints.isEmpty ? nil : (node, values) }
        if let next = node.fixed[part], let found = find(parts.dropFirst(), values: values, in: next) {
            return found
        }
        guard let next = node.variable.first else { return nil }
        return find(parts.dropFirst(), values: values + [part], in: next)
    }
}

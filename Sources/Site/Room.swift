// SPDX-License-Identifier: Apache-2.0

/// One room of the house as its visitors see it: its routes, its places in the menus, its templates and
/// words.
///
/// ```swift
/// public struct Policies: Room {
///     public let shelf = Shelf(folder: Bundle.module.resourceURL)
///     public var navigation: [NavigationEntry] { [.header("policies.title", "/policies")] }
///     public var routes: [Route] {
///         [.page("/policies/{id}", "policies.show", .everyone) { visit in
///             .page(PolicyPage(try await store.policy(visit.parameter("id")), in: visit))
///         }]
///     }
/// }
/// ```
public protocol Room: Sendable {
    /// Where templates, words and assets lie.
    var shelf: Shelf { get }
    /// What can be asked for.
    var routes: [Route] { get }
    /// Entries in the menus, in their order.
    var navigation: [NavigationEntry] { get }
    /// Parts that it contributes to pages of other rooms.
    var blocks: [Block] { get }
    /// Where the search box looks.
    var searches: [SearchSource] { get }
}

extension Room {
    /// None.
    public var blocks: [Block] { [] }
    /// None.
    public var searches: [SearchSource] { [] }
}

/// An entry of the header's or the footer's menu.
public struct NavigationEntry: Sendable {
    /// Where on the page an entry stands.
    public enum Place: Sendable {
        /// The main menu, on every page.
        case header
        /// The lines at the bottom.
        case footer
    }

    let word: String
    let path: String
    let place: Place
    let permission: Permission

    /// An entry of the main menu, shown to whoever may use it.
    public static func header(
        _ word: String, _ path: String, _ permission: Permission = .everyone
    ) -> NavigationEntry {
        NavigationEntry(word: word, path: path, place: .header, permission: permission)
    }

    /// An entry at the bottom of the page, shown to whoever may use it.
    public static func footer(
        _ word: String, _ path: String, _ permission: Permission = .everyone
    ) -> NavigationEntry {
        NavigationEntry(word: word, path: path, place: .footer, permission: permission)
    }
}

/// The label of a right. What it means is decided by the site's `Gate`; here it is only a name.
public struct Permission: Hashable, Sendable {
    /// The name, for instance `appeals.answer`.
    public let name: String

    /// A permission of that name.
    public init(_ name: String) {
        self.name = name
    }

    /// Open to all, without an account.
    public static let everyone = Permission("everyone")
}

/// Decides who may. The one place where permissions get their meaning; the site denies by default.
public protocol Gate: Sendable {
    /// Who is behind a request, kept in `Visit.identity` for the room that knows the type; nil for a
    /// stranger.
    func identify(_ visit: Visit) async throws -> (any Sendable)?
    /// Whether the visit may use what is labelled so; asked before a route is entered and before a menu
    /// entry is shown.
    func admits(_ visit: Visit, to permission: Permission) async throws -> Bool
    /// What a visitor without the right gets: for instance the way to the sign-in page.
    func refusal(_ visit: Visit, of permission: Permission) async throws -> Reply
    /// What a visitor gets whose form was refused, for instance because the session had ended while it was
    /// filled in: so that nothing typed is lost. Files are left behind.
    func refusal(
        _ visit: Visit, of permission: Permission, sending submission: Submission
    ) async throws -> Reply
    /// Links at the right of the header, such as sign-in or the account's name.
    func headerLinks(for visit: Visit) async throws -> [Link]
}

extension Gate {
    /// Nobody is known.
    public func identify(_ visit: Visit) async throws -> (any Sendable)? { nil }
    /// The neutral page 403.
    public func refusal(_ visit: Visit, of permission: Permission) async throws -> Reply {
        throw SiteFault.forbidden
    }
    /// As for a page.
    public func refusal(
        _ visit: Visit, of permission: Permission, sending submission: Submission
    ) async throws -> Reply {
        try await refusal(visit, of: permission)
    }
    /// None.
    public func headerLinks(for visit: Visit) async throws -> [Link] { [] }
}

/// The gate of a site without accounts: what is for everyone is open, all else is closed.
public struct PublicGate: Gate {
    /// A gate that opens only to `.everyone`.
    public init() {}

    /// True for `.everyone`.
    public func admits(_ visit: Visit, to permission: Permission) async throws -> Bool {
        permission == .everyone
    }
}

// SPDX-License-Identifier: Apache-2.0

/// A part that one room contributes to another room's page, without either knowing the other: policies in
/// reach on an enterprise's file 一企一档, open cases on a dashboard.
///
/// ```swift
/// public var blocks: [Block] {
///     [Block(at: .enterpriseFile, "appeals.open", order: 300, .appealsRead) { visit, enterprise in
///         Panel(id: "appeals", title: visit.words("appeals.open"), table: try await table(of: enterprise))
///     }]
/// }
/// ```
public struct Block: Sendable {
    /// A page that takes contributions. The room that owns the page says what the subject is.
    public struct Place: Hashable, Sendable {
        let name: String

        /// A place of that name.
        public init(_ name: String) {
            self.name = name
        }

        /// An enterprise's file 一企一档; the subject is the enterprise's id.
        public static let enterpriseFile = Place("enterprise-file")
        /// The desk that people see after signing in; the subject is the id of the person.
        public static let desk = Place("desk")
        /// The home page; the subject is the id of the enterprise that the visitor acts for, or empty.
        public static let home = Place("home")
        /// Figures of a region; the subject is the region's code.
        public static let dashboard = Place("dashboard")
    }

    let place: Place
    let name: String
    let order: Int
    let permission: Permission
    let fill: @Sendable (Visit, String) async throws -> Panel?

    /// A contribution. `order` sorts the blocks of a place, the least first; `fill` gives nil where there is
    /// nothing that would help the reader, not even a next step.
    public init(
        at place: Place, _ name: String, order: Int, _ permission: Permission,
        fill: @escaping @Sendable (Visit, String) async throws -> Panel?
    ) {
        self.place = place
        self.name = name
        self.order = order
        self.permission = permission
        self.fill = fill
    }
}

extension Visit {
    /// What all rooms contribute to a place about a subject, as far as the visitor may see it.
    public func panels(at place: Block.Place, about subject: String) async throws -> [Panel] {
        var panels: [Panel] = []
        for block in parts.blocks where block.place == place {
            guard try await parts.gate.admits(self, to: block.permission) else { continue }
            if let panel = try await block.fill(self, subject) { panels.append(panel) }
        }
        return panels
    }
}

/// Where the search box looks: each room answers for its own things, best first.
public struct SearchSource: Sendable {
    let word: String
    let permission: Permission
    let find: @Sendable (Visit, String, Int) async throws -> [SearchHit]

    /// A source; `word` is the heading above its hits, `find` gets the words typed and how many hits are
    /// wanted.
    public init(
        _ word: String, _ permission: Permission,
        find: @escaping @Sendable (Visit, String, Int) async throws -> [SearchHit]
    ) {
        self.word = word
        self.permission = permission
        self.find = find
    }
}

/// Something that was found.
public struct SearchHit: Sendable {
    let title: String
    let href: String
    let text: String?

    /// A hit; `href` is made by `visit.link`, `text` says what it is in a line.
    public init(_ title: String, _ href: String, text: String? = nil) {
        self.title = title
        self.href = href
        self.text = text
    }
}

// SPDX-License-Identifier: Apache-2.0
import Diagnosis
import Hummingbird
import Logging
import Rules
import Site

/// The composition root: which rooms there are, in the order of the menu. A new capability is one line here.
///
/// ```swift
/// let application = try Platform(library: library).application(settings)
/// try await application.runService()
/// ```
public struct Platform: Sendable {
    let library: Library

    /// - Parameter library: the packs in use, free of errors.
    public init(library: Library) {
        self.library = library
    }

    /// Every room of the house that visitors see.
    ///
    /// - Throws: what keeps a room from being set up.
    public func rooms() throws -> [any Room] {
        [try Diagnosis(library: library)]
    }

    /// The server; `whenReady` is told the port once it listens.
    ///
    /// - Throws: `SiteSetupFault` or a room's fault, before the first request.
    public func application(
        _ settings: SiteSettings, logger: Logger = Logger(label: "yumiao"),
        whenReady: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> Application<SiteResponder> {
        try buildApplication(settings, rooms: rooms(), logger: logger, whenReady: whenReady)
    }

    /// The responder alone, for tests.
    ///
    /// - Throws: as `application`.
    public func responder(_ settings: SiteSettings) throws -> SiteResponder {
        try buildResponder(settings, rooms: rooms())
    }
}

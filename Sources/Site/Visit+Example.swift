// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes

extension Visit {
    /// A visit for tests, which make pages from it and review their templates: fixed moment, fixed key, no
    /// cookies.
    ///
    /// ```swift
    /// let visit = try Visit.example(rooms: [Policies(...)], at: "/policies?page=2", in: .english)
    /// ```
    public static func example(
        rooms: [any Room], at target: String = "/", in language: Language = .chinese,
        headers: HTTPFields = [:]
    ) throws -> Visit {
        let settings = SiteSettings(
            secret: Array(repeating: 1, count: 32), now: { Date(timeIntervalSince1970: 1_790_000_000) },
            makeID: { UUID(uuid: (0, 0, 0, 0, 0, 0, 112, 0, 128, 0, 0, 0, 0, 0, 0, 1)) },
            randomBytes: { Array(repeating: 5, count: $0) })
        let parts = try SiteParts(settings: settings, rooms: rooms, gate: PublicGate())
        let address = try Address(target, basePath: "", limits: settings.limits)
        let preferences = "\(language.rawValue)_system_normal"
        return Visit(
            method: .get, path: address.path, query: address.query, headers: headers, requestID: "example",
            chosen: ChosenPreferences(query: address.query, cookie: preferences, acceptLanguage: nil),
            parts: parts, cookies: [:], visitor: Visitor(cookie: nil, randomBytes: settings.randomBytes))
    }
}

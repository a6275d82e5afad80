// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Site

/// Why a page elsewhere could not be fetched or read. Kept with its source as a code, and worded when it
/// is shown.
enum FetchFault: Error, Hashable, Sendable {
    case notAnAddress
    case unresolvable
    case privateAddress
    case redirectedToPrivate
    case tooManyRedirects
    case robots
    case robotsUnreachable
    case status(Int)
    case tooLarge(limitMiB: Int)
    case timedOut(seconds: Int)
    case unreachable
    case notAFeed
    case unsafeFeed
    case noLinks
    case unreadable

    /// The code that is kept: its name, and its number where it has one.
    var code: String { number.map { "\(key) \($0)" } ?? key }

    private var number: Int? {
        switch self {
        case .status(let number), .tooLarge(let number), .timedOut(let number): number
        default: nil
        }
    }

    private var key: String {
        switch self {
        case .notAnAddress: "notAnAddress"
        case .unresolvable: "unresolvable"
        case .privateAddress: "privateAddress"
        case .redirectedToPrivate: "redirectedToPrivate"
        case .tooManyRedirects: "tooManyRedirects"
        case .robots: "robots"
        case .robotsUnreachable: "robotsUnreachable"
        case .status: "status"
        case .tooLarge: "tooLarge"
        case .timedOut: "timedOut"
        case .unreachable: "unreachable"
        case .notAFeed: "notAFeed"
        case .unsafeFeed: "unsafeFeed"
        case .noLinks: "noLinks"
        case .unreadable: "unreadable"
        }
    }

    /// One of each, as they are kept.
    static let all: [FetchFault] = [
        .notAnAddress, .unresolvable, .privateAddress, .redirectedToPrivate, .tooManyRedirects, .robots,
        .robotsUnreachable, .status(404), .tooLarge(limitMiB: 10), .timedOut(seconds: 20), .unreachable,
        .notAFeed, .unsafeFeed, .noLinks, .unreadable,
    ]

    /// What a kept code tells, in a sentence with what to do; nil for no code.
    static func words(of code: String, in words: Words) -> String? {
        let parts = code.split(separator: " ")
        guard let key = parts.first else { return nil }
        return words("intakes.fetch.\(key)", ["number": parts.count > 1 ? String(parts[1]) : ""])
    }
}

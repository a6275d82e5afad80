// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The id of a noun: a UUIDv7, kept as 36 lower-case characters, so that both databases sort it by time.
public struct ID<Noun>: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The canonical text, lower case.
    public let text: String

    /// The id with the given UUID.
    public init(_ uuid: UUID) {
        text = uuid.uuidString.lowercased()
    }

    /// Reads an id from text, as it stands in a link or a form; nil when it is not a UUID.
    public init?(_ text: String) {
        guard let uuid = UUID(uuidString: text) else { return nil }
        self.init(uuid)
    }

    /// The canonical text.
    public var description: String { text }

    /// Ids sort by the time at which they were made.
    public static func < (left: ID, right: ID) -> Bool { left.text < right.text }
}

extension ID: Codable {
    /// Reads the canonical text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = ID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
        }
        self = id
    }

    /// Writes the canonical text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension ID: SQLBindable, SQLReadable {
    /// The canonical text.
    public var sqlValue: SQLValue { .text(text) }

    /// Reads the canonical text.
    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text)
    }
}

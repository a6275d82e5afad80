// SPDX-License-Identifier: Apache-2.0

/// A value with one exact written form, in which it is also stored and sent as JSON: a day, a region, a code.
public protocol TextCoded: Codable {
    /// Reads the exact form; nil for anything else.
    init?(codedText: String)
    /// The exact form.
    var codedText: String { get }
}

extension TextCoded {
    /// Decodes the exact form; anything else is corrupt data.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Self(codedText: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "“\(text.prefix(40))” is not a written \(Self.self).")
        }
        self = value
    }

    /// Encodes the exact form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(codedText)
    }
}

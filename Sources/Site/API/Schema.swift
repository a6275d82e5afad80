// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What a JSON value must look like: the one description that validates requests and stands in the API's
/// document (JSON Schema 2020-12).
///
/// ```swift
/// let question = Schema.object("SizeQuestion", [
///     .required("industry", .text(options: codes)),
///     .optional("asOf", .day),
/// ])
/// ```
///
/// Objects take no members besides those that are named.
public struct Schema: Sendable {
    indirect enum Kind: Sendable {
        case text(Pattern?, longest: Int?)
        case options([String])
        case integer(ClosedRange<Int>)
        case number
        case flag
        case list(Schema, most: Int?, isUnique: Bool)
        case object([Member])
        case map(Pattern, Schema)
        case anything
    }

    let kind: Kind
    /// The name under which the document describes it once.
    let name: String?
    let about: APIText?

    /// A member of an object.
    public struct Member: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool

        /// A member that must be there.
        public static func required(_ name: String, _ schema: Schema, _ about: APIText? = nil) -> Member {
            Member(name: name, schema: schema.about(about), isRequired: true)
        }

        /// A member that may be left out.
        public static func optional(_ name: String, _ schema: Schema, _ about: APIText? = nil) -> Member {
            Member(name: name, schema: schema.about(about), isRequired: false)
        }
    }

    /// A pattern that a whole text fits: a regular expression with `^` and `$`, in the part that JSON Schema
    /// (ECMA 262) and ICU share.
    struct Pattern: Sendable {
        let text: String
        private let expression: NSRegularExpression

        init(_ text: String) {
            precondition(text.hasPrefix("^") && text.hasSuffix("$"), "\(text) must hold the whole text")
            self.text = text
            do {
                expression = try NSRegularExpression(pattern: text)
            } catch {
                preconditionFailure("\(text) is no regular expression")
            }
        }

        func fits(_ candidate: String) -> Bool {
            let whole = NSRange(location: 0, length: candidate.utf16.count)
            // `$` also stands before a last line break, so the range is compared.
            return expression.firstMatch(in: candidate, range: whole)?.range == whole
        }
    }

    private init(_ kind: Kind, name: String? = nil, about: APIText? = nil) {
        self.kind = kind
        self.name = name
        self.about = about
    }

    /// A text of at most so many characters.
    public static func text(longest: Int? = nil) -> Schema { Schema(.text(nil, longest: longest)) }
    /// A text that fits a pattern, which must begin with `^` and end with `$`.
    public static func text(pattern: String) -> Schema { Schema(.text(Pattern(pattern), longest: nil)) }
    /// One of some texts.
    public static func options(_ options: [String]) -> Schema { Schema(.options(options)) }
    /// A whole number of a range.
    public static func integer(_ range: ClosedRange<Int>) -> Schema { Schema(.integer(range)) }
    /// Any number.
    public static let number = Schema(.number)
    /// `true` or `false`.
    public static let flag = Schema(.flag)
    /// Values of one kind, in their order.
    public static func list(_ schema: Schema, most: Int? = nil, isUnique: Bool = false) -> Schema {
        Schema(.list(schema, most: most, isUnique: isUnique))
    }
    /// An object with a name of its own in the document.
    public static func object(_ name: String, _ members: [Member]) -> Schema {
        Schema(.object(members), name: name)
    }
    /// An object whose members are not named but fit a pattern.
    public static func map(_ pattern: String, _ schema: Schema) -> Schema {
        Schema(.map(Pattern(pattern), schema))
    }
    /// Any value.
    public static let anything = Schema(.anything)

    /// A day that there is, of the years 1900 to 2099: `2026-11-21`.
    public static let day: Schema = {
        let leap = "(19(0[48]|[2468][048]|[13579][26])|20([02468][048]|[13579][26]))-02-29"
        let others = """
            (19|20)[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)\
            |02-(0[1-9]|1[0-9]|2[0-8]))
            """
        return Schema.text(pattern: "^(\(leap)|\(others))$").named("Day")
    }()

    /// The same under a name of its own in the document.
    public func named(_ name: String) -> Schema { Schema(kind, name: name, about: about) }

    /// The same with words.
    public func about(_ about: APIText?) -> Schema {
        guard let about else { return self }
        return Schema(kind, name: name, about: about)
    }
}

/// Words in the API's document: a key of the word book, or texts that come from elsewhere.
public enum APIText: Sendable {
    /// A key of the word book.
    case word(String)
    /// The same in Chinese and in English, for instance from a vocabulary.
    case both(chinese: String, english: String)

    func text(in words: Words) -> String {
        switch self {
        case .word(let key): words(key)
        case .both(let chinese, let english):
            words.language == .english && !english.isEmpty ? english : chinese
        }
    }
}

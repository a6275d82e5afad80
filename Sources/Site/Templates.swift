// SPDX-License-Identifier: Apache-2.0
import Foundation
import Mustache

/// All templates, parsed once for each language, with the words in `[[key]]` already set in.
///
/// A page is three renderings in a row: the part of `_layout` above `[[main]]`, the page's own template,
/// the part below. So a page's template sees only the page struct, and the layout sees only the frame.
struct Templates: Sendable {
    private let libraries: [Language: MustacheLibrary]

    init(shelves: [Shelf], wordBook: WordBook) throws(SiteSetupFault) {
        let texts = try Self.texts(on: shelves)
        var libraries: [Language: MustacheLibrary] = [:]
        for language in Language.allCases {
            var library = MustacheLibrary()
            for (name, text) in texts {
                let worded = try Self.worded(text, named: name, in: wordBook[language])
                for (part, partText) in Self.parts(of: worded, named: name) {
                    do {
                        try library.register(partText, named: part)
                    } catch {
                        throw .unreadableTemplate(file: part, reason: String(describing: error))
                    }
                }
            }
            libraries[language] = library
        }
        self.libraries = libraries
    }

    /// The HTML of one template; nil when there is none of that name.
    func render(_ object: Any, with name: String, in language: Language) -> String? {
        libraries[language]?.render(object, withTemplate: name)
    }

    /// The template texts of all shelves; a name may occur once only, because they share one room of names.
    static func texts(on shelves: [Shelf]) throws(SiteSetupFault) -> [String: String] {
        var texts: [String: String] = [:]
        for shelf in shelves {
            for (name, text) in try shelf.templates() {
                guard texts.updateValue(text, forKey: name) == nil else { throw .doubleTemplate(name) }
            }
        }
        return texts
    }

    /// The word keys in a template.
    static func wordKeys(in text: String) -> [String] {
        text.matches(of: wordTag).map { String($0.1) }.filter { $0 != "main" }
    }

    private static var wordTag: Regex<(Substring, Substring)> { /\[\[([A-Za-z0-9_.#]+)\]\]/ }

    private static func worded(
        _ text: String, named name: String, in words: Words
    ) throws(SiteSetupFault) -> String {
        for key in wordKeys(in: text) where words.texts[key] == nil {
            throw .unknownWord(key, template: name)
        }
        return text.replacing(wordTag) { match in
            match.1 == "main" ? String(match.0) : escapeHTML(words(String(match.1)))
        }
    }

    /// The layout falls in two at `[[main]]`; every other template is one part.
    private static func parts(of text: String, named name: String) -> [(name: String, text: String)] {
        guard name == "_layout", let middle = text.range(of: "[[main]]") else { return [(name, text)] }
        return [
            ("_layoutAbove", String(text[..<middle.lowerBound])),
            ("_layoutBelow", String(text[middle.upperBound...])),
        ]
    }
}

/// Text made safe between tags and inside quoted attributes.
func escapeHTML(_ text: String) -> String {
    var safe = ""
    safe.reserveCapacity(text.utf8.count)
    for character in text.unicodeScalars {
        switch character {
        case "&": safe += "&amp;"
        case "<": safe += "&lt;"
        case ">": safe += "&gt;"
        case "\"": safe += "&quot;"
        case "'": safe += "&#39;"
        default: safe.unicodeScalars.append(character)
        }
    }
    return safe
}

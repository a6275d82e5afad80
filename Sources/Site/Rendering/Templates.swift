// SPDX-License-Identifier: Apache-2.0
import Foundation

/// All templates, parsed once for each language, with the words in `[[key]]` already set in.
///
/// A page is three renderings in a row: the part of `_layout` above `[[main]]`, the page's own template,
/// the part below. So a page's template sees only the page struct, and the layout sees only the frame.
struct Templates: Sendable {
    private let programs: [Language: TemplateProgram]
    private let shapes: ShapeTable

    init(shelves: [Shelf], wordBook: WordBook) throws(SiteSetupFault) {
        let texts = try Self.texts(on: shelves)
        var programs: [Language: TemplateProgram] = [:]
        var names = TemplateProgram.Names()
        for language in Language.allCases {
            let parts = try Self.parts(of: texts, in: wordBook[language])
            programs[language] = try TemplateProgram(parts, names: &names)
        }
        self.programs = programs
        shapes = ShapeTable(names: names.numbers)
    }

    /// Appends the HTML of one template about a struct; false when there is none of that name.
    func render(
        _ value: some Any, with name: String, in language: Language, into html: inout [UInt8]
    ) -> Bool {
        guard let program = programs[language], let number = program.numbers[name] else { return false }
        TemplateRun.render(value, with: number, of: program, shapes: shapes, into: &html)
        return true
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

    /// What is rendered: the texts with the words of one language, the layout in two.
    static func parts(
        of texts: [String: String], in words: Words
    ) throws(SiteSetupFault) -> [String: String] {
        var parts: [String: String] = [:]
        for (name, text) in texts {
            let worded = try worded(text, named: name, in: words)
            for (part, partText) in Self.parts(of: worded, named: name) { parts[part] = partText }
        }
        return parts
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

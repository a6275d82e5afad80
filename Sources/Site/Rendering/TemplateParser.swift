// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Reads a template: variables, sections, inverted sections, partials and comments of Mustache.
///
/// What would write without escaping (`{{{`, `{{&`, other delimiters) is no template here.
struct TemplateParser {
    private let text: String
    private var place: String.Index
    private var open: [(name: String, offset: Int, isInverted: Bool)] = []
    private var levels: [[TemplateNode]] = [[]]

    private init(_ text: String) {
        self.text = text
        place = text.startIndex
    }

    /// The nodes of a template as a tree.
    static func parse(_ text: String) throws(TemplateNode.Fault) -> [TemplateNode] {
        var parser = TemplateParser(text)
        return try parser.run()
    }

    private mutating func run() throws(TemplateNode.Fault) -> [TemplateNode] {
        while let start = text[place...].range(of: "{{") {
            guard let end = text[start.upperBound...].range(of: "}}") else { throw .unclosedTag }
            let tag = String(text[start.upperBound..<end.lowerBound].filter { $0 != " " })
            let whole = start.lowerBound..<end.upperBound
            let line = tag.first.map { "#^/>!".contains($0) } == true ? lineAlone(with: whole) : nil
            add(text[place..<(line ?? whole).lowerBound])
            place = (line ?? whole).upperBound
            try take(tag, at: text.utf8.distance(from: text.startIndex, to: start.lowerBound))
        }
        add(text[place...])
        if let section = open.last { throw .unclosedSection(section.name) }
        return levels[0]
    }

    private mutating func take(_ tag: String, at offset: Int) throws(TemplateNode.Fault) {
        let name = String(tag.dropFirst())
        switch tag.first {
        case "!": break
        case "{", "&", "=": throw .unescaped(tag)
        case "#", "^":
            open.append((name, offset, tag.first == "^"))
            levels.append([])
        case "/":
            guard let section = open.popLast(), section.name == name, let children = levels.popLast() else {
                throw .strayEnd(name)
            }
            let kind = TemplateNode.Kind.section(isInverted: section.isInverted, children)
            append(TemplateNode(name: name, offset: section.offset, kind: kind))
        case ">": append(TemplateNode(name: name, offset: offset, kind: .partial))
        default: append(TemplateNode(name: tag, offset: offset, kind: .variable))
        }
    }

    private mutating func add(_ piece: Substring) {
        guard !piece.isEmpty else { return }
        append(TemplateNode(name: "", offset: 0, kind: .text(String(piece))))
    }

    private mutating func append(_ node: TemplateNode) {
        levels[levels.count - 1].append(node)
    }

    /// The whole line, its end included, when nothing but the tag stands on it: it leaves no empty line.
    private func lineAlone(with tag: Range<String.Index>) -> Range<String.Index>? {
        let before = text[..<tag.lowerBound]
        let lineStart = before.lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
        let after = text[tag.upperBound...]
        let lineEnd = after.firstIndex(of: "\n") ?? text.endIndex
        let around = text[lineStart..<tag.lowerBound] + text[tag.upperBound..<lineEnd]
        guard around.allSatisfy({ $0 == " " || $0 == "\t" }) else { return nil }
        return lineStart..<(lineEnd == text.endIndex ? lineEnd : text.index(after: lineEnd))
    }
}

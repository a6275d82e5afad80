// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A tag of a template, as the review reads it.
struct TemplateNode {
    let name: String
    let offset: Int
    let kind: Kind

    indirect enum Kind {
        case variable
        case partial
        case section(isInverted: Bool, [TemplateNode])
    }

    /// What keeps a template from being read.
    enum Fault: Error, Equatable {
        case unclosedTag
        case unclosedSection(String)
        case strayEnd(String)

        var sentence: String {
            switch self {
            case .unclosedTag: "a tag is not closed"
            case .unclosedSection(let name): "{{#\(name)}} is not closed"
            case .strayEnd(let name): "{{/\(name)}} closes nothing"
            }
        }
    }

    /// The tags of a template as a tree. Comments are left out.
    static func parse(_ text: String) throws(Fault) -> [TemplateNode] {
        var open: [(name: String, offset: Int, isInverted: Bool)] = []
        var levels: [[TemplateNode]] = [[]]
        var rest = text[...]
        while let start = rest.range(of: "{{") {
            guard let end = rest[start.upperBound...].range(of: "}}") else { throw .unclosedTag }
            let tag = rest[start.upperBound..<end.lowerBound].filter { $0 != " " && $0 != "{" }
            let offset = text.utf8.distance(from: text.startIndex, to: start.lowerBound)
            rest = rest[end.upperBound...]
            let name = String(tag.dropFirst())
            switch tag.first {
            case "!", "=": continue
            case "#", "^":
                open.append((name, offset, tag.first == "^"))
                levels.append([])
            case "/":
                guard let section = open.popLast(), section.name == name, let children = levels.popLast()
                else {
                    throw .strayEnd(name)
                }
                let kind = Kind.section(isInverted: section.isInverted, children)
                levels[levels.count - 1].append(TemplateNode(name: name, offset: section.offset, kind: kind))
            case ">":
                levels[levels.count - 1].append(TemplateNode(name: name, offset: offset, kind: .partial))
            default:
                levels[levels.count - 1].append(
                    TemplateNode(name: String(tag), offset: offset, kind: .variable))
            }
        }
        if let section = open.last { throw .unclosedSection(section.name) }
        return levels[0]
    }

    /// All tags, those inside sections included.
    static func all(in nodes: [TemplateNode]) -> [TemplateNode] {
        nodes.flatMap { node in
            if case .section(_, let children) = node.kind { return [node] + all(in: children) }
            return [node]
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// A piece of a template: text as it stands, or a tag.
struct TemplateNode {
    /// What the tag names; empty for text.
    let name: String
    /// Where the tag begins, in bytes of UTF-8.
    let offset: Int
    let kind: Kind

    indirect enum Kind {
        case text(String)
        case variable
        case partial
        case section(isInverted: Bool, [TemplateNode])
    }

    /// What keeps a template from being read.
    enum Fault: Error, Equatable {
        case unclosedTag
        case unclosedSection(String)
        case strayEnd(String)
        case unknownPartial(String)
        case unescaped(String)

        var sentence: String {
            switch self {
            case .unclosedTag: "a tag is not closed"
            case .unclosedSection(let name): "{{#\(name)}} is not closed"
            case .strayEnd(let name): "{{/\(name)}} closes nothing"
            case .unknownPartial(let name): "no partial \(name)"
            case .unescaped(let tag): "{{\(tag)}} would be written without escaping"
            }
        }
    }

    /// All tags, those inside sections included.
    static func tags(in nodes: [TemplateNode]) -> [TemplateNode] {
        nodes.flatMap { node -> [TemplateNode] in
            switch node.kind {
            case .text: return []
            case .variable, .partial: return [node]
            case .section(_, let children): return [node] + tags(in: children)
            }
        }
    }
}

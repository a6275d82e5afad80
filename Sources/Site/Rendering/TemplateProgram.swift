// SPDX-License-Identifier: Apache-2.0

/// All templates of one language as one row of steps, with names and partials turned into numbers.
///
/// Steps hold nothing that is counted, because counting references was two thirds of the time of rendering.
struct TemplateProgram: Sendable {
    struct Step: Sendable {
        enum Kind: Sendable {
            /// The bytes `start..<end` of `texts`.
            case text
            /// The value at the path.
            case value
            /// The steps up to `end` about the value at the path.
            case section
            /// The steps up to `end` when there is nothing at the path.
            case inverted
            /// The template of the number `start`.
            case partial
        }

        let kind: Kind
        let path: Path
        var start = 0
        var end = 0
    }

    /// What a tag names: `.`, `name`, `.name` (of the innermost struct only), `name.name`.
    struct Path: Sendable {
        /// Whether outer structs are left out.
        var isOwn = false
        /// Where the numbers of its names stand in `pathNames`; none for the innermost struct itself.
        var start = 0
        var count = 0
    }

    /// Numbers for the names of all tags, shared by all languages.
    struct Names: Sendable {
        private(set) var numbers: [String: Int] = [:]

        mutating func number(of name: String) -> Int {
            if let number = numbers[name] { return number }
            numbers[name] = numbers.count
            return numbers.count - 1
        }
    }

    /// The number of each template.
    let numbers: [String: Int]
    /// The steps of each template, by its number.
    private(set) var templates: [Range<Int>] = []
    private(set) var steps: [Step] = []
    private(set) var texts: [UInt8] = []
    private(set) var pathNames: [Int] = []

    /// Throws for a template that cannot be read, naming it.
    init(_ texts: [String: String], names: inout Names) throws(SiteSetupFault) {
        let order = texts.keys.sorted()
        numbers = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        for name in order {
            let start = steps.count
            do {
                try add(try TemplateParser.parse(texts[name] ?? ""), names: &names)
            } catch {
                throw .unreadableTemplate(file: name, reason: error.sentence)
            }
            templates.append(start..<steps.count)
        }
    }

    private mutating func add(
        _ nodes: [TemplateNode], names: inout Names
    ) throws(TemplateNode.Fault) {
        for node in nodes {
            switch node.kind {
            case .text(let text):
                let start = texts.count
                texts.append(contentsOf: text.utf8)
                steps.append(Step(kind: .text, path: Path(), start: start, end: texts.count))
            case .variable:
                steps.append(Step(kind: .value, path: path(node.name, names: &names)))
            case .partial:
                guard let number = numbers[node.name] else { throw .unknownPartial(node.name) }
                steps.append(Step(kind: .partial, path: Path(), start: number))
            case .section(let isInverted, let children):
                let place = steps.count
                let path = path(node.name, names: &names)
                steps.append(Step(kind: isInverted ? .inverted : .section, path: path))
                try add(children, names: &names)
                steps[place].end = steps.count
            }
        }
    }

    private mutating func path(_ name: String, names: inout Names) -> Path {
        let start = pathNames.count
        pathNames += name.split(separator: ".").map { names.number(of: String($0)) }
        return Path(isOwn: name.hasPrefix("."), start: start, count: pathNames.count - start)
    }
}

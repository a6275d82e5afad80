// SPDX-License-Identifier: Apache-2.0

/// Checks templates against the page structs that they show, before any visitor sees them.
///
/// Mustache is silent: a mistyped tag shows nothing. So each room hands in samples of its pages in which
/// all optional parts and all lists are filled at least once (and left out once where the template says
/// what to show then):
///
/// ```swift
/// let review = try TemplateReview(of: room.shelf)
/// #expect(review.findings(in: [PolicyListPage.sample, PolicyListPage.emptySample]) == [])
/// ```
public struct TemplateReview {
    private let own: [String: String]
    private let trees: [String: [TemplateNode]]
    private let wordBook: WordBook
    private var findings: [String] = []
    private var visited: Set<Place> = []

    private struct Place: Hashable {
        let template: String
        let offset: Int
    }

    /// A review of one shelf; the partials and words of the frame and of `others` are known to it.
    public init(of shelf: Shelf, with others: [Shelf] = [.site]) throws {
        let others = others.filter { $0.folder != shelf.folder }
        own = try shelf.templates()
        wordBook = try WordBook(shelves: others + [shelf])
        var trees: [String: [TemplateNode]] = [:]
        for (name, text) in try Templates.texts(on: others + [shelf]) {
            do {
                trees[name] = try TemplateParser.parse(text)
            } catch {
                trees[name] = []
                findings.append("\(name): \(error.sentence)")
            }
        }
        self.trees = trees
    }

    /// What is wrong, one sentence a finding; empty when all is well.
    public func findings(in samples: [any Page], alsoUsed: [String] = []) -> [String] {
        var review = self
        for (name, text) in own.sorted(by: { $0.key < $1.key }) { review.readText(text, of: name) }
        for sample in samples {
            let name = type(of: sample).template
            guard let tree = trees[name] else {
                review.findings.append("\(type(of: sample)) has no template \(name)")
                continue
            }
            review.walk(tree, of: name, stack: [sample])
        }
        for name in own.keys.sorted() where !alsoUsed.contains(name) { review.reportUnvisited(in: name) }
        return Array(Set(review.findings)).sorted()
    }

    /// What can be seen in the text alone: escaping switched off, style and script in the page, links past
    /// the base path.
    private mutating func readText(_ text: String, of name: String) {
        let banned: [(Regex<Substring>, String)] = [
            (/\{\{\{|\{\{&|\{\{=/, "text is written without escaping"),
            (/<script|<style|javascript:/.ignoresCase(), "script or style in the page"),
            (/\s(?:style|on[a-z]+)\s*=/.ignoresCase(), "an inline style or handler"),
            (/=\{\{/, "a value outside quotes"),
            (/\n[ \t]+\{\{>/, "an indented partial, which would indent what people typed into a text area"),
            (/(?:href|src|action)="\//, "an address that knows nothing of the base path"),
        ]
        for (pattern, meaning) in banned {
            if let match = text.firstMatch(of: pattern) { findings.append("\(name): \(meaning): \(match.0)") }
        }
        for key in Templates.wordKeys(in: text) where wordBook[.chinese].texts[key] == nil {
            findings.append("\(name): no word \(key)")
        }
    }

    private mutating func reportUnvisited(in name: String) {
        let places = TemplateNode.tags(in: trees[name] ?? [])
        let missed = places.filter { !visited.contains(Place(template: name, offset: $0.offset)) }
        if !places.isEmpty, missed.count == places.count {
            findings.append("\(name) is used by no sample")
        } else {
            for node in missed { findings.append("\(name): {{\(node.name)}} is reached by no sample") }
        }
    }

    private mutating func walk(_ nodes: [TemplateNode], of template: String, stack: [Any]) {
        for node in nodes {
            if case .text = node.kind { continue }
            visited.insert(Place(template: template, offset: node.offset))
            switch node.kind {
            case .text: break
            case .partial:
                guard let tree = trees[node.name] else {
                    findings.append("\(template): no partial \(node.name)")
                    continue
                }
                walk(tree, of: node.name, stack: stack)
            case .variable:
                _ = look(up: node.name, of: template, in: stack)
            case .section(let isInverted, let children):
                let content = look(up: node.name, of: template, in: stack)
                walkSection(children, of: template, stack: stack, content: content, isInverted: isInverted)
            }
        }
    }

    private mutating func walkSection(
        _ children: [TemplateNode], of template: String, stack: [Any], content: Any?, isInverted: Bool
    ) {
        let items: [[Any]]
        switch content {
        case nil: items = isInverted ? [stack] : []
        case let flag as Bool: items = flag != isInverted ? [stack] : []
        case let list as [Any]:
            items = isInverted ? (list.isEmpty ? [stack] : []) : list.map { stack + [$0] }
        case .some(let value): items = isInverted ? [] : [stack + [value]]
        }
        for item in items { walk(children, of: template, stack: item) }
    }

    /// The value of a tag, as Mustache would find it; reports tags that no struct on the stack has as a
    /// stored property.
    private mutating func look(up name: String, of template: String, in stack: [Any]) -> Any? {
        if name == "." { return stack.last }
        let names = name.split(separator: ".").map(String.init)
        let levels = name.hasPrefix(".") ? Array(stack.suffix(1)) : stack.reversed()
        guard let first = names.first else { return nil }
        let found = levels.compactMap { StoredProperty(first, of: $0) }
        guard var property = found.first else {
            findings.append(
                "\(template): {{\(name)}} is no stored property of \(levels.map { type(of: $0) })")
            return nil
        }
        if property.value == nil, found.count > 1 {
            let other = found[1].owner
            findings.append(
                "\(template): {{\(name)}} is empty and would show that of \(other); write {{.\(name)}}")
        }
        for next in names.dropFirst() {
            guard let value = property.value else { return nil }
            guard let inner = StoredProperty(next, of: value) else {
                findings.append("\(template): {{\(name)}}: \(type(of: value)) has no stored property \(next)")
                return nil
            }
            property = inner
        }
        return property.value
    }
}

/// A stored property of a value, found as the renderer finds it.
private struct StoredProperty {
    let owner: String
    let value: Any?

    init?(_ name: String, of object: Any) {
        guard let field = StoredFields.of(type(of: object)).first(where: { $0.name == name }),
            StoredFields.isReadable(field.type),
            let child = Mirror(reflecting: object).children.first(where: { $0.label == name })
        else { return nil }
        owner = String(describing: type(of: object))
        let mirror = Mirror(reflecting: child.value)
        value = mirror.displayStyle == .optional ? mirror.children.first?.value : child.value as Any?
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Finds the texts of a file that are lines of the rule language, and keeps the rest apart for comparison.
struct LineScalars {
    struct Scalar {
        let text: Tree.Text
        let form: Form
        let scoreGroups: [String]?

        func holding(_ string: String) -> Scalar {
            let text = Tree.Text(string: string, place: self.text.place, isLiteral: false)
            return Scalar(text: text, form: form, scoreGroups: scoreGroups)
        }
    }

    enum Form { case condition, number, derivation }

    /// In the order of the file.
    private(set) var found: [Scalar] = []
    /// Everything else, with its structure: equal before and after formatting.
    private(set) var rest = ""
    private let scoreGroups: [String]?

    init(_ tree: Tree, file: SourceFile) {
        scoreGroups = Self.scoreGroups(tree)
        if file.folder(1) == "rules" || file.folder(1) == "vocabulary" {
            walk(tree, under: "", isLine: nil)
        } else {
            rest = "\(file.text.count)"
        }
        found.sort { $0.text.place < $1.text.place }
    }

    private static let lists: Set<String> = ["全部", "任一", "均不", "增"]
    private static let maps: Set<String> = ["改"]
    private static let conditions: Set<String> = ["当", "除非", "条件"]
    private static let numbers: Set<String> = ["按", "算"]

    private mutating func walk(_ tree: Tree, under key: String, isLine: Form?) {
        switch tree {
        case .text(let text):
            if let isLine, text.isLiteral {
                found.append(Scalar(text: text, form: isLine, scoreGroups: scoreGroups))
            } else {
                rest += "\(text.string)\n"
            }
        case .list(let items, _):
            rest += "["
            let isList = Self.lists.contains(key) || key.hasPrefix("至少")
            for item in items { walk(item, under: "", isLine: isList ? .condition : nil) }
            rest += "]"
        case .map(let entries, _):
            rest += "{"
            for (name, value) in entries {
                rest += "\(name.string): "
                // Examples and official words are not lines, whatever their keys.
                let isOutside = ["例", "原文", "依据"].contains(name.string) && key.isEmpty
                if isOutside {
                    rest += "\(value.plain)"
                } else {
                    walk(value, under: name.string, isLine: form(name, in: key))
                }
            }
            rest += "}"
        }
    }

    private func form(_ name: Tree.Text, in parent: String) -> Form? {
        if Self.conditions.contains(name.string) || Self.maps.contains(parent) { return .condition }
        if Self.numbers.contains(name.string), parent != "分类" { return .number }
        return name.string == "推算" ? .derivation : nil
    }

    private static func scoreGroups(_ tree: Tree) -> [String]? {
        guard let groups = tree["评分"]?["组"], case .list(let items, _) = groups else { return nil }
        return items.compactMap { item in
            if case .text(let text)? = item["组"] { return text.string }
            return nil
        }
    }
}

extension Tree {
    fileprivate subscript(key: String) -> Tree? {
        if case .map(let entries, _) = self { return entries.first { $0.key.string == key }?.value }
        return nil
    }

    /// The tree without its places.
    fileprivate var plain: String {
        switch self {
        case .text(let text): "\(text.string)\n"
        case .list(let items, _): "[\(items.map(\.plain).joined())]"
        case .map(let entries, _): "{\(entries.map { "\($0.key.string): \($0.value.plain)" }.joined())}"
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import SiteTesting

/// A form as a page shows it.
struct WebForm: Sendable {
    let address: String
    let isPost: Bool
    /// What stands between its tags.
    let inside: String
    /// What it sends when nobody changes anything.
    let values: [(name: String, value: String)]
    /// What can be filled in or is sent along.
    let names: Set<String>

    init(address: String, isPost: Bool, inside: String) {
        self.address = address
        self.isPost = isPost
        self.inside = inside
        var values: [(name: String, value: String)] = []
        var names: Set<String> = []
        for match in inside.matches(of: /<(input|select|textarea)([^>]*)>/) {
            let attributes = String(match.2)
            guard let name = WebForm.attribute("name", attributes) else { continue }
            names.insert(name)
            let rest = inside[match.range.upperBound...]
            switch match.1 {
            case "select":
                let options = String(
                    rest.prefix(upTo: rest.firstRange(of: "</select>")?.lowerBound ?? rest.endIndex))
                let all = options.matches(of: /<option([^>]*)>/).map { String($0.1) }
                if let chosen = all.first(where: { $0.contains(" selected") }) ?? all.first {
                    values.append((name, WebForm.attribute("value", chosen) ?? ""))
                }
            case "textarea":
                let text = rest.prefix(upTo: rest.firstRange(of: "</textarea>")?.lowerBound ?? rest.endIndex)
                values.append((name, Shown.decode(String(text.first == "\n" ? text.dropFirst() : text))))
            default:
                let type = WebForm.attribute("type", attributes) ?? "text"
                guard type != "file" else { continue }
                if type == "checkbox" || type == "radio", !attributes.contains(" checked") { continue }
                values.append((name, WebForm.attribute("value", attributes) ?? ""))
            }
        }
        self.values = values
        self.names = names
    }

    private static func attribute(_ name: String, _ text: String) -> String? {
        guard let start = text.firstRange(of: " \(name)=\"") else { return nil }
        let rest = text[start.upperBound...]
        return Shown.decode(String(rest.prefix { $0 != "\"" }))
    }
}

/// A card of a list.
struct Card: Hashable, Sendable {
    let title: String
    let link: String
    let text: String

    /// The number of the policy that it leads to.
    var number: Int64? { link.split(separator: "/").last.flatMap { Int64($0) } }
}

extension Shown {
    /// What stands in `main`.
    var main: String { html.components(separatedBy: "<main").last ?? html }

    /// Forms of the page's main part.
    var forms: [WebForm] {
        main.matches(of: /<form action="([^"]*)" method="(\w+)"[^>]*>([\s\S]*?)<\/form>/).map {
            WebForm(
                address: Shown.decode(String($0.1)), isPost: $0.2.lowercased() == "post",
                inside: String($0.3))
        }
    }

    /// The words of a piece of the page.
    static func words(_ piece: some StringProtocol) -> String {
        let text = String(piece).replacing(/<[^>]*>/, with: " ").replacing(/\s+/, with: " ")
        return decode(text).trimmingCharacters(in: .whitespaces)
    }

    var heading: String {
        main.firstMatch(of: /<h1[^>]*>([\s\S]*?)<\/h1>/).map { Shown.words($0.1) } ?? ""
    }

    var cards: [Card] { Shown.cards(in: main) }

    static func cards(in piece: some StringProtocol) -> [Card] {
        String(piece).matches(of: /<article class="card">([\s\S]*?)<\/article>/).compactMap { match in
            guard let link = String(match.1).firstMatch(of: /<a href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/) else {
                return nil
            }
            return Card(
                title: words(link.2), link: decode(String(link.1)), text: words(match.1))
        }
    }

    /// What stands below a heading of the second order, down to the next one.
    func section(_ heading: String) -> String? {
        let parts = main.split(separator: "<h2", omittingEmptySubsequences: false).dropFirst()
        return parts.first {
            Shown.words("<h2" + ($0.components(separatedBy: "</h2>").first ?? "")) == heading
        }
        .map(String.init)
    }

    /// Rows of all tables, each cell's words.
    var rows: [[String]] { Shown.rows(in: main) }

    static func rows(in piece: some StringProtocol) -> [[String]] {
        String(piece).matches(of: /<tr[^>]*>([\s\S]*?)<\/tr>/).map { row in
            String(row.1).matches(of: /<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/).map { words($0.1) }
        }
    }

    /// Every link of the page's main part with its words.
    var links: [(words: String, address: String)] {
        main.matches(of: /<a [^>]*?href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/).map {
            (Shown.words($0.2), Shown.decode(String($0.1)))
        }
    }

    /// The value beside a key in lists of keys and values.
    func value(_ key: String) -> String? {
        for part in main.components(separatedBy: "<dt").dropFirst() {
            let pair = part.components(separatedBy: "</dt>")
            guard pair.count > 1, Shown.words("<dt" + pair[0]) == key else { continue }
            return Shown.words(pair[1].components(separatedBy: "</dd>")[0])
        }
        return nil
    }
}

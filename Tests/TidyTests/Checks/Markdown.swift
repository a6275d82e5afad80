// SPDX-License-Identifier: Apache-2.0
import Foundation

extension Check {
    /// Whether documents hang together.
    static let markdown: [Check] = [links, reachable, changes]

    private static let links = Check(
        "Every link to a file leads to one",
        bad: [
            Control(
                texts: [
                    "Documentation/a.md":
                        "[a](b.md)\n[c](../Sources)\n![d](d.png \"e\")\n[f](../../g.md)\n[h]: i.md"
                ],
                lines: [1, 2, 3, 4, 5])
        ],
        good: [
            [
                "Documentation/a.md":
                    "[a](b.md#c) [b](../Scripts) [c](https://example.org) [d](#e) `[x](y)`\n"
                    + "```\n[a](nowhere.md)\n```\n[f](<b.md>) [k][b]\n\n[b]: b.md\n[g](/Scripts/a.sh)",
                "Documentation/b.md": "x", "Scripts/a.sh": "",
            ]
        ]
    ) { project in
        let places = project.paths.union(project.folders)
        return project.markdown.flatMap { file in
            linkTargets(of: file).filter { !places.contains(resolve($0.target, from: file.folder)) }.map {
                Finding(path: file.path, line: $0.line, words: "\($0.target) is not there")
            }
        }
    }

    private static let reachable = Check(
        "Every document is linked from another",
        bad: [
            Control(
                texts: [
                    "README.md": "[a](Documentation/a.md)", "Documentation/a.md": "",
                    "Documentation/b.md": "[b](b.md)",
                ],
                lines: [1])
        ],
        good: [
            [
                "README.md": "[a](Documentation/a.md)", "Documentation/a.md": "[d](decisions)",
                "Documentation/decisions/b.md": "",
            ]
        ]
    ) { project in
        var linked: Set<String> = []
        for file in project.markdown {
            for link in linkTargets(of: file) {
                let target = resolve(link.target, from: file.folder)
                if target != file.path { linked.insert(target) }
            }
        }
        return project.markdown
            .filter {
                $0.path.hasPrefix("Documentation/") && !linked.contains($0.path)
                    && !linked.contains($0.folder)
            }
            .map { Finding(path: $0.path, line: 1, words: "nothing links to it") }
    }

    private static let changes = Check(
        "The changelog has a place for what is not released",
        bad: [
            Control(texts: ["CHANGELOG.md": "# Changelog\n\n## 1.0.0\n"], lines: [1]),
            Control(texts: ["CHANGELOG.md": "# Changelog\n\n## Unreleased\n\n## 1.0.0\n- A.\n"], lines: [3]),
            Control(texts: ["Package.swift": ""], lines: [1]),
        ],
        good: [["CHANGELOG.md": "# Changelog\n\n## Unreleased\n\n- One line.\n"]]
    ) { project in
        guard let file = project["CHANGELOG.md"] else {
            // Controls of other checks have no changelog and are not asked for one.
            return project["Package.swift"] == nil
                ? [] : [Finding(path: "CHANGELOG.md", line: 1, words: "there is no changelog")]
        }
        let lines = file.lines.map(String.init)
        guard let start = lines.firstIndex(of: "## Unreleased") else {
            return [Finding(path: file.path, line: 1, words: "no section “## Unreleased”")]
        }
        let section = lines[(start + 1)...].prefix { !$0.hasPrefix("## ") }
        if section.contains(where: { $0.hasPrefix("- ") }) { return [] }
        return [Finding(path: file.path, line: start + 1, words: "the section is empty")]
    }

    /// Links to files, without their fragments; addresses on the web and code are left out.
    static func linkTargets(of file: ProjectFile) -> [(line: Int, target: String)] {
        proseLines(of: file).flatMap { number, line -> [(line: Int, target: String)] in
            let inline = line.matches(of: /\]\(<?([^)>\s]+)>?(?:\s+"[^"]*")?\)/).map { String($0.1) }
            let reference = line.matches(of: /^\[[^\]]+\]:\s*(\S+)/).map { String($0.1) }
            return (inline + reference)
                .filter { !$0.contains("://") && !$0.hasPrefix("#") && !$0.hasPrefix("mailto:") }
                .map { (number, String($0.prefix { $0 != "#" })) }
        }
    }

    /// The lines outside fenced code, with code in backticks taken out.
    static func proseLines(of file: ProjectFile) -> [(number: Int, line: String)] {
        var isCode = false
        var found: [(number: Int, line: String)] = []
        for (number, line) in file.lines.enumerated() {
            if line.hasPrefix("```") {
                isCode.toggle()
            } else if !isCode, line.contains("]") {
                found.append((number + 1, String(line.replacing(/`[^`]*`/, with: ""))))
            }
        }
        return found
    }

    /// A path from the root, for a link written in a file of `folder`.
    static func resolve(_ target: String, from folder: String) -> String {
        var parts = target.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
        for part in target.split(separator: "/").map(String.init) where part != "." {
            if part == "..", !parts.isEmpty, parts.last != ".." {
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }
}

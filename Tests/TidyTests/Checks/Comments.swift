// SPDX-License-Identifier: Apache-2.0
import Foundation

extension Check {
    /// What comments are for.
    static let comments: [Check] = [licenceLine, deadCode, decoration, openEnds]

    private static let licence = "SPDX-License-Identifier: Apache-2.0"

    private static let licenceLine = Check(
        "Every source file begins with its licence",
        bad: [
            swift("import Rules\n// \(licence)\n", lines: [1]),
            swift("#!/bin/bash\nset -e\n", at: "Scripts/a.sh", lines: [1]),
            swift("int a;\n", at: "Sources/MatchingKernels/a.c", lines: [1]),
        ],
        good: [
            [
                "Sources/Rules/A.swift": "// \(licence)\n", "Scripts/a.sh": "#!/bin/bash\n# \(licence)\n",
                "Package.swift": "// swift-tools-version:6.2\n// \(licence)\n", "Makefile": "# \(licence)\n",
                "Sources/CPQ/module.modulemap": "module CPQ {}",
            ]
        ]
    ) { project in
        let endings = [".swift", ".sh", ".py", ".c", ".h", ".inc", "Makefile", ".ci/run"]
        return project.files.filter { file in endings.contains { file.path.hasSuffix($0) } }.compactMap {
            file in
            let second = ["#!", "// swift-tools-version"].contains { file.text.hasPrefix($0) }
            let line = file.lines.dropFirst(second ? 1 : 0).first ?? ""
            return line.contains(licence)
                ? nil : Finding(path: file.path, line: 1, words: "no line \(licence)")
        }
    }

    private static let deadCode = Check(
        "No code is commented out",
        bad: [
            swift(
                "// let a = b\n// if a == b {\n//     return c(d)\n// }\nfoo() // bar(baz)",
                lines: [1, 2, 3, 4, 5]),
            swift(
                "// import Rules\n//print(\"x\")\n// #expect(a == b)\n/* func f() { */", lines: [1, 2, 3, 4]),
        ],
        good: [
            [
                "Sources/Rules/A.swift": """
                /// let a = b
                // Let nobody write here: return to the top (see below).
                // A list is closed by `}`, and f(x) is its value (in yuan).
                // if a fact is missing, nothing is decided
                let a = "// let b = c"
                """
            ]
        ]
    ) { project in
        project.swift.flatMap { file in
            (file.swift?.comments ?? []).enumerated().compactMap { number, line in
                guard line.utf8.contains(.slash), looksLikeCode(line) else { return nil }
                return Finding(path: file.path, line: number + 1, words: "code in a comment")
            }
        }
    }

    private static func looksLikeCode(_ comment: String) -> Bool {
        let line = comment.trimmingCharacters(in: .whitespaces)
        guard !line.hasPrefix("///"), line.hasPrefix("//") || line.hasPrefix("/*") else { return false }
        var text = line.dropFirst(2).trimmingCharacters(in: .whitespaces)
        if text.hasSuffix("*/") { text = text.dropLast(2).trimmingCharacters(in: .whitespaces) }
        if ["}", "})", "{", "]", ");", "},"].contains(text) || text.hasSuffix(" {") || text.hasSuffix(";") {
            return true
        }
        let first = String(text.prefix { $0.isLetter || $0 == "#" })
        let rest = text.dropFirst(first.count)
        switch first {
        case "let", "var": return rest.contains(" = ") || rest.contains(": ") && !rest.hasSuffix(".")
        case "func", "guard", "struct", "enum", "switch": return rest.hasSuffix("{") || rest.hasSuffix(")")
        case "import": return rest.dropFirst().allSatisfy { $0.isLetter || $0 == "." } && rest.count > 1
        case "return": return rest.hasSuffix(")") || rest.dropFirst().allSatisfy { $0.isLetter }
        case "#expect", "#require": return true
        default: return !first.isEmpty && rest.hasPrefix("(") && rest.hasSuffix(")")
        }
    }

    private static let decoration = Check(
        "No comment is decoration or signature",
        bad: [
            swift(
                "// =====\n// MARK: ---- Reading ----\n// ------ \n// Created by A on B", lines: [1, 2, 3, 4])
        ],
        good: [["Sources/Rules/A.swift": "// a - b - c == d\n// The mark is made by hand."]]
    ) { project in
        project.swift.flatMap { file in
            (file.swift?.comments ?? []).enumerated().compactMap { number, line in
                guard line.utf8.contains(.slash) else { return nil }
                let isDrawn = ["====", "----", "****", "Created by "].contains {
                    line.contains($0)
                }
                return isDrawn ? Finding(path: file.path, line: number + 1, words: "decoration") : nil
            }
        }
    }

    private static let openEnds = Check(
        "Nothing is left to be done in a comment",
        bad: [
            swift("// TO" + "DO: think\nlet a = 1 // FIX" + "ME", lines: [1, 2]),
            swift("# TO" + "DO\n", at: "Scripts/a.sh", lines: [1]),
        ],
        good: [["Scripts/a.sh": "mktemp /tmp/a.XXXXXX", "Documentation/a.md": "a list of TODOS in 1 XTODO"]]
    ) { project in
        let words = ["TO" + "DO", "FIX" + "ME"]
        return textFindings(in: project) { line in
            words.first { word in
                line.contains(word) && line.split { !$0.isLetter && $0 != "_" }.contains { $0 == word }
            }
            .map { "\($0): do it, or write it into an issue" }
        }
    }

    /// Looks at every line of every text that a person wrote.
    static func textFindings(in project: Project, _ look: (Substring) -> String?) -> [Finding] {
        project.files.filter { $0.isWritten }.flatMap { file in
            file.lines.enumerated().compactMap { number, line in
                look(line).map { Finding(path: file.path, line: number + 1, words: $0) }
            }
        }
    }
}

extension ProjectFile {
    /// Written by a person of the project: not data, not a generated table, not the texts that tests read.
    var isWritten: Bool {
        let endings = [
            ".swift", ".sh", ".py", ".c", ".h", ".inc", ".md", ".mustache", ".css", ".js", ".yaml", ".yml",
            ".json",
            ".txt", "Makefile", ".ci/run",
        ]
        return endings.contains { path.hasSuffix($0) } && !path.contains("/Generated/")
            && !(isTest && (path.contains("/Texts/") || path.contains("/Frozen/")))
    }
}

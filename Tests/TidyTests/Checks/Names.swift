// SPDX-License-Identifier: Apache-2.0
import Foundation

extension Check {
    /// How things are called.
    static let names: [Check] = [emptyNames, moduleNames, asciiNames, fileNames, folderNames]

    /// Words that say nothing at the end of a type's name.
    private static let emptyEndings = [
        "Manager", "Helper", "Helpers", "Util", "Utils", "Info", "Data", "Handler", "Service", "Base",
    ]
    /// Words that say nothing at its beginning.
    private static let emptyBeginnings = ["Base", "Data"]

    private static let emptyNames = Check(
        "A type's name says what it is",
        bad: [
            swift(
                "struct MatchManager {}\nenum RuleUtils {}\nclass BaseRoom {}\nprotocol Helper {}",
                lines: [1, 2, 3, 4]),
            swift(
                "typealias CaseInfo = Int\nactor DataKeeper {}\nstruct FormHandler<T> {}", lines: [1, 2, 3]),
        ],
        good: [
            [
                "Sources/Rules/Thing.swift":
                    "struct Database {}\nstruct Basis {}\nenum Dateline {}\nlet data = Data()"
            ],
            ["Sources/Rules/Thing.swift": "struct A { let kind: any Service.Type }"],
        ]
    ) { project in
        project.swift.flatMap { file in
            file.declarations.filter { Declaration.types.contains($0.keyword) }.compactMap { type in
                let words = camelWords(type.name)
                guard
                    emptyEndings.contains(words.last ?? "")
                        || words.count > 1 && emptyBeginnings.contains(words.first ?? "")
                else { return nil }
                return Finding(
                    path: file.path, line: type.line, words: "\(type.name) says nothing; name the thing")
            }
        }
    }

    private static let moduleNames = Check(
        "Only the front door bears the name of its room",
        bad: [swift("public struct Rules {}", lines: [1])],
        good: [
            [
                "Sources/Rules/Thing.swift": "public struct Rule {}",
                "Sources/Rules/Rules+Text.swift": "struct Ruleset {}",
            ],
            ["Sources/Appeals/Appeals.swift": "public struct Appeals: Room {}"],
        ]
    ) { project in
        project.sources.filter { $0.name != "\($0.room ?? "").swift" }.flatMap { file in
            file.declarations
                .filter { Declaration.types.contains($0.keyword) && $0.name == file.room }
                .map { Finding(path: file.path, line: $0.line, words: "\($0.name) hides its module") }
        }
    }

    private static let asciiNames = Check(
        "Identifiers are ASCII",
        bad: [swift("let 规则 = 1\nlet a = \"规则\" // 规则\nlet é = 2", lines: [1, 3])],
        good: [
            ["Sources/Rules/Thing.swift": "let a = \"规则\\(b + \"条\")\" /* 规则 */\nlet c = /规则/"],
            [
                "Sources/Rules/Thing.swift":
                    "let a = \"\"\"\n    规则 \"引文\" \\(b)\n    \"\"\"\nlet b = #\"\\规\"#"
            ],
        ]
    ) { project in
        project.swift.flatMap { file in
            (file.swift?.code ?? []).enumerated()
                .filter { $0.element.utf8.contains { $0 >= 0x80 } }
                .map {
                    Finding(path: file.path, line: $0.offset + 1, words: "an identifier that is not ASCII")
                }
        }
    }

    private static let fileNames = Check(
        "A file is named Noun.swift or Noun+Behaviour.swift",
        bad: [
            swift("", at: "Sources/Rules/ruleReader.swift", lines: [1]),
            swift("", at: "Tests/RulesTests/A B.swift", lines: [1]),
        ],
        good: [
            ["Sources/Rules/Rule+Text.swift": "", "Tests/Faults/Torture/main.swift": "", "Package.swift": ""]
        ]
    ) { project in
        project.swift.filter { file in
            let stem = file.name.dropLast(".swift".count)
            let isNoun = stem.split(separator: "+", omittingEmptySubsequences: false).allSatisfy { part in
                part.first?.isUppercase == true && part.utf8.allSatisfy { $0.isWordByte && $0 < 0x80 }
            }
            return !isNoun && file.name != "main.swift"
        }
        .map { Finding(path: $0.path, line: 1, words: "name it Noun.swift or Noun+Behaviour.swift") }
    }

    private static let folderNames = Check(
        "No folder is a drawer for what has no place",
        bad: [
            swift("", at: "Sources/Rules/Helpers/A.swift", lines: [1]),
            swift("", at: "Sources/Rules/Extensions/A.swift", lines: [1]),
            swift("", at: "Sources/Rules/Trailing /A.swift", lines: [1]),
        ],
        good: [["Sources/Rules/Reading/Helper.txt": "", "Documentation/decisions/a.md": ""]]
    ) { project in
        let drawers: Set = [
            "Core", "Common", "Extensions", "Helpers", "Misc", "Shared", "Utils", "Utilities", "Support",
        ]
        return project.files.compactMap { file in
            let bad = file.folder.split(separator: "/").first {
                drawers.contains(String($0)) || $0.contains(" ")
            }
            return bad.map { Finding(path: file.path, line: 1, words: "a folder “\($0)”") }
        }
    }

    /// `MatchManager` → `Match`, `Manager`; `HTTPInfo` → `HTTPInfo` would hide it, so capitals in a row are
    /// one word.
    static func camelWords(_ name: String) -> [String] {
        var words: [String] = []
        let letters = Array(name)
        for (position, letter) in letters.enumerated() {
            let followsCapital = position > 0 && letters[position - 1].isUppercase
            let precedesSmall = position + 1 < letters.count && letters[position + 1].isLowercase
            if words.isEmpty || letter.isUppercase && (!followsCapital || precedesSmall) { words.append("") }
            words[words.count - 1].append(letter)
        }
        return words
    }
}

// SPDX-License-Identifier: Apache-2.0

extension Check {
    /// What may end the process or lie to the compiler.
    static let safety: [Check] = [forcedUnwrapping, forcedWays, uncheckedSharing, strictTargets]

    private static let forcedUnwrapping = Check(
        "Nothing is unwrapped by force",
        bad: [
            swift("let a = b!\nlet c = d()!.e\nlet f = g[0]!", lines: [1, 2, 3]),
            swift("var a: Int!\nlet b = \"\\(c!)\"", lines: [1, 2]),
        ],
        good: [
            [
                "Sources/Rules/Thing.swift":
                    "if !a, b != c, (!d) { e = \"f!\" } // g!\nfunc ! (a: A) -> B { f(!a) }"
            ]
        ]
    ) { project in
        findings(in: project.sources) { tokens, position in
            guard tokens[position].text == "!", position > 0, tokens[position].touchesPrevious else {
                return nil
            }
            let previous = tokens[position - 1]
            guard previous.isWord || [")", "]", ">", "}", "\"", "?"].contains(previous.text) else {
                return nil
            }
            guard !["try", "as"].contains(previous.text) else { return nil }
            let isComparison = tokens.text(position + 1) == "=" && tokens[position + 1].touchesPrevious
            return isComparison ? nil : "unwrapped by force: say what happens when it is missing"
        }
    }

    private static let forcedWays = Check(
        "No fatalError, try! or as! in Sources",
        bad: [
            swift(
                "fatalError(\"no\")\nlet a = try! b()\nlet c = d as! E\nassertionFailure()",
                lines: [1, 2, 3, 4])
        ],
        good: [
            [
                "Sources/Rules/Thing.swift":
                    "let a = try b() as? C // fatalError\nprecondition(d, \"try! as!\")"
            ],
            ["Tests/RulesTests/A.swift": "let a = try! b()"],
        ]
    ) { project in
        findings(in: project.sources) { tokens, position in
            let next = tokens.text(position + 1)
            switch tokens[position].text {
            case "fatalError", "assertionFailure":
                guard next == "(", tokens.text(position - 1) != "func" else { return nil }
                return "\(tokens[position].text): throw a fault, or state a precondition"
            case "try", "as":
                return next == "!" && tokens[position + 1].touchesPrevious ? "\(tokens[position].text)!" : nil
            default:
                return nil
            }
        }
    }

    private static let uncheckedSharing = Check(
        "What the compiler cannot check says why it is safe",
        bad: [
            swift("final class A: @unchecked Sendable {}", lines: [1]),
            swift("let b = 1 // why\n\nnonisolated(unsafe) var a = 1", lines: [3]),
        ],
        good: [
            [
                "Sources/Store/A.swift":
                    "// One borrower at a time: the pool hands it out.\nfinal class A: @unchecked Sendable {}"
            ],
            ["Sources/Store/A.swift": "nonisolated(unsafe) var a = 1 // set once, before any thread starts"],
        ]
    ) { project in
        project.swift.flatMap { file -> [Finding] in
            guard let swift = file.swift else { return [] }
            return swift.code.enumerated().compactMap { number, line in
                guard line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)") else {
                    return nil
                }
                let beside = swift.comments[max(0, number - 1)...number].contains { $0.contains("//") }
                return beside
                    ? nil : Finding(path: file.path, line: number + 1, words: "say why it is safe, beside it")
            }
        }
    }

    private static let strictTargets = Check(
        "Every Swift target is compiled strictly",
        bad: [
            swift(
                "[\n.target(name: \"A\"),\n.target(name: \"B\", swiftSettings: strict),\n.testTarget(name: \"C\")\n]",
                at: "Package.swift", lines: [2, 4])
        ],
        good: [
            [
                "Package.swift": """
                [
                    .executableTarget(name: "A", swiftSettings: strict + [.unsafeFlags(["-O"])]),
                    .systemLibrary(name: "CPQ"),
                    .target(name: "Kernels", cSettings: [.unsafeFlags(["-O3"])]),
                ]
                """
            ]
        ]
    ) { project in
        guard let file = project["Package.swift"], let tokens = file.swift?.tokens else { return [] }
        let kinds: Set = ["target", "executableTarget", "testTarget"]
        return tokens.indices.compactMap { position in
            guard kinds.contains(tokens[position].text), tokens.text(position - 1) == ".",
                tokens.text(position + 1) == "("
            else { return nil }
            let words = tokens[position...tokens.closing(position + 1)].map(\.text)
            if ["strict", "engine", "cSettings"].contains(where: words.contains) { return nil }
            return Finding(path: file.path, line: tokens[position].line, words: "a target without `strict`")
        }
    }

    private static func findings(
        in files: [ProjectFile], _ look: ([Token], Int) -> String?
    ) -> [Finding] {
        files.flatMap { file -> [Finding] in
            let tokens = file.swift?.tokens ?? []
            return tokens.indices.compactMap { position in
                look(tokens, position).map {
                    Finding(path: file.path, line: tokens[position].line, words: $0)
                }
            }
        }
    }
}

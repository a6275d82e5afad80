// SPDX-License-Identifier: Apache-2.0

extension Check {
    static let longestFile = 400
    static let longestFunction = 70
    static let longestLine = 110

    /// How long things may be.
    static let sizes: [Check] = [fileLength, functionLength, lineLength]

    private static let fileLength = Check(
        "A file has at most 400 lines",
        bad: [swift(String(repeating: "\n", count: 400) + "let late = 1\n", lines: [401])],
        good: [
            ["Sources/Rules/Thing.swift": String(repeating: "\n", count: 400)],
            ["Sources/Standards/Generated/Table.swift": String(repeating: "\n", count: 900)],
        ]
    ) { project in
        project.swift.compactMap { file in
            let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
            guard count > longestFile else { return nil }
            return Finding(path: file.path, line: longestFile + 1, words: "\(count) lines")
        }
    }

    private static let functionLength = Check(
        "A function has at most 70 lines",
        bad: [
            swift("func long() {\n" + String(repeating: "    step()\n", count: 69) + "}\n", lines: [1]),
            swift("var long: Int {\n" + String(repeating: "    step()\n", count: 69) + "}\n", lines: [1]),
            swift(
                "struct A {\n    init(a: Int) {" + String(repeating: "\n", count: 70) + "}\n}\n", lines: [2]),
        ],
        good: [
            [
                "Sources/Rules/Thing.swift":
                    "protocol P {\n    func a()\n}\nstruct Long {\n"
                    + String(repeating: "    let a = \"{\"\n", count: 90)
                    + "}\n"
            ]
        ]
    ) { project in
        project.swift.flatMap { file in
            file.declarations.compactMap { declaration in
                guard let body = declaration.body, !Declaration.types.contains(declaration.keyword),
                    let tokens = file.swift?.tokens
                else { return nil }
                let count = tokens[body.upperBound].line - declaration.line + 1
                guard count > longestFunction else { return nil }
                return Finding(
                    path: file.path, line: declaration.line, words: "\(declaration.name): \(count) lines")
            }
        }
    }

    private static let lineLength = Check(
        "A line of code or comment has at most 110 columns",
        bad: [
            swift("let a = 1\n" + String(repeating: "x", count: 111), lines: [2]),
            swift("// " + String(repeating: "苗", count: 108), lines: [1]),
        ],
        good: [
            ["Sources/Rules/Thing.swift": String(repeating: "苗", count: 110)],
            [
                "Sources/Rules/Thing.swift": "    case .tooLong: \"" + String(repeating: "苗", count: 110)
                    + "\""
            ],
        ]
    ) { project in
        project.swift.flatMap { file in
            file.lines.enumerated().compactMap { number, line in
                // A sentence for people is one literal; broken in two it can't be searched for.
                if line.contains("\""), !line.contains("// ") { return nil }
                // A line has no more scalars than bytes, and bytes are counted at once.
                guard line.utf8.count > longestLine, line.unicodeScalars.count > longestLine else {
                    return nil
                }
                return Finding(
                    path: file.path, line: number + 1, words: "\(line.unicodeScalars.count) columns")
            }
        }
    }
}

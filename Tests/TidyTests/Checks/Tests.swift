// SPDX-License-Identifier: Apache-2.0

extension Check {
    /// Whether tests can fail.
    static let tests: [Check] = [expectations, sentences]

    private static let expectations = Check(
        "Every test expects something",
        bad: [
            swift(
                "@Test(\"A\") func a() { _ = b() }\n@Test func c() {\n    #expect(d)\n}",
                at: "Tests/RulesTests/ATests.swift", lines: [1]),
            swift("func b() {}\n@Test func a() { b() }", at: "Tests/RulesTests/ATests.swift", lines: [2]),
        ],
        good: [
            [
                "Tests/RulesTests/ATests.swift":
                    "@Test(\"A\", arguments: [1]) func a(b: Int) throws { try c(b) }\n@Test func d() { Issue.record(\"e\") }",
                "Tests/RulesTests/Fixture.swift":
                    "func c(_ b: Int) throws { try e(b) }\nfunc e(_ b: Int) throws { #expect(b == 1) }",
            ]
        ]
    ) { project in
        let files = project.swift.filter(\.isTest)
        let expecting = expectingNames(in: files)
        return files.flatMap { file -> [Finding] in
            guard let tokens = file.swift?.tokens else { return [] }
            return file.declarations.compactMap { function in
                guard function.keyword == "func", let body = function.body, isTest(function, in: tokens)
                else { return nil }
                let words = tokens[body].lazy.map(\.text)
                if words.contains(where: { expecting.contains($0) }) { return nil }
                return Finding(
                    path: file.path, line: function.line, words: "\(function.name) expects nothing")
            }
        }
    }

    /// The names of everything whose body expects something, directly or through another.
    private static func expectingNames(in files: [ProjectFile]) -> Set<String> {
        var expecting: Set = ["expect", "require", "record", "confirmation"]
        let bodies = files.flatMap { file -> [(name: String, words: Set<String>)] in
            file.declarations.compactMap { declaration in
                guard declaration.keyword == "func", let body = declaration.body,
                    let tokens = file.swift?.tokens
                else { return nil }
                return (declaration.name, Set(tokens[body].map(\.text)))
            }
        }
        var before = 0
        while expecting.count > before {
            before = expecting.count
            for body in bodies where !body.words.isDisjoint(with: expecting) { expecting.insert(body.name) }
        }
        return expecting
    }

    private static func isTest(_ function: Declaration, in tokens: [Token]) -> Bool {
        let first = tokens.firstIndex { $0.line >= function.firstLine } ?? function.start
        return tokens[first..<function.start].contains { $0.text == "Test" }
    }

    private static let sentences = Check(
        "Every test has a sentence for a name",
        bad: [swift("@Test func parse() { #expect(a) }", at: "Tests/RulesTests/ATests.swift", lines: [1])],
        good: [
            [
                "Tests/RulesTests/ATests.swift":
                    "@Test(\"A rule is read\") func a() { #expect(b) }\n@Test func `A rule is read`() { #expect(b) }\n"
                    + "@Test func unknownNeverTurnsIntoNo() { #expect(b) }"
            ]
        ]
    ) { project in
        project.swift.filter(\.isTest).flatMap { file -> [Finding] in
            guard let tokens = file.swift?.tokens else { return [] }
            return file.declarations.compactMap { function in
                guard function.keyword == "func", isTest(function, in: tokens) else { return nil }
                let first = tokens.firstIndex { $0.line >= function.firstLine } ?? function.start
                let hasSentence = tokens[first..<function.start].contains { $0.text == "\"" }
                let words = camelWords(function.name)
                if hasSentence || words.count > 2 || function.name.contains(" ") { return nil }
                return Finding(
                    path: file.path, line: function.line, words: "\(function.name): say what is true")
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

extension Check {
    /// What is told to those who use a declaration.
    static let documentation: [Check] = [documentedDeclarations]

    private static let documentedDeclarations = Check(
        "Every exported type, function and initialiser with parameters is documented",
        bad: [
            swift("public struct A {\n    public enum B {}\n    public func c() {}\n}", lines: [1, 2, 3]),
            swift("/// Of A.\n\npublic struct A {}", lines: [3]),
            swift("// Of A.\n@frozen\npublic struct A {}", lines: [3]),
            swift(
                "extension A {\n    package init(b: Int) {}\n    public subscript(b: Int) -> A { self }\n}",
                lines: [2, 3]),
        ],
        good: [
            [
                "Sources/Rules/A.swift": """
                /// Of A.
                @frozen
                public struct A: Hashable, Sendable {
                    public let text: String
                    public init() {}
                    struct B { func c() {} }
                    public static func == (a: A, b: A) -> Bool { a.text == b.text }
                    public func hash(into hasher: inout Hasher) {}
                    /// What of it.
                    @inlinable
                    public func d(_ e: Int) -> Int { e }
                }
                """
            ]
        ]
    ) { project in
        project.sources.flatMap { file -> [Finding] in
            guard let swift = file.swift else { return [] }
            return file.declarations.compactMap { declaration in
                guard declaration.isExported, needsWords(declaration, in: swift.tokens) else { return nil }
                let above = declaration.firstLine - 2
                let isTold = above >= 0 && swift.comments[above].contains("///")
                if isTold { return nil }
                return Finding(
                    path: file.path, line: declaration.line, words: "\(declaration.name): say what it means")
            }
        }
    }

    private static func needsWords(_ declaration: Declaration, in tokens: [Token]) -> Bool {
        switch declaration.keyword {
        case "init":
            // Initialisers that a protocol of the standard library demands say what all of them say.
            let demanded: Set = [
                "from", "stringLiteral", "integerLiteral", "floatLiteral", "arrayLiteral", "rawValue",
            ]
            return declaration.hasParameters && !demanded.contains(tokens.text(declaration.start + 2))
        case "func":
            let demanded: Set = ["hash", "encode", "next", "makeIterator", "index"]
            let isOperator = declaration.name.utf8.first?.isWordByte == false
            return !isOperator && !demanded.contains(declaration.name)
        case "subscript": return true
        default: return Declaration.types.contains(declaration.keyword)
        }
    }
}

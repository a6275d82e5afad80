// SPDX-License-Identifier: Apache-2.0

extension Check {
    /// Arrows between rooms.
    static let imports: [Check] = [arrows, plannedRooms, kernels]

    private static let arrows = Check(
        "Rooms import only what lies below them",
        bad: [
            swift(
                "import Foundation\nimport Hummingbird\nimport GRDB", at: "Sources/Matching/A.swift",
                lines: [2, 3]),
            swift("import Rules", at: "Sources/Standards/A.swift", lines: [1]),
            swift("import Yams", at: "Sources/yumiao/A.swift", lines: [1]),
            swift(
                "@preconcurrency import GRDB\npublic import struct CPQ.PGresult", at: "Sources/Site/A.swift",
                lines: [1, 2]),
            swift("import Appeals\nimport Platform", at: "Sources/Policies/A.swift", lines: [1, 2]),
            swift("import Rules", at: "Sources/Store/A.swift", lines: [1]),
            swift("import Outreach", at: "Sources/Accounts/A.swift", lines: [1]),
            swift("@testable import Matching", at: "Sources/Platform/A.swift", lines: [1]),
        ],
        good: [
            [
                "Sources/Policies/A.swift":
                    "import Accounts\nimport Foundation\nimport Rules\nimport Site\nimport Store"
            ],
            ["Sources/Platform/A.swift": "import Policies\nimport Appeals\nimport Matching"],
            ["Sources/Rules/A.swift": "// import GRDB\nimport Yams\nlet a = \"\"\"\nimport GRDB\n\"\"\""],
        ]
    ) { project in
        project.sources.flatMap { file -> [Finding] in
            guard let room = file.room, let plan = RoomPlan.house[room] else { return [] }
            return importedModules(of: file).compactMap { line, module, isTestable in
                if plan.mayImport(module), !isTestable { return nil }
                return Finding(path: file.path, line: line, words: "\(room) must not import \(module)")
            }
        }
    }

    private static let plannedRooms = Check(
        "Every room stands in the plan",
        bad: [swift("import Rules", at: "Sources/Attic/A.swift", lines: [1])],
        good: [["Sources/Rules/A.swift": "", "Sources/CPQ/shim.h": ""]]
    ) { project in
        Set(project.files.compactMap(\.room)).subtracting(RoomPlan.house.keys).sorted().map { room in
            Finding(path: "Sources/\(room)", line: 1, words: "write it into Tests/TidyTests/Rooms.swift")
        }
    }

    /// Foundation's types are slow where millions of rows are read; only its edges (threads, test data,
    /// files) may touch it.
    private static let kernels = Check(
        "The kernels of Matching import no Foundation",
        bad: [
            swift("import Foundation", at: "Sources/Matching/Kernels/Compare.swift", lines: [1]),
            swift("import FoundationEssentials", at: "Sources/Matching/Formula.swift", lines: [1]),
        ],
        good: [
            [
                "Sources/Matching/Threads.swift": "import Foundation",
                "Sources/Matching/Formula.swift": "import Rules",
            ]
        ]
    ) { project in
        let edges: Set = ["Threads.swift", "Province.swift", "Snapshot.swift", "Snapshot+Table.swift"]
        return project.sources.filter { $0.room == "Matching" && !edges.contains($0.name) }.flatMap { file in
            importedModules(of: file).filter { RoomPlan.foundation.contains($0.module) }.map {
                Finding(path: file.path, line: $0.line, words: "Foundation in a kernel")
            }
        }
    }

    /// The modules that a file imports. `import struct CPQ.PGresult` imports `CPQ`.
    private static func importedModules(of file: ProjectFile) -> [(
        line: Int, module: String, isTestable: Bool
    )] {
        let tokens = file.swift?.tokens ?? []
        let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        return tokens.indices.compactMap { position in
            guard tokens[position].text == "import", tokens.text(position - 1) != "." else { return nil }
            let next = kinds.contains(tokens.text(position + 1)) ? position + 2 : position + 1
            return (tokens[position].line, tokens.text(next), tokens.text(position - 1) == "testable")
        }
    }
}

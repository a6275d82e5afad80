// SPDX-License-Identifier: Apache-2.0
import Foundation

extension Check {
    /// Whether what documents say of the project is so.
    static let facts: [Check] = [targets, namedPaths, dependencies, systemPackages, glossary]

    private static let targets = Check(
        "Every `make` target that a document names exists",
        bad: [
            Control(
                texts: [
                    "Makefile": "run: a\n", "README.md": "`make run`\n`make fly`\n```\nmake swim\n```\n",
                ], lines: [2, 4])
        ],
        good: [
            [
                "Makefile": "run test: a\n.PHONY: run\nci:\n",
                "README.md": "`make run PORT=80`, `make test`, make sure\n$ make ci\n",
            ]
        ]
    ) { project in
        guard let makefile = project["Makefile"] else { return [] }
        let known = Set(
            makefile.lines.filter { $0.first?.isLetter == true && $0.contains(":") && !$0.contains(":=") }
                .flatMap { $0.prefix { $0 != ":" }.split(separator: " ").map(String.init) })
        return project.markdown.flatMap { file in
            file.lines.enumerated().flatMap { number, line -> [Finding] in
                guard line.contains("make ") else { return [] }
                let named = line.matches(of: /(?:`|^|\$ )make ([a-z][a-z-]*)/).map { String($0.1) }
                return named.filter { !known.contains($0) }.map {
                    Finding(path: file.path, line: number + 1, words: "no target `make \($0)`")
                }
            }
        }
    }

    private static let namedPaths = Check(
        "Every path that a document names exists",
        bad: [
            Control(
                texts: [
                    "README.md": "`Sources/Rules/Gone.swift`\n`Tests/Gone`", "Sources/Rules/A.swift": "",
                    "Tests/RulesTests/A.swift": "",
                ], lines: [1, 2])
        ],
        good: [
            [
                "README.md":
                    "`Sources/Rules/A.swift`, `Sources/Rules/`, `Sources/*Store.swift`, `Sources/Appeals/…`, `Packs/NAME`, `Tests/out/a`",
                "Sources/Rules/A.swift": "", "Tests/RulesTests/A.swift": "",
            ]
        ]
    ) { project in
        let places = project.paths.union(project.folders)
        let tops = Set(project.folders.filter { !$0.contains("/") })
        return project.markdown.flatMap { file in
            file.lines.enumerated().flatMap { number, line -> [Finding] in
                guard line.contains("`"), !line.contains("〔later〕") else { return [] }
                let named = line.matches(of: /`([A-Za-z.]+\/[A-Za-z0-9_.+\/-]*)`/).map { String($0.1) }
                return named.filter { path in
                    let top = String(path.prefix { $0 != "/" })
                    // `NAME` stands for any name; what programs write into `out` is not kept.
                    let isPlaceholder = path.split(separator: "/").contains {
                        $0.allSatisfy(\.isUppercase) || $0 == "out"
                    }
                    return tops.contains(top) && !isPlaceholder && !places.contains(resolve(path, from: ""))
                }
                .map { Finding(path: file.path, line: number + 1, words: "\($0) is not there") }
            }
        }
    }

    private static let dependencies = Check(
        "The page of dependencies agrees with Package.swift",
        bad: [
            Control(
                texts: [
                    "Package.swift":
                        "a\n.package(url: \"https://github.com/a/b\", exact: \"1.0.0\"),\n"
                        + ".package(url: \"https://github.com/a/new\", exact: \"2.0.0\"),\n"
                        + ".package(url: \"https://github.com/a/loose\", from: \"2.0.0\"),\n",
                    "Documentation/dependencies.md":
                        "| [a/b](https://github.com/a/b) | 1.0.1 |\n| [a/loose](https://github.com/a/loose) | 2.0.0 |",
                ],
                lines: [1, 3, 4])
        ],
        good: [
            [
                "Package.swift": ".package(url: \"https://github.com/a/b\", exact: \"1.0.0\"),\n",
                "Documentation/dependencies.md": "| [a/b](https://github.com/a/b) | 1.0.0 | MIT |\n",
            ]
        ]
    ) { project in
        guard let manifest = project["Package.swift"], let page = project["Documentation/dependencies.md"]
        else { return [] }
        return manifest.lines.enumerated().compactMap { number, line in
            guard let match = line.firstMatch(of: /\.package\(url: "([^"]+)", (exact|from|branch): "([^"]+)"/)
            else { return nil }
            let (_, address, kind, version) = match.output
            if kind != "exact" {
                return Finding(path: manifest.path, line: number + 1, words: "\(address) is not pinned")
            }
            guard let row = page.lines.enumerated().first(where: { $0.element.contains("(\(address))") })
            else {
                return Finding(
                    path: manifest.path, line: number + 1, words: "\(address) is not in dependencies.md")
            }
            if row.element.contains("| \(version) |") { return nil }
            return Finding(path: page.path, line: row.offset + 1, words: "\(address) is at \(version)")
        }
    }

    private static let systemPackages = Check(
        "Every system library is installed by Scripts/prepare.sh and told in dependencies.md",
        bad: [
            Control(
                texts: [
                    "Package.swift": "x\n.systemLibrary(name: \"CPQ\", providers: [.apt([\"libpq-dev\"])])\n",
                    "Scripts/prepare.sh": "build=\"libzip-dev\"\n",
                    "Documentation/dependencies.md": "`libzip-dev`",
                ],
                lines: [2, 2])
        ],
        good: [
            [
                "Package.swift": ".systemLibrary(name: \"CPQ\", providers: [.apt([\"libpq-dev\"])])\n",
                "Scripts/prepare.sh": "build=\"make libpq-dev\"\n",
                "Documentation/dependencies.md": "`libpq-dev`",
            ]
        ]
    ) { project in
        guard let manifest = project["Package.swift"] else { return [] }
        let readers = ["Scripts/prepare.sh", "Documentation/dependencies.md"].compactMap { project[$0] }
        return manifest.lines.enumerated().flatMap { number, line -> [Finding] in
            let lists = line.matches(of: /\.apt\(\[([^\]]+)\]\)/).map { String($0.1) }
            let packages = lists.flatMap { $0.matches(of: /"([^"]+)"/).map { String($0.1) } }
            return packages.flatMap { package in
                readers.filter { !words(of: $0).contains(package) }.map {
                    Finding(path: manifest.path, line: number + 1, words: "\(package) is not in \($0.path)")
                }
            }
        }
    }

    private static func words(of file: ProjectFile) -> Set<String> {
        Set(file.text.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }.map(String.init))
    }

    /// A row of the glossary ends with identifiers in backticks; those of rooms that come later are marked
    /// so.
    private static let glossary = Check(
        "Every identifier of the glossary exists",
        bad: [
            Control(
                texts: [
                    "Documentation/glossary.md": "| 规则 | rule | `Rule` |\n| 诉求 | appeal | `Appeal` |\n",
                    "Sources/Rules/A.swift": "struct Rule {}",
                ],
                lines: [2])
        ],
        good: [
            [
                "Documentation/glossary.md":
                    "| 规则 | rule | `Rule` |\n| 诉求 | appeal | `Appeal` 〔later〕 |\n| 均 | each | `Comparison.Quantifier.each` |\n",
                "Sources/Rules/A.swift":
                    "struct Rule { enum Quantifier { case each, some } }\nstruct Comparison {}",
            ]
        ]
    ) { project in
        guard let page = project["Documentation/glossary.md"] else { return [] }
        var known: Set<String> = []
        for file in project.sources {
            known.formUnion((file.swift?.tokens ?? []).filter(\.isWord).map(\.text))
        }
        return page.lines.enumerated().flatMap { number, line -> [Finding] in
            guard line.hasPrefix("|"), !line.contains("〔later〕") else { return [] }
            let cell = line.split(separator: "|").last { !$0.allSatisfy(\.isWhitespace) } ?? ""
            let identifiers = cell.matches(of: /`([A-Za-z.]+)`/).map { String($0.1) }
            return identifiers.filter { !$0.split(separator: ".").allSatisfy { known.contains(String($0)) } }
                .map {
                    Finding(path: page.path, line: number + 1, words: "no `\($0)` in Sources")
                }
        }
    }
}

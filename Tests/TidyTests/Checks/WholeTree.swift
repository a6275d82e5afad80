// SPDX-License-Identifier: Apache-2.0
import Foundation

extension Check {
    /// What holds for all files alike.
    static let wholeTree: [Check] = [foreignPlaces, secrets, queries, unescapedTemplates, cleanText]

    private static let foreignPlaces = Check(
        "No file names a place on somebody's machine, or a package registry",
        bad: [
            swift("let a = \"/ho" + "me/anna/b\"\nlet c = \"/Us" + "ers/anna\"", lines: [1, 2]),
            swift(
                "pip install --ind" + "ex-url https://example.org/simple x\n", at: "Scripts/a.sh", lines: [1]),
            swift(
                "curl https://py" + "pi.org/a\n[a](http://1" + "0.0.0.7/b)\n", at: "Documentation/a.md",
                lines: [1, 2]),
        ],
        good: [["Scripts/a.sh": "cd \"$HOME\"; mktemp -d\nopen http://127.0.0.1:8080/ # /var/lib/yumiao\n"]]
    ) { project in
        let banned = [
            "/ho" + "me/", "/Us" + "ers/", "/ro" + "ot/", "/wo" + "rk/", "/tmp" + "/wt", "py" + "pi.org",
            "npm" + "js.",
            "crates" + ".io", "ruby" + "gems.org", "arti" + "factory", "ind" + "ex-url", "mirr" + "ors.",
            "://10" + ".", "://192" + ".168.", "deb.deb" + "ian.org",
        ]
        return textFindings(in: project) { line in
            // No banned word is without a slash, a point or a hyphen, and most lines of prose have none.
            banned.first { line.contains($0) }.map { "“\($0)” belongs to one machine or one network" }
        }
    }

    private static let secrets = Check(
        "No file holds a key or a password",
        bad: [
            swift("-----BEGIN EC PRIV" + "ATE KEY-----\n", at: "Tests/a.txt", lines: [1]),
            swift("let a = \"postgres://u:se" + "cret@db/x\"", lines: [1]),
        ],
        good: [
            [
                "Documentation/a.md":
                    "A PRIVATE KEY stays on the server: postgres://db/yumiao, user@example.org"
            ]
        ]
    ) { project in
        textFindings(in: project) { line in
            if line.contains("PRIV" + "ATE KEY-----") { return "a private key" }
            guard let scheme = line.range(of: "://") else { return nil }
            let authority = line[scheme.upperBound...].prefix { !"/\"' `)".contains($0) }
            guard let at = authority.firstIndex(of: "@") else { return nil }
            return authority[..<at].contains(":") ? "a password in an address" : nil
        }
    }

    private static let queries = Check(
        "SQL stands only in …Store.swift and …Schema.swift",
        bad: [
            swift("let a = \"SELECT name FROM appeal\"", at: "Sources/Appeals/AppealPages.swift", lines: [1]),
            swift(
                "let a = \"\"\"\n    INSERT INTO appeal\n    VALUES ($1)\n    \"\"\"",
                at: "Sources/Appeals/A.swift", lines: [2]),
        ],
        good: [
            [
                "Sources/Appeals/AppealStore.swift": "let a = \"SELECT name FROM appeal\"",
                "Sources/Appeals/AppealSchema.swift": "let a = \"CREATE TABLE appeal (id text)\"",
                "Sources/Appeals/AppealPages.swift":
                    "// SELECT name\nlet a = \"Select what you need\"\nUPDATE(a)",
                "Sources/Store/SQLite/Engine.swift": "let a = \"PRAGMA journal_mode = WAL\"",
            ]
        ]
    ) { project in
        let words = [
            "SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE TABLE ", "CREATE INDEX ",
            "ALTER TABLE ",
            "DROP TABLE ", "PRAGMA ",
        ]
        // The two engines themselves speak SQL: pragmas, savepoints, catalogue queries.
        let engines = ["Sources/Store/SQLite/", "Sources/Store/Postgres/", "Sources/Store/Engine/"]
        let outside = project.sources.filter { file in
            !["Store.swift", "Schema.swift"].contains { file.path.hasSuffix($0) }
                && !engines.contains { file.path.hasPrefix($0) }
        }
        return outside.flatMap { file in
            (file.swift?.quoted ?? []).enumerated().compactMap { number, line in
                words.contains { line.contains($0) }
                    ? Finding(path: file.path, line: number + 1, words: "SQL outside the room's store") : nil
            }
        }
    }

    /// The text alone; whether tags exist and words are there is reviewed beside each room, with samples of
    /// its pages (`TemplateReview` in `Site`).
    private static let unescapedTemplates = Check(
        "No template switches escaping off, or holds script or style",
        bad: [
            swift(
                "<p>{{{a}}}</p>\n<p>{{&b}}</p>", at: "Sources/Appeals/Templates/A.mustache", lines: [1, 2]),
            swift("<script>\n<p style=\"x\">", at: "Sources/Appeals/Templates/A.mustache", lines: [1, 2]),
        ],
        good: [["Sources/Appeals/Templates/A.mustache": "<p>{{a}} {{#b}}[[appeals.styled]]{{/b}}</p>"]]
    ) { project in
        let banned = ["{{{", "{{&", "{{=", "<script", "<style", " style=", " onclick=", "javascript:"]
        return project.files.filter { $0.path.hasSuffix(".mustache") }.flatMap { file in
            file.lines.enumerated().compactMap { number, line in
                banned.first { line.contains($0) }.map {
                    Finding(path: file.path, line: number + 1, words: "“\($0)” in a template")
                }
            }
        }
    }

    private static let cleanText = Check(
        "Text ends with a newline and no line with a space",
        bad: [
            swift("a \nb", at: "Documentation/a.md", lines: [1, 2]),
            swift("a\r\nb\n", at: "Scripts/a.sh", lines: [1]),
            swift("all:\n\techo\t\n", at: "Makefile", lines: [2]),
        ],
        good: [["Documentation/a.md": "a\n\nb\n", "Scripts/empty.sh": "", "Documentation/a.png": "a "]]
    ) { project in
        project.files.filter { $0.isWritten && !$0.text.isEmpty }.flatMap { file -> [Finding] in
            let lines = file.text.utf8.split(separator: .newline, omittingEmptySubsequences: false)
            var found = lines.enumerated().filter { _, line in
                line.last == .space || line.last == UInt8(ascii: "\t") || line.last == UInt8(ascii: "\r")
            }
            .map { Finding(path: file.path, line: $0.offset + 1, words: "blank at the end of the line") }
            // A partial without a newline stands in the middle of a line.
            if file.text.utf8.last != .newline, !file.path.hasSuffix(".mustache") {
                found.append(Finding(path: file.path, line: lines.count, words: "no newline at the end"))
            }
            return found
        }
    }
}

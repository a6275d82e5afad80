// SPDX-License-Identifier: Apache-2.0

/// What is known not to be tidy yet: a claim, a file, and in how many places. It may only become less.
///
/// `debts.txt` holds a line each: number, path, claim. A number that is too high fails as well as one too
/// low, so whoever mends a file also strikes its line.
struct Debts {
    struct Row: Hashable {
        let count: Int
        let path: String
        let claim: String
    }

    let rows: [Row]

    init(in project: Project) {
        let text = project["Tests/debts.txt"]?.text ?? ""
        rows = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
            guard parts.count == 3, let count = Int(parts[0]) else { return nil }
            return Row(count: count, path: parts[1], claim: parts[2])
        }
    }

    /// What is found and not owed, and what is owed and not found.
    func differences(of check: Check, in project: Project) -> [String] {
        let found = Dictionary(grouping: check.find(project), by: \.path)
        let owed = Dictionary(rows.filter { $0.claim == check.claim }.map { ($0.path, $0.count) }) { $0 + $1 }
        return Set(found.keys).union(owed.keys).sorted().flatMap { path -> [String] in
            let findings = found[path] ?? []
            guard findings.count != owed[path, default: 0] else { return [] }
            if findings.count < owed[path, default: 0] {
                return ["\(path) is tidier than debts.txt says: \(findings.count) \(path) \(check.claim)"]
            }
            return findings.map(\.description)
        }
    }
}

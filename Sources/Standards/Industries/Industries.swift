// SPDX-License-Identifier: Apache-2.0

/// The parsed tables of activities: read once, at first use.
struct Industries: Sendable {
    static let shared = Industries()

    struct Section: Sendable {
        let letter: Character
        let name: String
        let english: String
        let first: Int16
        let end: Int16
    }

    struct Division: Sendable {
        let name: String
        let english: String
    }

    let sections: [Section]
    /// By two-digit code.
    let divisions: [Int16: Division]
    /// By three-digit code.
    let groups: [Int16: String]

    func section(of classNumber: Int16) -> Section? {
        sections.first { ($0.first..<$0.end).contains(classNumber) }
    }

    private init() {
        var sections: [Section] = []
        var divisions: [Int16: Division] = [:]
        for line in IndustryTable.sectionsAndDivisions.split(separator: "\n") {
            let fields = line.split(separator: "|").map(String.init)
            if fields.count == 4, let letter = fields[0].first {
                let bounds = fields[3].split(separator: "-").compactMap { Int16($0) }
                sections.append(
                    Section(
                        letter: letter, name: fields[1], english: fields[2], first: bounds[0] * 100,
                        end: bounds[bounds.count - 1] * 100 + 100))
            } else if fields.count == 3, let code = Int16(fields[0]) {
                divisions[code] = Division(name: fields[1], english: fields[2])
            }
        }
        var groups: [Int16: String] = [:]
        for entry in IndustryTable.groups.split(whereSeparator: { $0 == "\n" || $0 == " " }) {
            if let code = Int16(entry.prefix(3)) { groups[code] = String(entry.dropFirst(3)) }
        }
        (self.sections, self.divisions, self.groups) = (sections, divisions, groups)
    }
}

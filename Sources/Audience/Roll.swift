// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Rules
import Standards
import Store

/// Who stands in which row: ids by number and numbers by id, and what tables sort enterprises by.
struct Roll: Sendable {
    /// What an enterprise is counted under.
    struct Traits: Hashable, Sendable {
        var region: Int32
        /// The letter of its industry's section; 0 when nobody knows.
        var section: UInt8
        /// The option of its size class; `UInt8.max` when it is open.
        var size: UInt8
    }

    private var marks: [UUID] = []
    private(set) var traits: [Traits] = []
    /// Made once; copies share it.
    private var loaded: [UUID: UInt32] = [:]
    /// Who came later.
    private var later: [UUID: UInt32] = [:]

    var count: Int { marks.count }

    subscript(number: Int) -> EnterpriseID { EnterpriseID(marks[number]) }

    func number(of id: EnterpriseID) -> Int? {
        guard let mark = UUID(uuidString: id.text) else { return nil }
        return (loaded[mark] ?? later[mark]).map(Int.init)
    }

    /// Adds somebody while all are loaded.
    mutating func load(_ id: EnterpriseID, _ traits: Traits) {
        guard let mark = UUID(uuidString: id.text) else { return }
        loaded[mark] = UInt32(marks.count)
        marks.append(mark)
        self.traits.append(traits)
    }

    /// Adds somebody who was registered later; gives the number.
    mutating func add(_ id: EnterpriseID, _ traits: Traits) -> Int {
        let number = marks.count
        guard let mark = UUID(uuidString: id.text) else { return number }
        later[mark] = UInt32(number)
        marks.append(mark)
        self.traits.append(traits)
        return number
    }

    /// Counts somebody under other traits.
    mutating func set(_ traits: Traits, of number: Int) { self.traits[number] = traits }
}

extension Roll.Traits {
    static let openSize = UInt8.max

    /// The traits of an enterprise with these facts. The size is derived only where there are figures.
    init(_ facts: Facts, region: Region, industry: Industry?, on day: Day, library: Library) {
        let word = library.vocabulary.word(named: "企业规模")
        var size = Roll.Traits.openSize
        if let word, case .option(let option)? = facts[Facts.Key(word: word.id)]?.value {
            size = UInt8(clamping: option)
        } else if facts.keys.count > 3, let name = word?.classifiedBy,
            let verdict = library.judge(facts, byRuleNamed: name, asOf: day),
            let classes = verdict.classes, classes.possible.count == 1, let option = classes.possible.first
        {
            size = UInt8(clamping: option)
        }
        self.init(
            region: region.number, section: industry?.section.code.utf8.first ?? 0, size: size)
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Rules
import Standards
import Store

/// Turns what a file states into what a policy says, or tells every fault in it.
struct PolicyReading: Sendable {
    /// Where the importer works.
    let regions: [Region]
    /// Departments of these regions.
    let departments: [Department]
    let library: Library
    private static let longestTitle = 300
    private static let longestText = 2_000_000

    /// A policy that was read.
    struct Read: Sendable {
        let content: PolicyContent
        let department: Department?
    }

    func read(_ policy: StatedPolicy) -> Result<Read, CellFaults> {
        var row = RowReader(policy)
        var content = PolicyContent(
            title: row.required(.title, longest: Self.longestTitle), level: .city, region: .nation)
        content.level = row.level()
        content.region = row.region()
        content.documentNumber = row.text(.documentNumber, longest: 100)
        content.issuers = row.list(.issuers)
        if content.issuers.isEmpty { row.miss(.issuers) }
        content.summary = row.text(.summary, longest: 5_000)
        content.kinds = row.each(.kinds) { (word: String) throws(CellWords) -> PolicyKind in
            guard let kind = PolicyWords.value(word, in: PolicyWords.kinds) else { throw .kind(word) }
            return kind
        }
        content.themes = row.list(.themes)
        content.tags = row.list(.tags)
        content.industries = row.each(.industries) { (word: String) throws(CellWords) -> String in
            guard let industry = Industry(code: word) else { throw .industry(word) }
            return industry.code
        }
        content.tiers = row.list(.tiers)
        (content.publishedOn, content.validFrom) = (row.day(.publishedOn), row.day(.validFrom))
        content.validTo = row.day(.validTo)
        (content.applyFrom, content.applyTo) = (row.day(.applyFrom), row.day(.applyTo))
        row.order(.validFrom, content.validFrom, .validTo, content.validTo)
        row.order(.applyFrom, content.applyFrom, .applyTo, content.applyTo)
        content.applying = row.applying()
        content.materials = row.list(.materials)
        content.contacts = row.list(.contacts).map(PolicyContact.init(stated:))
        content.text = row.text(.text, longest: Self.longestText)
        content.sourceAddress = row.address(.sourceAddress)
        content.originalDigest = row.digest()
        content.items = row.items()
        let department = row.department(among: departments)
        for (item, fault) in faults(ofRulesIn: content) { row.add(.ruleFault(fault), at: item) }
        row.checkDamages()
        guard row.faults.isEmpty else {
            return .failure(CellFaults(faults: row.faults))
        }
        return .success(Read(content: content, department: department))
    }

    /// What is wrong with the rules that a file brings, each with the place of its measure from 1.
    private func faults(ofRulesIn content: PolicyContent) -> [(Int, RuleFault)] {
        guard content.items.contains(where: { !$0.rule.isEmpty }) else { return [] }
        return content.items.enumerated().compactMap { index, item in
            var single = content
            single.items = [item]
            let found = PolicyRules(of: single, policy: 0, library: library).faults
            return found.first { !$0.isWarning }.map { (index + 1, $0) }
        }
    }
}

extension CellWords {
    fileprivate static func ruleFault(_ fault: RuleFault) -> CellWords {
        .ruleFault(
            chinese: "第 \(fault.place.line) 行，" + fault.message(english: false),
            english: "line \(fault.place.line), " + fault.message(english: true))
    }
}

extension PolicyContact {
    /// `市工信局：0512-12345678`; a number alone has nobody before it.
    init(stated text: String) {
        if let colon = text.lastIndex(where: { $0 == "：" || $0 == ":" }) {
            self.init(
                name: text[..<colon].trimmingCharacters(in: .whitespaces),
                phone: text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces))
        } else {
            self.init(name: "", phone: text)
        }
    }

    /// As it stands in a file.
    var stated: String { "\(name)：\(phone)" }
}

// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// What a version lacks before it may be put in force, and what is odd in it: each with the place where it
/// is mended.
///
/// ```swift
/// let readiness = PolicyReadiness(of: version.content, rules: rules)
/// readiness.mayBeReleased       // false while anything of `faults` blocks
/// ```
public struct PolicyReadiness: Sendable {
    /// One thing. Its words are `policies.lack.NAME`.
    public enum Lack: Hashable, Sendable {
        /// No title.
        case title
        /// No issuing body.
        case issuers
        /// No official text.
        case text
        /// No day of publication.
        case publishedOn
        /// No item: nothing is offered.
        case items
        /// The window for applications ends before it begins.
        case window(from: Day, to: Day)
        /// The term ends before it begins.
        case term(from: Day, to: Day)
        /// Applications are taken after the term is over.
        case windowPastTerm(to: Day, end: Day)
        /// Several items bear one key.
        case doubledKey(String)
        /// An item without responsible office.
        case office(item: String)
        /// An item without telephone.
        case phone(item: String)
        /// An item without a name.
        case itemName(item: String)
        /// The least is more than the most.
        case sums(item: String)
        /// A rule that does not read; the first fault of it.
        case rule(item: String, RuleFault)
        /// A rule that contradicts itself or can never be met.
        case contradiction(item: String, RuleFault)
        /// A rule that is in force on no day.
        case neverApplies(item: String)
        /// An item without a rule: nobody is told whether they qualify.
        case noRule(item: String)
        /// Applied for online, and no address to do so.
        case address(item: String)
        /// Clauses that were read by a program and that nobody has decided on.
        case undecided(item: String, count: Int)
        /// A rule that is not in force on the first or the last day of the policy's term.
        case ruleTerm(item: String, day: Day)
    }

    /// All of it, the policy's own first.
    public let lacks: [Lack]

    /// Whether nothing of it keeps the version from being put in force.
    public var mayBeReleased: Bool { !lacks.contains(where: \.isBlocking) }

    /// Looks through what a version says; `rules` are those of the same content.
    ///
    /// - Parameter undecided: for each item, by its key, the clauses that nobody has decided on.
    public init(of content: PolicyContent, rules: PolicyRules, undecided: [String: Int] = [:]) {
        lacks =
            Self.own(content)
            + content.items.flatMap { item in
                Self.lacks(of: item, in: content, rules)
                    + (undecided[item.key].map { [.undecided(item: item.key, count: $0)] } ?? [])
            }
    }

    private static func own(_ content: PolicyContent) -> [Lack] {
        var lacks: [Lack] = []
        if content.title.isEmpty { lacks.append(.title) }
        if content.issuers.isEmpty { lacks.append(.issuers) }
        if content.publishedOn == nil { lacks.append(.publishedOn) }
        if content.text.isEmpty { lacks.append(.text) }
        if let from = content.validFrom, let to = content.validTo, to < from {
            lacks.append(.term(from: from, to: to))
        }
        if let from = content.applyFrom, let to = content.applyTo, to < from {
            lacks.append(.window(from: from, to: to))
        }
        if let to = content.applyTo, let end = content.validTo, end < to {
            lacks.append(.windowPastTerm(to: to, end: end))
        }
        if content.items.isEmpty { lacks.append(.items) }
        var seen: Set<String> = []
        var doubled: Set<String> = []
        for item in content.items where !seen.insert(item.key).inserted { doubled.insert(item.key) }
        return lacks + doubled.sorted().map(Lack.doubledKey)
    }

    private static func lacks(
        of item: PolicyItem, in content: PolicyContent, _ rules: PolicyRules
    ) -> [Lack] {
        var lacks: [Lack] = []
        if item.name.isEmpty { lacks.append(.itemName(item: item.key)) }
        if item.office.isEmpty { lacks.append(.office(item: item.key)) }
        if item.phone.isEmpty { lacks.append(.phone(item: item.key)) }
        if let least = item.leastFen, let most = item.mostFen, most < least {
            lacks.append(.sums(item: item.key))
        }
        if content.applying == .online, item.applyAddress.isEmpty, content.sourceAddress.isEmpty {
            lacks.append(.address(item: item.key))
        }
        if item.rule.isEmpty { return lacks + [.noRule(item: item.key)] }
        let faults = rules.faults.filter { $0.place.file.hasSuffix("-\(item.key).yaml") }
        if let first = faults.first(where: { !$0.isWarning }) {
            lacks.append(.rule(item: item.key, first))
        }
        if let rule = rules.rules.first(where: { $0.item == item.key })?.rule {
            let term = [content.validFrom, content.validTo].compactMap { $0 }
            let apart = term.first { day in
                !rule.applicability.contains { $0.from <= day && ($0.to.map { day <= $0 } ?? true) }
            }
            if rule.applicability.isEmpty {
                lacks.append(.neverApplies(item: item.key))
            } else if let apart {
                lacks.append(.ruleTerm(item: item.key, day: apart))
            }
        }
        for fault in faults {
            guard case .unreachableClause(let why) = fault.problem else { continue }
            switch why {
            case .contradicts, .neverMet: lacks.append(.contradiction(item: item.key, fault))
            default: continue
            }
        }
        return lacks
    }
}

extension PolicyReadiness.Lack {
    /// Whether it keeps a version from being put in force; the rest is only said.
    public var isBlocking: Bool {
        switch self {
        case .noRule, .address, .publishedOn, .windowPastTerm, .ruleTerm: false
        default: true
        }
    }

    /// The item that it is about; nil for the policy's own.
    public var item: String? {
        switch self {
        case .office(let item), .phone(let item), .itemName(let item), .sums(let item), .rule(let item, _),
            .contradiction(let item, _), .neverApplies(let item), .noRule(let item), .address(let item),
            .undecided(let item, _), .ruleTerm(let item, _):
            item
        case .title, .issuers, .text, .publishedOn, .items, .window, .term, .windowPastTerm, .doubledKey: nil
        }
    }

    /// The name of its words.
    public var name: String {
        switch self {
        case .title: "title"
        case .issuers: "issuers"
        case .text: "text"
        case .publishedOn: "publishedOn"
        case .items: "items"
        case .window: "window"
        case .term: "term"
        case .windowPastTerm: "windowPastTerm"
        case .doubledKey: "doubledKey"
        case .office: "office"
        case .phone: "phone"
        case .itemName: "itemName"
        case .sums: "sums"
        case .rule: "rule"
        case .contradiction: "contradiction"
        case .neverApplies: "neverApplies"
        case .noRule: "noRule"
        case .address: "address"
        case .undecided: "undecided"
        case .ruleTerm: "ruleTerm"
        }
    }

    /// What its words take, as text.
    public func values(english: Bool) -> [String: String] {
        switch self {
        case .window(let from, let to), .term(let from, let to):
            ["from": from.isoText, "to": to.isoText]
        case .windowPastTerm(let to, let end): ["to": to.isoText, "end": end.isoText]
        case .doubledKey(let key): ["item": key]
        case .undecided(let item, let count): ["item": item, "count": String(count)]
        case .ruleTerm(let item, let day): ["item": item, "day": day.isoText]
        case .rule(let item, let fault), .contradiction(let item, let fault):
            ["item": item, "fault": fault.message(english: english), "line": String(fault.place.line)]
        default: ["item": item ?? ""]
        }
    }
}

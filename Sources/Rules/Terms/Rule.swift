// SPDX-License-Identifier: Apache-2.0
import Standards

/// One version of one rule, read and checked.
public struct Rule: Sendable {
    /// Equal for all versions of the same rule.
    public let code: String
    public let title: String
    public let titleEnglish: String
    public let category: String
    public let basis: Basis
    public let applicability: [Applicability]
    /// Where it is in force; a smaller region overrides a larger one.
    public let regions: [Region]
    public let conclusion: String
    public let conclusionEnglish: String
    /// The official words, clause by clause.
    public let texts: [OfficialText]
    public let condition: Clause?
    public let scoring: Scoring?
    public let classification: Classification?
    public let amount: Amount?
    /// Codes of rules whose support cannot be had together with this one's.
    public let excludes: [String]
    public let examples: [Example]
    /// Every number and date that the rule states, for the mutation check.
    public let numbers: [StatedNumber]
    /// The pack that it stands in.
    public let pack: String
    public let place: Place
    /// SHA-256 of the source text, in hex: which words were judged by.
    public let digest: String

    /// The clauses that the degree of match counts: the items of a top 全部, or the one condition.
    public var topClauses: [Clause] {
        guard let condition else { return [] }
        if case .all(let clauses) = condition.condition { return clauses }
        return [condition]
    }

    /// Whether it is about one contract, such as arrears of payment, and not about the enterprise itself.
    public var isAboutContract: Bool { category == "权益" }

    /// The first day on which any window of applicability opens.
    public var firstDay: Day? { applicability.map(\.from).min() }
}

/// When and for what a version is in force; both ends count.
public struct Applicability: Hashable, Sendable {
    public let purpose: Purpose
    public let from: Day
    public let to: Day?
    public let place: Place

    /// Whether it covers that day for that purpose.
    public func covers(_ day: Day, for purpose: Purpose) -> Bool {
        self.purpose == purpose && from <= day && (to.map { day <= $0 } ?? true)
    }
}

/// The document that a rule encodes.
public struct Basis: Hashable, Sendable {
    public let document: String
    public let number: String
    public let issuer: String
    public let article: String
    public let url: String
    public let confidence: Confidence
    /// The official words were not seen; what is shown is a paraphrase and never a quotation.
    public let isParaphrase: Bool

    /// How sure an encoded fact is.
    public enum Confidence: String, Hashable, Sendable, Codable, CaseIterable {
        case fullText = "全文"
        case severalSources = "多源"
        case singleSource = "单源"
        case memory = "记忆"
    }
}

/// One clause of the official text and what became of it.
public struct OfficialText: Hashable, Sendable {
    public let number: String
    public let text: String
    public let confidence: Basis.Confidence
    public let isParaphrase: Bool
    /// Why it is not encoded; nil when clauses encode it.
    public let omission: Omission?
    public let place: Place

    public struct Omission: Hashable, Sendable {
        public let mark: Mark
        public let reason: String
    }

    public enum Mark: String, Hashable, Sendable, CaseIterable {
        case factGap = "缺事实"
        case discretion = "裁量"
        case procedure = "程序"
        case skipped = "略"
    }
}

/// A number or date that a rule states, and where, so that it can be changed by one step in the source.
public struct StatedNumber: Hashable, Sendable {
    /// The digits as written.
    public let digits: String
    public let place: Place
}

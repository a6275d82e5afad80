// SPDX-License-Identifier: Apache-2.0
import Standards

/// One fact that rules, forms and enterprises speak of: its name, meaning, type and where it may come from.
public struct Word: Sendable {
    /// Position in the vocabulary; facts and expressions refer to a word by it.
    public typealias ID = Int

    public let id: ID
    public let name: String
    public let aliases: [String]
    public let english: String
    public let meaning: String
    public let meaningEnglish: String
    public let kind: Kind
    public let cadence: Cadence
    /// English names of the options, in their order; empty where none are given.
    public let optionsEnglish: [String]
    /// The question that a person is asked, in plain words.
    public let question: String
    public let questionEnglish: String
    public let hint: String
    public let hintEnglish: String
    public let sensitivity: Sensitivity
    /// Sources from the most to the least trusted; a source that is not named ranks last.
    public let sources: [String]
    /// Who may supply it: 企业 部门 专家 平台.
    public let suppliers: [String]
    /// Which way advice may ask an enterprise to move it.
    public let improvement: Improvement
    /// How it follows from other facts of the same period when nobody has stated it.
    public let derivation: Expression?
    /// Title or code of the classification rule that yields it when nobody has stated it.
    public let classifiedBy: String?
    /// The group (词表) that it is listed under.
    public let theme: String
    public let place: Place

    /// What values it takes.
    public enum Kind: Hashable, Sendable {
        case number(Unit)
        case flag
        /// One of the named options; when `ordered`, they stand from low to high.
        case option([String], ordered: Bool)
        /// Any set of the named options.
        case options([String])
        case date
        case industry
        case region
    }

    /// How often it is stated.
    public enum Cadence: Hashable, Sendable {
        /// 年度: one value for a year.
        case yearly
        /// 年末: one value at the end of each year.
        case yearEnd
        /// 无: the present state.
        case present
    }

    /// Who may read it in the clear.
    public enum Sensitivity: String, Sendable, Codable, CaseIterable {
        case open = "公开"
        case restricted = "内部"
        case sensitive = "敏感"
    }

    /// Which way advice may ask an enterprise to move a fact.
    public enum Improvement: String, Sendable, CaseIterable {
        case increase = "增"
        case decrease = "减"
        case none = "不"
    }

    /// Whether a value belongs to a year.
    public var isPeriodic: Bool { cadence != .present }

    /// The name of an option in the language; the Chinese one where no English is given.
    public func name(ofOption option: String, english: Bool) -> String {
        guard english, let index = options.firstIndex(of: option), optionsEnglish.indices.contains(index)
        else {
            return option
        }
        return optionsEnglish[index]
    }

    /// The options, in order, or an empty list for other kinds.
    public var options: [String] {
        switch kind {
        case .option(let names, _), .options(let names): names
        default: []
        }
    }
}

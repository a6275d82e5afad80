// SPDX-License-Identifier: Apache-2.0
import Standards

/// What a document says, as far as it says it: every value with the place in the text that it was read from.
///
/// A draft. A person confirms it before anything is decided by it; what the text does not state is nil or
/// empty.
public struct PolicyRecord: Sendable {
    /// A value and where it stands.
    public struct Cited<Value: Sendable>: Sendable {
        /// What was read.
        public let value: Value
        /// Where it stands in `PolicyText.original`; several places when one alone does not say it.
        public let spans: [Span]
    }

    /// The level of government that a policy is of; municipalities under the central government count as
    /// provinces.
    public enum Level: String, Sendable {
        case nation = "国家"
        case province = "省"
        case city = "市"
        case county = "县"
    }

    /// What is given.
    public enum Kind: String, Sendable, CaseIterable {
        case award = "奖励"
        case subsidy = "补贴"
        case loan = "贷款"
        case interest = "贴息"
        case voucher = "券"
        case recognition = "认定"
        case rent = "租金"
        case guarantee = "担保"
        case training = "培训"
        case other = "其他"
    }

    /// One separate measure of the document.
    public struct Item: Sendable {
        /// The measure's name as its heading says it, or the document's title.
        public var name: Cited<String>?
        /// Amounts, one entry each.
        public var supports: [Support]
        /// Requirements, one entry each.
        public var conditions: [Condition]
    }

    /// The document's own heading, without list number and without the issuers in front of 关于.
    public var title: Cited<String>?
    /// Level of the policy.
    public var level: Cited<Level>?
    /// The place that the policy is for.
    public var region: Cited<Place>?
    /// Who issued it, as written.
    public var issuers: [Cited<String>] = []
    /// Its own 文号.
    public var number: Cited<String>?
    /// Day of signature or publication.
    public var published: Cited<Day>?
    /// First day in force.
    public var validFrom: Cited<Day>?
    /// Last day in force.
    public var validTo: Cited<Day>?
    /// First day for applications.
    public var applyFrom: Cited<Day>?
    /// Last day for applications.
    public var applyTo: Cited<Day>?
    /// What is given.
    public var kinds: [Kind] = []
    /// The separate measures.
    public var items: [Item] = []
    /// What the applicant hands in.
    public var materials: [Cited<String>] = []
    /// Whom to ask, one entry per telephone number.
    public var contacts: [Contact] = []
    /// Words under which it is found and matched, in eleven dimensions.
    public var tags: [PolicyTag] = []
    /// What a summary may quote: for whom, how much, until when.
    public var highlights: [Highlight] = []

    /// A telephone number and whose it is.
    public struct Contact: Sendable {
        /// The office or person, when the text names one.
        public let name: String?
        /// As written.
        public let phone: String
        /// Where the number stands.
        public let span: Span
    }

    /// A place of the state's code set, as a text names it.
    public struct Place: Sendable {
        /// As written.
        public let name: String
        /// Six digits of GB/T 2260; nil when the name alone does not tell which place it is.
        public let code: String?
    }
}

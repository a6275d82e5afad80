// SPDX-License-Identifier: Apache-2.0
import Standards

/// What a version of a policy says. Kept as JSON; a property that is added later needs a default in
/// `init(from:)`.
public struct PolicyContent: Codable, Hashable, Sendable {
    /// The heading, without the issuers' names in front of 关于.
    public var title: String
    /// 文号; empty when there is none.
    public var documentNumber: String
    /// 发文机关, as written.
    public var issuers: [String]
    /// Of which level of government it is.
    public var level: PolicyLevel
    /// For enterprises registered where; the nation for all.
    public var region: Region
    /// What is given and to whom, in a few sentences of everyday words; empty when nobody wrote it.
    public var summary: String
    /// What is given.
    public var kinds: [PolicyKind]
    /// Classes in which a bureau sorts policies: 技术改造, 稳岗就业.
    public var themes: [String]
    /// Managed tags, by name.
    public var tags: [String]
    /// Industries that it is for, codes of GB/T 4754; empty for all.
    public var industries: [String]
    /// Tiers of cultivation that it is for, codes of rules such as `zjtx`; empty for all.
    public var tiers: [String]
    /// Day of signature or publication.
    public var publishedOn: Day?
    /// First day in force.
    public var validFrom: Day?
    /// Last day in force; nil without an end.
    public var validTo: Day?
    /// First day for applications; nil when it is always open or nothing can be applied for.
    public var applyFrom: Day?
    /// Last day for applications.
    public var applyTo: Day?
    /// How one applies.
    public var applying: Applying
    /// The separate measures.
    public var items: [PolicyItem]
    /// What the applicant hands in.
    public var materials: [String]
    /// Whom to ask.
    public var contacts: [PolicyContact]
    /// The official text as read from the original, with its line breaks.
    public var text: String
    /// Where it was published; empty when nobody said.
    public var sourceAddress: String
    /// SHA-256 of the original file in hex; empty when text was pasted.
    public var originalDigest: String

    /// How one applies.
    public enum Applying: String, Codable, CaseIterable, Sendable {
        /// Nothing can be applied for: a rule, a plan.
        case nothing
        /// 线上申报, at the item's or the source's address.
        case online
        /// 线下申报, at the responsible office.
        case onSite
        /// 免申即享: paid without application.
        case automatic
    }

    /// A content with a title, a level and a region, and nothing else.
    public init(title: String, level: PolicyLevel, region: Region) {
        self.title = title
        self.level = level
        self.region = region
        documentNumber = ""
        issuers = []
        summary = ""
        kinds = []
        themes = []
        tags = []
        industries = []
        tiers = []
        applying = .nothing
        items = []
        materials = []
        contacts = []
        text = ""
        sourceAddress = ""
        originalDigest = ""
    }

    /// Whether applications are taken on a day; false when nothing can be applied for.
    public func takesApplications(on day: Day) -> Bool {
        guard applying == .online || applying == .onSite else { return false }
        return (applyFrom.map { $0 <= day } ?? true) && (applyTo.map { day <= $0 } ?? true)
    }

    /// Days until applications close, 0 on the last one; nil without a last day or when it is past.
    public func daysLeft(on day: Day) -> Int? {
        guard let last = applyTo, last >= day else { return nil }
        return day.days(until: last)
    }
}

/// One separate measure of a policy.
public struct PolicyItem: Codable, Hashable, Sendable {
    /// Short, unique in the policy, stable over its versions: `1`, `2a`.
    public var key: String
    /// The measure's name.
    public var name: String
    /// What is given, in the words of the document.
    public var support: String
    /// The least that one enterprise may get, in fen; nil when the document does not say.
    public var leastFen: Int64?
    /// The most that one enterprise may get, in fen; nil when the document does not say.
    public var mostFen: Int64?
    /// The rule file (规则) that says who is eligible, in our language; empty while there is none.
    public var rule: String
    /// The responsible office.
    public var office: String
    /// Its telephone.
    public var phone: String
    /// Where to apply online; empty when nowhere.
    public var applyAddress: String

    /// A measure with a name and nothing else.
    public init(key: String, name: String) {
        self.key = key
        self.name = name
        support = ""
        rule = ""
        office = ""
        phone = ""
        applyAddress = ""
    }
}

/// Whom to ask about a policy.
public struct PolicyContact: Codable, Hashable, Sendable {
    /// The office or person; empty when only a number is known.
    public var name: String
    /// The telephone, as written.
    public var phone: String

    /// An office with its number.
    public init(name: String, phone: String) {
        self.name = name
        self.phone = phone
    }
}

/// Of which level of government a policy is; municipalities under the central government count as provinces.
public enum PolicyLevel: String, Codable, CaseIterable, Sendable {
    case nation, province, city, county
}

/// What a policy gives.
public enum PolicyKind: String, Codable, CaseIterable, Sendable {
    /// 奖励.
    case award
    /// 补贴.
    case subsidy
    /// 贷款.
    case loan
    /// 贴息.
    case interest
    /// 券.
    case voucher
    /// 认定.
    case recognition
    /// 租金减免.
    case rent
    /// 担保.
    case guarantee
    /// 培训.
    case training
    /// 其他.
    case other
}

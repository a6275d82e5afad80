// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards
import Store

/// A text in which answers are looked for: a policy in force, a reading of one, an answered common question.
public struct AnswerText: Hashable, Sendable {
    /// What kind of text it is.
    public enum Kind: String, CaseIterable, Sendable {
        /// 政策.
        case policy
        /// 政策解读.
        case interpretation
        /// 常见问题.
        case common
    }

    /// What a part of a policy is about; answers prefer the kind of part that the question asks for.
    public enum Part: String, CaseIterable, Codable, Sendable {
        /// 政策要点.
        case summary
        /// 支持内容.
        case support
        /// 申报材料.
        case material
        /// 咨询电话.
        case contact
        /// 申报时间.
        case window
        /// 正文.
        case text
    }

    /// One part, as it stands in the text.
    public struct Section: Hashable, Sendable {
        /// What it is about.
        public var part: Part
        /// Its heading in the text; empty without one.
        public var heading: String
        /// Its words, with line breaks between paragraphs.
        public var text: String

        /// A part.
        public init(_ part: Part, heading: String, _ text: String) {
            self.part = part
            self.heading = heading
            self.text = text
        }
    }

    /// Unique among all texts: `policy/ID`.
    public var key: String
    /// Changes whenever the text does.
    public var stamp: String
    /// What kind of text it is.
    public var kind: Kind
    /// Its title.
    public var title: String
    /// The page on which it stands, below the base path.
    public var path: String
    /// The number of the policy that it is about; nil for none.
    public var policy: Int64?
    /// The version of the policy, or the day of the answer.
    public var version: String
    /// The first and last day on which it is right; nil without an end.
    public var days: (from: Day?, to: Day?) {
        get { (from, to) }
        set { (from, to) = newValue }
    }
    private var from: Day?
    private var to: Day?
    /// Its parts in their order.
    public var sections: [Section]

    /// A text.
    public init(
        key: String, stamp: String, kind: Kind, title: String, path: String, policy: Int64?, version: String,
        from: Day? = nil, to: Day? = nil, sections: [Section]
    ) {
        self.key = key
        self.stamp = stamp
        self.kind = kind
        self.title = title
        self.path = path
        self.policy = policy
        self.version = version
        self.from = from
        self.to = to
        self.sections = sections
    }

    /// Whether it is right on a day.
    func holds(on day: Day) -> Bool { (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true) }
}

extension AnswerText {
    /// A version of a policy: what its editors put into its parts, then its official text.
    init(_ version: PolicyVersion) {
        let content = version.content
        var sections: [Section] = []
        if !content.summary.isEmpty { sections.append(Section(.summary, heading: "", content.summary)) }
        for item in content.items where !item.support.isEmpty {
            sections.append(Section(.support, heading: item.name, item.support))
        }
        if !content.materials.isEmpty {
            sections.append(Section(.material, heading: "", content.materials.joined(separator: "；")))
        }
        let phones = content.telephones
        if !phones.isEmpty { sections.append(Section(.contact, heading: "", phones.joined(separator: "；"))) }
        if let window = content.windowText { sections.append(Section(.window, heading: "", window)) }
        if !content.text.isEmpty { sections.append(Section(.text, heading: "", content.text)) }
        self.init(
            key: "policy/\(version.policy.id.text)", stamp: "\(version.id.text)/\(version.revision)",
            kind: .policy, title: content.title, path: "/policies/\(version.policy.number)",
            policy: version.policy.number, version: String(version.version), from: version.inForceFrom,
            to: version.inForceTo, sections: sections)
    }

    /// A common question with its answer.
    init(_ common: CommonQuestion, policy: Int64?, stamp: String) {
        self.init(
            key: "common/\(common.number)", stamp: stamp, kind: .common, title: common.question,
            path: "/questions/common/\(common.number)", policy: policy,
            version: Day(milliseconds: common.publishedAt).isoText,
            sections: [Section(.text, heading: common.question, common.answer)])
    }
}

extension PolicyContent {
    /// The days for applications as documents write them; nil where there are none.
    fileprivate var windowText: String? {
        switch (applyFrom, applyTo) {
        case (let from?, let to?): "\(from.chineseText)至\(to.chineseText)"
        case (nil, let to?): "截至\(to.chineseText)"
        case (let from?, nil): "自\(from.chineseText)起"
        case (nil, nil): nil
        }
    }
}

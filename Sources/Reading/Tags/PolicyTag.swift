// SPDX-License-Identifier: Apache-2.0

/// A word under which a policy is found or matched, proposed by the text itself; a person confirms it.
public struct PolicyTag: Hashable, Sendable {
    /// What the word says something about: of the policy the first four, of the enterprise that it seeks
    /// the others.
    public enum Dimension: String, CaseIterable, Sendable {
        case issuer = "发文机构"
        case region = "地区"
        case kind = "类型"
        case theme = "主题"
        case registration = "注册地"
        case industry = "行业"
        case park = "园区"
        case staff = "从业人员"
        case revenue = "营业收入"
        case assets = "资产总额"
        case ladder = "企业梯度"
    }

    /// Which of the eleven.
    public let dimension: Dimension
    /// The word: 海淀区, 贴息, 2000万元以上.
    public let value: String
    /// Where the text says so, never empty.
    public let spans: [Span]

    /// A word, and the places that it was read from.
    public init(dimension: Dimension, value: String, spans: [Span]) {
        self.dimension = dimension
        self.value = value
        self.spans = spans
    }
}

/// A stretch of the original that a summary may quote: nothing in it is reworded.
public struct Highlight: Hashable, Sendable {
    /// What the stretch answers.
    public enum Question: String, CaseIterable, Sendable {
        /// Who may have it.
        case who = "给谁"
        /// How much at most.
        case amount = "多少"
        /// Until when.
        case until = "到何时"
    }

    /// What it answers.
    public let question: Question
    /// Where it stands.
    public let span: Span
    /// The original words.
    public let text: String
}

// SPDX-License-Identifier: Apache-2.0
import Standards

/// What happened with a stated value, and how to write it: the one place where these words stand.
public struct ValueFaultWords: Sendable {
    let word: Word
    let fault: ValueFault

    /// Words for a fault in a value of the given word.
    public init(word: Word, fault: ValueFault) {
        self.word = word
        self.fault = fault
    }

    /// What happened and how to write it, in one language.
    public func text(english: Bool) -> String { english ? englishText : chineseText }

    private var chineseText: String {
        switch fault {
        case .figure(let fault): fault.chineseText
        case .unitMissing(let digits, let unit): "“\(digits)”没有单位。请写上单位，例如 \(digits)\(unit)。"
        case .unitWrong(let found, let expected):
            "“\(word.name)”的单位是\(expected)，读到的是“\(found)”。请换成\(expected)，例如 100\(expected)。"
        case .shareAmbiguous(let written, let asShare, let asPercent):
            "“\(written)”是 \(asShare) 还是 \(asPercent)？请带上百分号再写一次。"
        case .optionUnknown(let found, let near, let all):
            "没有“\(found)”这个选项。"
                + (near.isEmpty
                    ? "可以写：\(all.joined(separator: "、"))。" : "是否想写：\(near.joined(separator: "、"))？")
        case .dateUnreadable(let found): "“\(found)”不是日期。请写成 2020-05-01 或 2020年5月1日。"
        case .industryUnknown(let found, let near):
            "没有找到行业“\(found)”。请写国民经济行业代码（如 C36、3670）或名称。"
                + (near.isEmpty ? "" : "相近的有：\(near.joined(separator: "、"))。")
        case .regionUnknown(let found, let near):
            "没有找到唯一的地区“\(found)”。请写六位区划代码或带上级的名称，如 江苏省苏州市。"
                + (near.isEmpty ? "" : "相近的有：\(near.joined(separator: "、"))。")
        case .notYesOrNo(let found): "“\(found)”请写成 是、否 或 不清楚。"
        case .tooLarge: "这个数太大了，请核对单位（是不是把元写成了万元？）。"
        }
    }

    private var englishText: String {
        switch fault {
        case .figure(let fault): fault.englishText
        case .unitMissing(let digits, let unit):
            "“\(digits)” has no unit. Please write one, for example \(digits)\(unit)\(gloss(unit))."
        case .unitWrong(let found, let expected):
            "“\(word.english)” is measured in \(name(expected)), not “\(found)”. "
                + "Please write it as in 100\(expected)."
        case .shareAmbiguous(let written, let asShare, let asPercent):
            "Does “\(written)” mean \(asShare) or \(asPercent)? Please write it again with the percent sign."
        case .optionUnknown(let found, let near, let all):
            "“\(found)” is not one of the options."
                + (near.isEmpty
                    ? " You can write: \(english(all))." : " Did you mean \(english(near))?")
        case .dateUnreadable(let found): "“\(found)” is not a date. Please write 2020-05-01."
        case .industryUnknown(let found, let near):
            "No industry “\(found)”. Please write a GB/T 4754 code such as C36 or 3670, or its official name."
                + (near.isEmpty ? "" : " Similar: \(near.joined(separator: ", ")).")
        case .regionUnknown(let found, let near):
            "No single region “\(found)”. Please write the six-digit code, or the name with the province."
                + (near.isEmpty ? "" : " Similar: \(near.joined(separator: ", ")).")
        case .notYesOrNo(let found): "Please answer yes, no or not sure instead of “\(found)”."
        case .tooLarge: "This number is too large. Please check the unit: yuan or ten thousand yuan?"
        }
    }

    private func english(_ options: [String]) -> String {
        options.map { word.name(ofOption: $0, english: true) }.joined(separator: ", ")
    }

    private func name(_ unit: String) -> String { Unit.named(unit)?.english ?? unit }

    private func gloss(_ unit: String) -> String { name(unit) == unit ? "" : " (\(name(unit)))" }
}

// SPDX-License-Identifier: Apache-2.0
import Policies

/// The Chinese words of files for what is kept as a code.
enum PolicyWords {
    static let levels: [(PolicyLevel, String)] = [
        (.nation, "国家"), (.province, "省"), (.city, "市"), (.county, "县"),
    ]
    static let kinds: [(PolicyKind, String)] = [
        (.award, "奖励"), (.subsidy, "补贴"), (.loan, "贷款"), (.interest, "贴息"), (.voucher, "券"),
        (.recognition, "认定"), (.rent, "租金减免"), (.guarantee, "担保"), (.training, "培训"), (.other, "其他"),
    ]
    static let applying: [(PolicyContent.Applying, String)] = [
        (.nothing, "无需申报"), (.online, "线上申报"), (.onSite, "线下申报"), (.automatic, "免申即享"),
    ]

    static func word<Value: Equatable>(of value: Value, in words: [(Value, String)]) -> String {
        words.first { $0.0 == value }?.1 ?? ""
    }

    /// The value that a word or its code names; 级 behind levels is left out.
    static func value<Value: RawRepresentable>(
        _ text: String, in words: [(Value, String)]
    ) -> Value? where Value.RawValue == String {
        let plain = text.hasSuffix("级") ? String(text.dropLast()) : text
        return words.first { $0.1 == plain || $0.0.rawValue.lowercased() == plain.lowercased() }?.0
    }
}

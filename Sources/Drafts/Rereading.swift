// SPDX-License-Identifier: Apache-2.0
import Policies

/// How what is read from a version's own text comes into it.
enum Rereading: String, CaseIterable, Sendable {
    /// 只补空白: what an editor wrote stays.
    case blanks
    /// 全部换成读出的.
    case all

    /// The content with what was read; its text, source and original stay.
    func apply(_ read: PolicyContent, to content: PolicyContent) -> PolicyContent {
        switch self {
        case .blanks: Self.filled(content, by: read)
        case .all: Self.replaced(content, by: read)
        }
    }

    private static func replaced(_ content: PolicyContent, by read: PolicyContent) -> PolicyContent {
        var new = read
        new.text = content.text
        new.sourceAddress = content.sourceAddress
        new.originalDigest = content.originalDigest
        return new
    }

    private static func filled(_ content: PolicyContent, by read: PolicyContent) -> PolicyContent {
        var new = content
        func fill<Value>(_ path: WritableKeyPath<PolicyContent, Value>, where isBlank: (Value) -> Bool) {
            if isBlank(new[keyPath: path]) { new[keyPath: path] = read[keyPath: path] }
        }
        for path in [\PolicyContent.title, \.documentNumber, \.summary] { fill(path) { $0.isEmpty } }
        for path in [\PolicyContent.issuers, \.themes, \.tags, \.industries, \.tiers, \.materials] {
            fill(path) { $0.isEmpty }
        }
        for path in [\PolicyContent.publishedOn, \.validFrom, \.validTo, \.applyFrom, \.applyTo] {
            fill(path) { $0 == nil }
        }
        fill(\.kinds) { $0.isEmpty }
        fill(\.contacts) { $0.isEmpty }
        if content.applying == .nothing { new.applying = read.applying }
        new.items = items(content.items, read.items)
        return new
    }

    /// Each item with what was read under its name, or in its place where there are as many; all that was
    /// read where there is none yet.
    private static func items(_ items: [PolicyItem], _ read: [PolicyItem]) -> [PolicyItem] {
        guard !items.isEmpty else { return read }
        return items.enumerated().map { place, item in
            let same = read.first { $0.name == item.name } ?? (read.count == items.count ? read[place] : nil)
            guard let same else { return item }
            var new = item
            if new.rule.isEmpty { new.rule = same.rule }
            if new.support.isEmpty { new.support = same.support }
            if new.office.isEmpty { new.office = same.office }
            if new.phone.isEmpty { new.phone = same.phone }
            if new.leastFen == nil, new.mostFen == nil {
                (new.leastFen, new.mostFen) = (same.leastFen, same.mostFen)
            }
            return new
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards

@testable import Reading

/// A text with the values that a person expects of it, in a short form:
/// `support: ratio=0.3 cap=100000`, `condition: ge 3 年 «原文»`, `phone: 05758513`.
struct Gold {
    struct Expected {
        var amounts: [[String: Double]] = []
        var conditions: [(op: String, value: Double?, unit: String?, text: String)] = []
        var judgements: [String] = []
        var single: [String: String] = [:]
        var many: [String: [String]] = [:]
    }

    let name: String
    let text: String
    let expected: Expected

    /// All texts of the folder.
    static let all: [Gold] = {
        guard let folder = Bundle.module.url(forResource: "Texts", withExtension: nil),
            let files = try? FileManager.default.contentsOfDirectory(
                at: folder, includingPropertiesForKeys: nil)
        else { return [] }
        return files.filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }.compactMap { file in
            let answers = file.deletingPathExtension().appendingPathExtension("expected")
            guard let text = try? String(contentsOf: file, encoding: .utf8),
                let lines = try? String(contentsOf: answers, encoding: .utf8)
            else { return nil }
            return Gold(
                name: file.deletingPathExtension().lastPathComponent, text: text, expected: parse(lines))
        }
    }()

    private static func parse(_ text: String) -> Expected {
        var expected = Expected()
        for line in text.split(separator: "\n") {
            guard let cut = line.range(of: ": ") else { continue }
            let (key, value) = (String(line[..<cut.lowerBound]), String(line[cut.upperBound...]))
            switch key {
            case "support":
                let parts = value.split(separator: " ").map { $0.split(separator: "=") }
                expected.amounts.append(
                    Dictionary(uniqueKeysWithValues: parts.map { (String($0[0]), Double($0[1]) ?? -1) }))
            case "condition": expected.conditions.append(condition(value))
            case "judgement": expected.judgements.append(quoted(value))
            case "issuer", "phone", "material": expected.many[key, default: []].append(value)
            case "kinds": expected.many[key] = value.split(separator: " ").map(String.init)
            default: expected.single[key] = value
            }
        }
        return expected
    }

    private static func quoted(_ value: String) -> String {
        String(value.drop { $0 != "«" }.dropFirst().prefix { $0 != "»" })
    }

    private static func condition(_ value: String) -> (
        op: String, value: Double?, unit: String?, text: String
    ) {
        let head = value.prefix { $0 != "«" }.split(separator: " ").map(String.init)
        return (
            head[0], head.count > 1 ? Double(head[1]) : nil, head.count > 2 ? head[2] : nil, quoted(value)
        )
    }
}

/// Hits, misses and wrong values, added up; F1 as the reading set's scorer defines it.
struct Score {
    var hits = 0
    var missed = 0
    var wrong = 0

    var f1: Double {
        hits == 0 ? (missed + wrong == 0 ? 1 : 0) : 2 * Double(hits) / Double(2 * hits + missed + wrong)
    }

    static func + (left: Score, right: Score) -> Score {
        Score(
            hits: left.hits + right.hits, missed: left.missed + right.missed, wrong: left.wrong + right.wrong)
    }

    /// The largest one-to-one assignment of found values to expected ones.
    static func match<Expected, Found>(
        _ expected: [Expected], _ found: [Found], isNeutral: (Found) -> Bool = { _ in false },
        _ fits: (Expected, Found) -> Bool
    ) -> Score {
        var owner: [Int: Int] = [:]
        func place(_ wanted: Int, _ seen: inout Set<Int>) -> Bool {
            for index in found.indices
            where fits(expected[wanted], found[index]) && seen.insert(index).inserted {
                if let other = owner[index], !place(other, &seen) { continue }
                owner[index] = wanted
                return true
            }
            return false
        }
        for wanted in expected.indices {
            var seen: Set<Int> = []
            _ = place(wanted, &seen)
        }
        let surplus = found.indices.filter { owner[$0] == nil && !isNeutral(found[$0]) }.count
        return Score(hits: owner.count, missed: expected.count - owner.count, wrong: surplus)
    }
}

extension Gold {
    /// One score for each group of values.
    func score(_ record: PolicyRecord) -> [String: Score] {
        var scores: [String: Score] = [:]
        let header =
            ["title", "level", "code", "number"].compactMap { key in
                expected.single[key].map { "\(key) \(Self.plain($0))" }
            }
            + (expected.many["issuer"] ?? []).map { "issuer \(Self.plain($0))" }
        let hasTitle = expected.single["title"] != nil
        let foundHeader =
            [
                hasTitle ? record.title.map { "title \(Self.plain($0.value))" } : nil,
                record.level.map { "level \($0.value.rawValue)" },
                record.region?.value.code.map { "code \($0)" }, record.number.map { "number \($0.value)" },
            ].compactMap { $0 } + record.issuers.map { "issuer \(Self.plain($0.value))" }
        scores["header"] = Score.match(header, foundHeader, ==)
        let days = ["published", "valid_from", "valid_to", "apply_from", "apply_to"]
        let foundDays = zip(
            days, [record.published, record.validFrom, record.validTo, record.applyFrom, record.applyTo]
        )
        .compactMap { name, day in day.map { "\(name) \($0.value.isoText)" } }
        scores["dates"] = Score.match(
            days.compactMap { day in expected.single[day].map { "\(day) \($0)" } }, foundDays, ==)
        scores["kinds"] = Score.match(expected.many["kinds"] ?? [], record.kinds.map(\.rawValue), ==)
        scores["supports"] = Score.match(
            expected.amounts, record.items.flatMap(\.supports).map(Self.figures).filter { !$0.isEmpty }, ==)
        scores["conditions"] = scoreConditions(record.items.flatMap(\.conditions).filter { !$0.isJudgement })
        scores["contacts"] = Score.match(
            expected.many["phone"] ?? [], record.contacts.map { $0.phone.filter(\.isNumber) }, ==)
        return scores
    }

    private func scoreConditions(_ found: [Condition]) -> Score {
        let soft = expected.judgements + expected.conditions.filter { $0.op == "in" }.map(\.text)
        return Score.match(
            expected.conditions, found,
            isNeutral: { condition in soft.contains { Self.overlap($0, condition.text) >= 0.6 } },
            { wanted, condition in
                guard let value = wanted.value else {
                    return Self.overlap(wanted.text, condition.text) >= 0.6
                }
                guard case .number(let number) = condition.value, wanted.op == condition.comparison.rawValue
                else { return false }
                let scale: [String?: Double] = ["年": 12, "月": 1]
                let known = wanted.unit != nil && condition.unit != nil
                let left = value * (known ? scale[wanted.unit] ?? 1 : 1)
                let right = number.double * (known ? scale[condition.unit] ?? 1 : 1)
                return abs(left - right) < 0.001 && Self.overlap(wanted.text, condition.text) >= 0.4
            })
    }

    private static func figures(_ support: Support) -> [String: Double] {
        var figures: [String: Double] = [:]
        for (name, value) in [
            ("amount", support.amount), ("ratio", support.ratio), ("cap", support.cap),
            ("floor", support.floor),
        ] {
            if let value { figures[name] = value.double }
        }
        return figures
    }

    static func plain(_ text: String) -> String {
        var text = text.filter { !$0.isWhitespace }
        if let about = text.range(of: "关于印发") { text = String(text[about.upperBound...]) }
        if text.hasSuffix("的通知"), !text.hasPrefix("关于") { text = String(text.dropLast(3)) }
        return text.trimmingCharacters(in: CharacterSet(charactersIn: "《》"))
    }

    /// Longest common run of two texts as a share of the shorter one.
    static func overlap(_ left: String, _ right: String) -> Double {
        let (a, b) = (Array(left.filter { !$0.isWhitespace }), Array(right.filter { !$0.isWhitespace }))
        guard !a.isEmpty, !b.isEmpty else { return 0 }
        var best = 0
        var last = [Int](repeating: 0, count: b.count + 1)
        for first in a {
            var row = [Int](repeating: 0, count: b.count + 1)
            for (index, second) in b.enumerated() where first == second {
                row[index + 1] = last[index] + 1
                best = max(best, row[index + 1])
            }
            last = row
        }
        return best >= min(4, a.count) ? Double(best) / Double(min(a.count, b.count)) : 0
    }
}

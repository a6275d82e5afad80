// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// What a visitor has answered so far, small enough for a link.
struct Answers: Sendable, Equatable {
    /// Values as stored text, by word key and year: `k3f0a.2025` or `k3f0a`.
    var facts: [String: String] = [:]
    /// Words that the visitor does not know.
    var skipped: [String] = []
    /// Words that were asked, in order: for the number of the question and the way back.
    var asked: [String] = []
    /// What was answered to questions that the visitor has gone back over; it stands in their fields again.
    var recalled: [String: String] = [:]
    var depth: Depth = .quick
    var purpose: Purpose = .application
    /// The day that verdicts are as of; nil for today.
    var day: Day?
    var enterprise: String = ""
    var creditCode: String = ""
    /// Which rules are asked about.
    var scope: Scope = .ladder
    /// What the changed facts were before, for the what-if sheet; an empty text for a fact that was
    /// not known.
    var before: [String: String]?

    enum Depth: String, Codable, Sendable {
        /// The few questions on which most hangs.
        case quick = "q"
        /// Every question on which a verdict hangs.
        case exact = "x"
    }

    /// Rules of one kind, or a single rule.
    enum Scope: Codable, Sendable, Equatable {
        /// Everything about the enterprise itself.
        case ladder
        /// Rights in one contract: arrears of payment.
        case contract
        case rule(String)

        init(from decoder: any Decoder) throws {
            let text = try decoder.singleValueContainer().decode(String.self)
            switch text {
            case "": self = .ladder
            case "*": self = .contract
            default: self = .rule(text)
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .ladder: try container.encode("")
            case .contract: try container.encode("*")
            case .rule(let code): try container.encode(code)
            }
        }

        func holds(_ rule: Rule) -> Bool {
            switch self {
            case .ladder: !rule.isAboutContract
            case .contract: rule.isAboutContract
            case .rule(let code): rule.code == code
            }
        }
    }

    static let purposeOfState = "answers"
    /// Questions of the quick self-test.
    static let quickCount = 7
}

extension Diagnosis {
    /// The answers in the address; a fresh start without.
    func answers(_ visit: Visit) throws -> Answers { try answers(visit.query["s"] ?? "", visit) }

    func answers(_ packed: String, _ visit: Visit) throws -> Answers {
        if packed.isEmpty { return Answers() }
        return try visit.signedState.unpack(Answers.self, from: packed, for: Answers.purposeOfState)
    }

    func pack(_ answers: Answers, _ visit: Visit) throws -> String {
        try visit.signedState.pack(answers, for: Answers.purposeOfState)
    }

    /// The facts that answers state; a word that the packs no longer have is left out.
    func facts(_ answers: Answers, before: Bool = false) -> Facts {
        var stated = answers.facts
        if before { stated.merge(answers.before ?? [:]) { _, old in old } }
        var facts = Facts()
        for (key, text) in stated {
            guard let factKey = self.key(key), let value = library.vocabulary[factKey.word].storedValue(text)
            else {
                continue
            }
            facts.set(Facts.Report(value: value, source: "自报"), for: factKey)
        }
        return facts
    }

    func name(_ key: Facts.Key) -> String {
        key.year == 0 ? wordKeys[key.word] : "\(wordKeys[key.word]).\(key.year)"
    }

    func key(_ name: String) -> Facts.Key? {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard let first = parts.first, let word = wordKeys.word(first) else { return nil }
        if parts.count == 1 { return Facts.Key(word: word) }
        return Int(parts[1]).map { Facts.Key(word: word, year: $0) }
    }

    /// The day that the answers are judged as of.
    func day(_ answers: Answers, _ visit: Visit) -> Day { answers.day ?? visit.today }

    /// The report on the answers.
    func report(_ answers: Answers, _ visit: Visit, before: Bool = false) -> Report {
        library.report(facts(answers, before: before), asOf: day(answers, visit), for: answers.purpose) {
            answers.scope.holds($0)
        }
    }

    /// What may still be asked: not what the visitor has answered or does not know.
    func openQuestions(_ report: Report, _ answers: Answers) -> [NeededFact] {
        report.questions.filter { !answers.skipped.contains(wordKeys[$0.word]) }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Standards

/// Changes each number of a rule by one step, up and down, and sees whether an example notices.
public struct MutationRun: Sendable {
    /// How many changes were tried.
    public let tried: Int
    /// Changes that no example noticed: the number stands untested there.
    public let survivors: [Mutant]

    public struct Mutant: Hashable, Sendable {
        public let place: Place
        public let before: String
        public let after: String
    }
}

extension Library {
    /// Tries every number that the rule's file states. A change by which the file is no longer a faultless
    /// rule is noticed, as is one by which an example fails. Cost: two readings of the file for each number.
    public func mutate(_ rule: Rule, in file: SourceFile) -> MutationRun {
        let lexicon = Lexicon(vocabulary: vocabulary)
        let limits = Set(rule.topClauses.flatMap(\.condition.scoreLimits).map(\.place))
        var survivors: [MutationRun.Mutant] = []
        var tried = 0
        for number in Set(rule.numbers).sorted(by: { $0.place < $1.place })
        where number.place.file == file.path {
            for after in number.steps(of: limits.contains(number.place) ? rule.scoring?.step : nil) {
                guard let text = file.text.replacing(number, with: after) else { continue }
                tried += 1
                let mutant = SourceFile(path: file.path, text: text)
                if !notices(mutant, lexicon) {
                    survivors.append(
                        MutationRun.Mutant(place: number.place, before: number.digits, after: after))
                }
            }
        }
        return MutationRun(tried: tried, survivors: survivors)
    }

    private func notices(_ mutant: SourceFile, _ lexicon: Lexicon) -> Bool {
        let log = FaultLog()
        guard let tree = TreeReader(file: mutant, log: log).read() else { return true }
        var reader = RuleReader(
            vocabulary: vocabulary, lexicon: lexicon, pack: mutant.folder(0), bases: rules, log: log)
        guard let rule = reader.read(tree, file: mutant), log.faults.isEmpty else { return true }
        let others = rules.map { $0.place.file == mutant.path ? rule : $0 }
        return !Library(packs: packs, vocabulary: vocabulary, rules: others).runExamples(of: rule).isEmpty
    }
}

extension StatedNumber {
    /// The number one step of its last written digit higher and lower; a date one day later and earlier.
    ///
    /// - Parameter wider: a larger step, for limits of scores between which no score lies.
    func steps(of wider: Rational?) -> [String] {
        if let day = Day(reading: digits), digits.contains("-") || digits.contains("年") {
            return [day.adding(days: 1).isoText, day.adding(days: -1).isoText]
        }
        guard let value = Rational(decimal: digits.filter { $0 != "," }) else { return [] }
        let decimals = digits.split(separator: ".").dropFirst().first?.count ?? 0
        guard let digit = Rational(1).divided(by: Rational(10).power(decimals) ?? 1) else { return [] }
        let step = max(digit, wider ?? .zero)
        return [value + step, value - step].filter { $0 >= .zero }.map { $0.decimalText(places: decimals) }
    }
}

extension String {
    /// The text with the number's digits replaced where they stand; nil when they do not stand there.
    fileprivate func replacing(_ number: StatedNumber, with digits: String) -> String? {
        let mark = unicodeScalars.first == "\u{FEFF}" ? "\u{FEFF}" : ""
        var lines = withoutByteOrderMark.lines.map(String.init)
        let row = number.place.line - 1
        guard lines.indices.contains(row) else { return nil }
        let scalars = Array(lines[row].unicodeScalars)
        let start = number.place.column - 1
        let end = start + number.digits.unicodeScalars.count
        guard start >= 0, end <= scalars.count,
            scalars[start..<end].elementsEqual(number.digits.unicodeScalars)
        else { return nil }
        var view = String.UnicodeScalarView(scalars[..<start])
        view.append(contentsOf: digits.unicodeScalars)
        view.append(contentsOf: scalars[end...])
        lines[row] = String(view)
        return mark + lines.joined(separator: contains("\r\n") ? "\r\n" : "\n")
    }
}

extension Scoring {
    /// The step between scores that can be reached: what all points are multiples of.
    fileprivate var step: Rational {
        let points = groups.flatMap(\.indicators).flatMap(\.method.allPoints).filter { $0 != .zero }
        let whole = points.compactMap { $0.int64.map { Int($0) } }
        guard whole.count == points.count, let first = whole.first else { return .zero }
        return Rational(whole.reduce(first) { a, b in Scoring.divisor(a, b) })
    }

    private static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? abs(a) : divisor(b, a % b) }
}

extension Condition {
    /// The numbers that scores are held against.
    fileprivate var scoreLimits: [Literal] {
        switch self {
        case .all(let clauses), .any(let clauses), .none(let clauses), .atLeast(_, let clauses, _):
            return clauses.flatMap(\.condition.scoreLimits)
        case .and(let parts), .or(let parts): return parts.flatMap(\.scoreLimits)
        case .not(let inner): return inner.scoreLimits
        case .compare(let comparison):
            guard case .score = comparison.left, case .literal(let limit) = comparison.right else {
                return []
            }
            return [limit]
        default: return []
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies

/// How the red and black list 政策红黑榜 is made: measures with weights, each a ratio of two counters between a
/// worst and a best value, and the least numbers below which a measure says nothing. It stands in a file, and
/// the page shows it.
public struct BoardFormula: Codable, Hashable, Sendable {
    /// The days that are looked at, today included; the trend compares with as many before.
    public var days: Int
    /// The least weight of measures with enough numbers; below it a policy is not listed.
    public var leastWeight: Int
    /// From this score on a policy is on the red list.
    public var red: Int
    /// Up to this score it is on the black list.
    public var black: Int
    /// The measures, in the order in which they are shown.
    public var measures: [Measure]

    /// One measure.
    public struct Measure: Codable, Hashable, Sendable {
        /// Its name; the words are those of `consultations.board.measure.NAME`.
        public var name: String
        /// Its share of the score.
        public var weight: Int
        /// What is counted.
        public var of: PolicyCounter
        /// Per what.
        public var per: PolicyCounter
        /// The least number of `per` for which it says something.
        public var least: Int64
        /// The ratio in thousandths that is worth nothing.
        public var worst: Int64
        /// The ratio in thousandths that is worth all.
        public var best: Int64
    }

    /// Why a formula cannot be used.
    public enum Problem: Error, Hashable, Sendable {
        /// Weights are not above zero, do not add up to 100, or fewer are needed than none.
        case weights
        /// Best and worst of a measure are the same, or its least number is none.
        case measure(String)
        /// Limits or days make no sense.
        case limits
    }

    /// Reads and checks a formula.
    ///
    /// - Throws: ``Problem``, or what keeps the file from being read.
    public init(json: Data) throws {
        self = try JSONDecoder().decode(BoardFormula.self, from: json)
        guard measures.allSatisfy({ $0.weight > 0 }), measures.map(\.weight).reduce(0, +) == 100,
            (1...100).contains(leastWeight)
        else { throw Problem.weights }
        for measure in measures where measure.best == measure.worst || measure.least < 1 {
            throw Problem.measure(measure.name)
        }
        guard (7...366).contains(days), 0 <= black, black < red, red <= 100 else { throw Problem.limits }
    }

    /// The formula of a folder with a `board.json`.
    init(folder: URL?) throws {
        guard let folder else { throw Problem.limits }
        try self.init(json: Data(contentsOf: folder.appending(path: "board.json")))
    }
}

/// How a policy stands by the formula.
struct BoardStanding: Hashable, Sendable {
    /// What a measure came to.
    struct Part: Hashable, Sendable {
        let measure: BoardFormula.Measure
        let count: Int64
        let base: Int64
        /// Points in thousandths of full marks; nil below the least number.
        let points: Int64?
    }

    /// 红榜, 黑榜, neither, or too little known.
    enum Place: String, Hashable, Sendable, CaseIterable {
        case red, middle, black, unknown
    }

    let parts: [Part]
    /// From 0 to 1000 in tenths of a point; nil where too little is known.
    let score: Int64?
    let place: Place

    init(_ counts: PolicyCounts, by formula: BoardFormula) {
        parts = formula.measures.map { measure in
            let (count, base) = (counts[measure.of], counts[measure.per])
            guard base >= measure.least else {
                return Part(measure: measure, count: count, base: base, points: nil)
            }
            let ratio = count * 1000 / base
            let points = (ratio - measure.worst) * 1000 / (measure.best - measure.worst)
            return Part(measure: measure, count: count, base: base, points: min(1000, max(0, points)))
        }
        let known = parts.compactMap { part in part.points.map { (Int64(part.measure.weight), $0) } }
        let weight = known.map(\.0).reduce(0, +)
        guard weight >= Int64(formula.leastWeight) else {
            (score, place) = (nil, .unknown)
            return
        }
        let sum = known.map { $0.0 * $0.1 }.reduce(0, +) / weight
        score = sum
        place = sum >= Int64(formula.red) * 10 ? .red : sum <= Int64(formula.black) * 10 ? .black : .middle
    }

    /// The score as pages show it: 73.5.
    var scoreText: String? { score.map { "\($0 / 10).\($0 % 10)" } }
}

// SPDX-License-Identifier: Apache-2.0
import MatchingKernels
import Synchronization

/// A plan put to one version of a population: the door to all questions.
///
/// ```swift
/// let matcher = try Matcher(plan, population)
/// let counts = matcher.counts()                      // every rule × every enterprise
/// let card = try matcher.verdicts(of: 42)            // one enterprise, every rule
/// let rows = try matcher.selection(ofRule: 7)        // one rule, every enterprise
/// ```
///
/// Questions over all enterprises block their caller and use `threads` processors: ask them off the
/// cooperative pool.
public struct Matcher: Sendable {
    /// The rules.
    public let plan: Plan
    /// The enterprises.
    public let population: Population
    let shortlists: Shortlists

    /// Puts a plan to a population of the same columns.
    public init(_ plan: Plan, _ population: Population) throws(MatchingFault) {
        guard plan.schema == population.schema else { throw .otherSchema }
        self.plan = plan
        self.population = population
        shortlists = Shortlists()
    }

    private init(_ plan: Plan, _ population: Population, _ shortlists: Shortlists) {
        self.plan = plan
        self.population = population
        self.shortlists = shortlists
    }

    /// The same rules put to another version of the population.
    public func on(_ population: Population) throws(MatchingFault) -> Matcher {
        guard plan.schema == population.schema else { throw .otherSchema }
        return Matcher(plan, population, shortlists)
    }

    func shortlist(for regions: [Int32]) -> Shortlist { shortlists.shortlist(for: regions, plan) }
}

/// The shortlists of a plan, made when first needed.
final class Shortlists: Sendable {
    private let made = Mutex<[[Int32]: Shortlist]>([:])

    func shortlist(for regions: [Int32], _ plan: Plan) -> Shortlist {
        if let known = made.withLock({ $0[regions] }) { return known }
        let new = Shortlist(plan, regions: regions)
        made.withLock { $0[regions] = new }
        return new
    }
}

/// Some consecutive blocks of one partition: what a thread takes at a time.
struct Portion {
    /// More blocks than this in one portion would leave threads idle at the end.
    static let most = 16
    var partition: Int
    var blocks: Range<Int>

    static func all(of population: Population, partitions: [Int]? = nil) -> [Portion] {
        (partitions ?? Array(population.partitions.indices)).flatMap { place in
            let blocks = population.partitions[place].blocks
            return stride(from: blocks.lowerBound, to: blocks.upperBound, by: most).map {
                Portion(partition: place, blocks: $0..<min($0 + most, blocks.upperBound))
            }
        }
    }
}

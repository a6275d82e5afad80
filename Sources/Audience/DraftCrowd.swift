// SPDX-License-Identifier: Apache-2.0
import Enterprises
import Matching
import Rules
import Standards
import Store
import Synchronization

/// Everybody beside the rule of a draft and the one in force, the draft first.
struct DraftCrowd: Sendable {
    /// What these columns were read for: they answer for other drafts that ask for no more.
    let schema: Schema
    let words: Set<Word.ID>
    let region: Region
    let exact: ExactFacts
    let roll: Roll
    let population: Population
    /// When it was read, in milliseconds since 1970.
    let readAt: Int64
}

/// Two rules put to everybody.
struct DraftMatch: Sendable {
    let draft: Program
    let current: Program?
    let roll: Roll
    let matcher: Matcher
}

extension Audience {
    /// How long columns that were read for a draft answer for its next versions.
    private static let draftMilliseconds: Int64 = 600_000
    private static let mostDrafts = 3

    /// Puts a draft and the version in force to everybody of a region: to the columns that are there, or,
    /// when the draft asks for other facts, to columns of its own.
    func match(_ table: RuleTable, within region: Region) async throws -> DraftMatch {
        let words = table.rulesAskingFacts.reduce(into: Set<Word.ID>()) {
            $0.formUnion(library.words(of: table.rules[$1]))
        }
        let now = database.ground.now()
        if let crowd = state.withLock({ $0.crowd }), words.isSubset(of: crowd.exact.words),
            let match = try Self.match(table, crowd.roll, crowd.population, crowd.exact)
        {
            return match
        }
        let held = state.withLock { state in
            state.drafts.removeAll { now - $0.readAt > Self.draftMilliseconds }
            return state.drafts.filter { region.isWithin($0.region) && words.isSubset(of: $0.words) }
        }
        for draft in held {
            if let match = try Self.match(table, draft.roll, draft.population, draft.exact) { return match }
        }
        let exact = ExactFacts(words: words, vocabulary: library.vocabulary)
        let (roll, population) = try await gather(table, exact, within: region)
        let new = DraftCrowd(
            schema: table.schema, words: words, region: region, exact: exact, roll: roll,
            population: population, readAt: now)
        state.withLock { state in
            state.drafts.append(new)
            if state.drafts.count > Self.mostDrafts { state.drafts.removeFirst() }
        }
        guard let match = try Self.match(table, roll, population, exact) else {
            throw AudienceFault.notLoaded
        }
        return match
    }

    private static func match(
        _ table: RuleTable, _ roll: Roll, _ population: Population, _ exact: ExactFacts
    ) throws -> DraftMatch? {
        guard let (programs, residual) = table.fitted(to: population.schema, facts: { exact[$0] }),
            let draft = programs.first
        else { return nil }
        let plan = try Plan(
            programs, schema: population.schema, today: Int64(table.day.number), residual: residual)
        return DraftMatch(
            draft: draft, current: programs.count > 1 ? programs[1] : nil, roll: roll,
            matcher: try Matcher(plan, population))
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Something that a rule author can get wrong, with where it stands. The words are in
/// `RuleFault+Words.swift`.
public struct RuleFault: Error, Hashable, Sendable {
    public let problem: Problem
    public let place: Place

    public init(_ problem: Problem, at place: Place) {
        self.problem = problem
        self.place = place
    }

    /// Whether the pack can be used all the same.
    public var isWarning: Bool { problem.isWarning }

    public enum Problem: Hashable, Sendable {
        // The file.
        case yaml(String)
        case notUTF8
        case fileTooLarge(limitKiB: Int)
        case nestedTooDeep(limit: Int)
        case anchor
        // Its structure.
        case expected(Expected, found: String)
        case unknownKey(String, context: String, near: [String])
        case missingKey(String, context: String)
        case duplicateName(String, first: Place)
        case badValue(String, key: String, expected: String)
        // Lines.
        case unexpected(String, expected: String)
        case unknownWord(String, near: [String])
        case unknownOption(String, word: String, near: [String])
        case unknownCode(String, set: String, near: [String])
        case unknownRule(String, near: [String])
        case unknownUnit(String, near: [String])
        case dimensions(left: String, right: String)
        case missingUnit(digits: String, expected: String)
        case windowNeedsQuantifier(count: Int)
        case quantifierWithoutWindow
        case windowsDiffer(Int, Int)
        case needsPeriod(word: String, forms: [String])
        case hasNoPeriod(word: String)
        case wrongKind(word: String, kind: String, expected: String)
        case notOrdered(word: String)
        case growthNeedsYears(word: String)
        case scoreMissing
        case scoreNotAlone
        case compoundNotAlone(word: String)
        case unknownGroup(String, near: [String])
        case lineTooLong(limit: Int)
        case groupedTooDeep(limit: Int)
        case countOutOfRange(Int, of: Int)
        // The rule as a whole.
        case circular([String])
        case versionsOverlap(code: String, other: Place)
        case windowEndsBeforeItBegins
        case bandUnreachable(String)
        case bandsWithoutRest
        case pointsAboveFull(points: String, full: String)
        case groupsDoNotAddUp(sum: String, full: String)
        case baseMissing(code: String)
        case citeUnknown(String, near: [String])
        case examplesFew(count: Int, wanted: Int)
        // Warnings.
        case clauseWithoutCite
        case textUnlinked(String)
        case textLinkedAndMarked(String)
        case wordUnused(String)
        case unreachableClause(NoEffect)
        case fidelity(Fidelity)
    }

    /// What was looked for in the structure of a file.
    public enum Expected: Hashable, Sendable {
        case mapping, list, text, clause
    }

    /// Why a clause can have no effect, or always has the same. Clauses are named as they are written.
    public enum NoEffect: Hashable, Sendable {
        /// It cannot hold together with another that is asked at the same time.
        case contradicts(String)
        /// No value of the fact meets it.
        case neverMet
        /// Every value of the fact meets it.
        case alwaysMet
        /// Together with another of the alternatives it holds for every value.
        case alwaysMetWith(String)
        /// Asked before, in the same list or around it.
        case repeats(Place)
        /// Its 除非 holds exactly when it is met.
        case exemptsItself
        /// It is for a purpose for which this version is never in force.
        case otherPurpose(Purpose)
    }

    /// The known ways in which encoded law goes wrong although its tests are green.
    public enum Fidelity: Hashable, Sendable {
        /// 可 or 择优 in the words, but a program decides.
        case mayReadAsMust(word: String)
        /// An exclusion in the words, but nothing in the clause excludes.
        case exclusionWithoutEffect(word: String)
        /// A window or term in the words that no clause compares.
        case termNotCompared(String)
        /// 不重复享受 or 就高不就低 in the words, but the rule neither excludes nor takes the higher.
        case stackingIgnored(word: String)
        /// A number in the clause that the cited words do not have.
        case numberNotInText(String)
        /// A number in the words that no citing clause uses.
        case numberUnused(String)
        /// The words cite another document than the rule's basis.
        case otherDocument(String)
    }
}

extension RuleFault.Problem {
    /// Whether the pack can be used all the same.
    public var isWarning: Bool {
        switch self {
        case .clauseWithoutCite, .textUnlinked, .textLinkedAndMarked, .wordUnused, .unreachableClause,
            .fidelity,
            .examplesFew:
            true
        default: false
        }
    }
}

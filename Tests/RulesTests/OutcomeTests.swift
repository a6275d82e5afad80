// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Rules

@Suite("Outcomes: the laws of the three-valued logic, by exhaustion")
struct OutcomeTests {
    private let all = Outcome.allCases

    @Test("且 and 或 follow the table of the language reference")
    func tables() {
        // Worst first for 且: missed, unknown, person, met; for 或 missed, person, unknown, met.
        let worst: [Outcome] = [.missed, .unknown, .person, .met]
        let best: [Outcome] = [.missed, .person, .unknown, .met]
        for (i, a) in worst.enumerated() {
            for (j, b) in worst.enumerated() { #expect(a.and(b) == worst[min(i, j)]) }
        }
        for (i, a) in best.enumerated() {
            for (j, b) in best.enumerated() { #expect(a.or(b) == best[max(i, j)]) }
        }
    }

    @Test("negation turns twice, and De Morgan's laws hold")
    func negation() {
        for a in all {
            #expect(a.negated.negated == a)
            for b in all {
                #expect(a.and(b).negated == a.negated.or(b.negated))
                #expect(a.or(b).negated == a.negated.and(b.negated))
            }
        }
    }

    @Test("both are commutative, associative, idempotent, absorbing and distributive")
    func lattice() {
        for a in all {
            #expect(a.and(a) == a && a.or(a) == a)
            #expect(a.and(.met) == a && a.or(.missed) == a)
            #expect(a.and(.missed) == .missed && a.or(.met) == .met)
            for b in all {
                #expect(a.and(b) == b.and(a) && a.or(b) == b.or(a))
                for c in all {
                    #expect(a.and(b).and(c) == a.and(b.and(c)))
                    #expect(a.or(b).or(c) == a.or(b.or(c)))
                }
            }
        }
    }

    @Test("an open outcome stands for met and missed: a definite result does not depend on how it is settled")
    func settled() {
        let settlings: (Outcome) -> [Outcome] = { $0 == .met || $0 == .missed ? [$0] : [.met, .missed] }
        for a in all {
            for b in all {
                for (result, join) in [
                    (a.and(b), { (x: Outcome, y: Outcome) in x.and(y) }), (a.or(b), { $0.or($1) }),
                ]
                where result == .met || result == .missed {
                    for x in settlings(a) { for y in settlings(b) { #expect(join(x, y) == result) } }
                }
            }
        }
    }

    @Test("at least k of n is definite exactly when it is so for every way to settle the open ones")
    func atLeast() {
        for a in all {
            for b in all {
                for c in all {
                    let outcomes = [a, b, c]
                    let met = outcomes.count { $0 == .met }
                    let open = outcomes.count { $0 == .unknown || $0 == .person }
                    for count in 1...3 {
                        let result = Outcome.atLeast(count, of: outcomes)
                        #expect((result == .met) == (met >= count))
                        #expect((result == .missed) == (met + open < count))
                        if result == .person { #expect(!outcomes.contains(.unknown)) }
                    }
                    #expect(Outcome.atLeast(1, of: outcomes).isDefinite == Outcome.any(outcomes).isDefinite)
                    #expect(
                        Outcome.atLeast(3, of: outcomes) == Outcome.all(outcomes)
                            || !Outcome.all(outcomes).isDefinite)
                }
            }
        }
        #expect(Outcome.all([]) == .met && Outcome.any([]) == .missed)
    }
}

extension Outcome {
    /// Neither unknown nor a person's.
    var isDefinite: Bool { self == .met || self == .missed }
}

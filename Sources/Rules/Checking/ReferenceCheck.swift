// SPDX-License-Identifier: Apache-2.0
import Standards

/// References between rules and between words: each must lead somewhere, and none back to where it began.
struct ReferenceCheck {
    let library: Library
    let log: FaultLog

    /// The words of the library.
    func checkWords() {
        for word in library.vocabulary.words { checkName(word.classifiedBy, at: word.place) }
        checkDerivationCircles()
    }

    /// Some of its rules: their names, and the circles that can be reached from them. Others cost nothing.
    func check(_ indices: Range<Int>) {
        for index in indices { checkNames(library.rules[index]) }
        checkRuleCircles(from: indices)
    }

    // MARK: - Names

    private func checkNames(_ rule: Rule) {
        for reference in rule.references { checkName(reference.name, at: reference.place) }
        for name in rule.excludes { checkName(name, at: rule.place) }
    }

    private func checkName(_ name: String?, at place: Place) {
        guard let name, library.versions(of: name).isEmpty else { return }
        let known = library.ruleCodes + library.rules.map(\.title)
        log.report(.unknownRule(name, near: Nearest.nearest(to: name, in: known, limit: 3)), at: place)
    }

    // MARK: - Circles

    private func checkRuleCircles(from starts: Range<Int>) {
        let words = WordUse(vocabulary: library.vocabulary)
        let circles = Circles(starts: starts) { index in
            let rule = library.rules[index]
            let needs = Set(rule.references.map(\.name) + words.rulesThatYield(rule.facts.map(\.word)))
            guard !needs.isEmpty else { return [] }
            return library.rules.indices.filter { other in
                let target = library.rules[other]
                return (needs.contains(target.code) || needs.contains(target.title))
                    && rule.isInForceWith(target)
            }
        }
        for circle in circles.found {
            let rules = circle.map { library.rules[$0] }
            log.report(.circular((rules + rules.prefix(1)).map(\.title)), at: rules[0].firstPlace)
        }
    }

    private func checkDerivationCircles() {
        let words = library.vocabulary.words
        let targets = words.map { word in word.derivation?.facts.map(\.word) ?? [] }
        for circle in Circles(starts: words.indices, targets: { targets[$0] }).found {
            let names = (circle + circle.prefix(1)).map { words[$0].name }
            log.report(.circular(names), at: words[circle[0]].place)
        }
    }
}

/// Circles of a directed graph, each once, beginning with its smallest node. One circle for each way back
/// that a walk in depth finds: enough to break, one after the other, every circle there is.
struct Circles {
    /// The nodes from which the walks begin.
    let starts: Range<Int>
    /// Where a node leads to; asked once for each node that is reached.
    let targets: (Int) -> [Int]

    var found: [[Int]] {
        var circles: Set<[Int]> = []
        var isDone = Set<Int>()
        for start in starts where !isDone.contains(start) {
            var path = [start]
            var nexts = [targets(start)[...]]
            while let here = path.last {
                guard let next = nexts[nexts.count - 1].popFirst() else {
                    isDone.insert(here)
                    path.removeLast()
                    nexts.removeLast()
                    continue
                }
                if let index = path.firstIndex(of: next) {
                    circles.insert(turned(Array(path[index...])))
                } else if !isDone.contains(next) {
                    path.append(next)
                    nexts.append(targets(next)[...])
                }
            }
        }
        return circles.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private func turned(_ circle: [Int]) -> [Int] {
        guard let least = circle.min(), let index = circle.firstIndex(of: least) else { return circle }
        return Array(circle[index...] + circle[..<index])
    }
}

extension Rule {
    /// Other rules that its conditions, scores and amounts ask for.
    var references: [RuleReference] { parts.flatMap { $0.allConditions.compactMap(\.ownReference) } }

    /// The facts that it looks at.
    var facts: [FactReference] {
        parts.flatMap(\.facts) + (classification.map { [$0.industry] } ?? [])
    }

    /// Where its first reference stands, else its beginning.
    fileprivate var firstPlace: Place { references.first?.place ?? place }
}

// SPDX-License-Identifier: Apache-2.0
import Standards

/// References between rules and between words: each must lead somewhere, and none back to where it began.
struct ReferenceCheck {
    let library: Library
    let log: FaultLog

    func check() {
        for rule in library.rules { checkNames(rule) }
        for word in library.vocabulary.words { checkName(word.classifiedBy, at: word.place) }
        checkRuleCircles()
        checkDerivationCircles()
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

    private func checkRuleCircles() {
        let words = WordUse(vocabulary: library.vocabulary)
        let needs = library.rules.map { rule in
            rule.references.map(\.name) + words.rulesThatYield(rule.facts.map(\.word))
        }
        let targets = library.rules.indices.map { index in
            library.rules.indices.filter { other in
                let target = library.rules[other]
                let isNamed = needs[index].contains { $0 == target.code || $0 == target.title }
                return isNamed && library.rules[index].isInForceWith(target)
            }
        }
        for circle in Circles(targets: targets).found {
            let rules = circle.map { library.rules[$0] }
            log.report(.circular((rules + rules.prefix(1)).map(\.title)), at: rules[0].firstPlace)
        }
    }

    private func checkDerivationCircles() {
        let words = library.vocabulary.words
        let targets = words.map { word in word.derivation?.facts.map(\.word) ?? [] }
        for circle in Circles(targets: targets).found {
            let names = (circle + circle.prefix(1)).map { words[$0].name }
            log.report(.circular(names), at: words[circle[0]].place)
        }
    }
}

/// Circles of a directed graph, each once, beginning with its smallest node. One circle for each way back
/// that a walk in depth finds: enough to break, one after the other, every circle there is.
struct Circles {
    let targets: [[Int]]

    var found: [[Int]] {
        var circles: Set<[Int]> = []
        var isDone = Set<Int>()
        for start in targets.indices where !isDone.contains(start) {
            var path = [start]
            var nexts = [targets[start][...]]
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
                    nexts.append(targets[next][...])
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

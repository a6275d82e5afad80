// SPDX-License-Identifier: Apache-2.0
import Standards

/// Names inside a rule that must be unique: numbers of its texts, groups and indicators, classes, items.
struct NameCheck {
    let rule: Rule
    let log: FaultLog

    func check() {
        unique(rule.texts.map { ($0.number, $0.place) })
        let groups = rule.scoring?.groups ?? []
        unique(groups.map { ($0.name, $0.place) })
        for group in groups { unique(group.indicators.map { ($0.name, $0.place) }) }
        unique((rule.classification?.groups ?? []).map { ($0.name, $0.place) })
        unique((rule.amount?.items ?? []).map { ($0.name, $0.place) })
        checkScores()
    }

    private func unique(_ names: [(name: String, place: Place)]) {
        var seen: [String: Place] = [:]
        for (name, place) in names {
            if let first = seen[name] {
                log.report(.duplicateName(name, first: first), at: place)
            } else {
                seen[name] = place
            }
        }
    }

    /// A version that builds on another may bring a score of its own, without the groups that old clauses
    /// name.
    private func checkScores() {
        let groups = (rule.scoring?.groups ?? []).map(\.name)
        for case .score(let group?, let place) in rule.parts.flatMap(\.allExpressions)
        where !groups.contains(group) {
            log.report(
                .unknownGroup(group, near: Nearest.nearest(to: group, in: groups, limit: 2)), at: place)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Standards

/// Clauses that can have no effect: they contradict what is asked beside them, hold always, or stand twice.
struct EffectCheck {
    let rule: Rule
    let vocabulary: Vocabulary
    let log: FaultLog

    func check() {
        if let condition = rule.condition { check(condition, within: []) }
        for part in rule.parts where part.kind != .clause {
            for condition in part.conditions {
                check(condition, in: Here(part.title, part.place), within: [])
            }
        }
    }

    /// What is asked at the same time, from the outside in.
    fileprivate struct Demand {
        let atoms: [Atom]
        let shape: String
        let text: String
        let place: Place
    }

    /// The clause in which a condition stands.
    private struct Here {
        let text: String
        let place: Place

        init(_ text: String, _ place: Place) {
            self.text = text
            self.place = place
        }
    }

    // MARK: - Clauses

    private func check(_ clause: Clause, within demands: [Demand]) {
        if let purpose = clause.onlyFor, rule.owns(clause.place), !rule.applicability.isEmpty,
            !rule.applicability.contains(where: { $0.purpose == purpose })
        {
            report(.otherPurpose(purpose), at: clause.place)
        }
        if let unless = clause.unless {
            if unless.shape == clause.condition.shape { report(.exemptsItself, at: clause.place) }
            check(unless, in: Here(clause.text, clause.place), within: [])
        }
        check(clause.condition, in: Here(clause.text, clause.place), within: demands)
    }

    private func check(_ condition: Condition, in here: Here, within demands: [Demand]) {
        switch condition {
        case .all(let clauses):
            checkTogether(clauses.map { ($0.condition, demand($0)) }, demands)
            for (index, clause) in clauses.enumerated() {
                check(clause, within: demands + others(clauses.map(demand), index))
            }
        case .and(let parts):
            let own = parts.map { demand($0, here) }
            checkTogether(Array(zip(parts, own)), demands)
            for (index, part) in parts.enumerated() {
                check(part, in: here, within: demands + others(own, index))
            }
        case .any(let clauses):
            checkAlternatives(clauses.map { ($0.condition, demand($0)) }, demands)
            for clause in clauses { check(clause, within: demands) }
        case .or(let parts):
            checkAlternatives(parts.map { ($0, demand($0, here)) }, demands)
            for part in parts { check(part, in: here, within: demands) }
        case .none(let clauses), .atLeast(_, let clauses, _):
            checkRepeats(clauses.map(demand))
            for clause in clauses { check(clause, within: []) }
        case .not(let inner): check(inner, in: here, within: [])
        default:
            guard let atom = condition.atom(vocabulary) else { return }
            if atom.isNeverMet { report(.neverMet, at: here.place) }
            if atom.isAlwaysMet { report(.alwaysMet, at: here.place) }
        }
    }

    // MARK: - Lists

    private func checkTogether(_ members: [(condition: Condition, demand: Demand)], _ outer: [Demand]) {
        checkRepeats(members.map(\.demand))
        var asked = outer
        for (_, demand) in members {
            if let clash = asked.first(where: { $0.contradicts(demand) }) {
                report(.contradicts(clash.text), at: demand.place)
            }
            asked.append(demand)
        }
    }

    private func checkAlternatives(_ members: [(condition: Condition, demand: Demand)], _ outer: [Demand]) {
        checkRepeats(members.map(\.demand))
        for (index, (condition, demand)) in members.enumerated() {
            if let clash = outer.first(where: { $0.contradicts(demand) }) {
                report(.contradicts(clash.text), at: demand.place)
            }
            if let same = outer.first(where: { $0.shape == demand.shape }) {
                report(.repeats(same.place), at: demand.place)
            }
            guard let atom = condition.atom(vocabulary), !demand.atoms.isEmpty else { continue }
            for (other, before) in members[..<index] where !before.atoms.isEmpty {
                if let first = other.atom(vocabulary), atom.completes(first) {
                    report(.alwaysMetWith(before.text), at: demand.place)
                }
            }
        }
    }

    private func checkRepeats(_ demands: [Demand]) {
        var first: [String: Place] = [:]
        for demand in demands {
            if let place = first[demand.shape] {
                report(.repeats(place), at: demand.place)
            } else {
                first[demand.shape] = demand.place
            }
        }
    }

    // MARK: - Demands

    private func demand(_ clause: Clause) -> Demand {
        let isAlways = clause.unless == nil && clause.onlyFor == nil
        return Demand(
            atoms: isAlways ? atoms(clause.condition) : [], shape: clause.shape, text: clause.text,
            place: clause.place)
    }

    private func demand(_ condition: Condition, _ here: Here) -> Demand {
        Demand(atoms: atoms(condition), shape: condition.shape, text: here.text, place: here.place)
    }

    /// The plain demands that all hold when the condition does.
    private func atoms(_ condition: Condition) -> [Atom] {
        switch condition {
        case .and(let parts): parts.flatMap(atoms)
        case .all(let clauses): clauses.flatMap { demand($0).atoms }
        default: condition.atom(vocabulary).map { [$0] } ?? []
        }
    }

    private func others(_ demands: [Demand], _ index: Int) -> [Demand] {
        Array(demands[..<index] + demands[(index + 1)...])
    }

    private func report(_ why: RuleFault.NoEffect, at place: Place) {
        log.report(.unreachableClause(why), at: place)
    }
}

extension EffectCheck.Demand {
    fileprivate func contradicts(_ other: Self) -> Bool {
        atoms.contains { one in other.atoms.contains { one.contradicts($0) } }
    }
}

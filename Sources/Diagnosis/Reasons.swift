// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// Why a rule is in its group, in a few lines that are seen without unfolding anything.
struct Reasons {
    let entry: Report.Entry
    let wording: Wording
    let visit: Visit
    let mask: ReportMask

    /// Lines that are shown; the rest is counted.
    private static let shownCount = 4

    var points: [ReportCard.Point] {
        switch entry.group {
        case .eligible: []
        case .near: clauses(.missed).map { point($0.index) }
        case .missed: shortened(clauses(.missed).map { point($0.index) })
        case .person:
            shortened(clauses(.person).map { ReportCard.Point(clause: wording.title($0.judged.clause)) })
        case .incomplete: shortened(openPoints)
        }
    }

    private typealias Place = (index: Int, judged: ClauseJudgement)

    private func clauses(_ outcome: Outcome) -> [Place] {
        entry.verdict.clauses.enumerated().filter { $0.element.outcome == outcome }.map {
            ($0.offset, $0.element)
        }
    }

    /// A missed clause with the distance, or with what was compared.
    private func point(_ index: Int) -> ReportCard.Point {
        let judged = entry.verdict.clauses[index]
        let clause = judged.clause
        var point = ReportCard.Point(clause: wording.title(clause))
        if mask.covers(judged.trace) {
            point.detail = visit.words("diagnosis.masked")
            return point
        }
        let steps = entry.advice[index]?.steps.map { wording.text($0) } ?? []
        if !steps.isEmpty { point.distance = steps.joined(separator: visit.isEnglish ? "; " : "；") }
        let written = visit.isEnglish ? clause.adviceEnglish : clause.advice
        point.detail = !written.isEmpty ? written : steps.isEmpty ? wording.lines(judged).first : nil
        return point
    }

    /// The facts that are missing, each word once, with the years asked for.
    private var openPoints: [ReportCard.Point] {
        var words: [Word.ID] = []
        for key in entry.verdict.missing where !words.contains(key.word) { words.append(key.word) }
        let undefined = entry.verdict.clauses.flatMap { $0.trace.undefined }.map(\.word)
        for word in undefined where !words.contains(word) { words.append(word) }
        return words.map { ReportCard.Point(clause: wording.name($0)) }
    }

    private func shortened(_ points: [ReportCard.Point]) -> [ReportCard.Point] {
        guard points.count > Reasons.shownCount + 1 else { return points }
        let rest = points.count - Reasons.shownCount
        let note = visit.words("diagnosis.points.rest", ["count": String(rest)])
        return points.prefix(Reasons.shownCount) + [ReportCard.Point(clause: note)]
    }
}

extension Report.Group {
    /// The group as a state with icon and words.
    func status(_ visit: Visit) -> Status {
        let title = title(english: visit.isEnglish)
        switch self {
        case .eligible: return Status(title, .good)
        case .near: return Status(title, .warning, symbol: .half)
        case .incomplete: return Status(title, .info, symbol: .question)
        case .person: return Status(title, .neutral, symbol: .person)
        case .missed: return Status(title, .bad)
        }
    }
}

extension Outcome {
    /// The outcome of a clause as a state with icon and words.
    func status(_ wording: Wording) -> Status {
        let text = wording.text(self)
        switch self {
        case .met: return Status(text, .good)
        case .missed: return Status(text, .bad)
        case .unknown: return Status(text, .info, symbol: .question)
        case .person: return Status(text, .neutral, symbol: .person)
        }
    }
}

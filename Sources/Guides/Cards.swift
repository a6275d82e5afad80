// SPDX-License-Identifier: Apache-2.0
import Audience
import Foundation
import Policies
import Site
import Standards
import Store

extension Guides {
    /// A policy in a list.
    func card(_ entry: GuideEntry, _ fit: PolicyFit?, _ visit: Visit) -> Card {
        let words = visit.words
        var meta = [visit.text(entry.level), visit.text(entry.region)]
        if let office = entry.issuers.first { meta.append(office) }
        if !entry.documentNumber.isEmpty { meta.append(entry.documentNumber) }
        var statuses = [standing(entry, visit)]
        if let fit { statuses.append(status(fit, visit)) }
        return Card(
            title: entry.title, href: visit.link("/policies/\(entry.number)"), meta: meta,
            text: entry.summary.isEmpty ? nil : entry.summary,
            figure: (fit.flatMap { $0.group == .missed ? nil : $0.mostFen } ?? entry.mostFen).map {
                words("guides.upTo", ["amount": visit.text(fen: $0)])
            },
            statuses: statuses)
    }

    /// How a policy stands today, with the days that are left.
    func standing(_ entry: GuideEntry, _ visit: Visit) -> Status {
        let words = visit.words
        let standing = entry.standing(on: visit.today)
        switch standing {
        case .open:
            let left = entry.daysLeft(on: visit.today) ?? 0
            if left == 0 { return Status(words("guides.lastDay"), .bad, symbol: .warning) }
            return Status(
                words.counted("guides.daysLeft", left), left <= 7 ? .warning : .good, symbol: .clock)
        case .coming:
            let day = entry.applyFrom.map(visit.text) ?? ""
            return Status(words("guides.begins", ["day": day]), .info, symbol: .clock)
        case .pending:
            let day = entry.window.validFrom.map(visit.text) ?? ""
            return Status(words("guides.pending", ["day": day]), .info, symbol: .clock)
        case .always, .automatic: return Status(visit.text(standing), .good)
        case .reading: return Status(visit.text(standing), .neutral, symbol: .info)
        case .closed, .ended: return Status(visit.text(standing), .neutral, symbol: .paused)
        }
    }

    /// How well it fits the enterprise that the visitor acts for.
    func status(_ fit: PolicyFit, _ visit: Visit) -> Status {
        let tone: Tone
        let symbol: Icon.Symbol
        switch fit.group {
        case .eligible: (tone, symbol) = (.good, .done)
        case .near: (tone, symbol) = (.warning, .half)
        case .incomplete: (tone, symbol) = (.info, .question)
        case .person: (tone, symbol) = (.info, .person)
        case .missed: (tone, symbol) = (.neutral, .missed)
        }
        return Status(
            visit.words(
                "guides.fit.\(fit.group.rawValue)",
                ["met": String(fit.met), "clauses": String(fit.clauses)]), tone, symbol: symbol)
    }

    /// The clock of a window that is open.
    func countdown(_ entry: GuideEntry, _ visit: Visit) -> Countdown? {
        guard let left = entry.daysLeft(on: visit.today), let last = entry.applyTo else { return nil }
        let words = visit.words
        return Countdown(
            left <= 7 ? .soon : .ample, label: words("guides.closesIn"), figure: String(left),
            unit: words(left == 1 ? "guides.day" : "guides.days"),
            date: words("guides.lastDayIs", ["day": visit.text(last)]), isoDate: last.isoText)
    }
}

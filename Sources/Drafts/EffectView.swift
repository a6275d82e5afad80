// SPDX-License-Identifier: Apache-2.0
import Audience
import Policies
import Rules
import Site
import Store

/// What a rule would do, as a page shows it: counts, cost, which clause keeps most out, cliffs.
struct EffectView {
    let preview: AudiencePreview
    let item: PolicyItem
    /// Enterprises to look at.
    let examples: [Example]
    let library: Library
    let visit: Visit

    /// An enterprise, and what it is an example of: `near`, `losses`, `gains`, `eligible`.
    struct Example {
        let group: String
        let one: AudienceExample
    }

    private var words: Words { visit.words }

    func fill(_ page: inout DraftPage) {
        page.notices = [
            Notice(
                words(
                    "drafts.effect.sentence",
                    [
                        "eligible": visit.number(preview.eligible), "near": visit.number(preview.near),
                        "all": visit.number(preview.enterprises),
                    ]), .info)
        ]
        page.rows = KeyValueList([
            .init(words("drafts.effect.open"), visit.number(preview.open)),
            .init(words("drafts.effect.gains"), visit.number(preview.gains)),
            .init(words("drafts.effect.losses"), visit.number(preview.losses)),
            .init(
                words("drafts.effect.sum"),
                cost.text(preview.eligible, preview.sumFen, visit) ?? words("drafts.effect.noSum"),
                note: preview.amountsUnknown > 0
                    ? words("drafts.effect.unknown", ["count": visit.number(preview.amountsUnknown)]) : nil),
        ])
        page.charts = [
            chart("region", preview.byRegion), chart("size", preview.bySize),
            chart("industry", preview.byIndustry),
        ]
        page.panels = [clauses, lookedAt]
    }

    private var cost: EffectCost { EffectCost(preview, item) }

    private func chart(_ name: String, _ shares: [AudiencePreview.Share]) -> Chart {
        let points = shares.prefix(20).map { share in
            let sum = cost.text(share.count, share.sumFen, visit).map { " · \($0)" } ?? ""
            return Chart.Point(share.name, Double(share.count), text: visit.number(share.count) + sum)
        }
        return Chart(
            .bars, id: "by-\(name)", title: words("drafts.effect.by.\(name)"),
            description: words("drafts.effect.by.text"), points: Array(points),
            labelHead: words("drafts.effect.head.\(name)"), valueHead: words("drafts.effect.eligible"),
            empty: words("drafts.effect.nobody"))
    }

    /// The clause that alone keeps most out comes first.
    private var clauses: Panel {
        let sorted = preview.clauses.sorted { ($0.excludedAlone, $0.missed) > ($1.excludedAlone, $1.missed) }
        let table = DataTable(
            id: "clause-table", caption: words("drafts.effect.clauses"),
            columns: [
                .init(words("drafts.clause")), .init(words("drafts.effect.alone"), isNumber: true),
                .init(words("drafts.effect.missed"), isNumber: true),
                .init(words("drafts.effect.cliff"), isNumber: true),
            ],
            rows: sorted.map { clause in
                DataTable.Row(
                    .init(clause.name, in: .chinese),
                    [
                        .init(visit.number(clause.excludedAlone), isNumber: true),
                        .init(visit.number(clause.missed), isNumber: true),
                        .init(
                            clause.cliff.map {
                                words(
                                    "drafts.effect.cliff.both",
                                    ["below": visit.number($0.below), "above": visit.number($0.above)])
                            } ?? "—", isNumber: true),
                    ])
            }, empty: words("drafts.effect.nobody"))
        let text = sorted.first.flatMap { first in
            first.excludedAlone > 0
                ? words(
                    "drafts.effect.most",
                    ["clause": first.name, "count": visit.number(first.excludedAlone)]) : nil
        }
        return Panel(id: "clauses", title: words("drafts.effect.clauses"), text: text, table: table)
    }

    /// By name, with the condition that each misses and by how much: those who are nearest first.
    private var lookedAt: Panel {
        let wording = Wording(library, english: visit.isEnglish)
        let table = DataTable(
            id: "example-table", caption: words("drafts.effect.examples"),
            columns: ["enterprise", "standing", "misses", "gap"].map {
                .init(words("drafts.effect.example.\($0)"))
            },
            rows: examples.map { example in
                let entry = example.one.entry
                let missed = entry.verdict.clauses.indices.filter {
                    entry.verdict.clauses[$0].outcome == .missed
                }
                let names = missed.map { wording.title(entry.verdict.clauses[$0].clause) }
                let gaps = missed.flatMap { entry.advice[$0]?.steps.map { wording.text($0) } ?? [] }
                return DataTable.Row(
                    .init(
                        example.one.name, in: .chinese,
                        href: visit.link("/enterprises/\(example.one.id.text)")),
                    [
                        .init(words("drafts.effect.\(example.group)")),
                        .init(names.isEmpty ? "—" : names.joined(separator: "；")),
                        .init(gaps.isEmpty ? "—" : gaps.joined(separator: "；")),
                    ])
            }, empty: words("drafts.effect.nobody"))
        return Panel(
            id: "examples", title: words("drafts.effect.examples"),
            text: words("drafts.effect.examples.text"), table: table)
    }
}

/// What a measure costs: worked out by its rule, else from the sums that the item states for each.
struct EffectCost {
    private let isComputed: Bool
    private let least: Int64?
    private let most: Int64?

    init(_ preview: AudiencePreview, _ item: PolicyItem) {
        isComputed = preview.sumFen != nil
        (least, most) = (item.leastFen, item.mostFen)
    }

    /// The cost of so many enterprises in words; nil where neither rule nor item says a sum.
    func text(_ count: Int, _ fen: Int64?, _ visit: Visit) -> String? {
        if isComputed { return fen.map(visit.text(fen:)) }
        func times(_ fen: Int64) -> Int64 {
            let (product, isOver) = fen.multipliedReportingOverflow(by: Int64(count))
            return isOver ? .max : product
        }
        guard let most else { return nil }
        let high = visit.text(fen: times(most))
        guard let least, least < most else {
            return least == most ? high : visit.words("drafts.effect.sum.atMost", ["sum": high])
        }
        return "\(visit.text(fen: times(least))) – \(high)"
    }
}

// SPDX-License-Identifier: Apache-2.0
import Audience
import Site
import Store

/// What a rule would do, as a page shows it: counts, cost, which clause keeps most out, cliffs.
struct EffectView {
    let preview: AudiencePreview
    let visit: Visit

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
                preview.sumFen.map(visit.text(fen:)) ?? words("drafts.effect.noSum"),
                note: preview.amountsUnknown > 0
                    ? words("drafts.effect.unknown", ["count": visit.number(preview.amountsUnknown)]) : nil),
        ])
        page.charts = [
            chart("region", preview.byRegion), chart("size", preview.bySize),
            chart("industry", preview.byIndustry),
        ]
        page.panels = [clauses, examples]
    }

    private func chart(_ name: String, _ shares: [AudiencePreview.Share]) -> Chart {
        let points = shares.prefix(20).map { share in
            let sum = share.sumFen.map { " · \(visit.text(fen: $0))" } ?? ""
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

    private var examples: Panel {
        let groups = [
            ("eligible", preview.examples.eligible), ("near", preview.examples.near),
            ("gains", preview.examples.gains), ("losses", preview.examples.losses),
        ]
        return Panel(
            id: "examples", title: words("drafts.effect.examples"),
            text: words("drafts.effect.examples.text"),
            links: groups.flatMap { name, ids in
                ids.prefix(5).enumerated().map { index, id in
                    Link(
                        "\(words("drafts.effect.\(name)")) \(index + 1)",
                        visit.link("/enterprises/\(id.text)"))
                }
            })
    }
}

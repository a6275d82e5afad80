// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

extension Enterprises {
    /// How many years stand side by side, the latest of those that are known.
    private static let shownYears = 3

    /// What is known: by year, and at present.
    func yearPanels(_ known: KnownEnterprise, _ wording: FactWording, _ visit: Visit) -> [Panel] {
        let periodic = known.facts.keys.filter { $0.year != 0 }
        let years = Array(Set(periodic.map(\.year)).sorted().suffix(Self.shownYears))
        let present = known.facts.keys.filter { $0.year == 0 && !isRegisterOnly($0, known) }
        var panels = [yearPanel(Set(periodic.map(\.word)).sorted(), years, known, wording, visit)]
        if !present.isEmpty {
            panels.append(presentPanel(present.sorted { $0.word < $1.word }, known, wording, visit))
        }
        return panels
    }

    /// What only the register states stands above already.
    private func isRegisterOnly(_ key: Facts.Key, _ known: KnownEnterprise) -> Bool {
        FactBook.RegisterWord(rawValue: library.vocabulary[key.word].name) != nil
            && known.facts.all(key).count == 1
    }

    private func yearPanel(
        _ wordIDs: [Word.ID], _ years: [Int], _ known: KnownEnterprise, _ wording: FactWording, _ visit: Visit
    ) -> Panel {
        let words = visit.words
        let rows = wordIDs.map { id in
            DataTable.Row(
                .init(wording.wording.name(id)),
                years.map { year in cell(Facts.Key(word: id, year: year), known, wording, visit) })
        }
        let heads = years.map { DataTable.Column(words("enterprises.year", ["year": String($0)])) }
        let table = DataTable(
            id: "years-table", caption: words("enterprises.years.caption"),
            columns: [.init(words("enterprises.fact"))] + heads, rows: rows,
            empty: words("enterprises.years.empty"))
        return Panel(id: "years", title: words("enterprises.years"), table: table)
    }

    private func cell(
        _ key: Facts.Key, _ known: KnownEnterprise, _ wording: FactWording, _ visit: Visit
    ) -> DataTable.Cell {
        guard let report = known.facts[key] else { return .init("–") }
        let text = "\(wording.text(report.value, of: key.word)) 〔\(wording.origin(report))〕"
        let disagrees = known.disagrees(on: key)
        return .init(
            text, status: disagrees ? Status(visit.words("enterprises.disagreement"), .warning) : nil)
    }

    private func presentPanel(
        _ keys: [Facts.Key], _ known: KnownEnterprise, _ wording: FactWording, _ visit: Visit
    ) -> Panel {
        let rows = keys.compactMap { key in
            known.facts[key].map { report in
                KeyValueList.Row(
                    wording.wording.name(key), wording.text(report.value, of: key.word),
                    note: wording.origin(report),
                    status: known.disagrees(on: key)
                        ? Status(visit.words("enterprises.disagreement"), .warning) : nil)
            }
        }
        return Panel(id: "present", title: visit.words("enterprises.present"), rows: KeyValueList(rows))
    }

    /// Where sources differ: the value used first, then the others; nil where they agree.
    func disagreements(_ known: KnownEnterprise, _ wording: FactWording, _ visit: Visit) -> Panel? {
        let words = visit.words
        let keys = known.facts.keys.filter { known.disagrees(on: $0) }
            .sorted { ($0.word, $0.year) < ($1.word, $1.year) }
        guard !keys.isEmpty else { return nil }
        let rows = keys.map { key in
            let reports = known.facts.all(key).map { report in
                "\(wording.text(report.value, of: key.word)) 〔\(wording.origin(report))〕"
            }
            return DataTable.Row(
                .init(wording.wording.name(key)),
                [.init(reports.first ?? ""), .init(reports.dropFirst().joined(separator: "；"))])
        }
        let heads = ["fact", "used", "others"]
        let table = DataTable(
            id: "disagreements-table", caption: words("enterprises.disagreements.caption"),
            columns: heads.map { .init(words("enterprises.\($0)")) }, rows: rows, empty: "")
        return Panel(id: "disagreements", title: words("enterprises.disagreements"), table: table)
    }
}

extension KnownEnterprise {
    /// Whether sources state different values of a fact.
    func disagrees(on key: Facts.Key) -> Bool {
        Set(facts.all(key).map(\.value)).count > 1
    }
}

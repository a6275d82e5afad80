// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Sheets
import Site
import Standards
import Store

extension Intakes {
    var runRoutes: [Route] {
        [
            .page("/intakes/import/{run}", "intakes.run", .intakeImport) { visit in
                .page(try await runPage(try await ownRun(visit), visit))
            },
            .form("/intakes/import/{run}", "intakes.run.begin", .intakeImport) { visit, _ in
                .page(try await runPage(try await ownRun(visit), visit))
            } act: { visit, _ in
                let run = try await ownRun(visit)
                guard let who = visit.who else { throw SiteFault.notFound }
                try await runStore.begin(run.id, by: who)
                return .redirect(to: run.path)
            },
            .page("/intakes/import/{run}/refused.csv", "intakes.run.refused", .intakeImport) {
                try await refusedFile($0)
            },
        ]
    }

    /// A run of the reader's regions; others do not exist for them.
    private func ownRun(_ visit: Visit) async throws -> IntakeRun {
        guard let id = ID<IntakeRun>(visit.parameter("run")), let run = try await runStore.run(id) else {
            throw SiteFault.notFound
        }
        try authorisation.require(visit, .intakeImport, on: .region(run.region))
        return run
    }

    private func runPage(_ run: IntakeRun, _ visit: Visit) async throws -> IntakePage {
        let words = visit.words
        var page = IntakePage(
            run.fileName, in: visit,
            below: [visit.intakesLink, Link(words("intakes.import"), visit.link("/intakes/import"))])
        page.lead = words("intakes.run.lead.\(run.state.rawValue)", ["total": String(run.total)])
        page.rows = counts(of: run, visit)
        if run.state.isWorking {
            page.notices = [
                Notice(
                    words("intakes.run.wait"), .info,
                    link: Link(words("intakes.run.look"), visit.linkHere(changing: [])))
            ]
        }
        if run.state == .shown { showBeginning(of: run, on: &page, visit) }
        let unknown = StatedFile(try policies(of: run, limit: 200)).unknown
        page.notices += unknown.prefix(10).map { head, near in
            Notice(
                words("intakes.head.unknown", ["head": head]), .warning,
                text: near.isEmpty
                    ? words("intakes.head.unknown.text")
                    : words("intakes.head.near", ["near": near.joined(separator: "、")]))
        }
        page.panels = [try await refusalsPanel(of: run, visit), try previewPanel(of: run, visit)]
        return page
    }

    private func showBeginning(of run: IntakeRun, on page: inout IntakePage, _ visit: Visit) {
        let words = visit.words
        let isAlone = run.isRelease && run.actor == visit.who?.actor
        if run.counts.added + run.counts.revised == 0 {
            page.notices.append(Notice(words("intakes.run.nothing"), .warning))
        } else if isAlone {
            page.notices.append(
                Notice(words("intakes.run.second"), .info, text: words("intakes.run.second.text")))
        } else {
            page.form = Form(to: run.path, in: visit, fields: [], button: words("intakes.run.begin"))
        }
    }

    private func counts(of run: IntakeRun, _ visit: Visit) -> KeyValueList {
        let words = visit.words
        let tense = run.state == .checking || run.state == .shown ? "would" : "count"
        let counts = run.counts
        let pairs = [
            ("added", counts.added), ("revised", counts.revised), ("unchanged", counts.unchanged),
            ("refused", counts.refused),
        ]
        var rows: [KeyValueList.Row] = [
            .init(words("intakes.run.done"), "\(run.place) / \(run.total)"),
            .init(words("intakes.way"), words(run.isRelease ? "intakes.way.release" : "intakes.way.draft")),
        ]
        rows += pairs.map { .init(words("intakes.\(tense).\($0.0)"), String($0.1)) }
        rows.append(.init(words("intakes.sentBy"), "\(run.actorName) \(visit.text(moment: run.madeAt))"))
        if let name = run.begunName { rows.append(.init(words("intakes.begunBy"), name)) }
        return KeyValueList(rows)
    }

    private func refusalsPanel(of run: IntakeRun, _ visit: Visit) async throws -> Panel {
        let words = visit.words
        let refusals = try await runStore.refusals(of: run.id, limit: 200)
        let rows = refusals.map { _, fault in
            DataTable.Row(
                .init(String(fault.line)),
                [
                    .init(fault.column > 0 ? SheetPlace.letters(of: fault.column) : "–"),
                    .init(fault.head.isEmpty ? "–" : fault.head),
                    .init(fault.found.isEmpty ? words("intakes.emptyCell") : fault.found),
                    .init(visit.isEnglish ? fault.english : fault.chinese),
                ])
        }
        let table = DataTable(
            id: "refusals-table", caption: words("intakes.refusals.caption"),
            columns: ["line", "column", "head", "found", "why"].map { .init(words("intakes.\($0)")) },
            rows: rows,
            empty: words(run.state == .checking ? "intakes.refusals.notYet" : "intakes.refusals.empty"))
        let links =
            run.counts.refused > 0
            ? [Link(words("intakes.refusals.download"), visit.link(run.path + "/refused.csv"))] : []
        return Panel(id: "refusals", title: words("intakes.refusals"), table: table, links: links)
    }

    private func previewPanel(of run: IntakeRun, _ visit: Visit) throws -> Panel {
        let words = visit.words
        let shown: [IntakeColumn] = [.title, .documentNumber, .issuers, .region, .publishedOn, .applyTo]
        let rows = try policies(of: run, limit: 5).map { policy in
            DataTable.Row(
                .init(String(policy.line)),
                shown.map { column in
                    let cell = policy.cells.first { IntakeColumn(reading: $0.head) == column }
                    return .init(cell?.texts.joined(separator: "；") ?? "")
                })
        }
        let table = DataTable(
            id: "preview-table", caption: words("intakes.preview.caption"),
            columns: [.init(words("intakes.line"))] + shown.map { .init($0.rawValue) }, rows: rows, empty: "")
        return Panel(id: "preview", title: words("intakes.preview"), table: table)
    }

    /// The refused policies as they were, with the reasons behind, to be mended and sent again.
    private func refusedFile(_ visit: Visit) async throws -> Reply {
        let run = try await ownRun(visit)
        let refusals = try await runStore.refusals(of: run.id, limit: 1_000_000)
        let reasons = Dictionary(grouping: refusals, by: \.place)
        let all = try policies(of: run)
        let refused = reasons.keys.sorted().filter(all.indices.contains).map { ($0, all[$0]) }
        var heads: [String] = []
        for cell in refused.lazy.flatMap(\.1.cells)
        where !heads.contains(cell.head) && !["行号", "原因"].contains(cell.head) { heads.append(cell.head) }
        let rows: [[SheetTable.Cell]] = refused.map { place, policy in
            let why: [String] = (reasons[place] ?? []).map { _, fault in
                let head: String = fault.head.isEmpty ? "" : "\(fault.head)："
                return head + (visit.isEnglish ? fault.english : fault.chinese)
            }
            var cells: [SheetTable.Cell] = heads.map { head in
                let texts: [String] = policy.cells.first { $0.head == head }?.texts ?? []
                return .text(texts.count == 1 ? texts[0] : ListText.written(texts))
            }
            cells.append(.number(String(policy.line)))
            cells.append(.text(why.joined(separator: " ")))
            return cells
        }
        let table = SheetTable(run.fileName, columns: heads + ["行号", "原因"], rows: rows)
        return .download(
            table.csv(), type: SheetTable.textType, name: visit.words("intakes.refusals.file") + ".csv")
    }
}

extension IntakeRun {
    /// The way to its page.
    var path: String { "/intakes/import/\(id.text)" }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Sheets
import Site
import Standards
import Store

extension Enterprises {
    var importRoutes: [Route] {
        [
            .page("/enterprises/import", "enterprises.import", .enterpriseImport) { visit in
                .page(try await importPage(visit))
            },
            .form("/enterprises/import", "enterprises.import.send", .enterpriseImport, acceptsFiles: true) {
                visit, submission in
                .page(try await importPage(visit, submission))
            } act: { visit, submission in
                try await takeSheet(visit, submission)
            },
            .page("/enterprises/import/{run}", "enterprises.import.run", .enterpriseImport) { visit in
                .page(try await runPage(try await ownRun(visit), visit))
            },
            .form("/enterprises/import/{run}", "enterprises.import.begin", .enterpriseImport) { visit, _ in
                .page(try await runPage(try await ownRun(visit), visit))
            } act: { visit, _ in
                let run = try await ownRun(visit)
                if reading(of: run).isComplete { try await importStore.begin(run.id, by: run.actor) }
                return .redirect(to: "/enterprises/import/\(run.id.text)")
            },
            .page("/enterprises/import/{run}/refused.csv", "enterprises.import.refused", .enterpriseImport) {
                try await refusedSheet($0)
            },
        ]
    }

    /// Sources that sheets may come from, in the vocabulary's order; the register's own first.
    var sources: [String] {
        ["市场监管"]
            + library.vocabulary.words.flatMap(\.sources).reduce(into: [String]()) { all, source in
                if source != "市场监管", source != FactStatement.ownSource, !all.contains(source) {
                    all.append(source)
                }
            }
    }

    private func importPage(
        _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> EnterprisePage {
        let words = visit.words
        var page = EnterprisePage(words("enterprises.import"), in: visit, below: above(visit))
        page.lead = words("enterprises.import.lead")
        let blank = Form(
            to: "/enterprises/import", in: visit,
            fields: [
                Field(
                    "sheet", words("enterprises.import.sheet"), .upload(accept: ".xlsx,.csv"),
                    hint: words("enterprises.import.sheet.hint")),
                Field(
                    "source", words("enterprises.source"),
                    .menu(sources.map { Field.Option($0, $0) }, chosen: "市场监管"),
                    hint: words("enterprises.import.source.hint")),
            ], button: words("enterprises.import.look"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        let runs = try await importStore.runs(of: visit.who?.actor ?? "")
        page.panels = [runsPanel(runs, visit)]
        return page
    }

    private func runsPanel(_ runs: [ImportRun], _ visit: Visit) -> Panel {
        let words = visit.words
        let rows = runs.map { run in
            DataTable.Row(
                .init(run.fileName, href: visit.link("/enterprises/import/\(run.id.text)")),
                [
                    .init(visit.text(moment: run.madeAt)),
                    .init(words("enterprises.run.\(run.state.rawValue)")),
                    .init(String(run.place), isNumber: true), .init(String(run.total), isNumber: true),
                ])
        }
        let table = DataTable(
            id: "runs-table", caption: words("enterprises.runs.caption"),
            columns: [
                .init(words("enterprises.run.file")), .init(words("enterprises.when")),
                .init(words("enterprises.standing")), .init(words("enterprises.run.place"), isNumber: true),
                .init(words("enterprises.run.total"), isNumber: true),
            ], rows: rows, empty: words("enterprises.runs.empty"))
        return Panel(id: "runs", title: words("enterprises.runs"), table: table)
    }

    private func takeSheet(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let regions = authorisation.regions(of: visit.who, for: .enterpriseImport)
        let words = visit.words
        guard let file = submission.file("sheet"), let who = visit.who else {
            let fault = FieldFault("sheet", words("enterprises.import.choose"))
            return .refused(try await importPage(visit, submission, faults: [fault]))
        }
        guard sources.contains(submission.text("source")) else {
            let fault = FieldFault("source", words("enterprises.import.source.choose"))
            return .refused(try await importPage(visit, submission, faults: [fault]))
        }
        do {
            let new = try receive(
                file.bytes, named: file.fileName, source: submission.text("source"), regions: regions)
            let id = try await importStore.keep(
                new, by: who.actor, named: who.name, once: visit.key(submission, "import"))
            return .redirect(to: "/enterprises/import/\(id.text)")
        } catch let fault as SheetFault {
            let text = visit.isEnglish ? fault.englishText : fault.chineseText
            return .refused(try await importPage(visit, submission, faults: [FieldFault("sheet", text)]))
        } catch let fault as ImportFault {
            let text = words(fault.key, ["most": String(Self.mostRows)])
            return .refused(try await importPage(visit, submission, faults: [FieldFault("sheet", text)]))
        }
    }

    /// A run that the reader made; another's does not exist for them.
    private func ownRun(_ visit: Visit) async throws -> ImportRun {
        guard let id = ID<ImportRun>(visit.parameter("run")), let run = try await importStore.run(id),
            run.actor == visit.who?.actor
        else { throw SiteFault.notFound }
        return run
    }

    private func runPage(_ run: ImportRun, _ visit: Visit) async throws -> EnterprisePage {
        let words = visit.words
        var page = EnterprisePage(
            run.fileName, in: visit,
            below: above(visit) + [Link(words("enterprises.import"), visit.link("/enterprises/import"))])
        page.lead = words("enterprises.run.lead.\(run.state.rawValue)", ["total": String(run.total)])
        let reading = reading(of: run)
        switch run.state {
        case .shown:
            page.notices = columnNotices(reading, run, visit)
            if reading.isComplete {
                page.form = Form(
                    to: "/enterprises/import/\(run.id.text)", in: visit, fields: [],
                    button: words("enterprises.run.begin"))
            }
            page.panels = [columnsPanel(reading, run, visit), try previewPanel(reading, run, visit)]
        case .running, .done:
            page.rows = counts(run, visit)
            page.notices =
                run.state == .running
                ? [
                    Notice(
                        words("enterprises.run.wait"), .info,
                        link: Link(words("enterprises.run.look"), visit.linkHere(changing: [])))
                ] : []
            page.panels = [try await refusalsPanel(run, visit)]
        }
        return page
    }

    private func counts(_ run: ImportRun, _ visit: Visit) -> KeyValueList {
        let words = visit.words
        let pairs = [
            ("done", run.place), ("added", run.counts.added), ("changed", run.counts.changed),
            ("unchanged", run.counts.unchanged), ("refused", run.counts.refused),
        ]
        return KeyValueList(
            pairs.map { .init(words("enterprises.run.count.\($0.0)"), String($0.1)) }
                + [.init(words("enterprises.source"), run.source)])
    }

    private func columnNotices(_ reading: ImportReading, _ run: ImportRun, _ visit: Visit) -> [Notice] {
        let words = visit.words
        var notices: [Notice] = []
        if !reading.isComplete {
            notices.append(
                Notice(
                    words("enterprises.import.columnMissing"), .bad,
                    link: Link(words("enterprises.import.again"), visit.link("/enterprises/import"))))
        }
        if !reading.columns.contains(.region) {
            notices.append(Notice(words("enterprises.import.noRegion"), .info))
        }
        return notices
    }

    private func columnsPanel(_ reading: ImportReading, _ run: ImportRun, _ visit: Visit) -> Panel {
        let words = visit.words
        let wording = Wording(library, english: visit.isEnglish)
        let rows = zip(run.heads, reading.columns).enumerated().map { index, pair in
            DataTable.Row(
                .init(pair.0.isEmpty ? "–" : pair.0),
                [
                    .init(String(index + 1), isNumber: true),
                    .init(meaning(of: pair.1, pair.0, wording, visit)),
                ])
        }
        let table = DataTable(
            id: "columns-table", caption: words("enterprises.columns.caption"),
            columns: [
                .init(words("enterprises.column.head")), .init(words("enterprises.column"), isNumber: true),
                .init(words("enterprises.column.meaning")),
            ], rows: rows, empty: "")
        return Panel(id: "columns", title: words("enterprises.columns"), table: table)
    }

    private func meaning(
        of column: ImportColumn, _ head: String, _ wording: Wording, _ visit: Visit
    ) -> String {
        let words = visit.words
        switch column {
        case .code: return words("enterprises.creditCode")
        case .name: return words("enterprises.name")
        case .region: return words("enterprises.region")
        case .industry: return words("enterprises.industry")
        case .founded: return words("enterprises.founded")
        case .legalForm: return words("enterprises.legalForm")
        case .state: return words("enterprises.state")
        case .address: return words("enterprises.address")
        case .fact(let word, let year):
            let name = wording.name(Facts.Key(word: word, year: year))
            guard case .number(let unit) = library.vocabulary[word].kind else { return name }
            return words(
                "enterprises.column.unit",
                ["name": name, "unit": visit.isEnglish ? unit.english : unit.name])
        case .yearMissing(let word):
            return words("enterprises.column.year", ["name": library.vocabulary[word].name])
        case .unknown(let near):
            if ImportColumn.remarks.contains(head) { return words("enterprises.column.remark") }
            return near.isEmpty
                ? words("enterprises.column.unknown")
                : words("enterprises.column.near", ["near": near.joined(separator: "、")])
        }
    }

    private func previewPanel(_ reading: ImportReading, _ run: ImportRun, _ visit: Visit) throws -> Panel {
        let words = visit.words
        let rows = try rows(of: run, limit: 5).map { row in
            DataTable.Row(
                .init(String(row.line)), run.heads.indices.map { .init(row.cells.at($0) ?? "") })
        }
        let table = DataTable(
            id: "preview-table", caption: words("enterprises.preview.caption"),
            columns: [.init(words("enterprises.line"))] + run.heads.map { .init($0) }, rows: rows, empty: "")
        return Panel(id: "preview", title: words("enterprises.preview"), table: table)
    }

    private func refusalsPanel(_ run: ImportRun, _ visit: Visit) async throws -> Panel {
        let words = visit.words
        let refusals = try await importStore.refusals(of: run.id, limit: 200)
        let rows = refusals.map { refusal in
            DataTable.Row(
                .init(String(refusal.line)),
                [
                    .init(refusal.column > 0 ? "\(refusal.column) \(refusal.head)" : "–"),
                    .init(refusal.found.isEmpty ? words("enterprises.emptyCell") : refusal.found),
                    .init(visit.isEnglish ? refusal.english : refusal.chinese),
                ])
        }
        let heads = ["line", "column", "found", "why"]
        let table = DataTable(
            id: "refusals-table", caption: words("enterprises.refusals.caption"),
            columns: heads.map { .init(words("enterprises.\($0)")) }, rows: rows,
            empty: words("enterprises.refusals.empty"))
        var links = [Link(words("enterprises.title"), visit.link("/enterprises"))]
        if run.counts.refused > 0 {
            links.insert(
                Link(
                    words("enterprises.refusals.download"),
                    visit.link("/enterprises/import/\(run.id.text)/refused.csv")), at: 0)
        }
        return Panel(id: "refusals", title: words("enterprises.refusals"), table: table, links: links)
    }

    /// The refused rows as they were, with the reasons behind, to be mended and sent again.
    private func refusedSheet(_ visit: Visit) async throws -> Reply {
        let run = try await ownRun(visit)
        let refusals = try await importStore.refusals(of: run.id, limit: 1_000_000)
        // Remarks of an earlier file are replaced by those of this run.
        let kept = run.heads.indices.filter { !ImportColumn.remarks.contains(run.heads[$0]) }
        let reasons = Dictionary(grouping: refusals, by: \.line)
        let rows = try await importStore.refusedRows(of: run.id).map { row in
            let why = (reasons[row.line] ?? []).map {
                "\($0.head)\($0.head.isEmpty ? "" : "：")\(visit.isEnglish ? $0.english : $0.chinese)"
            }
            return kept.map { SheetTable.Cell.text(row.cells.at($0) ?? "") }
                + [.number(String(row.line)), .text(why.joined(separator: " "))]
        }
        let heads = kept.map { run.heads[$0] } + ["行号", "原因"]
        let table = SheetTable(run.fileName, columns: heads, rows: rows)
        return .download(
            table.csv(), type: SheetTable.textType, name: visit.words("enterprises.refusals.file"))
    }
}

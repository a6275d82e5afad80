// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Standards
import Store

extension Intakes {
    var importRoutes: [Route] {
        [
            .page("/intakes", "intakes.show", .intakeImport) { .page(try await overview($0)) },
            .page("/intakes/import", "intakes.import", .intakeImport) { .page(try await importPage($0)) },
            .form("/intakes/import", "intakes.import.send", .intakeImport, acceptsFiles: true) {
                visit, submission in
                .page(try await importPage(visit, submission))
            } act: { visit, submission in
                try await takeFile(visit, submission)
            },
        ]
    }

    private func overview(_ visit: Visit) async throws -> IntakePage {
        let words = visit.words
        var page = IntakePage(words("intakes.title"), in: visit)
        page.lead = words("intakes.lead")
        page.actions = [
            Link(words("intakes.import"), visit.link("/intakes/import")),
            Link(words("intakes.sources"), visit.link("/intakes/sources")),
            Link(words("intakes.findings"), visit.link("/intakes/findings")),
        ]
        page.panels = [try await runsPanel(visit), formatsPanel(visit)]
        return page
    }

    /// The format's files to begin with, and the library as such a file.
    private func formatsPanel(_ visit: Visit) -> Panel {
        let words = visit.words
        let files = { (path: String, word: String) in
            PolicyTable.Format.allCases.map { format in
                Link(
                    words(word, ["format": format.rawValue.uppercased()]),
                    visit.link("\(path)/\(format.rawValue)"))
            }
        }
        var links = files("/intakes/sample", "intakes.sample.as")
        if authorisation.mayAllow(visit.who, .intakeExport) {
            links += files("/intakes/export", "intakes.export.as")
        }
        return Panel(
            id: "formats", title: words("intakes.formats"), text: words("intakes.formats.text"), links: links)
    }

    private func runsPanel(_ visit: Visit) async throws -> Panel {
        let words = visit.words
        let own = try await runStore.runs(
            in: authorisation.regions(of: visit.who, for: .intakeImport)
        ).filter {
            authorisation.allows(visit.who, .intakeImport, on: .region($0.region))
        }
        let rows = own.map { run in
            DataTable.Row(
                .init(run.fileName, href: visit.link(run.path)),
                [
                    .init(visit.text(moment: run.madeAt)), .init(run.actorName),
                    .init(words("intakes.state.\(run.state.rawValue)")),
                    .init(String(run.total), isNumber: true),
                    .init(String(run.counts.refused), isNumber: true),
                ])
        }
        let table = DataTable(
            id: "runs-table", caption: words("intakes.runs.caption"),
            columns: [
                .init(words("intakes.file")), .init(words("intakes.when")), .init(words("intakes.sentBy")),
                .init(words("intakes.state")), .init(words("intakes.total"), isNumber: true),
                .init(words("intakes.count.refused"), isNumber: true),
            ], rows: rows, empty: words("intakes.runs.empty"))
        return Panel(id: "runs", title: words("intakes.runs"), table: table)
    }

    private func importPage(
        _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> IntakePage {
        let words = visit.words
        var page = IntakePage(words("intakes.import"), in: visit, below: [visit.intakesLink])
        page.lead = words("intakes.import.lead")
        let regions = authorisation.regions(of: visit.who, for: .intakeImport)
        let blank = Form(
            to: "/intakes/import", in: visit,
            fields: [
                Field(
                    "file", words("intakes.file"), .upload(accept: ".csv,.xlsx,.json,.yaml,.yml"),
                    hint: words("intakes.file.hint")),
                Field(
                    "way", words("intakes.way"),
                    .radios([
                        Field.Option(
                            "draft", words("intakes.way.draft"), hint: words("intakes.way.draft.hint")),
                        Field.Option(
                            "release", words("intakes.way.release"), hint: words("intakes.way.release.hint")),
                    ])),
                Field(
                    "region", words("intakes.region"),
                    .menu(
                        regions.map { Field.Option($0.code, visit.text($0)) }, chosen: regions.first?.code),
                    hint: words("intakes.region.hint")),
            ], button: words("intakes.import.check"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        page.panels = [formatsPanel(visit)]
        return page
    }

    private func takeFile(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let words = visit.words
        let regions = authorisation.regions(of: visit.who, for: .intakeImport)
        let region = regions.first { $0.code == submission.text("region") }
        var faults: [FieldFault] = []
        if submission.file("file") == nil { faults.append(FieldFault("file", words("intakes.file.choose"))) }
        let way = submission.text("way")
        if !["draft", "release"].contains(way) {
            faults.append(FieldFault("way", words("intakes.way.choose")))
        }
        if region == nil { faults.append(FieldFault("region", words("intakes.region.choose"))) }
        guard faults.isEmpty, let file = submission.file("file"), let region, let who = visit.who else {
            return .refused(try await importPage(visit, submission, faults: faults))
        }
        do {
            let stated = try StatedFile.open(file.bytes, named: file.fileName)
            let new = try received(
                stated, named: file.fileName, isRelease: way == "release", region: region, regions: regions)
            let id = try await runStore.keep(new, by: who, once: visit.key(submission, "import"))
            return .redirect(to: "/intakes/import/\(id.text)")
        } catch let fault as IntakeFileFault {
            let text = visit.isEnglish ? fault.english : fault.chinese
            return .refused(try await importPage(visit, submission, faults: [FieldFault("file", text)]))
        }
    }
}

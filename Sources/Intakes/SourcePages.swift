// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Standards
import Store

extension Intakes {
    var sourceRoutes: [Route] {
        [
            .page("/intakes/sources", "intakes.sources", .intakeWatch) { .page(try await sourcesPage($0)) },
            .page("/intakes/sources/new", "intakes.source.new", .intakeWatch) { visit in
                .page(try await sourceForm(nil, visit))
            },
            .form("/intakes/sources/new", "intakes.source.declare", .intakeWatch) { visit, submission in
                .page(try await sourceForm(nil, visit, submission))
            } act: { visit, submission in
                try await declare(visit, submission)
            },
            .page("/intakes/sources/{source}", "intakes.source", .intakeWatch) { visit in
                .page(try await sourcePage(try await ownSource(visit), visit))
            },
            .page("/intakes/sources/{source}/change", "intakes.source.edit", .intakeWatch) { visit in
                .page(try await sourceForm(try await ownSource(visit), visit))
            },
            .form("/intakes/sources/{source}/change", "intakes.source.change", .intakeWatch) {
                visit, submission in
                .page(try await sourceForm(try await ownSource(visit), visit, submission))
            } act: { visit, submission in
                try await change(try await ownSource(visit), visit, submission)
            },
        ]
    }

    /// A source of the reader's regions; others do not exist for them.
    private func ownSource(_ visit: Visit) async throws -> WatchedSource {
        guard let id = ID<WatchedSource>(visit.parameter("source")),
            let source = try await sourceStore.source(id)
        else { throw SiteFault.notFound }
        try authorisation.require(visit, .intakeWatch, on: .region(source.entry.region))
        return source
    }

    private func sourcesPage(_ visit: Visit) async throws -> IntakePage {
        let words = visit.words
        var page = IntakePage(words("intakes.sources"), in: visit, below: [visit.intakesLink])
        page.lead = words("intakes.sources.lead")
        page.actions = [
            Link(words("intakes.source.new"), visit.link("/intakes/sources/new")),
            Link(words("intakes.sources.file"), visit.link("/intakes/sources/file")),
            Link(words("intakes.findings"), visit.link("/intakes/findings")),
        ]
        let own = try await sourceStore.sources().filter {
            authorisation.allows(visit.who, .intakeWatch, on: .region($0.entry.region))
        }
        let rows = own.map { source in
            DataTable.Row(
                .init(source.entry.name, href: visit.link(source.path), status: health(of: source, visit)),
                [
                    .init(visit.text(source.entry.region)),
                    .init(source.succeededAt.map(visit.text(moment:)) ?? words("intakes.never")),
                    .init(FetchFault.words(of: source.fault, in: words) ?? "–"),
                    .init(source.isActive ? visit.text(moment: source.nextAt) : "–"),
                ])
        }
        let table = DataTable(
            id: "sources-table", caption: words("intakes.sources.caption"),
            columns: ["source.name", "region", "source.success", "source.fault", "source.next"].map {
                .init(words("intakes.\($0)"))
            }, rows: rows, empty: words("intakes.sources.empty"))
        page.panels = [Panel(id: "sources", title: words("intakes.sources"), table: table)]
        return page
    }

    private func health(of source: WatchedSource, _ visit: Visit) -> Status {
        if !source.isActive { return Status(visit.words("intakes.source.ended"), .info) }
        if source.failures > 0 { return Status(visit.words("intakes.source.failing"), .bad) }
        if source.succeededAt == nil { return Status(visit.words("intakes.source.waiting"), .info) }
        return Status(visit.words("intakes.source.well"), .good)
    }

    private func sourcePage(_ source: WatchedSource, _ visit: Visit) async throws -> IntakePage {
        let words = visit.words
        let entry = source.entry
        let above = [visit.intakesLink, Link(words("intakes.sources"), visit.link("/intakes/sources"))]
        var page = IntakePage(entry.name, in: visit, below: above)
        page.badges = [health(of: source, visit)]
        if let told = FetchFault.words(of: source.fault, in: words) {
            page.notices = [Notice(words("intakes.source.fault"), .bad, text: told)]
        }
        page.rows = KeyValueList([
            .init(words("intakes.source.address"), entry.address),
            .init(words("intakes.source.kind"), words("intakes.source.kind.\(entry.kind.rawValue)")),
            .init(words("intakes.source.pattern"), entry.pattern.isEmpty ? "–" : entry.pattern),
            .init(words("intakes.region"), visit.text(entry.region)),
            .init(
                words("intakes.source.interval"),
                words("intakes.source.hours", ["hours": String(entry.intervalHours)])),
            .init(
                words("intakes.source.success"),
                source.succeededAt.map(visit.text(moment:)) ?? words("intakes.never")),
            .init(words("intakes.source.next"), source.isActive ? visit.text(moment: source.nextAt) : "–"),
        ])
        page.actions = [Link(words("intakes.source.edit"), visit.link(source.path + "/change"))]
        let rows = try await sourceStore.pages(of: source.id, limit: 100).map { document in
            DataTable.Row(
                .init(document.title.isEmpty ? document.address : document.title, in: .chinese),
                [
                    .init(document.checkedAt.map(visit.text(moment:)) ?? words("intakes.never")),
                    .init(FetchFault.words(of: document.fault, in: words) ?? "–"),
                ])
        }
        let table = DataTable(
            id: "documents-table", caption: words("intakes.documents.caption"),
            columns: ["document", "document.checked", "source.fault"].map { .init(words("intakes.\($0)")) },
            rows: rows, empty: words("intakes.documents.empty"))
        page.panels = [Panel(id: "documents", title: words("intakes.documents"), table: table)]
        return page
    }

    private func sourceForm(
        _ source: WatchedSource?, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> IntakePage {
        let words = visit.words
        let above = [visit.intakesLink, Link(words("intakes.sources"), visit.link("/intakes/sources"))]
        let title = words(source == nil ? "intakes.source.new" : "intakes.source.edit")
        var page = IntakePage(title, in: visit, below: above)
        page.lead = words("intakes.source.lead")
        let entry = source?.entry
        let regions = authorisation.regions(of: visit.who, for: .intakeWatch)
        var fields = [
            Field("name", words("intakes.source.name"), .text(entry?.name ?? "")),
            Field(
                "address", words("intakes.source.address"), .text(entry?.address ?? "", autocomplete: "url"),
                hint: words("intakes.source.address.hint")),
            Field(
                "kind", words("intakes.source.kind"),
                .radios(
                    WatchedSource.Kind.allCases.map {
                        Field.Option($0.rawValue, words("intakes.source.kind.\($0.rawValue)"))
                    }, chosen: entry?.kind.rawValue)),
            Field(
                "pattern", words("intakes.source.pattern"), .text(entry?.pattern ?? ""),
                hint: words("intakes.source.pattern.hint"), isOptional: true),
            Field(
                "region", words("intakes.region"),
                .menu(
                    regions.map { Field.Option($0.code, visit.text($0)) },
                    chosen: entry?.region.code ?? regions.first?.code)),
            Field(
                "interval", words("intakes.source.interval"),
                .number(String(entry?.intervalHours ?? 24), unit: words("intakes.hours"))),
        ]
        if let source {
            let options = ["yes", "no"].map { Field.Option($0, words("intakes.source.active.\($0)")) }
            fields.append(
                Field(
                    "active", words("intakes.source.active"),
                    .radios(options, chosen: source.isActive ? "yes" : "no")))
        }
        let blank = Form(
            to: source.map { $0.path + "/change" } ?? "/intakes/sources/new", in: visit, fields: fields,
            button: words("intakes.source.save"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    private func statedEntry(
        _ visit: Visit, _ submission: Submission
    ) -> (entry: SourceEntry?, faults: [FieldFault]) {
        let words = visit.words
        var faults: [FieldFault] = []
        func fault(_ name: String) { faults.append(FieldFault(name, words("intakes.source.\(name).wrong"))) }
        let (name, address) = (submission.text("name"), submission.text("address"))
        if !(1...200).contains(name.count) { fault("name") }
        if !WebAddress.isPlain(address) { fault("address") }
        let kind = WatchedSource.Kind(rawValue: submission.text("kind"))
        if kind == nil { fault("kind") }
        let pattern = submission.text("pattern")
        if pattern.count > 500 || !pattern.allSatisfy(\.isASCII) { fault("pattern") }
        let regions = authorisation.regions(of: visit.who, for: .intakeWatch)
        let region = regions.first { $0.code == submission.text("region") }
        if region == nil { fault("region") }
        let hours = Int(submission.text("interval")).flatMap { (1...720).contains($0) ? $0 : nil }
        if hours == nil { fault("interval") }
        guard faults.isEmpty, let kind, let region, let hours else { return (nil, faults) }
        return (
            SourceEntry(
                name: name, address: address, kind: kind, pattern: pattern, region: region, department: nil,
                intervalHours: hours), []
        )
    }

    /// What the form says, and what is wrong with it; an address within the own network is told now, not by
    /// the first look. A name that nobody knows may be known tomorrow.
    private func judgedEntry(
        _ visit: Visit, _ submission: Submission
    ) async -> (entry: SourceEntry?, faults: [FieldFault]) {
        let (entry, faults) = statedEntry(visit, submission)
        guard let entry else { return (nil, faults) }
        do throws(FetchFault) {
            _ = try await PublicHost.resolve(entry.address, fetch.settings)
        } catch {
            if error == .unresolvable { return (entry, []) }
            let told = FetchFault.words(of: error.code, in: visit.words) ?? error.code
            return (nil, [FieldFault("address", told)])
        }
        return (entry, [])
    }

    private func declare(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let (entry, faults) = await judgedEntry(visit, submission)
        guard let entry, let who = visit.who else {
            return .refused(try await sourceForm(nil, visit, submission, faults: faults))
        }
        do {
            let id = try await sourceStore.declare(entry, by: who, once: visit.key(submission, "source"))
            return .redirect(to: "/intakes/sources/\(id.text)")
        } catch IntakeFault.known {
            let fault = FieldFault("address", visit.words("intakes.fault.known.reason"))
            return .refused(try await sourceForm(nil, visit, submission, faults: [fault]))
        }
    }

    private func change(
        _ source: WatchedSource, _ visit: Visit, _ submission: Submission
    ) async throws -> Reply {
        let (entry, read) = await judgedEntry(visit, submission)
        var faults = read
        if !["yes", "no"].contains(submission.text("active")) {
            faults.append(FieldFault("active", visit.words("intakes.source.active.wrong")))
        }
        guard faults.isEmpty, var changed = entry, let who = visit.who else {
            return .refused(try await sourceForm(source, visit, submission, faults: faults))
        }
        changed.department = source.entry.department
        do {
            try await sourceStore.change(
                source.id, to: changed, isActive: submission.text("active") == "yes", by: who)
            return .redirect(to: source.path)
        } catch IntakeFault.known {
            let fault = FieldFault("address", visit.words("intakes.fault.known.reason"))
            return .refused(try await sourceForm(source, visit, submission, faults: [fault]))
        }
    }
}

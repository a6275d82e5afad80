// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Reading
import Site
import Standards
import Store

extension Guides {
    /// Where editors keep the tags.
    var tagDeskRoutes: [Route] {
        let (tag, take) = ("/tags/manage/{tag}", "/tags/manage/take")
        return [
            .page("/tags/manage", "guides.tags.manage", .guideTags) { .page(try await tagDesk($0)) },
            .page(take, "guides.tags.take", .guideTags) { .page(try await tagDesk($0)) },
            .form(take, "guides.tags.take.send", .guideTags) { visit, submission in
                .page(try await tagDesk(visit, submission))
            } act: { visit, submission in
                try await takeTags(visit, submission)
            },
            .page(tag, "guides.tag.edit", .guideTags) { .page(try await tagPage($0)) },
            .form(tag, "guides.tag.save", .guideTags) { visit, submission in
                .page(try await tagPage(visit, submission))
            } act: { visit, submission in
                try await saveTag(visit, submission)
            },
            .page(tag + "/merge", "guides.tag.merge", .guideTags) { .page(try await tagPage($0)) },
            .form(tag + "/merge", "guides.tag.merge.send", .guideTags) { visit, submission in
                .page(try await tagPage(visit, merging: submission))
            } act: { visit, submission in
                try await mergeTag(visit, submission)
            },
            .page(tag + "/offer", "guides.tag.offer", .guideTags) { .page(try await tagPage($0)) },
            .form(tag + "/offer", "guides.tag.offer.send", .guideTags) { visit, _ in
                .page(try await tagPage(visit))
            } act: { visit, submission in
                try await offerTag(visit, submission)
            },
        ]
    }

    /// All tags, proposals that wait, and names that policies bear and nobody manages.
    func tagDesk(
        _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> GuidePage {
        let words = visit.words
        let catalogue = try await live.current()
        var page = GuidePage(
            words("guides.tags.manage"), in: visit, below: [Link(words("guides.tags"), visit.link("/tags"))])
        page.lead = words("guides.tags.manage.lead")
        page.sections = [
            proposalSection(try await proposals.open(), visit),
            unmanagedSection(catalogue, visit, submission, faults),
            managedSection(try await tagLines(catalogue, on: visit.today), visit),
        ].compactMap { $0 }
        page.actions = [Link(words("guides.tag.new"), visit.link("/tags/manage/new"))]
        return page
    }

    private func managedSection(_ lines: [TagLine], _ visit: Visit) -> GuideSection {
        let words = visit.words
        let rows = lines.map { line in
            DataTable.Row(
                .init(
                    line.tag.name, in: visit.documentLanguage,
                    href: visit.link("/tags/manage/\(line.tag.id.text)"),
                    status: line.tag.isOffered ? nil : Status(words("guides.tag.retired"), .neutral)),
                [
                    .init(visit.text(line.tag.dimension)), .init(String(line.policies), isNumber: true),
                    .init(String(line.uses), isNumber: true),
                    .init(visit.joined(line.tag.synonyms), in: visit.documentLanguage),
                ])
        }
        return GuideSection(
            id: "managed", title: words("guides.tags.managed"),
            table: DataTable(
                id: "managed-table", caption: words("guides.tags.managed"),
                columns: [
                    .init(words("guides.tag")), .init(words("guides.tag.dimension")),
                    .init(words("guides.tag.policies"), isNumber: true),
                    .init(words("guides.tag.uses", ["days": String(Self.useDays)]), isNumber: true),
                    .init(words("guides.tag.synonyms")),
                ], rows: rows, empty: words("guides.tags.managed.none")))
    }

    /// How many names that nobody manages are shown at once.
    private static let mostUnmanaged = 40

    /// Names that policies in force bear and nobody manages, those of most policies first. Those that reading
    /// knows are chosen already, with their dimension; nil where there are none.
    private func unmanagedSection(
        _ catalogue: Catalogue, _ visit: Visit, _ submission: Submission?, _ faults: [FieldFault]
    ) -> GuideSection? {
        let words = visit.words
        let names = catalogue.bearers(on: visit.today)
            .filter { catalogue.tags.tag(named: $0.key) == nil && TagName.fault(in: $0.key) == nil }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard !names.isEmpty else { return nil }
        let shown = names.prefix(Self.mostUnmanaged)
        let options = shown.map { name, count in
            let dimension = TagDimension(readFrom: name).map(visit.text) ?? words("guides.tag.dimension.open")
            return Field.Option(
                name, name, hint: words.counted("guides.tag.borne", count) + " · " + dimension)
        }
        let known = shown.map(\.key).filter { TagDimension(readFrom: $0) != nil }
        let form = Form(
            to: "/tags/manage/take", in: visit,
            fields: [
                Field("names", words("guides.tags.unmanaged.names"), .checkBoxes(options, chosen: known)),
                Field(
                    "dimension", words("guides.tags.unmanaged.dimension"), .menu(visit.dimensionOptions),
                    hint: words("guides.tags.unmanaged.dimension.hint"), isOptional: true),
            ], button: words("guides.tags.take"))
        return GuideSection(
            id: "unmanaged", title: words.counted("guides.tags.unmanaged", names.count),
            text: words("guides.tags.unmanaged.lead"),
            form: submission.map { form.filled(by: $0, faults: faults) } ?? form)
    }

    /// A tag, or a new one, with what can be done with it.
    func tagPage(
        _ visit: Visit, _ submission: Submission? = nil, merging: Submission? = nil,
        faults: [FieldFault] = []
    ) async throws -> GuidePage {
        let words = visit.words
        let tag = try await editedTag(visit)
        var page = GuidePage(
            tag?.name ?? words("guides.tag.new"), in: visit,
            below: [
                Link(words("guides.tags"), visit.link("/tags")),
                Link(words("guides.tags.manage"), visit.link("/tags/manage")),
            ])
        let blank = Form(
            to: "/tags/manage/\(tag?.id.text ?? "new")", in: visit,
            hidden: [("revision", String(tag?.revision ?? 0))],
            fields: [
                Field(
                    "name", words("guides.tag.name"), .text(tag?.name ?? "", width: .medium),
                    hint: words(tag == nil ? "guides.tag.name.hint" : "guides.tag.rename.hint")),
                Field(
                    "dimension", words("guides.tag.dimension"),
                    .menu(visit.dimensionOptions, chosen: tag?.dimension.rawValue)),
            ], button: words("guides.tag.save"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        guard let tag else { return page }
        page.titleLanguage = visit.documentLanguage?.rawValue
        if !tag.synonyms.isEmpty {
            page.lead = words("guides.tag.also", ["names": visit.joined(tag.synonyms)])
        }
        if !tag.isOffered { page.badges = [Status(words("guides.tag.retired"), .neutral)] }
        page.sections = try await tagActs(tag, visit, merging, faults)
        return page
    }

    private func tagActs(
        _ tag: ManagedTag, _ visit: Visit, _ merging: Submission?, _ faults: [FieldFault]
    ) async throws -> [GuideSection] {
        let (words, path) = (visit.words, "/tags/manage/\(tag.id.text)")
        let revision = [("revision", String(tag.revision))]
        let others = try await policies.tags.book().tags.filter { $0.id != tag.id }.map(\.name)
        let into = Field(
            "into", words("guides.tag.into"), .text(width: .medium), hint: words("guides.tag.into.hint")
        ).suggesting(others)
        let merge = Form(
            to: path + "/merge", in: visit, hidden: revision, fields: [into],
            button: words("guides.tag.merge.do"))
        let offer = Form(
            to: path + "/offer", in: visit,
            hidden: revision + [("offered", tag.isOffered ? "0" : "1")], fields: [],
            button: words(tag.isOffered ? "guides.tag.retire.do" : "guides.tag.offer.do"))
        return [
            GuideSection(
                id: "merge", title: words("guides.tag.merge"), text: words("guides.tag.merge.lead"),
                form: (merging.map { merge.filled(by: $0, faults: faults) } ?? merge).quiet),
            GuideSection(
                id: "offer", title: words(tag.isOffered ? "guides.tag.retire" : "guides.tag.offer"),
                text: words(tag.isOffered ? "guides.tag.retire.lead" : "guides.tag.offer.lead"),
                form: offer.quiet),
        ]
    }

    /// The tag that the address names; nil for a new one.
    func editedTag(_ visit: Visit) async throws -> ManagedTag? {
        let named = visit.parameter("tag")
        if named == "new" { return nil }
        guard let tag = try await policies.tags.book().tags.first(where: { $0.id.text == named }) else {
            throw TagFault.gone
        }
        return tag
    }
}

extension TagDimension {
    /// Of a word that reading proposes as a tag; nil for any other.
    init?(readFrom word: String) {
        guard let dimension = PolicyTag.dimension(of: word) else { return nil }
        switch dimension {
        case .issuer: self = .issuer
        case .region: self = .region
        case .kind: self = .kind
        case .theme: self = .theme
        case .registration: self = .registration
        case .industry: self = .industry
        case .park: self = .park
        case .staff: self = .staff
        case .revenue: self = .revenue
        case .assets: self = .assets
        case .ladder: self = .ladder
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Site
import Standards
import Store

extension Guides {
    /// Where editors declare zones.
    var zoneDeskRoutes: [Route] {
        let path = "/policies/zones/manage/{name}"
        return [
            .page("/policies/zones/manage", "guides.zones.manage", .guideZones) {
                .page(try await deskPage($0))
            },
            .page(path, "guides.zones.edit", .guideZones) { visit in
                .page(editPage(try await edited(visit), visit))
            },
            .form(path, "guides.zones.save", .guideZones) { visit, submission in
                var page = editPage(try await edited(visit), visit)
                page.form = page.form?.filled(by: submission)
                return .page(page)
            } act: { visit, submission in
                try await saveZone(visit, submission)
            },
        ]
    }

    private func deskPage(_ visit: Visit) async throws -> GuidePage {
        let words = visit.words
        var page = GuidePage(
            words("guides.zones.manage"), in: visit,
            below: [Link(words("guides.zones"), visit.link("/policies/zones"))])
        page.lead = words("guides.zones.manage.lead")
        let rows = try await zones.all().map { zone in
            DataTable.Row(
                .init(zone.title, href: visit.link("/policies/zones/manage/\(zone.name)")),
                [.init(zone.name), .init(String(zone.place), isNumber: true), .init(zone.query)])
        }
        page.sections = [
            GuideSection(
                id: "zones", title: words("guides.zones.all"),
                table: DataTable(
                    id: "zone-table", caption: words("guides.zones.all"),
                    columns: [
                        .init(words("guides.zone.title")), .init(words("guides.zone.name")),
                        .init(words("guides.zone.place"), isNumber: true), .init(words("guides.zone.query")),
                    ], rows: rows, empty: words("guides.zones.none")),
                links: [Link(words("guides.zone.new"), visit.link("/policies/zones/manage/new"))])
        ]
        return page
    }

    /// The zone that the address names; nil for a new one.
    private func edited(_ visit: Visit) async throws -> GuideZone? {
        visit.parameter("name") == "new" ? nil : try await zone(named: visit.parameter("name"))
    }

    private func editPage(_ zone: GuideZone?, _ visit: Visit) -> GuidePage {
        let words = visit.words
        var page = GuidePage(
            zone?.title ?? words("guides.zone.new"), in: visit,
            below: [Link(words("guides.zones.manage"), visit.link("/policies/zones/manage"))])
        var fields: [Field] = []
        if zone == nil {
            fields.append(
                Field(
                    "name", words("guides.zone.name"), .text(width: .medium),
                    hint: words("guides.zone.name.hint")))
        }
        fields += [
            Field("title", words("guides.zone.title"), .text(zone?.title ?? "")),
            Field(
                "titleEnglish", words("guides.zone.titleEnglish"), .text(zone?.titleEnglish ?? ""),
                isOptional: true),
            Field("intro", words("guides.zone.intro"), .longText(zone?.intro ?? "", rows: 3)),
            Field(
                "introEnglish", words("guides.zone.introEnglish"),
                .longText(zone?.introEnglish ?? "", rows: 3), isOptional: true),
            Field(
                "query", words("guides.zone.query"), .text(zone?.query ?? ""),
                hint: words("guides.zone.query.hint"), isOptional: true),
            Field(
                "numbers", words("guides.zone.numbers"),
                .text(zone?.numbers.map(String.init).joined(separator: ",") ?? ""),
                hint: words("guides.zone.numbers.hint"), isOptional: true),
            Field("place", words("guides.zone.place"), .number(String(zone?.place ?? 100))),
        ]
        page.form = Form(
            to: "/policies/zones/manage/\(zone?.name ?? "new")", in: visit,
            hidden: [("revision", String(zone?.revision ?? 0))], fields: fields,
            button: words("guides.zone.save"))
        return page
    }

    private func saveZone(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        guard let who = visit.who, let id = submission.id else { throw SiteFault.forbidden }
        let known = try await edited(visit)
        let names = try await zones.all().map(\.name)
        let (zone, found) = read(submission, known, try await live.current(), visit.words)
        let isTaken = known == nil && names.contains(zone.name)
        let faults =
            found + (isTaken ? [FieldFault("name", visit.words("guides.zone.name.taken"))] : [])
        guard faults.isEmpty else {
            var page = editPage(known, visit)
            page.form = page.form?.filled(by: submission, faults: faults)
            return .refused(page)
        }
        try await zones.save(zone, isNew: known == nil, by: who, once: id.uuidString.lowercased())
        return .redirect(to: "/policies/zones/\(zone.name)").saying(visit.words("guides.zone.saved"))
    }

    private func read(
        _ submission: Submission, _ known: GuideZone?, _ catalogue: Catalogue, _ words: Words
    ) -> (GuideZone, [FieldFault]) {
        func field(_ name: String) -> String {
            (submission.fields[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        }
        var faults: [FieldFault] = []
        func refuse(_ name: String, _ word: String) { faults.append(FieldFault(name, words(word))) }
        let name = known?.name ?? field("name")
        let isName =
            name.count <= 40 && name.contains(/^[a-z][a-z0-9-]*$/) && !["new", "manage"].contains(name)
        if known == nil, !isName { refuse("name", "guides.zone.name.fault") }
        if field("title").isEmpty || field("title").count > 60 { refuse("title", "guides.zone.title.fault") }
        if field("intro").isEmpty || field("intro").count > 500 { refuse("intro", "guides.zone.intro.fault") }
        let numberTexts = field("numbers").split { "，,、 ".contains($0) }
        let numbers = numberTexts.compactMap { Int64($0) }
        if numbers.count != numberTexts.count || numbers.contains(where: { catalogue.entry($0) == nil }) {
            refuse("numbers", "guides.zone.numbers.fault")
        }
        let place = Int64(field("place"))
        if place.map({ (0...100_000).contains($0) }) != true { refuse("place", "guides.zone.place.fault") }
        let query = field("query").hasPrefix("?") ? String(field("query").dropFirst()) : field("query")
        let zone = GuideZone(
            name: name, place: place ?? 0, title: field("title"), titleEnglish: field("titleEnglish"),
            intro: field("intro"), introEnglish: field("introEnglish"), query: query, numbers: numbers,
            revision: Int64(submission.fields["revision"] ?? "") ?? 0)
        if !query.isEmpty, zone.search == nil { refuse("query", "guides.zone.query.fault") }
        if query.isEmpty, numberTexts.isEmpty { refuse("query", "guides.zone.query.none") }
        return (zone, faults)
    }
}

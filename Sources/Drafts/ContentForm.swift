// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Rules
import Site
import Standards

/// The fields of what a version says, and what they were filled in with.
struct ContentForm {
    let library: Library
    /// The tags that editors keep.
    let tags: TagBook
    let visit: Visit

    private var words: Words { visit.words }

    func fields(_ content: PolicyContent, home: Region) -> [Field] {
        [
            Field("title", name("title"), .longText(content.title, rows: 2)),
            Field("documentNumber", name("documentNumber"), .text(content.documentNumber), isOptional: true),
            Field(
                "issuers", name("issuers"), .longText(content.issuers.joined(separator: "\n"), rows: 3),
                hint: words("drafts.hint.lines"), isOptional: true),
            Field(
                "level", name("level"),
                .menu(
                    PolicyLevel.allCases.map {
                        Field.Option($0.rawValue, words("policies.level.\($0.rawValue)"))
                    }, chosen: content.level.rawValue)),
            Field(
                "region", name("region"),
                .menu(
                    regions(content.region, home).map { Field.Option($0.code, visit.text($0)) },
                    chosen: content.region.code), hint: words("drafts.hint.region")),
            Field(
                "summary", name("summary"), .longText(content.summary, rows: 4),
                hint: words("drafts.hint.summary"), isOptional: true),
            Field(
                "kinds", name("kinds"),
                .checkBoxes(
                    PolicyKind.allCases.map {
                        Field.Option($0.rawValue, words("policies.kind.\($0.rawValue)"))
                    }, chosen: content.kinds.map(\.rawValue)), isOptional: true),
        ] + days(content) + lists(content)
    }

    private func days(_ content: PolicyContent) -> [Field] {
        [
            ("publishedOn", content.publishedOn), ("validFrom", content.validFrom),
            ("validTo", content.validTo), ("applyFrom", content.applyFrom), ("applyTo", content.applyTo),
        ].map { field, day in
            Field(field, name(field), .date(day?.isoText ?? ""), isOptional: true)
        }
    }

    private func lists(_ content: PolicyContent) -> [Field] {
        func line(_ field: String, _ values: [String]) -> Field {
            Field(
                field, name(field), .text(values.joined(separator: "、")), hint: words("drafts.hint.\(field)"),
                isOptional: true)
        }
        return [
            Field(
                "applying", name("applying"),
                .radios(
                    PolicyContent.Applying.allCases.map {
                        Field.Option($0.rawValue, words("policies.applying.\($0.rawValue)"))
                    }, chosen: content.applying.rawValue)),
            line("themes", content.themes), line("tags", content.tags), oneMoreTag(content),
            line("industries", content.industries), line("tiers", content.tiers),
            Field(
                "materials", name("materials"),
                .longText(content.materials.joined(separator: "\n"), rows: 6),
                hint: words("drafts.hint.lines"), isOptional: true),
            Field(
                "contacts", name("contacts"),
                .longText(
                    content.contacts.map { "\($0.name) \($0.phone)".trimmingCharacters(in: .whitespaces) }
                        .joined(separator: "\n"), rows: 4),
                hint: words("drafts.hint.contacts"), isOptional: true),
            Field(
                "sourceAddress", name("sourceAddress"), .text(content.sourceAddress, autocomplete: "url"),
                isOptional: true),
            Field(
                "text", words("drafts.text.official"), .longText(content.text, rows: 20),
                hint: words("drafts.hint.text"), isOptional: true),
        ]
    }

    /// A tag from the list of those that are offered, so that nobody need know it by heart.
    private func oneMoreTag(_ content: PolicyContent) -> Field {
        let held = Set(tags.names(of: content.tags))
        return Field(
            "oneMoreTag", words("drafts.tag.add"), .text(""), hint: words("drafts.hint.tag.add"),
            isOptional: true
        ).suggesting(tags.offered.map(\.name).filter { !held.contains($0) })
    }

    private func name(_ field: String) -> String { words("policies.field.\(field)") }

    /// The region that it is for, and those around the one that keeps it.
    private func regions(_ chosen: Region, _ home: Region) -> [Region] {
        var above: [Region] = []
        var next = home.parent
        while let region = next {
            above.append(region)
            next = region.parent
        }
        return Set(above + [chosen, home, .nation] + home.children + chosen.children).sorted()
    }

    // MARK: - What was filled in

    /// Puts what was typed into a content, and gives what is wrong with it.
    func read(_ submission: Submission, into content: inout PolicyContent) -> [FieldFault] {
        var faults: [FieldFault] = []
        content.title = submission.text("title").replacing("\n", with: "")
        if content.title.isEmpty { faults.append(fault("title", "drafts.title.missing")) }
        content.documentNumber = submission.text("documentNumber")
        content.issuers = lines(submission, "issuers")
        if let level = PolicyLevel(rawValue: submission.text("level")) {
            content.level = level
        } else {
            faults.append(fault("level", "drafts.choice.missing"))
        }
        if let region = Region(code: submission.text("region")) {
            content.region = region
        } else {
            faults.append(fault("region", "drafts.choice.missing"))
        }
        content.summary = submission.text("summary")
        content.kinds = submission.all("kinds").compactMap(PolicyKind.init)
        if let applying = PolicyContent.Applying(rawValue: submission.text("applying")) {
            content.applying = applying
        } else {
            faults.append(fault("applying", "drafts.choice.missing"))
        }
        faults += readDays(submission, into: &content)
        faults += readLists(submission, into: &content)
        content.text = submission.text("text")
        return faults
    }

    private func readDays(_ submission: Submission, into content: inout PolicyContent) -> [FieldFault] {
        var faults: [FieldFault] = []
        func day(_ field: String) -> Day? {
            let text = submission.text(field)
            let day = Day(isoText: text)
            if !text.isEmpty, day == nil { faults.append(fault(field, "drafts.day.wrong")) }
            return day
        }
        content.publishedOn = day("publishedOn")
        content.validFrom = day("validFrom")
        content.validTo = day("validTo")
        content.applyFrom = day("applyFrom")
        content.applyTo = day("applyTo")
        if let from = content.validFrom, let to = content.validTo, to < from {
            faults.append(fault("validTo", "drafts.term.backwards"))
        }
        if let from = content.applyFrom, let to = content.applyTo, to < from {
            faults.append(fault("applyTo", "drafts.window.backwards"))
        }
        return faults
    }

    private func readLists(_ submission: Submission, into content: inout PolicyContent) -> [FieldFault] {
        var faults: [FieldFault] = []
        content.themes = parts(submission, "themes")
        content.tags = tags.names(of: parts(submission, "tags") + parts(submission, "oneMoreTag"))
        content.industries = parts(submission, "industries")
        for code in content.industries where Industry(code: code) == nil {
            faults.append(
                FieldFault("industries", words("drafts.industry.unknown", ["code": code])))
        }
        content.tiers = parts(submission, "tiers")
        let known = Set(library.ruleCodes)
        for code in content.tiers where !known.contains(code) {
            faults.append(FieldFault("tiers", words("drafts.tier.unknown", ["code": code])))
        }
        content.materials = lines(submission, "materials")
        content.contacts = lines(submission, "contacts").map { line in
            // What ends a line and is made of what telephones are made of: 市工信局 0527 8435 1234转802.
            let phone = line.reversed().prefix { $0.isNumber || " +-－—()（）转".contains($0) }
            let name = line.dropLast(phone.count).trimmingCharacters(in: .whitespaces)
            return PolicyContact(
                name: name, phone: String(phone.reversed()).trimmingCharacters(in: .whitespaces))
        }
        for contact in content.contacts where contact.phone.count(where: \.isNumber) < 5 {
            let line = "\(contact.name) \(contact.phone)".trimmingCharacters(in: .whitespaces)
            faults.append(FieldFault("contacts", words("drafts.contact.wrong", ["line": line])))
        }
        content.sourceAddress = submission.text("sourceAddress")
        if !content.sourceAddress.isEmpty, !Drafts.isAddress(content.sourceAddress) {
            faults.append(fault("sourceAddress", "drafts.source.wrong"))
        }
        return faults
    }

    private func fault(_ field: String, _ word: String) -> FieldFault { FieldFault(field, words(word)) }

    private func lines(_ submission: Submission, _ field: String) -> [String] {
        submission.text(field).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
    }

    private func parts(_ submission: Submission, _ field: String) -> [String] {
        submission.text(field).split { "、，,；;\n".contains($0) }
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}

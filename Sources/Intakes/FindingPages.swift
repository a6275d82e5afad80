// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Site
import Standards
import Store

extension Intakes {
    var findingRoutes: [Route] {
        [
            .page("/intakes/findings", "intakes.findings", .intakeWatch) {
                .page(try await findingsPage($0))
            },
            .page("/intakes/findings/{finding}", "intakes.finding", .intakeWatch) { visit in
                .page(findingPage(try await ownFinding(visit), visit))
            },
            .form("/intakes/findings/{finding}", "intakes.finding.decide", .intakeWatch) {
                visit, submission in
                .page(findingPage(try await ownFinding(visit), visit, submission))
            } act: { visit, submission in
                try await decide(try await ownFinding(visit), visit, submission)
            },
        ]
    }

    private func ownFinding(_ visit: Visit) async throws -> Finding {
        guard let id = ID<Finding>(visit.parameter("finding")),
            let finding = try await findingStore.finding(id)
        else { throw SiteFault.notFound }
        try authorisation.require(visit, .intakeWatch, on: .region(finding.region))
        return finding
    }

    private func findingsPage(_ visit: Visit) async throws -> IntakePage {
        let words = visit.words
        let state = visit.query["state"].flatMap(Finding.State.init(rawValue:)) ?? .open
        var page = IntakePage(words("intakes.findings"), in: visit, below: [visit.intakesLink])
        page.lead = words("intakes.findings.lead")
        page.actions = Finding.State.allCases.map { one in
            Link(
                words("intakes.finding.state.\(one.rawValue)"),
                visit.linkHere(changing: [("state", one.rawValue)]))
        }
        let own = try await findingStore.findings(
            in: state, of: authorisation.regions(of: visit.who, for: .intakeWatch)
        ).filter {
            authorisation.allows(visit.who, .intakeWatch, on: .region($0.region))
        }
        let rows = own.map { finding in
            DataTable.Row(
                .init(finding.title, in: .chinese, href: visit.link(finding.path)),
                [
                    .init(words(finding.before == nil ? "intakes.finding.new" : "intakes.finding.changed")),
                    .init(finding.sourceName, in: .chinese), .init(visit.text(moment: finding.foundAt)),
                ])
        }
        let table = DataTable(
            id: "findings-table",
            caption: words("intakes.finding.state.\(state.rawValue)"),
            columns: ["document", "finding.kind", "source.name", "when"].map {
                .init(words("intakes.\($0)"))
            },
            rows: rows, empty: words("intakes.findings.empty"))
        page.panels = [Panel(id: "findings", title: words("intakes.findings"), table: table)]
        return page
    }

    private func findingPage(
        _ finding: Finding, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) -> IntakePage {
        let words = visit.words
        let above = [visit.intakesLink, Link(words("intakes.findings"), visit.link("/intakes/findings"))]
        var page = IntakePage(finding.title, in: visit, below: above)
        page.badges = [
            Status(words("intakes.finding.state.\(finding.state.rawValue)"), .info),
            Status(
                words(finding.before == nil ? "intakes.finding.new" : "intakes.finding.changed"), .warning),
        ]
        var rows: [KeyValueList.Row] = [
            .init(words("intakes.source.name"), finding.sourceName),
            .init(words("intakes.source.address"), finding.address),
            .init(words("intakes.when"), visit.text(moment: finding.foundAt)),
        ]
        if let name = finding.decidedBy { rows.append(.init(words("intakes.finding.decidedBy"), name)) }
        if !finding.reason.isEmpty { rows.append(.init(words("intakes.finding.reason"), finding.reason)) }
        page.rows = KeyValueList(rows)
        if let version = finding.version {
            page.actions.append(Link(words("intakes.finding.draft"), visit.link("/drafts/\(version.text)")))
        }
        if let number = finding.policyNumber {
            page.actions.append(Link(words("intakes.finding.policy"), visit.link("/policies/\(number)")))
        }
        page.change = TextChange(
            from: finding.before, to: finding.text,
            titled: words(finding.before == nil ? "intakes.finding.text" : "intakes.finding.change"))
        guard finding.state == .open else { return page }
        let options = ["taken", "same", "ignored"].map {
            Field.Option(
                $0, words("intakes.finding.decide.\($0)"), hint: words("intakes.finding.decide.\($0).hint"))
        }
        let blank = Form(
            to: finding.path, in: visit,
            fields: [
                Field("decision", words("intakes.finding.decide"), .radios(options)),
                Field(
                    "number", words("intakes.finding.number"), .number(),
                    hint: words("intakes.finding.number.hint"), isOptional: true),
                Field(
                    "reason", words("intakes.finding.reason"), .text(),
                    hint: words("intakes.finding.reason.hint"), isOptional: true),
            ], button: words("intakes.finding.save"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    private func decide(_ finding: Finding, _ visit: Visit, _ submission: Submission) async throws -> Reply {
        let words = visit.words
        func refused(_ name: String, _ word: String) -> Reply {
            let fault = FieldFault(name, words("intakes.finding.\(word)"))
            return .refused(findingPage(finding, visit, submission, faults: [fault]))
        }
        guard let who = visit.who else { throw SiteFault.notFound }
        let key = visit.key(submission, "finding")
        switch submission.text("decision") {
        case "taken":
            guard finding.state == .open else { throw IntakeFault.decided }
            // The finding's own id is the key: two editors at once make one draft.
            let version = try await policies.store.make(
                PolicyContent(reading: finding), keptBy: finding.region, department: finding.department,
                by: who, once: "intakes.finding/\(finding.id.text)")
            try await findingStore.decide(.taken(version), about: finding.id, by: who, once: key)
        case "same":
            guard let number = Int64(submission.text("number")),
                try await policies.store.policy(numbered: number) != nil
            else { return refused("number", "number.wrong") }
            try await findingStore.decide(.same(policy: number), about: finding.id, by: who, once: key)
        case "ignored":
            let reason = submission.text("reason")
            guard (2...500).contains(reason.count) else { return refused("reason", "reason.wrong") }
            try await findingStore.decide(
                .ignored(reason: reason), about: finding.id, by: who, once: key)
        default: return refused("decision", "decide.wrong")
        }
        return .redirect(to: finding.path)
    }
}

extension TextChange {
    /// What came and went between two texts, by paragraphs; the text alone when there is none before.
    init(from before: String?, to after: String, titled title: String) {
        let paragraphs = { (text: String) in
            text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
                .filter { !$0.isEmpty }.prefix(2_000)
        }
        let new = Array(paragraphs(after))
        guard let before else {
            self.init(
                title: title,
                lines: new.map { Line(text: $0, isAdded: false, isRemoved: false, isKept: true) })
            return
        }
        let old = Array(paragraphs(before))
        var removed: [Int: String] = [:]
        var added: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, let text, _): removed[offset] = text
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var lines: [Line] = []
        var place = 0
        for (index, text) in new.enumerated() {
            while let gone = removed[place] {
                lines.append(Line(text: gone, isAdded: false, isRemoved: true, isKept: false))
                place += 1
            }
            let isNew = added.contains(index)
            lines.append(Line(text: text, isAdded: isNew, isRemoved: false, isKept: !isNew))
            if !isNew { place += 1 }
        }
        while let gone = removed[place] {
            lines.append(Line(text: gone, isAdded: false, isRemoved: true, isKept: false))
            place += 1
        }
        self.init(title: title, lines: lines)
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Reading
import Rules
import Site
import Standards
import Store

extension Drafts {
    var editorRoutes: [Route] {
        [
            .page("/drafts/{id}", "drafts.show", .draftsRead) { visit in
                let version = try await load(visit, .draftsRead)
                return .page(try await editorPage(version, visit))
            },
            .page("/drafts/{id}/original", "drafts.original", .draftsRead) { visit in
                try await original(visit)
            },
        ]
    }

    /// Whether the reader may change this version now.
    func mayWrite(_ version: PolicyVersion, _ visit: Visit) -> Bool {
        version.stage == .draft
            && authorisation.allows(visit.who, .draftsWrite, on: version.policy.subject)
    }

    /// The rules of all items.
    func sheets(of version: PolicyVersion) async -> [RuleSheet] {
        let library = library
        return await Work.done(Int(version.policy.number)) {
            version.content.items.map { RuleSheet($0, of: version.policy.number, library: library) }
        }
    }

    /// What is missing before it may be released.
    func readiness(of version: PolicyVersion, undecided: [String: Int] = [:]) async -> PolicyReadiness {
        let library = library
        return await Work.done(Int(version.policy.number)) {
            PolicyReadiness(
                of: version.content,
                rules: PolicyRules(of: version.content, policy: version.policy.number, library: library),
                undecided: undecided)
        }
    }

    /// What was decided on the clauses of a version and of those before it, the first first: what stays as it
    /// was need not be decided again.
    func decisions(of version: PolicyVersion) async throws -> [ClauseDecision] {
        let before = try await policies.store.versions(of: version.policy.id).filter {
            $0.version < version.version
        }
        var decisions: [ClauseDecision] = []
        for one in before.sorted(by: { $0.version < $1.version }) + [version] {
            decisions += try await store.decisions(of: one.id)
        }
        return decisions
    }

    func editorPage(_ version: PolicyVersion, _ visit: Visit) async throws -> EditorPage {
        let sheets = await sheets(of: version)
        let cited = sheets.flatMap { sheet in
            (sheet.rule?.texts ?? []).filter { $0.omission == nil }.map(\.text)
        }
        let isProposing = proposer != nil
        let proposals = try await store.proposals(of: version.id)
        let quotes = isProposing ? proposals.filter { $0.state == .open }.map(\.quote) : []
        let text = await Work.done(Int(version.policy.number)) {
            MarkedText(
                version.content.text, citing: cited + quotes, fields: FieldPlaces.of(version.content))
        }
        let decisions = try await decisions(of: version)
        let phrases = try await store.phrases(
            under: Set(sheets.flatMap { $0.clauses.map(RulePhrase.key) }))
        let undecided = version.stage == .draft ? ClauseDecision.undecided(sheets, decisions) : [:]
        let readiness = await readiness(of: version, undecided: undecided.mapValues(\.count))
        let mayWrite = mayWrite(version, visit)
        let isAsking = undecided.values.contains { $0.contains(where: \.isJudgement) }
        let reasons = isAsking ? await reasons(version) : [:]
        let items = zip(version.content.items, sheets).map { item, sheet in
            EditorItem(
                item: item, sheet: sheet, version: version, text: text, decisions: decisions,
                reasons: reasons,
                phrases: phrases, proposals: proposals, isProposing: isProposing, mayWrite: mayWrite,
                visit: visit
            ).shown
        }
        var panels = [try await proposalsPanel(version, visit)].compactMap { $0 }
        panels += try await effectPanels(version, sheets, visit)
        panels += [try await stepsPanel(version, visit)]
        panels += try await visit.panels(at: .policyVersion, about: version.id.text)
        return EditorPage(
            title: version.heading(in: visit),
            breadcrumbs: Breadcrumbs(
                [
                    Link(visit.words("site.home"), visit.link("/")),
                    Link(visit.words("drafts.title"), visit.link("/drafts")),
                ], here: version.heading(in: visit)),
            lead: visit.words(
                "drafts.show.lead",
                [
                    "number": String(version.policy.number), "version": String(version.version),
                    "region": visit.text(version.policy.region),
                ]),
            badges: [visit.status(version.stage)],
            notices: notices(version, visit) + (try await unkeptTags(version, visit)),
            lacks: lacks(readiness, version, visit), actions: try await actions(version, visit),
            rows: rows(version.content, text, visit), original: try await originalPart(version, text, visit),
            items: items, panels: panels)
    }

    /// Why a sentence of the text stays with a person, by its words; read anew, so that a text that came from
    /// elsewhere has them as well.
    private func reasons(_ version: PolicyVersion) async -> [String: StayReason] {
        let library = library
        return await Work.done(Int(version.policy.number)) {
            let drafts = Drafting(library: library).drafts(of: PolicyText(version.content.text))
            let stays = drafts.flatMap(\.clauses).compactMap { clause in
                clause.reason.map { (clause.text, $0) }
            }
            return Dictionary(stays, uniquingKeysWith: { first, _ in first })
        }
    }

    private func notices(_ version: PolicyVersion, _ visit: Visit) -> [Notice] {
        let words = visit.words
        switch version.stage {
        case .commenting:
            guard let last = version.commentTo else { return [] }
            return [
                Notice(
                    words("drafts.commenting"), .info,
                    text: words("drafts.commenting.text", ["day": visit.text(last)]))
            ]
        case .approved where version.firstReleasedBy != nil:
            return [
                Notice(words("drafts.secondRelease"), .warning, text: words("drafts.secondRelease.text"))
            ]
        case .released:
            guard let day = version.inForceFrom else { return [] }
            return [
                Notice(
                    words("drafts.inForce", ["day": visit.text(day)]), .good,
                    link: Link(words("drafts.public"), visit.link("/policies/\(version.policy.number)")))
            ]
        default: return []
        }
    }

    /// A word that nobody keeps may stand as a tag; that it does is said, as a slip of the finger looks the
    /// same.
    private func unkeptTags(_ version: PolicyVersion, _ visit: Visit) async throws -> [Notice] {
        guard version.stage.isOpen, !version.content.tags.isEmpty else { return [] }
        let tags = try await policies.tags.book()
        let unkept = version.content.tags.filter { tags.tag(named: $0) == nil }
        guard !unkept.isEmpty else { return [] }
        let told = visit.words("drafts.tags.unkept", ["tags": unkept.joined(separator: "、")])
        return [Notice(told, .info)]
    }

    private func lacks(
        _ readiness: PolicyReadiness, _ version: PolicyVersion, _ visit: Visit
    ) -> TaskList? {
        guard version.stage.isOpen, !readiness.lacks.isEmpty else { return nil }
        let mayWrite = mayWrite(version, visit)
        return TaskList(
            readiness.lacks.map { lack in
                let path = Self.mendPath(lack, version)
                return TaskList.Task(
                    visit.words("policies.lack.\(lack.name)", lack.values(english: visit.isEnglish)),
                    href: mayWrite ? visit.link(path) : nil,
                    status: lack.isBlocking
                        ? Status(visit.words("drafts.lack.blocking"), .bad)
                        : Status(visit.words("drafts.lack.hint"), .info))
            })
    }

    /// Where a lack is mended.
    static func mendPath(_ lack: PolicyReadiness.Lack, _ version: PolicyVersion) -> String {
        switch lack {
        case .rule(let item, _), .contradiction(let item, _), .noRule(let item), .neverApplies(let item),
            .ruleTerm(let item, _):
            version.path("/items/\(item)/rule")
        case .items: version.path("/items")
        case .undecided(let item, _): version.path("#item-\(item)")
        case .text: version.path("/content#field-text")
        case .window, .windowPastTerm: version.path("/content#field-applyTo")
        case .term: version.path("/content#field-validTo")
        case .title, .issuers, .publishedOn: version.path("/content#field-\(lack.name)")
        default: lack.item.map { version.path("/items/\($0)") } ?? version.path("/items")
        }
    }

    private func rows(_ content: PolicyContent, _ text: MarkedText, _ visit: Visit) -> KeyValueList {
        let words = visit.words
        let unstated = words("drafts.unstated")
        func span(_ from: Day?, _ to: Day?) -> String {
            guard from != nil || to != nil else { return unstated }
            return (from.map(visit.text) ?? "…") + " – " + (to.map(visit.text) ?? "…")
        }
        /// The value leads to the words that it was read from.
        func row(
            _ field: PolicyComparison.Field, _ value: String, term: String? = nil,
            in language: Language? = .chinese, also other: PolicyComparison.Field? = nil
        ) -> KeyValueList.Row {
            let marks = [field, other].compactMap { $0 }.compactMap { text.marks[FieldPlaces.name($0)] }
            return .init(
                term ?? words("policies.field.\(field.rawValue)"), value.isEmpty ? unstated : value,
                in: value.isEmpty ? nil : language, href: marks.first.map { "#\($0.id)" },
                note: marks.isEmpty
                    ? nil
                    : marks.map { words("drafts.mark", ["number": String($0.number)]) }.joined(separator: " ")
            )
        }
        return KeyValueList([
            row(.title, content.title), row(.documentNumber, content.documentNumber),
            row(.issuers, content.issuers.joined(separator: "、")),
            .init(
                words("policies.field.level"),
                words("policies.level.\(content.level.rawValue)") + " · " + visit.text(content.region)),
            .init(
                words("policies.field.kinds"),
                content.kinds.isEmpty
                    ? unstated
                    : content.kinds.map { words("policies.kind.\($0.rawValue)") }.joined(separator: "、")),
            row(.publishedOn, content.publishedOn.map(visit.text) ?? "", in: nil),
            row(
                .validFrom, span(content.validFrom, content.validTo), term: words("drafts.term"), in: nil,
                also: .validTo),
            row(
                .applyFrom, span(content.applyFrom, content.applyTo), term: words("drafts.window"), in: nil,
                also: .applyTo),
            .init(
                words("policies.field.applying"), words("policies.applying.\(content.applying.rawValue)")),
            row(.materials, content.materials.joined(separator: "；")),
            row(.contacts, content.contacts.map { "\($0.name) \($0.phone)" }.joined(separator: "；")),
        ])
    }

    private func originalPart(
        _ version: PolicyVersion, _ text: MarkedText, _ visit: Visit
    ) async throws -> EditorPage.Original {
        let digest = version.content.originalDigest
        let kept =
            digest.isEmpty ? nil : try await store.original(of: version.policy.id, digest: digest)
        let note =
            kept.map { _ in visit.words("drafts.original.kept", ["digest": String(digest.prefix(16))]) }
            ?? visit.words("drafts.original.typed")
        return EditorPage.Original(
            paragraphs: text.paragraphs, note: note,
            download: kept.map { Link($0.name, visit.link(version.path("/original"))) })
    }

    private func original(_ visit: Visit) async throws -> Reply {
        let version = try await load(visit, .draftsRead)
        let digest = version.content.originalDigest
        guard !digest.isEmpty,
            let kept = try await store.original(of: version.policy.id, digest: digest)
        else { throw SiteFault.notFound }
        let bytes = try kept.bytes ?? vault.contents(of: digest)
        return .download([UInt8](bytes), type: "application/octet-stream", name: kept.name)
    }
}

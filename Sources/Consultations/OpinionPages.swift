// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Site
import Standards
import Store

extension Consultations {
    var opinionRoutes: [Route] {
        [
            .page("/opinions", "consultations.opinions", .everyone) { visit in try await draftsPage(visit) },
            .page("/opinions/{number}", "consultations.opinion", .everyone) { visit in
                .page(try await draftPage(try await draft(visit), visit))
            },
            .form("/opinions/{number}", "consultations.opinion.send", .everyone, isPersonal: true) {
                visit, submission in
                .page(try await draftPage(try await draft(visit), visit, submission))
            } act: { visit, submission in
                try await sendOpinion(visit, submission)
            },
        ] + opinionWorkRoutes
    }

    /// A version that is or was out for comment, with its days.
    struct CommentedDraft: Sendable {
        let version: PolicyVersion
        let window: CommentWindow

        /// Whether comments are taken on a day.
        func isOpen(on day: Day) -> Bool { version.stage == .commenting && window.isOpen(on: day) }

        /// The way to its page.
        func path(_ rest: String = "") -> String { "/opinions/\(version.policy.number)\(rest)" }
    }

    /// The last version of the policy that was put out for comment.
    func draft(_ visit: Visit) async throws -> CommentedDraft {
        guard let number = Int64(visit.parameter("number")),
            let policy = try await policies.store.policy(numbered: number)
        else { throw SiteFault.notFound }
        for version in try await policies.store.versions(of: policy) {
            if let window = try await database.read({ try $0.commentWindow(of: version.id) }) {
                return CommentedDraft(version: version, window: window)
            }
        }
        throw SiteFault.notFound
    }

    private func draftsPage(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        var open: [CommentedDraft] = []
        for version in try await policies.store.versions(at: .commenting) {
            let window = try await database.read { try $0.commentWindow(of: version.id) }
            guard let window, window.isOpen(on: visit.today) else { continue }
            open.append(CommentedDraft(version: version, window: window))
        }
        open.sort { $0.window.lastDay < $1.window.lastDay }
        var closed: [Card] = []
        for id in try await database.read({ try $0.summarisedVersions(limit: 50) }) {
            guard let version = try await policies.store.version(id) else { continue }
            closed.append(
                Card(
                    title: version.content.title, href: visit.link("/opinions/\(version.policy.number)"),
                    meta: [words("consultations.opinions.closed")]))
        }
        var page = ConsultationPage(words("consultations.opinions"), in: visit)
        page.lead = words("consultations.opinions.lead")
        page.panels = [
            Panel(
                id: "open", title: words("consultations.opinions.open"),
                text: open.isEmpty ? words("consultations.opinions.none") : nil,
                cards: open.map { card($0, visit) })
        ]
        if !closed.isEmpty {
            page.panels.append(
                Panel(id: "closed", title: words("consultations.opinions.done"), cards: closed))
        }
        return .page(page)
    }

    private func card(_ draft: CommentedDraft, _ visit: Visit) -> Card {
        let left = visit.today.days(until: draft.window.lastDay)
        return Card(
            title: draft.version.content.title, href: visit.link(draft.path()),
            meta: draft.version.content.issuers
                + [visit.words("consultations.opinions.until", ["day": visit.text(draft.window.lastDay)])],
            text: draft.version.content.summary.isEmpty ? nil : draft.version.content.summary,
            figure: visit.words.counted("consultations.opinions.left", left))
    }

    // MARK: - One draft

    func draftPage(
        _ draft: CommentedDraft, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> ConsultationPage {
        let words = visit.words
        let content = draft.version.content
        let isOpen = draft.isOpen(on: visit.today)
        let id = draft.version.id
        let (tally, answers) = try await database.read {
            (try $0.opinionTally(of: id), try $0.opinionAnswers(of: id))
        }
        var page = ConsultationPage(
            content.title, in: visit,
            below: [Link(words("consultations.opinions"), visit.link("/opinions"))])
        page.lead = words(isOpen ? "consultations.opinion.lead" : "consultations.opinion.over")
        page.badges = [Status(words("consultations.opinions.count", ["count": String(tally.count)]), .info)]
        if visit.query["sent"] == "1", isOpen {
            page.notices = [
                Notice(
                    words("consultations.opinion.sent"), .good, text: words("consultations.opinion.sent.text")
                )
            ]
        }
        if isOpen { page.countdown = countdown(draft, visit) }
        page.rows = KeyValueList(draftRows(draft, visit))
        if draft.version.stage.isPublic, !content.text.isEmpty {
            page.passages = [.init(id: "text", title: words("consultations.opinion.text"), content.text)]
        }
        if !draft.window.summary.isEmpty {
            page.passages.append(
                .init(id: "summary", title: words("consultations.opinion.summary"), draft.window.summary))
        }
        page.panels = opinionPanels(tally, answers, visit)
        if isOpen {
            page.forms = [
                .init(
                    id: "say", title: words("consultations.opinion.say"),
                    form: opinionForm(draft, visit, submission, faults))
            ]
        }
        if authorisation.allows(visit.who, .consultationOpinions, on: draft.version.policy.subject) {
            page.actions = [
                Link(words("consultations.opinion.work"), visit.link(draft.path("/work")))
            ]
        }
        return page
    }

    private func countdown(_ draft: CommentedDraft, _ visit: Visit) -> Countdown {
        let left = visit.today.days(until: draft.window.lastDay)
        return Countdown(
            left <= 3 ? .soon : .ample, label: visit.words("consultations.opinion.left"),
            figure: String(left), unit: visit.words("consultations.days"),
            date: visit.text(draft.window.lastDay), isoDate: draft.window.lastDay.isoText)
    }

    private func draftRows(_ draft: CommentedDraft, _ visit: Visit) -> [KeyValueList.Row] {
        let words = visit.words
        let content = draft.version.content
        var rows: [KeyValueList.Row] = [
            .init(
                words("consultations.opinion.days"),
                "\(visit.text(draft.window.firstDay))–\(visit.text(draft.window.lastDay))",
                note: draft.window.reason.isEmpty ? nil : draft.window.reason)
        ]
        if !content.issuers.isEmpty {
            rows.append(
                .init(
                    words("consultations.opinion.issuers"), content.issuers.joined(separator: "、"),
                    in: .chinese))
        }
        let phones = content.telephones
        if !phones.isEmpty { rows.append(.init(words("consultations.phone"), phones.joined(separator: "；"))) }
        return rows
    }

    private func opinionPanels(
        _ tally: OpinionTally, _ answers: [OpinionAnswer], _ visit: Visit
    ) -> [Panel] {
        let words = visit.words
        guard tally.count > 0 else { return [] }
        let stances = Opinion.Stance.allCases.map {
            KeyValueList.Row(
                words("consultations.stance.\($0.rawValue)"), String(tally.stances[$0] ?? 0))
        }
        let verdicts = OpinionAnswer.Verdict.allCases.map {
            KeyValueList.Row(
                words("consultations.verdict.\($0.rawValue)"), String(tally.verdicts[$0] ?? 0))
        }
        let rest = KeyValueList.Row(words("consultations.opinion.unanswered"), String(tally.unanswered))
        var panels = [
            Panel(
                id: "tally", title: words("consultations.opinion.tally"),
                rows: KeyValueList(stances + verdicts + [rest]))
        ]
        let rows = answers.map { answer in
            DataTable.Row(
                .init(answer.gist, in: .chinese),
                [
                    .init(String(answer.count), isNumber: true),
                    .init("", status: verdict(answer.verdict, in: visit)), .init(answer.reason, in: .chinese),
                ])
        }
        if !rows.isEmpty {
            let table = DataTable(
                id: "answers-table", caption: words("consultations.opinion.answers"),
                columns: ["gist", "number", "verdict", "reason"].map {
                    .init(words("consultations.opinion.column.\($0)"), isNumber: $0 == "number")
                }, rows: rows, empty: "")
            panels.append(
                Panel(id: "answers", title: words("consultations.opinion.answers"), table: table))
        }
        return panels
    }

    private func verdict(_ verdict: OpinionAnswer.Verdict, in visit: Visit) -> Status {
        let tone: Tone =
            switch verdict {
            case .adopted: .good
            case .partly: .info
            case .declined: .neutral
            }
        return Status(visit.words("consultations.verdict.\(verdict.rawValue)"), tone)
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Site
import Standards
import Store

/// What may be done to a version as a whole. Each has its page, its form and its permission.
enum DraftStep: String, CaseIterable, Sendable {
    /// 送审.
    case submit
    /// 审核.
    case check
    /// 发布.
    case release
    /// 废止.
    case withdraw
    /// 起草新版本.
    case revise

    var permission: Permission {
        switch self {
        case .submit, .revise: .draftsWrite
        case .check: .draftsCheck
        case .release, .withdraw: .draftsRelease
        }
    }

    /// Whether it can be done at a stage.
    func fits(_ stage: PolicyStage) -> Bool {
        switch self {
        case .submit: stage == .draft
        case .check: stage == .checking || stage == .commenting || stage == .approved
        case .release: stage == .approved
        case .withdraw: stage == .released
        case .revise: !stage.isOpen
        }
    }
}

/// What a check ends with.
enum CheckOutcome: String, CaseIterable, Sendable {
    /// 征求意见.
    case comment
    /// 通过, 待发布.
    case approve
    /// 退回起草.
    case refuse

    func fits(_ stage: PolicyStage) -> Bool {
        switch self {
        case .comment: stage == .checking
        case .approve: stage == .checking || stage == .commenting
        case .refuse: true
        }
    }
}

extension Drafts {
    var stepRoutes: [Route] { DraftStep.allCases.flatMap(routes) }

    private func routes(_ step: DraftStep) -> [Route] {
        let path = "/drafts/{id}/\(step.rawValue)"
        return [
            .page(path, "drafts.\(step.rawValue)", step.permission) { visit in
                let version = try await load(visit, step.permission)
                return .page(try await stepPage(step, version, visit))
            },
            .form(path, "drafts.\(step.rawValue).send", step.permission) { visit, submission in
                let version = try await load(visit, step.permission)
                return .page(try await stepPage(step, version, visit, submission))
            } act: { visit, submission in
                try await take(step, visit, submission)
            },
        ]
    }

    /// What the reader may do next, as links.
    func actions(_ version: PolicyVersion, _ visit: Visit) async throws -> [Link] {
        let words = visit.words
        var links: [Link] = []
        if mayWrite(version, visit) {
            links.append(Link(words("drafts.content.edit"), visit.link(version.path("/content"))))
            links.append(Link(words("drafts.item.add"), visit.link(version.path("/items"))))
            if !version.content.text.isEmpty {
                links.append(Link(words("drafts.reread"), visit.link(version.path("/read"))))
            }
        }
        for step in DraftStep.allCases
        where step.fits(version.stage)
            && authorisation.allows(visit.who, step.permission, on: version.policy.subject)
        {
            links.append(
                Link(words("drafts.step.\(step.rawValue)"), visit.link(version.path("/\(step.rawValue)"))))
        }
        let others = try await policies.store.versions(of: version.policy.id)
        if let before = others.first(where: { $0.version < version.version }) {
            links.append(
                Link(
                    words("drafts.compare.with", ["version": String(before.version)]),
                    visit.link(version.path("/compare/\(before.id.text)"))))
        }
        return links
    }

    private func stepPage(
        _ step: DraftStep, _ version: PolicyVersion, _ visit: Visit, _ submission: Submission? = nil,
        faults: [FieldFault] = [], notices: [Notice] = []
    ) async throws -> DraftPage {
        let words = visit.words
        var page = DraftPage(
            words("drafts.step.\(step.rawValue)"), in: visit, below: [version.link(in: visit)])
        page.lead = words("drafts.step.\(step.rawValue).lead")
        page.badges = [visit.status(version.stage)]
        page.notices = notices
        page.actions = [Link(words("drafts.back"), visit.link(version.path()))]
        guard step.fits(version.stage) else {
            page.notices.append(
                Notice(
                    words("policies.fault.notPossible"), .warning,
                    text: words("policies.fault.notPossible.reason")))
            return page
        }
        let fields = try await fields(step, version, visit, &page)
        guard let fields else { return page }
        let blank = Form(
            to: version.path("/\(step.rawValue)"), in: visit,
            hidden: [("revision", String(version.revision))], fields: fields,
            button: words("drafts.step.\(step.rawValue)"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    /// The fields of a step; nil where the reader may not take it, of which the page tells.
    private func fields(
        _ step: DraftStep, _ version: PolicyVersion, _ visit: Visit, _ page: inout DraftPage
    ) async throws -> [Field]? {
        let words = visit.words
        func note(_ word: String, isOptional: Bool) -> Field {
            Field("note", words(word), .longText(rows: 4), isOptional: isOptional)
        }
        switch step {
        case .submit:
            guard try await showUndecided(version, visit, &page) else { return nil }
            return [note("drafts.note.submit", isOptional: true)]
        case .withdraw: return [note("drafts.note.withdraw", isOptional: false)]
        case .revise: return []
        case .check:
            let isOwn = try await policies.store.hands(of: version.id).contains(try actor(visit).person)
            if isOwn, version.stage != .approved {
                page.notices.append(
                    Notice(
                        words("policies.fault.ownWork"), .warning,
                        text: words("policies.fault.ownWork.advice")))
                return nil
            }
            let outcomes = CheckOutcome.allCases.filter { $0.fits(version.stage) }
            let asked = Field(
                "outcome", words("drafts.outcome"),
                .radios(
                    outcomes.map { Field.Option($0.rawValue, words("drafts.outcome.\($0.rawValue)")) }))
            let day = Field(
                "day", words("drafts.comment.day"),
                .date(visit.today.adding(days: PolicyStore.commentDays.usual - 1).isoText),
                hint: words("drafts.comment.day.hint"), isOptional: true)
            return [asked] + (version.stage == .checking ? [day] : []) + [
                note("drafts.note.check", isOptional: true)
            ]
        case .release:
            guard try await showReleases(version, visit, &page) else { return nil }
            let first = max(version.content.validFrom ?? visit.today, visit.today)
            return [
                Field(
                    "day", words("drafts.release.day"), .date(first.isoText),
                    hint: words("drafts.release.day.hint"))
            ]
        }
    }

    /// Says on which clauses nobody has decided; what a program read decides on nobody by itself.
    private func showUndecided(
        _ version: PolicyVersion, _ visit: Visit, _ page: inout DraftPage
    ) async throws -> Bool {
        let lacks = try await undecided(version)
        guard !lacks.isEmpty else { return true }
        let words = visit.words
        page.notices.append(Notice(words("drafts.undecided"), .bad, text: words("drafts.undecided.text")))
        page.rows = KeyValueList(
            lacks.map { lack in
                .init(
                    words("drafts.lack.blocking"),
                    words("policies.lack.\(lack.name)", lack.values(english: visit.isEnglish)),
                    href: visit.link(Self.mendPath(lack, version)))
            })
        return false
    }

    private func undecided(_ version: PolicyVersion) async throws -> [PolicyReadiness.Lack] {
        let sheets = await sheets(of: version)
        let open = ClauseDecision.undecided(sheets, try await decisions(of: version))
        return sheets.compactMap { sheet in
            open[sheet.item].map { .undecided(item: sheet.item, count: $0.count) }
        }
    }

    /// Says what keeps a version from being released, and who gave the first of two.
    private func showReleases(
        _ version: PolicyVersion, _ visit: Visit, _ page: inout DraftPage
    ) async throws -> Bool {
        let words = visit.words
        let readiness = await readiness(of: version)
        guard readiness.mayBeReleased else {
            page.notices.append(
                Notice(words("drafts.notReady"), .bad, text: words("drafts.notReady.text")))
            page.rows = KeyValueList(
                readiness.lacks.filter(\.isBlocking).map { lack in
                    .init(
                        words("drafts.lack.blocking"),
                        words("policies.lack.\(lack.name)", lack.values(english: visit.isEnglish)))
                })
            return false
        }
        guard let first = version.firstReleasedBy else {
            page.notices.append(Notice(words("drafts.firstRelease"), .info))
            return true
        }
        if try actor(visit).person.text == first {
            page.notices.append(
                Notice(
                    words("policies.fault.samePerson"), .warning,
                    text: words("policies.fault.samePerson.advice")))
            return false
        }
        page.notices.append(Notice(words("drafts.secondRelease"), .info))
        return true
    }

    // MARK: - Taking a step

    private func take(_ step: DraftStep, _ visit: Visit, _ submission: Submission) async throws -> Reply {
        let version = try await load(visit, step.permission)
        do {
            switch step {
            case .submit: return try await submit(version, visit, submission)
            case .check: return try await check(version, visit, submission)
            case .release: return try await release(version, visit, submission)
            case .withdraw: return try await withdraw(version, visit, submission)
            case .revise:
                let id = try await policies.store.revise(
                    version.policy.id, by: try actor(visit), once: visit.key(submission, "revise"))
                return .redirect(to: "/drafts/\(id.text)").saying(visit.words("drafts.revised"))
            }
        } catch let fault as PolicyFault {
            // Another one was quicker, or it is not theirs to do: the page says so, with what was typed.
            let now = try await load(visit, step.permission)
            let told = fault.explanation(in: visit.words)
            let notice = Notice(told.title, .warning, text: "\(told.reason)\(told.advice)")
            return .refused(try await stepPage(step, now, visit, submission, notices: [notice]))
        }
    }

    private func refused(
        _ step: DraftStep, _ version: PolicyVersion, _ field: String, _ word: String, _ visit: Visit,
        _ submission: Submission
    ) async throws -> Reply {
        let fault = FieldFault(field, visit.words(word))
        return .refused(try await stepPage(step, version, visit, submission, faults: [fault]))
    }

    private func revision(_ submission: Submission) -> Int64 { Int64(submission.text("revision")) ?? -1 }

    private func note(_ submission: Submission) -> String { String(submission.text("note").prefix(2_000)) }

    private func submit(
        _ version: PolicyVersion, _ visit: Visit, _ submission: Submission
    ) async throws -> Reply {
        guard try await undecided(version).isEmpty else {
            return .refused(try await stepPage(.submit, version, visit, submission))
        }
        try await policies.store.move(
            version.id, to: .checking, over: revision(submission), note: note(submission),
            by: try actor(visit), once: visit.key(submission, "submit"))
        return .redirect(to: version.path()).saying(visit.words("drafts.submitted"))
    }

    private func check(
        _ version: PolicyVersion, _ visit: Visit, _ submission: Submission
    ) async throws -> Reply {
        guard let outcome = CheckOutcome(rawValue: submission.text("outcome")) else {
            return try await refused(.check, version, "outcome", "drafts.choice.missing", visit, submission)
        }
        let (who, key) = (try actor(visit), visit.key(submission, "check"))
        switch outcome {
        case .comment:
            guard let day = Day(isoText: submission.text("day")) else {
                return try await refused(.check, version, "day", "drafts.day.wrong", visit, submission)
            }
            try await policies.store.openComments(
                version.id, until: day, over: revision(submission), note: note(submission), by: who, once: key
            )
        case .approve:
            try await policies.store.approve(
                version.id, over: revision(submission), note: note(submission), by: who, once: key)
        case .refuse:
            guard !note(submission).isEmpty else {
                return try await refused(.check, version, "note", "drafts.note.missing", visit, submission)
            }
            try await policies.store.move(
                version.id, to: .draft, over: revision(submission), note: note(submission), by: who, once: key
            )
        }
        return .redirect(to: version.path()).saying(visit.words("drafts.checked.\(outcome.rawValue)"))
    }

    private func release(
        _ version: PolicyVersion, _ visit: Visit, _ submission: Submission
    ) async throws -> Reply {
        guard let day = Day(isoText: submission.text("day")) else {
            return try await refused(.release, version, "day", "drafts.day.wrong", visit, submission)
        }
        guard await readiness(of: version).mayBeReleased else {
            return .refused(try await stepPage(.release, version, visit, submission))
        }
        let isReleased = try await policies.store.release(
            version.id, from: day, over: revision(submission), by: try actor(visit),
            once: visit.key(submission, "release"))
        return .redirect(to: version.path()).saying(
            visit.words(isReleased ? "drafts.released" : "drafts.released.first"))
    }

    private func withdraw(
        _ version: PolicyVersion, _ visit: Visit, _ submission: Submission
    ) async throws -> Reply {
        guard !note(submission).isEmpty else {
            return try await refused(.withdraw, version, "note", "drafts.note.missing", visit, submission)
        }
        try await policies.store.move(
            version.id, to: .withdrawn, over: revision(submission), note: note(submission),
            by: try actor(visit), once: visit.key(submission, "withdraw"))
        return .redirect(to: version.path()).saying(visit.words("drafts.withdrawn"))
    }

    // MARK: - What happened

    /// The steps that the version took, the latest first, and the other versions.
    func stepsPanel(_ version: PolicyVersion, _ visit: Visit) async throws -> Panel {
        let words = visit.words
        let steps = try await policies.store.steps(of: version.id)
        let events = steps.sorted { $0.at > $1.at }.map { step in
            let by = step.actorName.isEmpty ? words("drafts.clock") : step.actorName
            let day = Day(milliseconds: step.at)
            return Timeline.Event(
                date: visit.text(moment: step.at), isoDate: day.isoText,
                title: "\(words("policies.stage.\(step.stage.rawValue)")) · \(by)",
                text: step.note.isEmpty ? nil : step.note,
                tone: step.stage == .released ? .good : .neutral)
        }
        let others = try await policies.store.versions(of: version.policy.id).filter { $0.id != version.id }
        return Panel(
            id: "steps", title: words("drafts.history"), timeline: Timeline(events),
            links: others.map { other in
                Link(
                    words(
                        "drafts.otherVersion",
                        [
                            "version": String(other.version),
                            "stage": words("policies.stage.\(other.stage.rawValue)"),
                        ]), visit.link(other.path()))
            })
    }
}

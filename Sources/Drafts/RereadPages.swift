// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Reading
import Site
import Store

extension Drafts {
    /// A draft's own text read once more: for what came from a watched page or an import, which bring no
    /// rules, and for a text that was put right.
    var rereadRoutes: [Route] {
        let path = "/drafts/{id}/read"
        return [
            .page(path, "drafts.reread", .draftsWrite) { visit in
                .page(try await rereadPage(try await load(visit, .draftsWrite), visit))
            },
            .form(path, "drafts.reread.send", .draftsWrite) { visit, submission in
                .page(try await rereadPage(try await load(visit, .draftsWrite), visit, submission))
            } act: { visit, submission in
                try await reread(visit, submission)
            },
        ]
    }

    private func read(_ version: PolicyVersion) async -> PolicyContent {
        let reading = DocumentReading(library: library)
        return await Work.done(Int(version.policy.number)) {
            reading.read(PolicyText(version.content.text), home: version.policy.region).content
        }
    }

    private func rereadPage(
        _ version: PolicyVersion, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> DraftPage {
        let words = visit.words
        var page = DraftPage(words("drafts.reread"), in: visit, below: [version.link(in: visit)])
        page.lead = words("drafts.reread.lead")
        page.actions = [Link(words("drafts.back"), visit.link(version.path()))]
        guard version.stage == .draft else {
            page.notices = [closed(visit)]
            return page
        }
        guard !version.content.text.isEmpty else {
            page.notices = [
                Notice(
                    words("drafts.reread.noText"), .warning,
                    link: Link(words("drafts.content.edit"), visit.link(version.path("/content"))))
            ]
            return page
        }
        let read = await read(version)
        let all = PolicyComparison(
            of: version.content, and: Rereading.all.apply(read, to: version.content))
        page.panels = [
            changesPanel(all, before: words("drafts.reread.now"), after: words("drafts.reread.found"), visit)
        ]
        let blank = Form(
            to: version.path("/read"), in: visit, hidden: [("revision", String(version.revision))],
            fields: [
                Field(
                    "scope", words("drafts.reread.scope"),
                    .radios(
                        Rereading.allCases.map {
                            Field.Option(
                                $0.rawValue, words("drafts.reread.\($0.rawValue)"),
                                hint: words("drafts.reread.\($0.rawValue).hint"))
                        }, chosen: Rereading.blanks.rawValue))
            ], button: words("drafts.reread.take"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    private func reread(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let version = try await load(visit, .draftsWrite)
        guard let scope = Rereading(rawValue: submission.text("scope")) else {
            let fault = FieldFault("scope", visit.words("drafts.choice.missing"))
            return .refused(try await rereadPage(version, visit, submission, faults: [fault]))
        }
        let content = scope.apply(await read(version), to: version.content)
        try await policies.store.save(
            content, in: version.id, over: Int64(submission.text("revision")) ?? -1, by: try actor(visit),
            once: visit.key(submission, "reread"))
        return .redirect(to: version.path()).saying(visit.words("drafts.reread.taken"))
    }
}

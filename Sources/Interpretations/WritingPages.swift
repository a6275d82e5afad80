// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Standards
import Store

extension Interpretations {
    var writingRoutes: [Route] {
        [
            .page("/interpretations/write/{number}", "interpretations.write", .interpretationWrite) { visit in
                .page(writePage(try await ownPolicy(visit), visit))
            },
            .form(
                "/interpretations/write/{number}", "interpretations.publish", .interpretationWrite,
                acceptsFiles: true
            ) { visit, submission in
                .page(writePage(try await ownPolicy(visit), visit, submission))
            } act: { visit, submission in
                try await publish(try await ownPolicy(visit), visit, submission)
            },
            .page("/interpretations/{id}/remove", "interpretations.remove", .interpretationWrite) { visit in
                .page(removePage(try await own(visit), visit))
            },
            .form("/interpretations/{id}/remove", "interpretations.removed", .interpretationWrite) {
                visit, submission in
                .page(removePage(try await own(visit), visit, submission))
            } act: { visit, submission in
                try await remove(try await own(visit), visit, submission)
            },
        ]
    }

    /// A released policy of the writer's region or department; others do not exist for them.
    private func ownPolicy(_ visit: Visit) async throws -> PolicyVersion {
        guard let number = Int64(visit.parameter("number")),
            let id = try await policies.store.policy(numbered: number),
            let version = try await policies.store.shown(id)
        else { throw SiteFault.notFound }
        try authorisation.require(visit, .interpretationWrite, on: version.policy.subject)
        return version
    }

    private func own(_ visit: Visit) async throws -> Interpretation {
        guard let id = ID<Interpretation>(visit.parameter("id")),
            let one = try await store.interpretation(id), one.removal == nil
        else { throw SiteFault.notFound }
        try authorisation.require(visit, .interpretationWrite, on: one.subject)
        return one
    }

    private func writePage(
        _ version: PolicyVersion, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) -> InterpretationPage {
        let words = visit.words
        let path = "/policies/\(version.policy.number)"
        var page = InterpretationPage(
            words("interpretations.write"), in: visit,
            below: [visit.interpretationsLink, Link(version.content.title, visit.link(path))])
        page.lead = words("interpretations.write.lead", ["title": version.content.title])
        let kinds = Interpretation.Kind.allCases.map {
            Field.Option(
                $0.rawValue, words("interpretations.kind.\($0.rawValue)"),
                hint: words("interpretations.kind.\($0.rawValue).hint"))
        }
        let blank = Form(
            to: "/interpretations/write/\(version.policy.number)", in: visit,
            fields: [
                Field("kind", words("interpretations.kind"), .radios(kinds)),
                Field("title", words("interpretations.title.field"), .text()),
                Field(
                    "author", words("interpretations.author"), .text(visit.who?.name ?? ""),
                    hint: words("interpretations.author.hint")),
                Field(
                    "file", words("interpretations.file"),
                    .upload(accept: ".mp3,.m4a,.ogg,.mp4,.webm,.png,.jpg,.jpeg,.webp"),
                    hint: words("interpretations.file.hint"), isOptional: true),
                Field(
                    "text", words("interpretations.text"), .longText(rows: 12),
                    hint: words("interpretations.text.hint")),
            ], button: words("interpretations.publish"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    private func publish(
        _ version: PolicyVersion, _ visit: Visit, _ submission: Submission
    ) async throws -> Reply {
        let words = visit.words
        var faults: [FieldFault] = []
        func fault(_ name: String, _ word: String, _ values: [String: String] = [:]) {
            faults.append(FieldFault(name, words("interpretations.\(word)", values)))
        }
        let kind = Interpretation.Kind(rawValue: submission.text("kind"))
        if kind == nil { fault("kind", "kind.wrong") }
        let (title, author) = (submission.text("title"), submission.text("author"))
        if !(2...200).contains(title.count) { fault("title", "title.wrong") }
        if !(2...100).contains(author.count) { fault("author", "author.wrong") }
        let text = submission.text("text")
        if let kind, !(kind.leastCharacters...100_000).contains(text.count) {
            fault("text", "text.wrong.\(kind.rawValue)", ["least": String(kind.leastCharacters)])
        }
        let file = submission.file("file")
        if let kind, kind != .text, file == nil { fault("file", "file.missing") }
        if kind == .text, file != nil { fault("file", "file.surplus") }
        var received: ReceivedFile?
        if faults.isEmpty, let kind, let file {
            do {
                received = try vault.receive(
                    file.bytes, limits: FileLimits(kinds: kind.files, sizeBytes: 20 << 20))
            } catch let refused as FileFault {
                faults.append(
                    FieldFault("file", visit.isEnglish ? refused.words.english : refused.words.chinese))
            }
        }
        guard faults.isEmpty, let kind, let who = visit.who else {
            return .refused(writePage(version, visit, submission, faults: faults))
        }
        let new = NewInterpretation(
            policy: version.policy.id, kind: kind, title: title, author: author, text: text, file: received,
            fileName: file?.fileName ?? "")
        let id = try await store.publish(new, by: who, once: visit.key(submission, "publish"))
        return .redirect(to: "/interpretations/\(id.text)")
    }

    private func removePage(
        _ one: Interpretation, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) -> InterpretationPage {
        let words = visit.words
        var page = InterpretationPage(
            words("interpretations.remove"), in: visit,
            below: [visit.interpretationsLink, Link(one.title, visit.link(one.path))])
        page.lead = words("interpretations.remove.lead", ["title": one.title])
        let blank = Form(
            to: one.path + "/remove", in: visit,
            fields: [Field("reason", words("interpretations.reason"), .text())],
            button: words("interpretations.remove"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    private func remove(_ one: Interpretation, _ visit: Visit, _ submission: Submission) async throws -> Reply
    {
        let reason = submission.text("reason")
        guard (2...500).contains(reason.count), let who = visit.who else {
            let fault = FieldFault("reason", visit.words("interpretations.reason.wrong"))
            return .refused(removePage(one, visit, submission, faults: [fault]))
        }
        try await store.remove(one.id, reason: reason, by: who, once: visit.key(submission, "remove"))
        return .redirect(to: "/interpretations")
    }
}

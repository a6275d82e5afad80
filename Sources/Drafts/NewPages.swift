// SPDX-License-Identifier: Apache-2.0
import Accounts
import Crypto
import Foundation
import Policies
import Reading
import Site
import Standards
import Store

extension Drafts {
    var newRoutes: [Route] {
        [
            .page("/drafts/new", "drafts.new", .draftsWrite) { visit in
                .page(try await newPage(visit))
            },
            .form("/drafts/new", "drafts.new.send", .draftsWrite, acceptsFiles: true) { visit, submission in
                .page(try await newPage(visit, submission))
            } act: { visit, submission in
                try await makeDraft(visit, submission)
            },
        ]
    }

    /// Longer texts belong into a file.
    private static let longestText = 300_000

    private func newPage(
        _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> DraftPage {
        let words = visit.words
        var page = DraftPage(words("drafts.new"), in: visit)
        page.lead = words("drafts.new.lead")
        let keepers = try await keepers(visit)
        let blank = Form(
            to: "/drafts/new", in: visit,
            fields: [
                Field(
                    "file", words("drafts.file"), .upload(accept: ".txt,.html,.htm,.docx,.pdf"),
                    hint: words("drafts.file.hint"), isOptional: true),
                Field(
                    "text", words("drafts.text"), .longText(rows: 12), hint: words("drafts.text.hint"),
                    isOptional: true),
                Field(
                    "source", words("policies.field.sourceAddress"), .text(autocomplete: "url"),
                    hint: words("drafts.source.hint"), isOptional: true),
                Field(
                    "keeper", words("drafts.keeper"),
                    .menu(keepers.map { Field.Option($0.value, $0.name) }, chosen: keepers.first?.value),
                    hint: words("drafts.keeper.hint")),
            ], button: words("drafts.read"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    /// Who may keep a policy that the reader writes: a region of theirs, or a department in one.
    private func keepers(
        _ visit: Visit
    ) async throws -> [(value: String, name: String, region: Region, department: ID<Department>?)] {
        var keepers: [(value: String, name: String, region: Region, department: ID<Department>?)] = []
        let who = try actor(visit)
        for region in authorisation.regions(of: who, for: .draftsWrite) {
            if authorisation.allows(who, .draftsWrite, on: .region(region)) {
                keepers.append((region.code, visit.text(region), region, nil))
            }
            for department in try await accounts.store.departments(in: region)
            where authorisation.allows(who, .draftsWrite, on: .department(department.id, department.region)) {
                let name = "\(visit.text(department.region)) · \(department.name)"
                keepers.append((department.id.text, name, department.region, department.id))
            }
        }
        return keepers
    }

    private func makeDraft(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let who = try actor(visit)
        var faults: [FieldFault] = []
        let file = submission.file("file")
        let typed = submission.text("text")
        let source = submission.text("source")
        if !source.isEmpty, !Self.isAddress(source) {
            faults.append(FieldFault("source", visit.words("drafts.source.wrong")))
        }
        let keeper = try await keepers(visit).first { $0.value == submission.text("keeper") }
        if keeper == nil { faults.append(FieldFault("keeper", visit.words("drafts.keeper.missing"))) }
        if file == nil, typed.isEmpty {
            faults.append(FieldFault("file", visit.words("drafts.file.missing")))
        }
        if typed.unicodeScalars.count > Self.longestText {
            faults.append(FieldFault("text", visit.words("drafts.text.tooLong")))
        }
        guard faults.isEmpty, let keeper else {
            return .refused(try await newPage(visit, submission, faults: faults))
        }
        let (reading, read) = (DocumentReading(library: library), typed.isEmpty ? file?.bytes : nil)
        let outcome = await Work.done(submission.fields.pairs.count) {
            () -> Swift.Result<DocumentReading.Result, DocumentFault> in
            do throws(DocumentFault) {
                let text = try read.map { bytes throws(DocumentFault) in try Document.read(Data(bytes)) }
                return .success(reading.read(text ?? PolicyText(typed), home: keeper.region))
            } catch {
                return .failure(error)
            }
        }
        switch outcome {
        case .failure(let fault):
            let text = visit.isEnglish ? fault.englishText : fault.chineseText
            return .refused(
                try await newPage(visit, submission, faults: [FieldFault("file", text)]))
        case .success(var result):
            result.content.sourceAddress = source
            do {
                let original = try file.map { file in (try received(file), file.fileName) }
                return try await keep(
                    result.content, original, keptBy: keeper.region, keeper.department, by: who, visit,
                    submission)
            } catch let fault as FileFault {
                let text = visit.isEnglish ? fault.words.english : fault.words.chinese
                return .refused(try await newPage(visit, submission, faults: [FieldFault("file", text)]))
            }
        }
    }

    private func keep(
        _ read: PolicyContent, _ original: (content: DraftStore.Original, name: String)?,
        keptBy region: Region, _ department: ID<Department>?, by who: Identity, _ visit: Visit,
        _ submission: Submission
    ) async throws -> Reply {
        var content = read
        switch original?.content {
        case .vault(let received): content.originalDigest = received.digest
        case .page(_, let digest): content.originalDigest = digest
        case nil: break
        }
        let key = visit.key(submission, "new")
        let id = try await policies.store.make(
            content, keptBy: region, department: department, by: who, once: key)
        guard let version = try await policies.store.version(id) else { throw SiteFault.notFound }
        if let original {
            try await store.keep(
                original.content, named: original.name, of: version.policy.id, by: who,
                once: key + "/original")
        }
        return .redirect(to: version.path()).saying(
            visit.words("drafts.made", ["items": String(content.items.count)]))
    }

    /// The original as it came. What the vault does not take, a web page or a text in an older encoding, is
    /// kept beside the data and only ever given out as a download.
    private func received(_ file: UploadedFile) throws -> DraftStore.Original {
        do {
            return .vault(
                try vault.receive(
                    file.bytes,
                    limits: FileLimits(
                        kinds: [.pdf, .zip, .text], sizeBytes: Int64(Document.largestBytes))))
        } catch FileFault.kindRefused {
            let digest = SHA256.hash(data: file.bytes).map { byte in
                (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }.joined()
            return .page(Data(file.bytes), digest: digest)
        }
    }

    /// An address of the web.
    static func isAddress(_ text: String) -> Bool {
        guard let url = URL(string: text), let host = url.host(), !host.isEmpty else { return false }
        return url.scheme == "https" || url.scheme == "http"
    }
}

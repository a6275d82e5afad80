// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Reading
import Standards
import Store

extension Intakes {
    /// How many documents of a source are read in one go; the rest follows a minute later, so that no job
    /// holds up others.
    private static let documentsAtOnce = 5

    /// Looks at a source: what it lists, then some of its documents. A fault of the source is noted for
    /// its page and no failure of the job; a fault of one document leaves the others alone.
    func look(at id: ID<WatchedSource>, _ context: JobContext) async throws {
        guard let source = try await sourceStore.source(id), source.isActive else { return }
        do {
            let entry = source.entry
            let page = try await fetch.get(entry.address, etag: source.etag, modified: source.modified)
            if let page {
                let listed = try SourceListing.read(page, as: entry.kind, pattern: entry.pattern)
                try await sourceStore.keep(listed, of: id)
            }
            for document in try await sourceStore.pagesToRead(of: id, limit: Self.documentsAtOnce) {
                try await context.extend()
                try await read(document)
            }
            let left = try await sourceStore.pagesToRead(of: id, limit: 1)
            try await sourceStore.note(
                source, etag: page?.etag, modified: page?.modified, fault: nil, isUnfinished: !left.isEmpty)
        } catch let fault as FetchFault {
            try await sourceStore.note(
                source, etag: nil, modified: nil, fault: fault, isUnfinished: false)
        }
    }

    private func read(_ document: WatchedPage) async throws {
        do {
            let page = try await fetch.get(
                document.address, etag: document.etag, modified: document.modified)
            guard let page else { return try await findingStore.note(document, fault: nil) }
            let text = try await Self.text(of: page)
            let title = Reading.Reader.read(PolicyText(text)).title?.value ?? document.title
            try await findingStore.keep(
                text, titled: title.isEmpty ? document.address : title, of: document, etag: page.etag,
                modified: page.modified)
        } catch let fault as FetchFault {
            try await findingStore.note(document, fault: fault)
        }
    }

    /// A document's text without what a database does not bear; reading a PDF starts a program, so it
    /// leaves the threads that serve requests.
    private static func text(of page: FetchedPage) async throws(FetchFault) -> String {
        let result: Result<String, FetchFault> = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                do throws(DocumentFault) {
                    let text = try Document.read(Data(page.bytes)).original
                    let plain = text.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }
                    continuation.resume(returning: .success(String(String.UnicodeScalarView(plain))))
                } catch {
                    continuation.resume(returning: .failure(.unreadable))
                }
            }
        }
        return try result.get()
    }
}

extension PolicyContent {
    /// What a finding's text says, as far as it says it; an editor confirms all of it.
    init(reading finding: Finding) {
        let record = Reading.Reader.read(PolicyText(finding.text))
        let level: PolicyLevel =
            switch finding.region.level {
            case .nation: .nation
            case .province: .province
            case .city: .city
            default: .county
            }
        self.init(
            title: record.title?.value ?? finding.title,
            level: record.level.flatMap { PolicyWords.value($0.value.rawValue, in: PolicyWords.levels) }
                ?? level,
            region: record.region?.value.code.flatMap { Region(code: $0) } ?? finding.region)
        documentNumber = record.number?.value ?? ""
        issuers = record.issuers.map(\.value)
        kinds = record.kinds.compactMap { kind in
            kind == .rent ? PolicyKind.rent : PolicyWords.value(kind.rawValue, in: PolicyWords.kinds)
        }
        (publishedOn, validFrom) = (record.published?.value, record.validFrom?.value)
        (validTo, applyFrom) = (record.validTo?.value, record.applyFrom?.value)
        applyTo = record.applyTo?.value
        tags = record.tagNames
        items = record.items.enumerated().map { index, read in
            var item = PolicyItem(key: String(index + 1), name: read.name?.value ?? title)
            item.support = read.supports.map(\.text).joined(separator: "；")
            return item
        }
        materials = record.materials.map(\.value)
        contacts = record.contacts.map { PolicyContact(name: $0.name ?? "", phone: $0.phone) }
        text = finding.text
        sourceAddress = finding.address
    }
}

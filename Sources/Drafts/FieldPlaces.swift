// SPDX-License-Identifier: Apache-2.0
import Policies
import Reading

/// Where the official text says what the fields of a version hold. What an editor changed since has no
/// place: the text says something else there.
enum FieldPlaces {
    static func of(_ content: PolicyContent) -> [String: Range<Int>] {
        let record = Reader.read(PolicyText(content.text))
        var places: [String: Range<Int>] = [:]
        func add(_ field: PolicyComparison.Field, _ spans: [Span]?, if isSame: Bool) {
            guard isSame, let span = spans?.first, span.start < span.end else { return }
            places[name(field)] = span.start..<span.end
        }
        add(.title, record.title?.spans, if: record.title?.value == content.title)
        add(.documentNumber, record.number?.spans, if: record.number?.value == content.documentNumber)
        add(.issuers, record.issuers.first?.spans, if: record.issuers.map(\.value) == content.issuers)
        add(.publishedOn, record.published?.spans, if: record.published?.value == content.publishedOn)
        add(.validFrom, record.validFrom?.spans, if: record.validFrom?.value == content.validFrom)
        add(.validTo, record.validTo?.spans, if: record.validTo?.value == content.validTo)
        add(.applyFrom, record.applyFrom?.spans, if: record.applyFrom?.value == content.applyFrom)
        add(.applyTo, record.applyTo?.spans, if: record.applyTo?.value == content.applyTo)
        add(
            .materials, record.materials.first?.spans,
            if: record.materials.map(\.value) == content.materials)
        add(
            .contacts, record.contacts.first.map { [$0.span] },
            if: record.contacts.map(\.phone) == content.contacts.map(\.phone))
        return places
    }

    /// Under which ``MarkedText/marks`` has the place of a field; no official words look so.
    static func name(_ field: PolicyComparison.Field) -> String { "\u{0}\(field.rawValue)" }
}

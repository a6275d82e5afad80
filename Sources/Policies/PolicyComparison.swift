// SPDX-License-Identifier: Apache-2.0
import Standards

/// What differs between two versions of a policy: field by field, item by item, and the text sentence by
/// sentence.
///
/// ```swift
/// let comparison = PolicyComparison(of: inForce.content, and: draft.content)
/// comparison.fields.map(\.field)        // [.title, .applyTo]
/// ```
public struct PolicyComparison: Sendable {
    /// What can differ. The word of each is `policies.field.NAME`.
    public enum Field: String, CaseIterable, Sendable {
        case title, documentNumber, issuers, level, region, summary, kinds, themes, tags, industries, tiers
        case publishedOn, validFrom, validTo, applyFrom, applyTo, applying, materials, contacts, sourceAddress
        case itemName, itemSupport, itemLeast, itemMost, itemRule, itemOffice, itemPhone, itemAddress
    }

    /// One field that differs; empty where it was not there.
    public struct Change: Hashable, Sendable {
        /// Which.
        public let field: Field
        /// The key of the item that it belongs to; nil for the policy's own.
        public let item: String?
        /// What the older says.
        public let before: String
        /// What the newer says.
        public let after: String
    }

    /// What differs, in the order of fields, then of items.
    public let fields: [Change]
    /// Keys of items that only the newer has.
    public let added: [String]
    /// Keys of items that only the older has.
    public let removed: [String]
    /// The official text, piece by piece.
    public let text: [TextDifference.Piece]

    /// Whether nothing differs.
    public var isEmpty: Bool {
        fields.isEmpty && added.isEmpty && removed.isEmpty && !text.contains { $0.state != .same }
    }

    /// Compares an older with a newer version.
    public init(of before: PolicyContent, and after: PolicyContent) {
        var fields = zip(Self.own(before), Self.own(after)).compactMap { old, new in
            old.1 == new.1 ? nil : Change(field: old.0, item: nil, before: old.1, after: new.1)
        }
        for item in after.items {
            guard let old = before.items.first(where: { $0.key == item.key }) else { continue }
            fields += zip(Self.own(old), Self.own(item)).compactMap { old, new in
                old.1 == new.1 ? nil : Change(field: old.0, item: item.key, before: old.1, after: new.1)
            }
        }
        self.fields = fields
        let (old, new) = (before.items.map(\.key), after.items.map(\.key))
        added = new.filter { !old.contains($0) }
        removed = old.filter { !new.contains($0) }
        text = TextDifference(of: before.text, and: after.text).pieces
    }

    private static func own(_ content: PolicyContent) -> [(Field, String)] {
        [
            (.title, content.title), (.documentNumber, content.documentNumber),
            (.issuers, content.issuers.joined(separator: "、")), (.level, content.level.rawValue),
            (.region, content.region.fullName), (.summary, content.summary),
            (.kinds, content.kinds.map(\.rawValue).joined(separator: "、")),
            (.themes, content.themes.joined(separator: "、")), (.tags, content.tags.joined(separator: "、")),
            (.industries, content.industries.joined(separator: "、")),
            (.tiers, content.tiers.joined(separator: "、")),
            (.publishedOn, content.publishedOn?.isoText ?? ""),
            (.validFrom, content.validFrom?.isoText ?? ""), (.validTo, content.validTo?.isoText ?? ""),
            (.applyFrom, content.applyFrom?.isoText ?? ""), (.applyTo, content.applyTo?.isoText ?? ""),
            (.applying, content.applying.rawValue), (.materials, content.materials.joined(separator: "\n")),
            (.contacts, content.contacts.map { "\($0.name) \($0.phone)" }.joined(separator: "\n")),
            (.sourceAddress, content.sourceAddress),
        ]
    }

    private static func own(_ item: PolicyItem) -> [(Field, String)] {
        [
            (.itemName, item.name), (.itemSupport, item.support),
            (.itemLeast, item.leastFen.map { Money(fen: $0).text } ?? ""),
            (.itemMost, item.mostFen.map { Money(fen: $0).text } ?? ""), (.itemRule, item.rule),
            (.itemOffice, item.office), (.itemPhone, item.phone), (.itemAddress, item.applyAddress),
        ]
    }
}

// SPDX-License-Identifier: Apache-2.0
import Policies
import Site
import Standards

/// A field that differs between two versions, as a table shows it: names in words, and of long texts the
/// lines that differ, so that a changed threshold is not hidden behind what stayed.
struct ShownChange {
    let before: DataTable.Cell
    let after: DataTable.Cell
    private static let most = 600

    init(_ change: PolicyComparison.Change, in visit: Visit) {
        let (old, new) = Self.differing(change)
        func cell(_ text: String) -> DataTable.Cell {
            let shown = Self.words(text, change.field, visit)
            return text.isEmpty
                ? .init(visit.words("drafts.unstated")) : .init(shown.text, in: shown.language)
        }
        before = cell(old)
        after = cell(new)
    }

    private static func differing(_ change: PolicyComparison.Change) -> (String, String) {
        let (old, new) = (change.before, change.after)
        let isLong = change.field == .itemRule || max(old.count, new.count) > most
        guard isLong, !old.isEmpty, !new.isEmpty else { return (old, new) }
        let pieces = TextDifference(of: old, and: new).pieces
        func lines(_ state: TextDifference.Piece.State) -> String {
            pieces.filter { $0.state == state }.map(\.text).joined(separator: "\n")
        }
        return (lines(.removed), lines(.added))
    }

    /// Names that programs use, in the words of the page; days as the reader writes them.
    private static func words(
        _ text: String, _ field: PolicyComparison.Field, _ visit: Visit
    ) -> (text: String, language: Language?) {
        switch field {
        case .level, .applying: return (visit.words("policies.\(field.rawValue).\(text)"), nil)
        case .kinds:
            let kinds = text.split(separator: "、").map { visit.words("policies.kind.\($0)") }
            return (kinds.joined(separator: "、"), nil)
        case .publishedOn, .validFrom, .validTo, .applyFrom, .applyTo:
            return (Day(isoText: text).map(visit.text) ?? text, nil)
        default: return (text, .chinese)
        }
    }
}

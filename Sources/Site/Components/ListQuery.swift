// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What the address of a list asks for: its filter, its order, its page, or a file.
///
/// ```
/// /enterprises?q=轴承&region=320500&sort=-staff&page=2
/// /enterprises?q=轴承&region=320500&sort=-staff&as=xlsx
/// ```
public struct ListQuery: Sendable, Equatable {
    /// The name of the column by which the list is sorted.
    public let sort: String
    /// Whether the smallest comes first.
    public let isAscending: Bool
    /// The page, counted from 1.
    public let page: Int
    /// Rows of a page.
    public let size: Int
    /// The place after which the page begins, where the list pages by places; see ``Cursor``.
    public let cursor: Cursor?
    /// The file that is asked for; nil for the page.
    public let export: Format?
    /// What the filter's fields hold, those that are not empty.
    public let filter: [String: String]

    /// A kind of file.
    public enum Format: String, Sendable, CaseIterable {
        /// Text that Excel opens in Chinese.
        case csv
        /// Office Open XML.
        case xlsx
    }

    /// Rows before the page, for a store that pages by numbers.
    public var offset: Int { (page - 1) * size }

    static let names = ["sort", "page", "after", "as"]
    /// Pages beyond are not counted out; a filter helps more.
    static let lastPage = 100_000

    init(
        in visit: Visit, sortable: [String], sort standard: String, filters: [String], size: Int
    ) throws(SiteFault) {
        let asked = visit.query["sort"] ?? standard
        isAscending = !asked.hasPrefix("-")
        sort = isAscending ? asked : String(asked.dropFirst())
        guard sortable.contains(sort) else { throw .badRequest(field: "sort") }
        guard let page = Int(visit.query["page"] ?? "1"), (1...Self.lastPage).contains(page) else {
            throw .badRequest(field: "page")
        }
        self.page = page
        self.size = size
        cursor = try visit.query["after"].map { text throws(SiteFault) in try Cursor(text) }
        export = try visit.query["as"].map { text throws(SiteFault) in
            guard let format = Format(rawValue: text) else { throw .badRequest(field: "as") }
            return format
        }
        var filter: [String: String] = [:]
        for name in filters {
            let text = (visit.query[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
            guard text.count <= 200 else { throw .badRequest(field: name) }
            if !text.isEmpty { filter[name] = text }
        }
        self.filter = filter
    }
}

/// A place in a sorted list: the sorted values of the last row seen. It goes to the client as one word and
/// comes back unread; what comes back is only ever bound as a value.
public struct Cursor: Sendable, Equatable {
    /// The values, in the order of the sorting.
    public let values: [String]

    /// A place behind a row with these values.
    public init(_ values: [String]) {
        self.values = values
    }

    /// A place from its word.
    ///
    /// - Throws: a 400 that names `after`, for a word that is none.
    public init(_ word: String) throws(SiteFault) {
        guard word.utf8.count <= 1000, let bytes = Base64URL.decode(word) else {
            throw .badRequest(field: "after")
        }
        do {
            values = try JSONDecoder().decode([String].self, from: Data(bytes))
        } catch {
            throw .badRequest(field: "after")
        }
    }

    /// The word.
    public var word: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        guard let bytes = try? encoder.encode(values) else { return "" }
        return Base64URL.encode(bytes)
    }
}

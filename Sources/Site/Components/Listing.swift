// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Sheets

/// A list of things declared once: its columns make the table on the page, the links that sort it, and the
/// files that are exported.
///
/// ```swift
/// let listing = Listing<Enterprise>(
///     id: "enterprises", path: "/enterprises", sort: "name",
///     columns: [
///         .init("name", "enterprises.name", isSortable: true) { .init($0.name, href: link($0, $1)) },
///         .init("staff", "enterprises.staff", isNumber: true, isSortable: true) { .init(String($0.staff)) }
///             export: { .number(String($0.staff)) },
///     ],
///     filters: { visit in [Field("q", visit.words("enterprises.search"), .text(visit.query["q"] ?? ""))] })
///
/// .page("/enterprises", "enterprises.list", .enterprisesRead) { visit in
///     let query = try listing.query(in: visit)
///     if let format = query.export {
///         return try listing.file(of: try await store.all(query), as: format, in: visit)
///     }
///     let found = try await store.page(query)
///     let list = listing.shown(found.rows, .numbers(count: found.count), query, in: visit)
///     return .page(EnterprisesPage(list: list))
/// }
/// ```
public struct Listing<Item: Sendable>: Sendable {
    /// One column, on the page and in the file.
    public struct Column: Sendable {
        let name: String
        let word: String
        let isNumber: Bool
        let isSortable: Bool
        let cell: @Sendable (Item, Visit) -> DataTable.Cell
        let export: (@Sendable (Item) -> SheetTable.Cell)?

        /// A column: its name in the address, the word of its head, its cell on the page. `export` is its
        /// cell in files where that is not the same text.
        public init(
            _ name: String, _ word: String, isNumber: Bool = false, isSortable: Bool = false,
            cell: @escaping @Sendable (Item, Visit) -> DataTable.Cell,
            export: (@Sendable (Item) -> SheetTable.Cell)? = nil
        ) {
            self.name = name
            self.word = word
            self.isNumber = isNumber
            self.isSortable = isSortable
            self.cell = cell
            self.export = export
        }
    }

    /// How a list is turned over.
    public enum Paging: Sendable {
        /// By numbers; `count` is how many things there are.
        case numbers(count: Int)
        /// By places, for lists too long to count: the place of the next page, nil on the last.
        case places(next: Cursor?)
    }

    /// Rows that a file may have; more asks for a filter.
    public static var exportLimit: Int { 100_000 }

    let id: String
    let title: String
    let empty: String
    let path: String
    let sort: String
    let size: Int
    let columns: [Column]
    let filters: @Sendable (Visit) -> [Field]

    /// A list.
    ///
    /// - Parameters:
    ///   - id: unique on the page.
    ///   - title: the word of the table's caption and of the files' name.
    ///   - empty: the word that stands where nothing was found, with a next step.
    ///   - path: the page that shows it.
    ///   - sort: the column by which it is sorted at first, with `-` before it for the largest first.
    ///   - size: rows of a page.
    ///   - filters: the fields of the filter, holding what the address says.
    public init(
        id: String, title: String, empty: String, path: String, sort: String, size: Int = 50,
        columns: [Column], filters: @escaping @Sendable (Visit) -> [Field] = { _ in [] }
    ) {
        self.id = id
        self.title = title
        self.empty = empty
        self.path = path
        self.sort = sort
        self.size = size
        self.columns = columns
        self.filters = filters
    }

    /// What the visit asks of the list.
    ///
    /// - Throws: a 400 that names the part of the address which makes no sense.
    public func query(in visit: Visit) throws(SiteFault) -> ListQuery {
        let first = sort.hasPrefix("-") ? String(sort.dropFirst()) : sort
        return try ListQuery(
            in: visit, sortable: columns.filter(\.isSortable).map(\.name) + [first], sort: sort,
            filters: filters(visit).map(\.name), size: size)
    }

    /// The list as a page shows it. Partial: `_list`.
    public func shown(
        _ items: [Item], _ paging: Paging, _ query: ListQuery, in visit: Visit
    ) -> ShownList {
        let heads = columns.map { column in
            let isSorted = column.name == query.sort
            let next = isSorted && query.isAscending ? "-" + column.name : column.name
            let changes: [(String, String?)] = [("sort", next), ("page", nil), ("after", nil)]
            return DataTable.Column(
                visit.words(column.word), isNumber: column.isNumber,
                sort: column.isSortable ? visit.linkHere(changing: changes) : nil,
                isAscending: isSorted ? query.isAscending : nil)
        }
        let rows = items.map { item in
            let cells = columns.map { $0.cell(item, visit) }
            return DataTable.Row(cells.first ?? .init(""), Array(cells.dropFirst()))
        }
        let table = DataTable(
            id: id, caption: visit.words(title), columns: heads, rows: rows, empty: visit.words(empty))
        return ShownList(
            filter: filter(query, in: visit), clear: clear(query, in: visit), count: count(paging, visit),
            table: table, pager: pager(paging, query, visit), places: places(paging, query, visit),
            exports: items.isEmpty ? [] : exports(visit))
    }

    /// The list as a file to keep; hand in all that the filter finds.
    ///
    /// - Throws: a fault with words where there is more than ``exportLimit``, or a text that XLSX does not
    ///   bear.
    public func file(of items: [Item], as format: ListQuery.Format, in visit: Visit) throws -> Reply {
        guard items.count <= Self.exportLimit else { throw ListFault.tooLong(limit: Self.exportLimit) }
        let rows = items.map { item in
            columns.map { column in column.export?(item) ?? .text(column.cell(item, visit).text) }
        }
        let name = visit.words(title)
        let table = SheetTable(name, columns: columns.map { visit.words($0.word) }, rows: rows)
        let file = "\(name)-\(Self.day(visit.now)).\(format.rawValue)"
        switch format {
        case .csv: return .download(table.csv(), type: SheetTable.textType, name: file)
        case .xlsx:
            do throws(SheetFault) {
                return .download(try table.workbook(), type: SheetTable.workbookType, name: file)
            } catch {
                throw ListFault.unwritable(error)
            }
        }
    }

    private func filter(_ query: ListQuery, in visit: Visit) -> Form? {
        let fields = filters(visit)
        guard !fields.isEmpty else { return nil }
        let sorting = visit.query["sort"].map { [("sort", $0)] } ?? []
        return Form.asking(
            path, in: visit, hidden: sorting, fields: fields, button: visit.words("site.list.filter"))
    }

    private func clear(_ query: ListQuery, in visit: Visit) -> Link? {
        guard !query.filter.isEmpty else { return nil }
        return Link(
            visit.words("site.list.clear"),
            visit.link(path, visit.query["sort"].map { [("sort", $0)] } ?? []))
    }

    private func count(_ paging: Paging, _ visit: Visit) -> String? {
        guard case .numbers(let count) = paging else { return nil }
        return visit.words.counted("site.list.count", count)
    }

    private func pager(_ paging: Paging, _ query: ListQuery, _ visit: Visit) -> Pager? {
        guard case .numbers(let count) = paging else { return nil }
        return Pager(page: query.page, of: (count + size - 1) / size, in: visit)
    }

    private func places(_ paging: Paging, _ query: ListQuery, _ visit: Visit) -> [Link] {
        guard case .places(let next) = paging else { return [] }
        var links: [Link] = []
        if query.cursor != nil {
            links.append(Link(visit.words("site.list.first"), visit.linkHere(changing: [("after", nil)])))
        }
        if let next {
            links.append(
                Link(visit.words("site.following"), visit.linkHere(changing: [("after", next.word)])))
        }
        return links
    }

    private func exports(_ visit: Visit) -> [Link] {
        ListQuery.Format.allCases.map { format in
            Link(
                visit.words("site.list.\(format.rawValue)"),
                visit.linkHere(changing: [("as", format.rawValue), ("page", nil), ("after", nil)]))
        }
    }

    /// The calendar day in China.
    private static func day(_ moment: Date) -> String {
        let china = moment.addingTimeInterval(8 * 3600)
        return String(china.ISO8601Format().prefix(10))
    }
}

/// A list as a page shows it: filter, number, table, ways on, files. Partial: `_list`.
public struct ShownList: Sendable {
    let filter: Form?
    let clear: Link?
    let count: String?
    let table: DataTable
    let pager: Pager?
    let places: [Link]
    let exports: [Link]
}

/// Why a list cannot be given out as a file.
enum ListFault: ExplainedFault {
    case tooLong(limit: Int)
    case unwritable(SheetFault)

    var status: HTTPResponse.Status {
        switch self {
        case .tooLong: .unprocessableContent
        case .unwritable: .internalServerError
        }
    }

    var kind: String {
        switch self {
        case .tooLong: "site.list-too-long"
        case .unwritable: "site.list-unwritable"
        }
    }

    func explanation(in words: Words) -> FaultExplanation {
        switch self {
        case .tooLong(let limit):
            FaultExplanation(
                title: words("site.list.tooLong.title"),
                reason: words("site.list.tooLong.reason", ["limit": String(limit)]),
                advice: words("site.list.tooLong.advice"))
        case .unwritable(let fault):
            FaultExplanation(
                title: words("site.list.unwritable.title"),
                reason: words.language == .english ? fault.englishText : fault.chineseText,
                advice: words("site.list.unwritable.advice"))
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Sheets

/// The list of the gallery; its filter, sorting, pages and files work.
enum GalleryList {
    struct Region: Sendable {
        let code: String
        let name: String
        let count: Int
    }

    static let listing = listing(id: "regions", title: "site.gallery.list")

    static func listing(id: String, title: String) -> Listing<Region> {
        Listing<Region>(
            id: id, title: title, empty: "site.gallery.none", path: "/_gallery", sort: "code",
            size: 3,
            columns: [
                .init("name", "site.gallery.region", isSortable: true) { region, _ in
                    .init(region.name, in: .chinese)
                },
                .init("code", "site.gallery.code", isSortable: true) { region, _ in .init(region.code) },
                .init("count", "site.gallery.count", isNumber: true, isSortable: true) { region, _ in
                    .init(String(region.count), isNumber: true)
                } export: {
                    .number(String($0.count))
                },
            ],
            filters: { visit in
                [Field("q", visit.words("site.search.words"), .text(visit.query["q"] ?? "", width: .medium))]
            })
    }

    private static let regions = [
        ("320505", "虎丘区", 61), ("320506", "吴中区", 48), ("320507", "相城区", 52), ("320508", "姑苏区", 33),
        ("320509", "吴江区", 77), ("320581", "常熟市", 70), ("320582", "张家港市", 58),
    ].map { Region(code: $0.0, name: $0.1, count: $0.2) }

    /// All that the filter finds, sorted.
    static func items(_ query: ListQuery) -> [Region] {
        let found = regions.filter { query.filter["q"].map($0.name.contains) ?? true }
        let sorted = found.sorted { one, other in
            switch query.sort {
            case "count": one.count < other.count
            case "name": one.name < other.name
            default: one.code < other.code
            }
        }
        return query.isAscending ? sorted : sorted.reversed()
    }

    static func count(_ query: ListQuery) -> Int { items(query).count }

    static func found(_ query: ListQuery) -> [Region] {
        Array(items(query).dropFirst(query.offset).prefix(query.size))
    }
}

// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Sheets
import Site
import Standards
import Store

extension Enterprises {
    var exportRoutes: [Route] {
        [
            .page("/enterprises/export.csv", "enterprises.export.csv", .enterpriseExport) { visit in
                let table = try await exported(visit)
                return .download(
                    table.csv(), type: SheetTable.textType,
                    name: visit.words("enterprises.export.file") + ".csv")
            },
            .page("/enterprises/export.xlsx", "enterprises.export.xlsx", .enterpriseExport) { visit in
                let table = try await exported(visit)
                return .download(
                    try table.workbook(), type: SheetTable.workbookType,
                    name: visit.words("enterprises.export.file") + ".xlsx")
            },
        ]
    }

    /// The most rows of one file.
    static let mostExported = 10_000
    /// The most columns of facts.
    private static let mostFactColumns = 60

    /// The list that the page shows, one row an enterprise, with what an official may see; that it was taken
    /// is in the audit. Heads are those that an import reads, so that a sheet can come back.
    private func exported(_ visit: Visit) async throws -> SheetTable {
        let (selection, unread) = selection(visit)
        if let name = unread.first { throw SiteFault.badRequest(field: name) }
        var enterprises: [Enterprise] = []
        var place: ListPlace?
        repeat {
            let part = try await part(visit.query["q"] ?? "", selection, after: place, limit: 500)
            enterprises += part.enterprises
            place = part.next
        } while place != nil && enterprises.count < Self.mostExported
        enterprises = Array(enterprises.prefix(Self.mostExported))
        let known = try await factStore.known(enterprises)
        let (actor, count) = (visit.who?.actor ?? "", enterprises.count)
        try await register.noteExport(
            query: visit.query.pairs.map { "\($0.name)=\($0.value)" }.joined(separator: " "), count: count,
            by: actor)
        return table(known)
    }

    private func table(_ known: [KnownEnterprise]) -> SheetTable {
        let clearance = Clearance.office
        var uses: [Facts.Key: Int] = [:]
        for one in known {
            for key in one.facts.keys where !isRegister(key) { uses[key, default: 0] += 1 }
        }
        let common = uses.sorted {
            ($1.value, $0.key.word, $0.key.year) < ($0.value, $1.key.word, $1.key.year)
        }
        .prefix(Self.mostFactColumns).map(\.key)
        let keys = common.sorted { ($0.word, $0.year) < ($1.word, $1.year) }
        let heads = keys.map { key in
            let name = library.vocabulary[key.word].name
            return key.year == 0 ? name : "\(key.year)年.\(name)"
        }
        let rows = known.map { one -> [SheetTable.Cell] in
            let enterprise = one.enterprise
            let register: [SheetTable.Cell] = [
                .text(enterprise.code.text), .text(enterprise.name), .text(enterprise.region.code),
                .text(enterprise.industry?.fullCode ?? ""),
                enterprise.founded.map { .day($0.isoText) } ?? .empty, .text(enterprise.state.chineseText),
                .text(enterprise.legalForm), .text(enterprise.address),
            ]
            return register
                + keys.map { key in
                    guard let report = one.facts[key] else { return .empty }
                    let word = library.vocabulary[key.word]
                    return .text(clearance.shows(word) ? word.storedText(of: report.value) : "***")
                }
        }
        return SheetTable(
            "企业",
            columns: ["统一社会信用代码", "企业名称", "行政区划", "行业代码", "成立日期", "登记状态", "企业类型", "住所"] + heads,
            rows: rows)
    }

    private func isRegister(_ key: Facts.Key) -> Bool {
        FactBook.RegisterWord(rawValue: library.vocabulary[key.word].name) != nil
    }
}

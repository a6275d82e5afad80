// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Policies
import Sheets
import Site
import Standards
import Store

/// Who qualifies for a policy now and has not applied, or is not paid yet where nothing is applied for: by
/// the judgement that the night counts by, so that number and list are one.
struct UnappliedList: Sendable {
    let way: NightLine.Way
    /// How many qualify within the regions.
    let eligible: Int
    /// Who of them has not applied, in the order of the register.
    let enterprises: [EnterpriseID]
    /// How many of them are counted in each county and section.
    let cells: [PolicyCell: Int]

    /// Their numbers by county, then by section of industry.
    var shares: (counties: [NightShare], sections: [NightShare]) {
        var counties: [String: NightShare] = [:]
        var sections: [String: NightShare] = [:]
        for (cell, count) in cells {
            counties[cell.region.code, default: NightShare(cell.region.code)].add(0, count)
            sections[cell.section, default: NightShare(cell.section)].add(0, count)
        }
        return (counties.values.mostFirst, sections.values.mostFirst)
    }
}

extension Entitlements {
    /// Enterprises of one file; more come in further parts.
    static let mostExported = 10_000

    /// Those within some regions; nil where nothing is counted, or while everybody is being read.
    func unapplied(for policy: Int64, within regions: [Region], on day: Day) async throws -> UnappliedList? {
        let found: PolicyMatches?
        do {
            found = try await audience.eligible(for: policy)
        } catch AudienceFault.notLoaded {
            return nil
        }
        guard let matches = found, let way = NightLine.Way(matches.policy.content, on: day) else {
            return nil
        }
        let gone = try await outcomes.settled(matches.policy.content, policy, way, on: day)
        let isHere = { (region: Region) in regions.contains { region.isWithin($0) } }
        let cells = matches.counts(leavingOut: gone).filter { isHere($0.key.region) }
        return UnappliedList(
            way: way, eligible: matches.counts().filter { isHere($0.key.region) }.values.reduce(0, +),
            enterprises: matches.eligible(within: regions).filter { !gone.contains($0) }, cells: cells)
    }

    /// One part of those who qualify and never applied, within the reader's regions; that it was taken is in
    /// the audit.
    func unappliedFile(_ visit: Visit) async throws -> Reply {
        let (number, title) = try await policy(visit)
        guard let list = try await unapplied(for: number, within: regions(visit), on: visit.today) else {
            throw SiteFault.notFound
        }
        let part = min(max(1, visit.query["part"].flatMap { Int($0) } ?? 1), 10_000)
        let all = list.enterprises.dropFirst((part - 1) * Self.mostExported).prefix(Self.mostExported)
        var rows: [[SheetTable.Cell]] = []
        for start in stride(from: all.startIndex, to: all.endIndex, by: Self.stretch) {
            let ids = Array(all[start..<min(start + Self.stretch, all.endIndex)])
            rows += try await enterprises.known(ids).map { known in
                let one = known.enterprise
                return [
                    .text(one.code.text), .text(one.name), .text(one.region.fullName),
                    .text(one.industry?.fullCode ?? ""), .text(one.address),
                ]
            }
        }
        try await store.noteExport(of: number, count: rows.count, by: visit.who?.actor ?? "")
        let table = SheetTable(
            title, columns: ["统一社会信用代码", "企业名称", "行政区划", "行业代码", "住所"], rows: rows)
        let name = visit.words("entitlements.figures.unapplied") + "-\(number)-\(part).csv"
        return .download(table.csv(), type: SheetTable.textType, name: name)
    }

    /// Links to the list: one, or one for each part.
    func unappliedLinks(_ list: UnappliedList, _ number: Int64, _ visit: Visit) -> [Link] {
        let count = list.enterprises.count
        guard count > 0 else { return [] }
        let text = visit.words("entitlements.figures.enterprises.\(list.way.rawValue)")
        let path = "/entitlements/\(number)/enterprises.csv"
        guard count > Self.mostExported else { return [Link(text, visit.link(path))] }
        return stride(from: 0, to: count, by: Self.mostExported).map { start in
            let range = "\(start + 1)–\(min(start + Self.mostExported, count))"
            return Link(
                "\(text) \(range)", visit.link(path, [("part", String(start / Self.mostExported + 1))]))
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation

/// An XLSX file: which sheets there are, what they share, and how numbers are shown.
struct Workbook {
    private let archive: Archive
    private let limits: SheetLimits

    init(_ bytes: [UInt8], limits: SheetLimits) throws(SheetFault) {
        self.limits = limits
        archive = try Archive(bytes, limitBytes: limits.unpackedBytes)
    }

    /// All worksheets in the order of their tabs.
    func sheets() throws(SheetFault) -> [Sheet] {
        let path = try bookPath()
        guard let data = try archive.part(path) else { throw try otherFormat() }
        let book = BookPart(part: path)
        try book.parse(data)
        let links = try relations(of: path)
        let strings = SharedStrings(part: "sharedStrings.xml")
        if let target = links.values.first(where: { $0.kind == "sharedStrings" })?.target,
            let data = try archive.part(target)
        {
            try strings.parse(data)
        }
        let styles = StylePart(part: "styles.xml")
        if let target = links.values.first(where: { $0.kind == "styles" })?.target,
            let data = try archive.part(target)
        {
            try styles.parse(data)
        }
        let shown = CellFormats(styles.formats, startsIn1904: book.startsIn1904)
        var sheets: [Sheet] = []
        for tab in book.tabs {
            guard let link = links[tab.relation], link.kind == "worksheet" else { continue }
            guard let data = try archive.part(link.target) else {
                throw .damaged(part: link.target, line: nil)
            }
            let part = SheetPart(part: tab.name, strings: strings.strings, formats: shown, limits: limits)
            try part.parse(data)
            sheets.append(Sheet(name: tab.name, isHidden: tab.isHidden, rows: part.rows))
        }
        return sheets
    }

    /// Where the book's main part lies; nearly always `xl/workbook.xml`.
    private func bookPath() throws(SheetFault) -> String {
        try relations(of: "").values.first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
    }

    private func relations(of path: String) throws(SheetFault) -> [String: RelationPart.Relation] {
        let cut = path.lastIndex(of: "/")
        let folder = cut.map { String(path[..<$0]) } ?? ""
        let name = cut.map { String(path[path.index(after: $0)...]) } ?? path
        let place = (folder.isEmpty ? "" : folder + "/") + "_rels/\(name).rels"
        guard let data = try archive.part(place) else { return [:] }
        let part = RelationPart(part: place, folder: folder)
        try part.parse(data)
        return part.relations
    }

    /// What an archive without a workbook is.
    private func otherFormat() throws(SheetFault) -> SheetFault {
        if archive.has("xl/workbook.bin") { return .unsupported(ending: "XLSB") }
        if archive.has("word/document.xml") { return .unsupported(ending: "DOCX") }
        if archive.has("ppt/presentation.xml") { return .unsupported(ending: "PPTX") }
        if archive.has("content.xml") { return .unsupported(ending: "ODS") }
        if archive.has("Index/Document.iwa") { return .unsupported(ending: "NUMBERS") }
        return .unsupported(ending: "ZIP")
    }
}

/// The list of sheets.
final class BookPart: PartParser {
    struct Tab {
        let name: String
        let relation: String
        let isHidden: Bool
    }

    private(set) var tabs: [Tab] = []
    private(set) var startsIn1904 = false

    override func begin(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "workbookPr": startsIn1904 = ["1", "true"].contains(attributes["date1904"])
        case "sheet":
            let relation = attributes.first { $0.key.hasSuffix(":id") }?.value
            tabs.append(
                Tab(
                    name: attributes["name"] ?? "", relation: relation ?? "",
                    isHidden: attributes["state"].map { $0 != "visible" } ?? false))
        default: break
        }
    }
}

/// Which part is where (ECMA-376, part 2, 9.3).
final class RelationPart: PartParser {
    struct Relation {
        /// The last word of the kind's address, such as `worksheet`.
        let kind: String
        let target: String
    }

    private(set) var relations: [String: Relation] = [:]
    private let folder: String

    init(part: String, folder: String) {
        self.folder = folder
        super.init(part: part)
    }

    override func begin(_ name: String, _ attributes: [String: String]) {
        guard name == "Relationship", let id = attributes["Id"], let target = attributes["Target"],
            attributes["TargetMode"] != "External"
        else { return }
        let kind = attributes["Type"]?.split(separator: "/").last.map(String.init) ?? ""
        relations[id] = Relation(kind: kind, target: resolved(target))
    }

    /// The path within the archive, of an absolute or a relative one.
    private func resolved(_ target: String) -> String {
        var parts = target.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }
}

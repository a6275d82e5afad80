// SPDX-License-Identifier: Apache-2.0
import Foundation
import FoundationXML
import Synchronization
import Testing

/// Whether files are what their formats ask for.
enum FileChecks {
    /// An iCalendar file with its lines put together again.
    static func unfolded(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\r\n ", with: "")
    }

    /// What RFC 5545 does not allow in a file.
    static func calendarFaults(_ bytes: [UInt8]) -> [String] {
        var faults: [String] = []
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasSuffix("\r\n") else { return ["no CR LF at the end"] }
        for line in text.components(separatedBy: "\r\n") {
            if line.utf8.count > 75 { faults.append("longer than 75 bytes: \(line)") }
            if line.contains("\n") || line.contains("\r") { faults.append("bare line break: \(line)") }
        }
        var open: [String] = []
        var needed: Set<String> = []
        for line in unfolded(bytes).components(separatedBy: "\r\n") where !line.isEmpty {
            guard let colon = line.firstIndex(of: ":") else {
                faults.append("no value: \(line)")
                continue
            }
            let name = line[..<colon].prefix { $0 != ";" }
            let value = String(line[line.index(after: colon)...])
            switch name {
            case "BEGIN":
                open.append(value)
                if value == "VEVENT" { needed = ["UID", "DTSTAMP", "DTSTART"] }
            case "END":
                if open.popLast() != value { faults.append("END:\(value) does not end what is open") }
                if value == "VEVENT", !needed.isEmpty { faults.append("missing \(needed)") }
            default: needed.remove(String(name))
            }
        }
        return faults + open
    }

    /// The titles of a feed's entries; throws for what is no XML.
    static func atomTitles(_ bytes: [UInt8]) throws -> [String] {
        let document = try XMLDocument(data: Data(bytes))
        let root = try #require(document.rootElement())
        #expect(root.name == "feed")
        for name in ["id", "title", "updated"] { #expect(root.elements(forName: name).count == 1) }
        return try root.elements(forName: "entry").map { entry in
            for name in ["id", "title", "updated", "author", "summary"] {
                #expect(entry.elements(forName: name).count == 1)
            }
            return try #require(entry.elements(forName: "title").first?.stringValue)
        }
    }

    /// What an e-book lacks: Python's zip reader tests the checksums, and reads its parts as XML.
    static func bookFaults(_ bytes: [UInt8]) throws -> [String] {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".epub")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let check = """
            import sys, zipfile, xml.dom.minidom as x
            z = zipfile.ZipFile(sys.argv[1]); names = z.namelist()
            assert z.testzip() is None and names[0] == "mimetype" and z.infolist()[0].compress_type == 0
            assert z.read("mimetype") == b"application/epub+zip"
            for n in names[1:]: x.parseString(z.read(n))
            p = x.parseString(z.read("OEBPS/package.opf"))
            hrefs = [i.getAttribute("href") for i in p.getElementsByTagName("item")]
            assert sorted("OEBPS/" + h for h in hrefs) == sorted(n for n in names if n.endswith(".xhtml"))
            ids = {i.getAttribute("id") for i in p.getElementsByTagName("item")}
            assert all(r.getAttribute("idref") in ids for r in p.getElementsByTagName("itemref"))
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", check, file.path]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let told = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return process.terminationStatus == 0 ? [] : [told]
    }
}

/// A value that a journey leaves for the next one.
final class Locked: Sendable {
    private let state: Mutex<String>
    init(_ value: String) { state = Mutex(value) }
    var value: String { state.withLock { $0 } }
    func set(_ value: String) { state.withLock { $0 = value } }
}

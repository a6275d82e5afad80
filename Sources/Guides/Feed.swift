// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards

/// Entries in Atom (RFC 4287).
struct AtomFeed {
    /// A lasting name of the feed: its own address.
    let id: String
    let title: String
    let home: String
    var entries: [Entry]

    struct Entry {
        let id: String
        let title: String
        let link: String
        let author: String
        let summary: String
        let updated: Int64
        let categories: [String]
    }

    /// The document.
    var text: String {
        let updated = entries.map(\.updated).max() ?? 0
        var lines = [
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-Hans\">",
            "<id>\(Self.escaped(id))</id>", "<title>\(Self.escaped(title))</title>",
            "<updated>\(Self.time(updated))</updated>",
            "<link rel=\"self\" type=\"application/atom+xml\" href=\"\(Self.escaped(id))\"/>",
            "<link rel=\"alternate\" type=\"text/html\" href=\"\(Self.escaped(home))\"/>",
        ]
        for entry in entries {
            lines += [
                "<entry>", "<id>\(Self.escaped(entry.id))</id>",
                "<title>\(Self.escaped(entry.title))</title>",
                "<updated>\(Self.time(entry.updated))</updated>",
                "<link rel=\"alternate\" type=\"text/html\" href=\"\(Self.escaped(entry.link))\"/>",
                "<author><name>\(Self.escaped(entry.author))</name></author>",
            ]
            lines += entry.categories.map { "<category term=\"\(Self.escaped($0))\"/>" }
            lines += ["<summary>\(Self.escaped(entry.summary))</summary>", "</entry>"]
        }
        return (lines + ["</feed>", ""]).joined(separator: "\n")
    }

    private static func time(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds / 1000)).ISO8601Format()
    }

    /// Text for XML 1.0: what it cannot hold is left out.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || (0xFFFE...0xFFFF).contains(scalar.value): continue
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

/// Days in iCalendar (RFC 5545), each a whole day with a reminder.
struct CalendarFile {
    let name: String
    var events: [Event]

    struct Event {
        let id: String
        let stamp: Int64
        let day: Day
        let title: String
        let text: String
        let link: String
    }

    /// The document: lines end with CR LF and are folded at 75 bytes.
    var text: String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Yumiao//Policies//ZH", "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH", "X-WR-CALNAME:\(Self.escaped(name))",
        ]
        for event in events {
            lines += [
                "BEGIN:VEVENT", "UID:\(event.id)", "DTSTAMP:\(Self.moment(event.stamp))",
                "DTSTART;VALUE=DATE:\(Self.date(event.day))",
                "DTEND;VALUE=DATE:\(Self.date(event.day.adding(days: 1)))",
                "SUMMARY:\(Self.escaped(event.title))", "DESCRIPTION:\(Self.escaped(event.text))",
                "URL:\(event.link)", "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY",
                "DESCRIPTION:\(Self.escaped(event.title))", "TRIGGER:-P3D", "END:VALARM", "END:VEVENT",
            ]
        }
        return (lines + ["END:VCALENDAR"]).map(Self.folded).joined(separator: "\r\n") + "\r\n"
    }

    private static func date(_ day: Day) -> String { day.isoText.filter { $0 != "-" } }

    private static func moment(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds / 1000)).ISO8601Format()
            .filter { $0 != "-" && $0 != ":" }
    }

    static func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: ";", with: "\\;")
            .replacingOccurrences(of: ",", with: "\\,").replacingOccurrences(of: "\r\n", with: "\\n")
            .replacingOccurrences(of: "\n", with: "\\n").filter { $0 != "\r" }
    }

    /// A line in pieces of at most 75 bytes, never within a character; each but the first begins with a
    /// space.
    static func folded(_ line: String) -> String {
        var (pieces, piece, size): ([String], String, Int) = ([], "", 0)
        for character in line {
            let bytes = character.utf8.count
            if size + bytes > (pieces.isEmpty ? 75 : 74) {
                pieces.append(piece)
                (piece, size) = ("", 0)
            }
            piece.append(character)
            size += bytes
        }
        return (pieces + [piece]).joined(separator: "\r\n ")
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards

/// A letter as a mail: RFC 5322 with MIME parts in text and HTML, and a way to unsubscribe by one click
/// (RFC 8058). Everything is base64, so that no line is too long and no line begins with a dot.
struct MailText: Sendable {
    let from: String
    let name: String

    /// The bytes between DATA and the final dot.
    func bytes(of letter: Letter, to address: MailAddress, at moment: Int64) -> [UInt8] {
        let domain = MailAddress(from)?.domain ?? "localhost"
        let boundary = "yumiao-\(letter.id.filter { $0 != "-" })"
        var head = [
            "Date: \(Self.date(moment))",
            "From: \(name.isEmpty ? "" : Self.encoded(name, after: 6) + " ")<\(from)>",
            "To: <\(address.text)>",
            "Subject: \(Self.encoded(letter.subject, after: 9))",
            // The same at every try: who gets a mail twice can know it.
            "Message-ID: <\(letter.id)@\(domain)>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Language: \(letter.language)",
        ]
        if let unsubscribe = letter.unsubscribe {
            head.append("List-Unsubscribe: <\(unsubscribe)>")
            head.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
        }
        head.append("Content-Type: multipart/alternative; boundary=\"\(boundary)\"")
        let parts = [("text/plain", Self.plain(letter)), ("text/html", Self.html(letter))].map {
            """
            --\(boundary)
            Content-Type: \($0.0); charset=utf-8
            Content-Transfer-Encoding: base64

            \(Self.base64($0.1))
            """
        }
        let text = (head + [""] + parts + ["--\(boundary)--", ""]).joined(separator: "\n")
        return Array(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8)
    }

    /// The text for programs that show no HTML.
    static func plain(_ letter: Letter) -> String {
        let items = letter.items.map { item in
            [item.title, item.text, item.link].compactMap { $0 }.filter { !$0.isEmpty }
                .joined(separator: "\n")
        }
        return ([letter.lead].compactMap { $0 } + items + [letter.footer.joined(separator: "\n")])
            .joined(separator: "\n\n") + "\n"
    }

    /// The text as HTML, without any picture or script.
    static func html(_ letter: Letter) -> String {
        let items = letter.items.map { item in
            let title = item.link.map { "<a href=\"\(escaped($0))\">\(escaped(item.title))</a>" }
            return "<h2>\(title ?? escaped(item.title))</h2>\n<p>\(lines(item.text))</p>"
        }
        let lead = letter.lead.map { "<p>\(escaped($0))</p>\n" } ?? ""
        let footer = letter.footer.map { "<p><small>\(linked($0))</small></p>" }
        return """
            <!DOCTYPE html>
            <html lang="\(letter.language)"><head><meta charset="utf-8">
            <title>\(escaped(letter.subject))</title></head><body>
            \(lead)\(items.joined(separator: "\n"))
            <hr>
            \(footer.joined(separator: "\n"))
            </body></html>
            """
    }

    /// A header's text as encoded words (RFC 2047), folded; ASCII stays as it is.
    static func encoded(_ text: String, after width: Int) -> String {
        let plain = text.replacing(/[\p{Cc}\u{2028}\u{2029}]+/, with: " ")
        if plain.utf8.allSatisfy({ $0 < 0x7F }), !plain.contains("=?"), plain.utf8.count + width <= 76,
            plain.allSatisfy({ !"<>\",;:@()[]\\".contains($0) })
        {
            return plain
        }
        // 45 bytes become 60 characters, 72 with their frame: within the 75 that a word may have.
        var words: [String] = []
        var part = ""
        for character in plain {
            if part.utf8.count + String(character).utf8.count > 45 - (words.isEmpty ? width : 0),
                !part.isEmpty
            {
                words.append(part)
                part = ""
            }
            part.append(character)
        }
        words.append(part)
        return words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\n ")
    }

    /// `Sat, 28 Nov 2026 16:05:09 +0800`.
    static func date(_ moment: Int64) -> String {
        let day = Day(milliseconds: moment)
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let second = (moment - day.startMilliseconds) / 1000 % 60
        return "\(days[day.weekday.rawValue - 1]), \(day.day) \(months[day.month - 1]) \(day.year) "
            + "\(Day.clock(at: moment)):\(second < 10 ? "0" : "")\(second) +0800"
    }

    private static func base64(_ text: String) -> String {
        Data(text.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
    }

    private static func lines(_ text: String) -> String {
        escaped(text).replacing("\n", with: "<br>\n")
    }

    /// Addresses in the footer become links.
    private static func linked(_ text: String) -> String {
        escaped(text).replacing(/https?:\/\/[A-Za-z0-9._~:\/?#@!$'()*+,=%-]+/) { match in
            "<a href=\"\(match.0)\">\(match.0)</a>"
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}

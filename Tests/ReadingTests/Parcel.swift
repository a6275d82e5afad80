// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Builds small archives and PDF files for the tests, byte by byte.
enum Parcel {
    /// A ZIP archive of uncompressed parts. A claimed size stands in the directory instead of the true one.
    static func zip(_ parts: [(name: String, text: String)], claiming size: UInt32? = nil) -> Data {
        var body = Data()
        var directory = Data()
        for part in parts {
            let bytes = Data(part.text.utf8)
            let name = Data(part.name.utf8)
            let offset = UInt32(body.count)
            let fields =
                words16([20, 0, 0, 0, 0])
                + words32([crc(bytes), size ?? UInt32(bytes.count), size ?? UInt32(bytes.count)])
            body += words32([0x0403_4B50]) + fields + words16([UInt16(name.count), 0]) + name + bytes
            directory +=
                words32([0x0201_4B50]) + words16([20]) + fields + words16([UInt16(name.count), 0, 0, 0, 0])
            directory += words32([0, offset]) + name
        }
        let count = UInt16(parts.count)
        return body + directory + words32([0x0605_4B50]) + words16([0, 0, count, count])
            + words32([UInt32(directory.count), UInt32(body.count)]) + words16([0])
    }

    /// A Word file whose body is the given XML.
    static func word(_ body: String) -> Data {
        let document =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
            + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
            + "<w:body>\(body)</w:body></w:document>"
        return zip([("[Content_Types].xml", "<Types/>"), ("word/document.xml", document)])
    }

    /// A PDF of one page; with an empty line the page has no text, as a scanned one.
    static func pdf(_ line: String) -> Data {
        let content = line.isEmpty ? "0 0 100 100 re f" : "BT /F1 12 Tf 72 700 Td (\(line)) Tj ET"
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
                + "/Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        var text = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 6\n0000000000 65535 f \n"
        for offset in offsets {
            text += String(repeating: "0", count: 10 - "\(offset)".count) + "\(offset) 00000 n \n"
        }
        text += "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Data(text.utf8)
    }

    private static func words16(_ values: [UInt16]) -> Data {
        Data(values.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
    }

    private static func words32(_ values: [UInt32]) -> Data {
        Data(values.flatMap { value in (0..<4).map { UInt8((value >> (8 * $0)) & 255) } })
    }

    private static func crc(_ bytes: Data) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}

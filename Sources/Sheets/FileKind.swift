// SPDX-License-Identifier: Apache-2.0

/// Tells by a file's first bytes what it is, and names what is not read.
enum FileKind {
    static func isArchive(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
    }

    /// Why a file that is neither text nor an archive is not read; nil for what may be one of them.
    static func fault(of bytes: [UInt8], name: String) -> SheetFault? {
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            // Password-protected XLSX files lie within such a compound file (MS-OFFCRYPTO, 2.3).
            let mark = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
            return contains(mark, in: bytes) ? .encrypted : .oldFormat
        }
        // Excel 2 to 4: a record "beginning of file" without a compound file around it.
        if bytes.count > 4, bytes[0] == 0x09, [0x00, 0x02, 0x04].contains(bytes[1]), bytes[3] == 0 {
            return .oldFormat
        }
        for (start, ending) in known where bytes.starts(with: start) { return .unsupported(ending: ending) }
        return disguise(bytes)
    }

    private static let known: [([UInt8], String)] = [
        (Array("%PDF".utf8), "PDF"), (Array("{\\rtf".utf8), "RTF"), (Array("Rar!".utf8), "RAR"),
        ([0x1F, 0x8B], "GZ"), (Array("7z".utf8) + [0xBC, 0xAF], "7Z"), ([0xFF, 0xD8, 0xFF], "JPG"),
        ([0x89, 0x50, 0x4E, 0x47], "PNG"),
    ]

    /// Web pages and XML tables that systems export under the name .xls.
    private static func disguise(_ bytes: [UInt8]) -> SheetFault? {
        let start = bytes.prefix(4096).drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
        guard start.first == UInt8(ascii: "<") else { return nil }
        let text = String(decoding: start, as: UTF8.self).lowercased()
        if text.contains("<html") || text.contains("<table") || text.contains("<!doctype html") {
            return .disguised(ending: "HTML")
        }
        return text.hasPrefix("<?xml") ? .disguised(ending: "XML") : nil
    }

    private static func contains(_ part: [UInt8], in bytes: [UInt8]) -> Bool {
        guard let first = part.first, bytes.count >= part.count else { return false }
        var at = 0
        while let found = bytes[at...].firstIndex(of: first), found + part.count <= bytes.count {
            if bytes[found..<found + part.count].elementsEqual(part) { return true }
            at = found + 1
        }
        return false
    }
}

// SPDX-License-Identifier: Apache-2.0

/// A kind of file that may be attached, known by its first bytes and not by its name.
public enum FileKind: String, Hashable, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case pdf
    case png
    case jpeg
    /// A ZIP container: .docx, .xlsx, .pptx, .wps in its newer form, .ofd, or plain .zip.
    case zip
    /// The older Office container: .doc, .xls, .ppt, .wps, .et.
    case oleCompound
    /// Text in UTF-8 without control characters: .txt, .csv.
    case text
    case webp
    case mp3
    /// Sound in an MP4 container.
    case m4a
    case ogg
    case mp4
    case webm

    /// What people attach as documents and pictures of documents; sound and film are asked for by name.
    public static let documents: Set<FileKind> = [.pdf, .png, .jpeg, .zip, .oleCompound, .text]

    /// The media type under which it is served; always as a download.
    public var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        case .zip: "application/zip"
        case .oleCompound: "application/x-ole-storage"
        case .text: "text/plain; charset=utf-8"
        case .webp: "image/webp"
        case .mp3: "audio/mpeg"
        case .m4a: "audio/mp4"
        case .ogg: "audio/ogg"
        case .mp4: "video/mp4"
        case .webm: "video/webm"
        }
    }

    /// Recognises a kind by the first bytes of a file; nil for all others, HTML and SVG among them, which a
    /// browser would run.
    static func recognised(_ start: [UInt8], isWhole: Bool) -> FileKind? {
        if start.starts(with: [0x25, 0x50, 0x44, 0x46, 0x2D]) { return .pdf }
        if start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if start.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .zip }
        if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) { return .oleCompound }
        if let kind = media(start) { return kind }
        return isText(start, isWhole: isWhole) ? .text : nil
    }

    /// Sound, film and WebP by the marks of their containers.
    private static func media(_ start: [UInt8]) -> FileKind? {
        func stands(_ text: String, at place: Int) -> Bool {
            start.count >= place + text.utf8.count && start[place...].starts(with: text.utf8)
        }
        if stands("RIFF", at: 0), stands("WEBP", at: 8) { return .webp }
        if stands("OggS", at: 0) { return .ogg }
        if stands("ftyp", at: 4) { return stands("M4A ", at: 8) || stands("M4B ", at: 8) ? .m4a : .mp4 }
        // Matroska is the same container; only WebM says so in its first bytes.
        if start.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) {
            return start.prefix(64).contains(UInt8(ascii: "w"))
                && String(decoding: start.prefix(64), as: UTF8.self).contains("webm") ? .webm : nil
        }
        if stands("ID3", at: 0), start.count > 3, start[3] < 0x10 { return .mp3 }
        // A frame of MPEG sound, layer III.
        if start.count > 2, start[0] == 0xFF, start[1] & 0xE6 == 0xE2, start[2] & 0xF0 != 0xF0 { return .mp3 }
        return nil
    }

    private static func isText(_ start: [UInt8], isWhole: Bool) -> Bool {
        // The last character may be cut where the sample ends.
        let body = isWhole ? start[...] : start.dropLast(3)
        let isPlain = body.allSatisfy { $0 >= 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        guard !start.isEmpty, isPlain else { return false }
        let isMarkup = body.drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }.first == UInt8(ascii: "<")
        guard !isMarkup else { return false }
        var longest = body
        for _ in 0..<4 {
            if String(validating: longest, as: UTF8.self) != nil { return true }
            if isWhole { return false }
            longest = longest.dropLast()
        }
        return false
    }
}

/// What may be attached.
public struct FileLimits: Hashable, Sendable {
    /// The kinds that are allowed.
    public var kinds: Set<FileKind>
    /// The largest size of one file.
    public var sizeBytes: Int64

    /// Limits for one field of a form.
    public init(kinds: Set<FileKind> = FileKind.documents, sizeBytes: Int64 = 20 << 20) {
        self.kinds = kinds
        self.sizeBytes = sizeBytes
    }
}

/// What can be wrong with a file that somebody attaches or asks for.
public enum FileFault: Error, Hashable, Sendable {
    case empty
    case tooLarge(limitBytes: Int64)
    case kindRefused(allowed: Set<FileKind>)
    case missing(digest: String)
    case damaged(digest: String)
    case notKept(code: Int32)

    /// What a person is told.
    public var words: (chinese: String, english: String) {
        switch self {
        case .empty:
            ("这个文件是空的。请检查后重新选择。", "This file is empty. Please check it and choose again.")
        case .tooLarge(let limit):
            (
                "文件超过了 \(limit >> 20) MB 的上限。请压缩或分成几个文件再上传。",
                "The file is larger than \(limit >> 20) MB. Please compress or split it."
            )
        case .kindRefused(let allowed):
            (
                "不接受这种文件。可以上传:\(Self.names(allowed))。",
                "This kind of file is not accepted. You may upload: \(Self.names(allowed))."
            )
        case .missing, .damaged:
            (
                "这个附件已损坏或丢失，管理员已收到提示。请联系受理窗口。",
                "This attachment is damaged or missing; the administrator was told. Please "
                    + "contact the office."
            )
        case .notKept:
            ("附件没有保存成功，请稍后再试。", "The attachment was not saved. Please try again later.")
        }
    }

    private static func names(_ kinds: Set<FileKind>) -> String {
        kinds.map { kind in
            switch kind {
            case .pdf: "PDF"
            case .png: "PNG"
            case .jpeg: "JPEG"
            case .zip: "DOCX/XLSX/ZIP"
            case .oleCompound: "DOC/XLS"
            case .text: "TXT/CSV"
            case .webp: "WEBP"
            case .mp3: "MP3"
            case .m4a: "M4A"
            case .ogg: "OGG"
            case .mp4: "MP4"
            case .webm: "WEBM"
            }
        }
        .sorted().joined(separator: ", ")
    }
}

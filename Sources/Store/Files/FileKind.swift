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

    /// The media type under which it is served; always as a download.
    public var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        case .zip: "application/zip"
        case .oleCompound: "application/x-ole-storage"
        case .text: "text/plain; charset=utf-8"
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
        return isText(start, isWhole: isWhole) ? .text : nil
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
    public init(kinds: Set<FileKind> = Set(FileKind.allCases), sizeBytes: Int64 = 20 << 20) {
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
            }
        }
        .sorted().joined(separator: ", ")
    }
}

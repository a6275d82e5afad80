// SPDX-License-Identifier: Apache-2.0

/// Why a document's text could not be taken out.
public enum DocumentFault: Error, Hashable, Sendable {
    /// Nothing in it.
    case empty
    /// More bytes than are read.
    case tooLarge(limitBytes: Int)
    /// Unpacked it would take more than is allowed: a damaged file or an attack.
    case unpackedTooLarge(limitBytes: Int)
    /// Neither text nor one of the formats that are read.
    case notText
    /// A format that is not read, with its usual ending.
    case unsupported(ending: String)
    /// The file is broken.
    case damaged(ending: String)
    /// The file is protected with a password.
    case encrypted
    /// A PDF of pictures: there is no text in it.
    case scanned(pages: Int?)
    /// The program that reads PDF is not installed.
    case converterMissing(program: String)
    /// Reading took too long and was stopped.
    case timedOut(seconds: Int)

    /// What happened and what to do, in Chinese.
    public var chineseText: String {
        switch self {
        case .empty: "文件是空的。请检查是否选错了文件。"
        case .tooLarge(let limit): "文件超过 \(limit / 1_048_576) MB，不能读取。请只上传政策正文，或删去图片后再试。"
        case .unpackedTooLarge(let limit): "文件展开后超过 \(limit / 1_048_576) MB，已停止读取。文件可能已损坏，请重新导出后再试。"
        case .notText: "无法识别文件内容。可读取的格式：TXT、HTML、DOCX、PDF；也可以直接粘贴文字。"
        case .unsupported(let ending): "暂不支持 \(ending) 格式。请另存为 DOCX、PDF 或 TXT 后再试，也可以直接粘贴文字。"
        case .damaged(let ending): "文件（\(ending)）已损坏，无法打开。请重新下载或导出后再试。"
        case .encrypted: "文件设有密码，无法读取。请取消密码后再试。"
        case .scanned(let pages):
            "这份 PDF\(pages.map { "（共 \($0) 页）" } ?? "")是扫描图片，其中没有文字。请上传可复制文字的版本，或粘贴文字。"
        case .converterMissing(let program): "服务器未安装读取 PDF 所需的程序（\(program)）。请联系管理员；在此之前可以粘贴文字。"
        case .timedOut(let seconds): "读取超过 \(seconds) 秒，已停止。请拆分文件，或粘贴文字后再试。"
        }
    }

    /// What happened and what to do, in English.
    public var englishText: String {
        switch self {
        case .empty: "The file is empty. Please check that it is the right one."
        case .tooLarge(let limit):
            "The file is larger than \(limit / 1_048_576) MB. Please upload the policy text alone, "
                + "or remove pictures first."
        case .unpackedTooLarge(let limit):
            "Unpacked, the file exceeds \(limit / 1_048_576) MB, so reading was stopped. "
                + "Please export it again and retry."
        case .notText:
            "The content was not recognised. TXT, HTML, DOCX and PDF can be read; "
                + "you can also paste the text."
        case .unsupported(let ending):
            "\(ending) files cannot be read. Please save as DOCX, PDF or TXT, or paste the text."
        case .damaged(let ending): "The \(ending) file is damaged. Please download or export it again."
        case .encrypted: "The file is protected with a password. Please remove the password and retry."
        case .scanned(let pages):
            "This PDF\(pages.map { " (\($0) pages)" } ?? "") consists of scanned pictures without text. "
                + "Please upload a version whose text can be copied, or paste the text."
        case .converterMissing(let program):
            "The program that reads PDF (\(program)) is not installed. Please tell the administrator; "
                + "meanwhile you can paste the text."
        case .timedOut(let seconds):
            "Reading took longer than \(seconds) seconds and was stopped. "
                + "Please split the file or paste the text."
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Why a table could not be read or written.
public enum SheetFault: Error, Hashable, Sendable {
    /// No bytes, or no cell with anything in it.
    case empty
    /// The file has more bytes than are read.
    case tooLarge(limitBytes: Int)
    /// Unpacked it would take more than is allowed: a damaged file or an attack.
    case unpackedTooLarge(limitBytes: Int)
    /// Something stands below the last row that is read.
    case tooManyRows(limit: Int)
    /// Something stands right of the last column that is read.
    case tooManyColumns(limit: Int, line: Int)
    /// More cells than are read.
    case tooManyCells(limit: Int)
    /// The file is protected with a password.
    case encrypted
    /// Excel's format before 2007 (.xls), or another of the old compound files.
    case oldFormat
    /// A web page or another text that only bears a table's name, as some systems export it.
    case disguised(ending: String)
    /// A format that is not read, with its usual ending.
    case unsupported(ending: String)
    /// Neither text nor a table.
    case notText
    /// Text whose bytes are broken in a line of the file, counted from 1.
    case brokenText(line: Int)
    /// A quotation mark is opened in a line of the file and never closed.
    case openQuote(line: Int, column: Int)
    /// The XLSX file is broken in one of its parts.
    case damaged(part: String, line: Int?)
    /// A text longer than a cell of XLSX bears.
    case cellTooLong(SheetPlace, limit: Int)
    /// The file could not be written, with the library's reason for the log.
    case unwritable(reason: String)

    /// What happened and what to do, in Chinese.
    public var chineseText: String {
        switch self {
        case .empty: "表格是空的，没有任何内容。请检查是否选错了文件或工作表。"
        case .tooLarge(let limit): "文件超过 \(limit >> 20) MB，不能读取。请拆成几个文件分别导入。"
        case .unpackedTooLarge(let limit):
            "文件展开后超过 \(limit >> 20) MB，已停止读取。文件可能已损坏；请另存为新的 XLSX 后再试。"
        case .tooManyRows(let limit): "表格超过 \(limit) 行，不能一次读取。请拆成几个文件分别导入。"
        case .tooManyColumns(let limit, let line):
            "第 \(line) 行的内容超出了第 \(limit) 列（\(SheetPlace.letters(of: limit)) 列）。请删去多余的列后再试。"
        case .tooManyCells(let limit): "表格超过 \(limit) 个单元格，不能一次读取。请拆成几个文件分别导入。"
        case .encrypted: "文件设有密码，无法读取。请在表格软件中取消密码，另存后再试。"
        case .oldFormat: "这是旧版 Excel 文件（.xls）。请用 Excel 或 WPS 打开，另存为 XLSX 后再试。"
        case .disguised(let ending):
            "这个文件的内容其实是 \(ending)，只是名称像表格。请用 Excel 或 WPS 打开，另存为 XLSX 后再试。"
        case .unsupported(let ending): "暂不支持 \(ending) 格式。请另存为 XLSX 或 CSV 后再试。"
        case .notText: "无法识别文件内容。请另存为 XLSX 或 CSV 后再试。"
        case .brokenText(let line): "文件第 \(line) 行有无法识别的字符，可能在保存时损坏。请重新导出，或另存为 XLSX 后再试。"
        case .openQuote(let line, let column):
            "从文件第 \(line) 行第 \(column) 列起有一个英文引号（\"）没有配对，后面的内容无法分列。请补上引号，或另存为 XLSX 后再试。"
        case .damaged(let part, let line):
            "XLSX 文件已损坏（\(part)\(line.map { "，第 \($0) 行" } ?? "")），无法打开。请用 Excel 或 WPS 打开并另存后再试。"
        case .cellTooLong(let place, let limit):
            "\(place.chineseText)的内容超过 \(limit) 个字符，XLSX 的单元格放不下。请改为导出 CSV。"
        case .unwritable: "文件没有写成。请稍后再试；如果反复出现，请联系管理员。"
        }
    }

    /// What happened and what to do, in English.
    public var englishText: String {
        switch self {
        case .empty: "The table is empty. Please check that it is the right file and sheet."
        case .tooLarge(let limit):
            "The file is larger than \(limit >> 20) MB. Please split it and import the parts."
        case .unpackedTooLarge(let limit):
            "Unpacked, the file exceeds \(limit >> 20) MB, so reading was stopped. It may be damaged; "
                + "please save it as a new XLSX file and retry."
        case .tooManyRows(let limit):
            "The table has more than \(limit) rows. Please split it and import the parts."
        case .tooManyColumns(let limit, let line):
            "Row \(line) goes beyond column \(limit) (\(SheetPlace.letters(of: limit))). "
                + "Please delete the surplus columns."
        case .tooManyCells(let limit):
            "The table has more than \(limit) cells. Please split it and import the parts."
        case .encrypted:
            "The file is protected with a password. Please remove it in the spreadsheet program and retry."
        case .oldFormat: "This is an old Excel file (.xls). Please open it and save it as XLSX."
        case .disguised(let ending):
            "The file’s content is \(ending), only its name is a table’s. Please open it in Excel or WPS "
                + "and save it as XLSX."
        case .unsupported(let ending): "\(ending) files cannot be read. Please save as XLSX or CSV."
        case .notText: "The content was not recognised. Please save it as XLSX or CSV."
        case .brokenText(let line):
            "Line \(line) of the file has broken characters. Please export it again, or save it as XLSX."
        case .openQuote(let line, let column):
            "A quotation mark that begins in line \(line), column \(column) of the file is never closed, "
                + "so what follows cannot be told apart. Please close it, or save as XLSX."
        case .damaged(let part, let line):
            "The XLSX file is damaged (\(part)\(line.map { ", line \($0)" } ?? "")). "
                + "Please open it in Excel or WPS and save it again."
        case .cellTooLong(let place, let limit):
            "The cell at \(place.englishText) has more than \(limit) characters, which XLSX does not bear. "
                + "Please export CSV instead."
        case .unwritable:
            "The file could not be written. Please try again; if it happens again, tell the administrator."
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// What a backup holds, and what it must be equal to when it is restored.
public struct BackupManifest: Hashable, Sendable, Codable {
    /// The form of the archive; this program writes and reads 1.
    public let format: Int
    /// Milliseconds since 1970.
    public let madeAt: Int64
    /// Name and version of the program that made it.
    public let program: String
    /// `sqlite` or `postgres`.
    public let dialect: String
    /// The steps of the schema.
    public let migrations: [AppliedMigration]
    /// The data, table by table.
    public let tables: [TableDigest]
    /// The ends of the audit's chains.
    public let auditHeads: [AuditHead]
    /// Attached files that have a row but were not there.
    public let missingFiles: [String]
    /// Everything in the archive before the manifest, in its order.
    public let entries: [Entry]

    /// A file in the archive.
    public struct Entry: Hashable, Sendable, Codable {
        /// Its name.
        public let name: String
        /// Its size.
        public let sizeBytes: Int64
        /// Its SHA-256.
        public let sha256: String
        /// Its SM3 (GB/T 32905-2016).
        public let sm3: String
    }

    /// One digest over all tables, for comparing at a glance.
    public var dataDigest: String {
        SHA256.hex(tables.map { "\($0.name) \($0.rows) \($0.digest)\n" }.joined().utf8)
    }
}

/// The content of one table, whatever the order of its rows and whichever database holds it.
public struct TableDigest: Hashable, Sendable, Codable {
    /// The table.
    public let name: String
    /// How many rows it has.
    public let rows: Int
    /// The sum of the rows' digests.
    public let digest: String
}

/// A small file that goes into the backup beside the data: the configuration, or secrets, which the caller
/// has encrypted.
public struct BackupPart: Hashable, Sendable {
    /// A plain name without folders.
    public let name: String
    /// Its bytes.
    public let contents: [UInt8]

    /// A part by its name.
    public init(name: String, contents: [UInt8]) {
        precondition(!name.contains("/") && !name.isEmpty && name.utf8.count < 80, "A part has a plain name.")
        self.name = name
        self.contents = contents
    }
}

/// What can be wrong with a backup or a restore.
public enum BackupFault: Error, Hashable, Sendable {
    /// The file ends before its archive does, or something stands after its end.
    case lengthWrong
    /// An entry's head is not as this program writes it.
    case headDamaged(offset: Int64)
    /// An entry's content does not fit its digest.
    case contentDamaged(name: String)
    /// The list of entries and the entries differ.
    case listDiffers
    /// The archive was written by a newer program.
    case newerFormat(Int)
    /// A restore goes into an empty place only.
    case placeNotEmpty(String)
    /// The archive is of the other database.
    case otherDialect(String)
    /// The restored data is not equal to what was saved.
    case dataDiffers(tables: [String])
    /// SQLite finds the restored file unsound.
    case unsound(String)
    /// A tool of PostgreSQL failed.
    case toolFailed(name: String, code: Int32, said: String)
    /// The archive exists already.
    case archiveExists(String)

    /// What an administrator is told.
    public var words: (chinese: String, english: String) {
        switch self {
        case .lengthWrong, .headDamaged, .contentDamaged, .listDiffers:
            (
                "备份文件已损坏，没有恢复任何内容。请改用另一份备份。",
                "The archive is damaged; nothing was restored. Please use another backup."
            )
        case .newerFormat(let format):
            (
                "备份由更新的程序写成(格式 \(format))。请用不低于该版本的程序恢复。",
                "The archive was written by a newer program (format \(format)). Restore it with "
                    + "that release or a later one."
            )
        case .placeNotEmpty(let place):
            (
                "“\(place)”里已有数据。恢复只写入空的位置，以免覆盖。",
                "“\(place)” holds data already. A restore goes into an empty place only, so that "
                    + "nothing is overwritten."
            )
        case .otherDialect(let dialect):
            (
                "备份来自 \(dialect)，不能恢复到另一种数据库。",
                "The archive is of \(dialect); restore it into the same database."
            )
        case .dataDiffers(let tables):
            (
                "恢复后的数据与备份时不一致:\(tables.joined(separator: "、"))。没有启用。",
                "The restored data is not what was saved: \(tables.joined(separator: ", ")). It was not put in place."
            )
        case .unsound:
            ("恢复后的数据库未通过检查，没有启用。", "The restored database did not pass its check; it was not put in place.")
        case .toolFailed(let name, let code, _):
            ("\(name) 失败(返回 \(code))，详情见日志。", "\(name) failed with code \(code); see the log.")
        case .archiveExists(let path):
            ("备份文件“\(path)”已存在，没有覆盖。", "The archive “\(path)” exists already; it was not overwritten.")
        }
    }
}

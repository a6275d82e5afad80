// SPDX-License-Identifier: Apache-2.0

/// One thing that the doctor looked at.
public struct Finding: Hashable, Sendable {
    /// How much it matters.
    public enum Weight: String, Hashable, Sendable {
        /// As it should be.
        case well
        /// Works, but somebody should look at it.
        case notice
        /// A promise of the store does not hold.
        case broken
    }

    /// What was looked at.
    public enum Subject: Hashable, Sendable {
        /// A setting of the database, with what it is and what it must be.
        case setting(name: String, value: String, expected: String)
        /// How the database checks itself; what it says when it is not sound.
        case integrity([String])
        /// References that point to nothing.
        case danglingReferences(Int)
        /// The audit's chains.
        case audit(entries: Int, breaks: [AuditReport.Break])
        /// Attached files without their content, or with another one.
        case files(checked: Int, missing: [String], damaged: [String])
        /// Jobs that a person has to look at.
        case deadLetters(Int)
        /// Jobs that should have begun more than ten minutes ago.
        case lateJobs(Int)
        /// How long ago a backup was last proven by restoring it, in hours; nil for never.
        case provenRestore(hours: Int?)
        /// Free space where the data is.
        case freeSpace(bytes: Int64)
        /// PostgreSQL's synchronous standbys; none means that losing the server may lose acknowledged writes.
        case synchronousStandbys([String])
        /// Steps of a newer release that this program does not know.
        case strangeMigrations([String])
    }

    /// How much it matters.
    public let weight: Weight
    /// What was looked at.
    public let subject: Subject

    init(_ weight: Weight, _ subject: Subject) {
        self.weight = weight
        self.subject = subject
    }
}

extension Finding {
    /// What an administrator is told.
    public var words: (chinese: String, english: String) {
        switch subject {
        case .setting(let name, let value, let expected):
            ("设置 \(name) = \(value)（应为 \(expected))", "setting \(name) = \(value) (expected \(expected))")
        case .integrity(let said):
            said.isEmpty
                ? ("数据库自检通过", "the database's own check passed")
                : (
                    "数据库自检未通过:\(said.joined(separator: ";"))。请停用并从备份恢复",
                    "the database is unsound: \(said.joined(separator: "; ")); stop and restore a backup"
                )
        case .danglingReferences(let count):
            ("悬空引用 \(count) 处", "\(count) dangling references")
        case .audit(let entries, let breaks):
            breaks.isEmpty
                ? ("审计链 \(entries) 条，完整", "audit chain of \(entries) entries holds")
                : (
                    "审计链有 \(breaks.count) 处断裂，请保留现场",
                    "the audit chain is broken at \(breaks.count) places; keep the evidence"
                )
        case .files(let checked, let missing, let damaged):
            (
                "附件 \(checked) 个，缺失 \(missing.count)，损坏 \(damaged.count)",
                "\(checked) attached files, \(missing.count) missing, \(damaged.count) damaged"
            )
        case .deadLetters(let count):
            ("\(count) 个任务多次失败，等待人工处理", "\(count) jobs failed for good and wait for a person")
        case .lateJobs(let count):
            ("\(count) 个任务迟迟没有开始", "\(count) jobs are late")
        case .provenRestore(let hours):
            hours.map { ("\($0) 小时前验证过备份可恢复", "last proven restore \($0) hours ago") }
                ?? ("从未验证过备份能否恢复", "no backup was ever proven by restoring it")
        case .freeSpace(let bytes):
            ("剩余空间 \(bytes >> 20) MB", "\(bytes >> 20) MB free")
        case .synchronousStandbys(let names):
            names.isEmpty
                ? (
                    "没有同步备库:主库损坏时可能丢失已确认的数据",
                    "no synchronous standby: losing the primary may lose acknowledged writes"
                )
                : (
                    "同步备库:\(names.joined(separator: "、"))",
                    "synchronous standbys: \(names.joined(separator: ", "))"
                )
        case .strangeMigrations(let names):
            names.isEmpty
                ? ("数据结构与程序一致", "schema and program agree")
                : (
                    "数据来自更新的版本:\(names.joined(separator: "、"))",
                    "the data comes from a newer release: \(names.joined(separator: ", "))"
                )
        }
    }
}

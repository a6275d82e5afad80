// SPDX-License-Identifier: Apache-2.0

extension StoreFault {
    /// What a person is told: what happened, and what to do now. The database's own words go to the log only.
    public var words: (chinese: String, english: String) {
        switch self {
        case .addressUnreadable(let address):
            (
                "数据库地址“\(address)”无法识别。请写文件路径，或以 postgres:// 开头的连接串。",
                "The store's address “\(address)” is not understood. Give a path, or a string "
                    + "that begins with postgres://."
            )
        case .unreachable:
            (
                "暂时连不上数据库，您填写的内容没有保存。请稍后再提交一次，不会重复。",
                "The database cannot be reached; nothing was saved. Please submit again in a "
                    + "moment; it will count once."
            )
        case .refused(let constraint, _):
            constraint.words
        case .statement, .column:
            (
                "系统内部出现错误，没有保存任何内容。请把页面上的编号告诉管理员。",
                "The program made a mistake and nothing was saved. Please give the administrator "
                    + "the number on this page."
            )
        case .textHoldsNull:
            (
                "文字里有无法保存的字符(空字符)。请删去后重新粘贴。",
                "The text holds a character that cannot be kept (U+0000). Please remove it and paste again."
            )
        case .diskFull:
            (
                "服务器存储空间已满，暂时只能查看，不能提交。管理员已收到提示，请稍后再试。",
                "The server's storage is full: reading works, submitting does not. The "
                    + "administrator was told; try again later."
            )
        case .storageFailed:
            (
                "服务器存储出现故障，刚才的内容没有保存。请稍后再试。",
                "The server's storage failed and what you sent was not saved. Please try again later."
            )
        case .busy, .timedOut, .overloaded:
            (
                "现在使用的人很多，刚才的操作没有完成，也没有保存。请稍后再试一次。",
                "Many people are using the service; this was not completed and not saved. Please "
                    + "try once more."
            )
        case .outcomeUnknown:
            (
                "网络中断，暂时不能确认是否已保存。请先在列表里查看，再决定是否重新提交。",
                "The connection broke and it is not known whether this was saved. Look at your "
                    + "list before you submit again."
            )
        case .keyReused:
            (
                "这份表单已经提交过，但这次内容不同。请打开一张新表单再填。",
                "This form was already submitted with other content. Please open a new form."
            )
        case .closed:
            ("服务正在停止，请稍后再试。", "The service is stopping. Please try again later.")
        case .migration(let mistake):
            mistake.words
        case .leaseLost(let job):
            (
                "任务 \(job) 超时后已由另一台服务器接手，这次的结果作废。",
                "Job \(job) was taken over by another server after its lease; this result is void."
            )
        }
    }
}

extension StoreFault.Constraint {
    fileprivate var words: (chinese: String, english: String) {
        switch self {
        case .unique:
            ("同样的内容已经存在，没有重复保存。", "The same already exists; it was not saved twice.")
        case .foreignKey:
            (
                "它所引用的内容不存在或已被删除，没有保存。请刷新后再试。",
                "What it refers to does not exist any more; nothing was saved. Please reload and try again."
            )
        case .check, .notNull, .other:
            ("内容不符合要求，没有保存。请检查后再试。", "The content breaks a rule; nothing was saved. Please check it.")
        case .appendOnly:
            ("审计记录只能追加，不能修改或删除。", "Audit records may only be added, never changed or removed.")
        }
    }
}

extension StoreFault.MigrationMistake {
    fileprivate var words: (chinese: String, english: String) {
        switch self {
        case .doubled(let name):
            ("有两个同名的数据升级步骤:\(name)。", "Two migrations bear the same name: \(name).")
        case .edited(let name):
            (
                "已执行过的升级步骤“\(name)”被改动。请恢复原文，新的改动另写一步。",
                "Migration “\(name)” was edited after it had been applied. Restore it; write the "
                    + "change as a new one."
            )
        case .fromNewerProgram(let name):
            (
                "数据来自更新的版本(步骤“\(name)”)。请使用不低于该版本的程序。",
                "The data comes from a newer release (migration “\(name)”). Use that release or a later one."
            )
        case .failed(let name, _):
            (
                "升级步骤“\(name)”没有成功，数据保持原样。详情见日志。",
                "Migration “\(name)” did not succeed; the data is as it was. See the log."
            )
        }
    }
}

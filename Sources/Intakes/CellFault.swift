// SPDX-License-Identifier: Apache-2.0

/// What is wrong with one place of a file of policies: where, what stands there, what was expected, and
/// how to mend it, in both languages, kept with the run.
struct CellFault: Error, Hashable, Sendable {
    let line: Int
    /// From 1; 0 for the whole policy or where the file has no columns.
    let column: Int
    let head: String
    let found: String
    let chinese: String
    let english: String
}

/// Several faults of one policy.
struct CellFaults: Error, Hashable, Sendable {
    let faults: [CellFault]
}

/// The kinds of faults, each worded once.
enum CellWords: Error, Hashable, Sendable {
    case missing
    case day
    case dayOrder(String, String)
    case level
    case region(near: [String])
    case regionAmbiguous([String])
    case department(near: [String])
    case kind(String)
    case applying
    case industry(String)
    case money
    case moneyOrder
    case address
    case digest
    case tooLong(limit: Int)
    case itemWithoutName(Int)
    case itemTwice(String)
    case ruleFault(chinese: String, english: String)
    case twice(firstLine: Int)
    case ambiguous(Int)
    case beingDrafted
    case elsewhere(String)
    case endsBefore
    case headTwice

    var chinese: String {
        switch self {
        case .missing: "必填，不能为空。请补上。"
        case .day: "不是日期。请写成 2026-05-01 或 2026年5月1日。"
        case .dayOrder(let first, let last): "“\(last)”早于“\(first)”。请核对两个日期。"
        case .level: "不认识的层级。请写 国家、省、市 或 县。"
        case .region(let near):
            "没有这个地区。\(near.isEmpty ? "" : "是不是“\(near.joined(separator: "”或“"))”？")请写全称或六位区划代码。"
        case .regionAmbiguous(let all): "有多个同名地区：\(all.joined(separator: "、"))。请写六位区划代码。"
        case .department(let near):
            "您负责的地区没有这个部门。\(near.isEmpty ? "" : "是不是“\(near.joined(separator: "”或“"))”？")请先在“部门”中建立，或留空。"
        case .kind(let word): "不认识的支持方式“\(word)”。可写：\(PolicyWords.kinds.map(\.1).joined(separator: "、"))。"
        case .applying: "不认识的申报方式。可写：\(PolicyWords.applying.map(\.1).joined(separator: "、"))。"
        case .industry(let word): "“\(word)”不是 GB/T 4754 的行业代码。请写 C、39 或 3913 这样的代码。"
        case .money: "不是金额。请写成 200000元、20万元 或 1.5亿元。"
        case .moneyOrder: "最高金额小于最低金额。请核对。"
        case .address: "不是网址。请以 http:// 或 https:// 开头。"
        case .digest: "不是 SHA-256 摘要（64 位十六进制）。请删去，或重新导出。"
        case .tooLong(let limit): "超过 \(limit) 个字。请缩短。"
        case .itemWithoutName(let number): "条目 \(number) 有内容但没有名称。请填写“条目\(number).名称”。"
        case .itemTwice(let key): "条目编号“\(key)”重复。每个条目的编号只能用一次。"
        case .ruleFault(let chinese, _): "规则有误：\(chinese)"
        case .twice(let line): "与第 \(line) 行是同一份政策（文号，或标题与发文机关相同）。请只保留一行。"
        case .ambiguous(let count): "库中有 \(count) 份政策与它同名，无法判断是哪一份。请填写文号。"
        case .beingDrafted: "库中这份政策正有一个版本在起草或审核。请先完成或撤回那个版本，再导入。"
        case .elsewhere(let region): "库中这份政策由\(region)维护，不在您负责的地区。请联系他们更新。"
        case .endsBefore: "失效日期早于库中现行版本的生效日期，不能作为新版本。请核对日期。"
        case .headTwice: "同一列出现了两次。请只保留一列。"
        }
    }

    var english: String {
        switch self {
        case .missing: "This is required. Please fill it in."
        case .day: "Not a date. Write it as 2026-05-01."
        case .dayOrder(let first, let last): "“\(last)” lies before “\(first)”. Please check both dates."
        case .level: "Unknown level. Write 国家, 省, 市 or 县."
        case .region(let near):
            "No such region.\(near.isEmpty ? "" : " Did you mean \(near.joined(separator: " or "))?") "
                + "Write the full name or the code of six digits."
        case .regionAmbiguous(let all):
            "Several regions have this name: \(all.joined(separator: ", ")). Write the code of six digits."
        case .department(let near):
            "Your regions have no such department."
                + (near.isEmpty ? "" : " Did you mean \(near.joined(separator: " or "))?")
                + " Add it under Departments first, or leave this empty."
        case .kind(let word):
            "Unknown kind of support “\(word)”. Write one of: "
                + PolicyWords.kinds.map(\.1).joined(separator: ", ") + "."
        case .applying:
            "Unknown way of applying. Write one of: "
                + PolicyWords.applying.map(\.1).joined(separator: ", ") + "."
        case .industry(let word): "“\(word)” is no code of GB/T 4754. Write codes such as C, 39 or 3913."
        case .money: "Not an amount. Write 200000元, 20万元 or 1.5亿元."
        case .moneyOrder: "The most is less than the least. Please check."
        case .address: "Not a web address. Begin with http:// or https://."
        case .digest: "Not a SHA-256 digest of 64 hexadecimal digits. Remove it, or export again."
        case .tooLong(let limit): "Longer than \(limit) characters. Please shorten it."
        case .itemWithoutName(let number): "Item \(number) has content but no name. Fill in 条目\(number).名称."
        case .itemTwice(let key): "The key “\(key)” is used twice. Each item needs its own."
        case .ruleFault(_, let english): "The rule has a fault: \(english)"
        case .twice(let line):
            "The same policy as in line \(line) (equal document number, or title and issuers). Keep one."
        case .ambiguous(let count):
            "\(count) policies in the library have this title and issuers. State the document number."
        case .beingDrafted:
            "A version of this policy is being written or checked. End or withdraw it first, then import."
        case .elsewhere(let region):
            "This policy is kept by \(region), outside your regions. Ask them to update it."
        case .endsBefore: "It would end before the version in force began. Please check the dates."
        case .headTwice: "The same column stands twice. Keep one."
        }
    }

    /// The fault at a cell.
    func fault(at cell: StatedPolicy.Cell, found: String? = nil) -> CellFault {
        CellFault(
            line: cell.line, column: cell.column, head: cell.head,
            found: found ?? cell.texts.joined(separator: "；"), chinese: chinese, english: english)
    }

    /// The fault of a whole policy, or of a head that it lacks.
    func fault(of policy: StatedPolicy, head: String = "", found: String = "") -> CellFault {
        CellFault(
            line: policy.line, column: 0, head: head, found: found, chinese: chinese, english: english)
    }
}

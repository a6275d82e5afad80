// SPDX-License-Identifier: Apache-2.0
import Standards

/// What a column of a file of policies, or a key of its JSON or YAML, is taken for.
enum IntakeColumn: String, CaseIterable, Hashable, Sendable {
    case title = "政策标题"
    case documentNumber = "文号"
    case issuers = "发文机关"
    case level = "层级"
    case region = "适用地区"
    case department = "责任部门"
    case summary = "摘要"
    case kinds = "支持方式"
    case themes = "主题"
    case tags = "标签"
    case industries = "行业代码"
    case tiers = "梯度"
    case publishedOn = "发布日期"
    case validFrom = "生效日期"
    case validTo = "失效日期"
    case applyFrom = "申报开始"
    case applyTo = "申报截止"
    case applying = "申报方式"
    case materials = "申报材料"
    case contacts = "联系方式"
    case text = "正文"
    case sourceAddress = "原文网址"
    case originalDigest = "原件摘要"

    /// Other heads under which offices keep the same.
    private var others: [String] {
        switch self {
        case .title: ["标题", "政策名称", "文件名称", "title"]
        case .documentNumber: ["发文字号", "文件号", "documentnumber"]
        case .issuers: ["发文单位", "发布单位", "发布机构", "issuers", "issuer"]
        case .level: ["级别", "政策层级", "level"]
        case .region: ["地区", "行政区划", "区划代码", "region"]
        case .department: ["责任单位", "主管部门", "department"]
        case .summary: ["简介", "政策摘要", "summary"]
        case .kinds: ["政策类型", "扶持方式", "kinds"]
        case .themes: ["主题分类", "政策主题", "themes"]
        case .tags: ["政策标签", "tags"]
        case .industries: ["行业", "适用行业", "industries"]
        case .tiers: ["培育梯度", "tiers"]
        case .publishedOn: ["发文日期", "成文日期", "publishedon"]
        case .validFrom: ["施行日期", "执行日期", "validfrom"]
        case .validTo: ["有效期至", "截止有效期", "validto"]
        case .applyFrom: ["申报开始日期", "申报起始", "applyfrom"]
        case .applyTo: ["申报截止日期", "申报结束", "applyto"]
        case .applying: ["办理方式", "applying"]
        case .materials: ["材料清单", "materials"]
        case .contacts: ["联系人", "咨询电话", "contacts"]
        case .text: ["政策正文", "全文", "text"]
        case .sourceAddress: ["来源网址", "网址", "链接", "sourceaddress"]
        case .originalDigest: ["originaldigest"]
        }
    }

    /// Heads that a file carries for its readers and that no import reads.
    static let remarks: Set<String> = ["编号", "版本", "状态", "行号", "原因", "number", "version", "stage"]

    private static let byName: [String: IntakeColumn] = {
        var all: [String: IntakeColumn] = [:]
        for column in allCases {
            for name in [column.rawValue] + column.others { all[name] = column }
        }
        return all
    }()

    /// What a head means; nil for none that is known.
    init?(reading head: String) {
        guard let column = Self.byName[Self.folded(head)] else { return nil }
        self = column
    }

    /// Known heads that a person may have meant.
    static func near(_ head: String) -> [String] {
        Nearest.nearest(to: folded(head), in: allCases.map(\.rawValue), limit: 2)
    }

    static func folded(_ head: String) -> String {
        Han.folded(head).filter { $0 != "*" && $0 != "_" }
    }
}

/// One part of a separate measure: `条目2.支持内容`, `条目2支持内容`.
enum ItemColumn: String, CaseIterable, Hashable, Sendable {
    case key = "编号"
    case name = "名称"
    case support = "支持内容"
    case least = "最低金额"
    case most = "最高金额"
    case office = "责任单位"
    case phone = "电话"
    case address = "申报网址"
    case rule = "规则"

    private var english: String {
        switch self {
        case .key: "key"
        case .name: "name"
        case .support: "support"
        case .least: "least"
        case .most: "most"
        case .office: "office"
        case .phone: "phone"
        case .address: "applyaddress"
        case .rule: "rule"
        }
    }

    /// The part that a name means.
    init?(named name: String) {
        let folded = IntakeColumn.folded(name)
        guard let part = Self.allCases.first(where: { $0.rawValue == folded || $0.english == folded }) else {
            return nil
        }
        self = part
    }

    /// The number of the measure and its part; nil for a head that is of no measure.
    static func read(_ head: String) -> (number: Int, part: ItemColumn)? {
        let folded = IntakeColumn.folded(head)
        guard
            let rest = ["条目", "item"].lazy.compactMap({ word in
                folded.hasPrefix(word) ? folded.dropFirst(word.count) : nil
            }).first
        else { return nil }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), (1...99).contains(number) else { return nil }
        let name = rest.dropFirst(digits.count).drop { ".·。:-".contains($0) }
        return ItemColumn(named: String(name)).map { (number, $0) }
    }

    /// The head of a part of the measure at a place, from 1.
    static func head(_ number: Int, _ part: ItemColumn) -> String { "条目\(number).\(part.rawValue)" }
}
